"""The line in which people write: what it may name, what becomes of it, and that nothing begun is lost."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.core.clock import Clock, stamp
from app.core.errors import InvalidInput
from app.journal.attaching import Attaching
from app.journal.correcting import append_correction
from app.journal.drafting import draft_of
from app.journal.rules import plain
from app.journal.templates import built_in_templates, entry_words, tidy_template
from app.journal.tokens import UNKNOWN, Lexicon, Parsed, parse
from app.model.incident import RUNNING, Incident
from app.model.journal import NOTE_KINDS, SYSTEM, Actor, Draft, Entry
from app.model.line import WHAT, WHERE, Line, Named, Template
from app.model.plan import PlanNames
from app.model.site import Camera
from app.model.words import Words
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.transaction import Reader, Transaction

_INCIDENTS = 20
_TIMES = ("time_future", "time_wrong")


class LineService:
    """Reads answer at once; what writes returns a future. `attaching` takes what hangs on a line."""

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        attaching: Attaching,
        clock: Clock,
        actor: Callable[[], Actor],
        gate: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._media = media
        self.attaching = attaching
        self._clock = clock
        self._actor = actor
        self._gate = gate

    def known(self) -> list[Named]:
        """Everything a line may name, in the order in which it is offered where nothing was typed yet."""
        return self._database.read(_known)

    def read(self, text: str, lexicon: Lexicon) -> Parsed:
        """What the line says now."""
        return parse(text, lexicon, self._clock.now(), self._zone())

    def kept_as_words(self, text: str) -> list[str]:
        """What in this text looks like a name and is none."""
        parsed = self.read(text, Lexicon(self.known()))
        return [parsed.said(token) for token in parsed.of(UNKNOWN)]

    def store(
        self, line: Line, lexicon: Lexicon | None = None, *, by_script: bool = False
    ) -> "Future[Entry]":
        """Makes the line an entry; what it names and nobody knows stays as text. Its unfinished copy goes with it.

        Raises InvalidInput at once: a time that is no time or still to come, an empty or too long text.
        """
        actor = SYSTEM if by_script else self._actor()
        places = {camera.id: camera.place_id for camera in self._cameras()}
        parsed = self._parsed(line.text, lexicon)
        draft = draft_of(parsed, line, lambda camera_id: places.get(camera_id, ""), actor)

        def change(transaction: Transaction) -> Entry:
            entry = transaction.journal.append(draft)
            if not by_script:
                transaction.lines.forget(actor.person_id)
            return entry

        if not draft.media:
            return self._database.write(change)

        def with_files() -> Entry:
            for digest in draft.media:
                self._media.take_over(digest, self.attaching.store)
            return self._database.write(change).result()

        return self.attaching.executor.submit(with_files)

    def amend(self, number: int, text: str, reason: str, lexicon: Lexicon | None = None) -> "Future[Entry]":
        """Corrects an entry by a new one, whose text may name what the old one did not. The old one stays.

        Raises InvalidInput as `store` does, and without a reason; fails with NotFound.
        """
        why = plain(reason).strip()
        if not why:
            raise InvalidInput(field="reason", reason="reason_empty")
        parsed = self._parsed(text, lexicon)
        said = {token.what: token.id for token in parsed.of("kind")}
        bare = draft_of(parsed, Line(), lambda _: "", self._actor(), kind="amendment")
        draft = replace(bare, amends=number, data={**bare.data, **said, "reason": why})
        return self._database.write(lambda transaction: append_correction(transaction, draft))

    def keep(self, person_id: str, line: Line) -> "Future[None]":
        """Writes down what this person has begun, so that no crash loses it. It is never stored by itself."""

        def change(transaction: Transaction) -> None:
            if line:
                transaction.lines.keep(person_id, line, stamp(self._clock.now()))
            else:
                transaction.lines.forget(person_id)

        return self._database.write(change)

    def kept(self, person_id: str) -> Line | None:
        """What this person has begun and not stored."""
        return self._database.read(lambda reader: reader.lines.unfinished(person_id))

    def tidy(self) -> "Future[None]":
        """Once after a start."""
        return self.attaching.tidy(lambda: self._database.read(lambda reader: reader.lines.files_in_use()))

    def templates(self) -> list[Template]:
        return self._database.read(lambda reader: reader.lines.templates())

    def save_template(self, template: Template) -> "Future[None]":
        """Raises InvalidInput for one that nobody could find or fill in."""
        tidy = tidy_template(template)
        return self._change(tidy, "saved", lambda tx: tx.lines.save_template(tidy))

    def remove_template(self, template: Template) -> "Future[None]":
        return self._change(template, "removed", lambda tx: tx.lines.remove_template(template.id))

    def order_templates(self, ids: Sequence[str]) -> "Future[None]":
        """In which order they are offered."""
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            transaction.lines.order_templates(ids)
            transaction.journal.append(Draft("templates_ordered", actor=actor))
            transaction.touch("template")

        return self._database.write(change)

    def load_templates_if_none(self) -> None:
        """Blocks until those that come with the program are stored; where there are some, they stay as they are."""
        if self.templates():
            return
        templates = built_in_templates()

        def change(transaction: Transaction) -> None:
            for template in templates:
                transaction.lines.save_template(template)
            transaction.journal.append(Draft("templates_loaded", data={"count": str(len(templates))}))
            transaction.touch("template")

        self._database.write(change).result()

    def _parsed(self, text: str, lexicon: Lexicon | None) -> Parsed:
        parsed = self.read(plain(text).strip(), lexicon or Lexicon(self.known()))
        for token in parsed.of(UNKNOWN):
            if token.id in _TIMES:
                raise InvalidInput(field="text", reason=token.id, value=parsed.said(token))
        return parsed

    def _zone(self) -> ZoneInfo:
        return _zone_of(self._database.read(lambda reader: reader.site.site()).timezone)

    def _cameras(self) -> list[Camera]:
        return self._database.read(lambda reader: reader.site.cameras())

    def _change(
        self, template: Template, action: str, apply: Callable[[Transaction], None]
    ) -> "Future[None]":
        self._gate()
        actor = self._actor()
        data = {"what": "template", "id": template.id, "action": action}
        data |= {"zh": template.name.zh, "en": template.name.en}

        def change(transaction: Transaction) -> None:
            apply(transaction)
            transaction.journal.append(Draft("settings_changed", actor=actor, data=data))
            transaction.touch("template")

        return self._database.write(change)


def _known(reader: Reader) -> list[Named]:
    site = reader.site
    zone = _zone_of(site.site().timezone)
    words = entry_words()
    places = [Named(WHERE, "place", one.id, one.name) for one in site.places()]
    cameras = [
        Named(WHERE, "camera", one.id, one.name, number, _numbered(words.camera, number))
        for number, one in enumerate(site.cameras(), 1)
    ]
    people = [
        Named(WHERE, "person", one.id, one.name, note=one.organisation) for one in site.people() if one.active
    ]
    kinds = [Named(WHAT, "kind", code, words.kinds[code]) for code in NOTE_KINDS]
    plans = site.plan_names()
    running, recent = reader.incidents.running(), reader.incidents.recent(_INCIDENTS)
    current = [_incident(one, plans, zone) for one in running]
    over = [_incident(one, plans, zone) for one in recent if one.state != RUNNING]
    templates = [Named(WHAT, "template", one.id, one.name) for one in reader.lines.templates()]
    return [*places, *cameras, *people, *current, *kinds, *templates, *over]


def _zone_of(name: str) -> ZoneInfo:
    """UTC where the machine does not know the zone, as on the screens."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _numbered(words: Words, number: int) -> Words:
    return Words(f"{words.zh}{number}", f"{words.en} {number}")


def _incident(incident: Incident, plans: PlanNames, zone: ZoneInfo) -> Named:
    """By its kind and when it began."""
    kind = plans.of(incident.kind, incident.plan_version) or Words(incident.kind, incident.kind)
    opened = incident.opened_at.astimezone(zone).strftime("%m-%d %H:%M")
    words = entry_words()
    note = words.running if incident.state == RUNNING else words.closed
    name = Words(f"{kind.zh or kind.en} {opened}", f"{kind.en or kind.zh} {opened}")
    return Named(WHAT, "incident", incident.id, name, note=note)
