"""Rotations: a pattern, its crews, and from which day on. What is past is never changed."""

from concurrent.futures import Future
from dataclasses import replace
from zoneinfo import ZoneInfo

from app.core.errors import InvalidInput
from app.core.ids import new_id
from app.model.rota import TURN_DAYS, Line, Rotation
from app.model.site import ROLES
from app.model.words import Words
from app.roster.rotation import DAY, PATTERNS, from_pattern, pattern_of
from app.roster.rules import tidy_time
from app.ui.code_words import CodeWords
from app.ui.forms.choices import ChoiceField, DayField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import TextField, WordsField
from app.ui.language import current_language
from app.ui.roster.crews_field import UNKNOWN, CrewsField
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.words import RosterWords

OWN = "own"


class RotationsPage(RecordPage[Rotation]):
    """A change of a rotation that runs already says from which day on it counts; the turns go on."""

    KINDS = frozenset({"roster", "person", "post", "site"})
    WIDE = 2
    SHARES = (12, 10)

    def build(self) -> None:
        self._codes, self._words = CodeWords(self), RosterWords(self)
        self._lines = FindingWords(self.services, self)
        self._name = WordsField()
        self._role, self._post, self._pattern, self._turns = (ChoiceField() for _ in range(4))
        self._crews = CrewsField()
        self._begins = TextField()
        self._starts = DayField()
        for name, field in (
            ("name", self._name), ("role", self._role), ("post", self._post), ("pattern", self._pattern),
            ("begins", self._begins), ("groups", self._crews), ("turns", self._turns), ("starts_on", self._starts),
        ):  # fmt: skip
            self.form.add(name, field)

    def texts(self) -> None:
        language = current_language()
        self._name.set_label(self.tr("Name"))
        self._role.set_label(self.tr("Role"))
        self._role.set_options([(role, self._codes.role(role)) for role in ROLES])
        self._post.set_label(self.tr("Post"))
        posts = [(one.id, one.name.in_language(language)) for one in self.services.roster.posts()]
        self._post.set_options([("", self.tr("no post")), *posts])
        self._pattern.set_label(self.tr("Pattern"))
        patterns = [(code, self._words.pattern(code)) for code in PATTERNS]
        self._pattern.set_options([*patterns, (OWN, self.tr("as it is"))])
        self._begins.set_label(self.tr("First shift of the day begins"))
        self._crews.set_label(self.tr("Crews, one a line"))
        self._crews.set_hint(self.tr("one crew a line, names with commas"))
        self._crews.set_people(self.services.roster.people(), language)
        self._turns.set_label(self.tr("Turns count on"))
        self._turns.set_options([(code, self._words.days(code)) for code in TURN_DAYS])
        self._starts.set_label(self.tr("From this day on"))

    def columns(self) -> list[str]:
        return [self.tr("Name"), self.tr("Where"), self.tr("Pattern"), self.tr("Days")]

    def records(self) -> list[Rotation]:
        found = self.services.roster.books.rotations()
        return sorted(found, key=lambda one: (one.ends_on != "", one.starts_on))

    def row(self, record: Rotation) -> tuple[str, ...]:
        code, _ = pattern_of(record)
        until = self.tr("{first} to before {last}") if record.ends_on else self.tr("from {first}")
        return (
            record.name.in_language(current_language()),
            self._lines.line(Line(record.role, record.post_id)),
            self._words.pattern(code) if code else self.tr("of its own"),
            until.format(first=record.starts_on, last=record.ends_on),
        )

    def blank(self) -> Rotation:
        today = self._today()
        return Rotation(new_id(self.services.clock.now()), Words(), "operator", "", today, today, (), ())

    def values_of(self, record: Rotation) -> Values:
        code, begins = pattern_of(record)
        return {
            "name": record.name,
            "role": record.role,
            "post": record.post_id,
            "pattern": code or (OWN if record.cycle else "day_night"),
            "begins": begins or DAY.start,
            "groups": tuple(group.person_ids for group in record.groups),
            "turns": record.turns,
            "starts_on": record.starts_on,
        }

    def store(self, record: Rotation, values: Values) -> "Future[None]":
        """Raises InvalidInput for a change of the past, and for names that nobody has."""
        books = self.services.roster.books
        for crew in values["groups"]:
            for person_id in crew:
                if person_id.startswith(UNKNOWN):
                    raise InvalidInput(field="groups", reason="unknown_name", number=person_id[1:])
        wanted = self._wanted(record, values)
        runs = bool(record.cycle) and record.starts_on < self._today()
        if not runs:
            return books.save_rotation(wanted)
        if replace(wanted, starts_on=record.starts_on) == record:
            return books.save_rotation(record)
        if wanted.starts_on <= record.starts_on:
            raise InvalidInput(field="starts_on", reason="change_from")
        return books.change_rotation(record.id, replace(wanted, id=new_id(self.services.clock.now())))

    def remove(self, record: Rotation) -> "Future[None]":
        return self.services.roster.books.remove_rotation(record.id)

    def restore(self, record: Rotation) -> "Future[None]":
        return self.services.roster.books.save_rotation(record)

    def add_words(self) -> str:
        return self.tr("Add a rotation")

    def new_words(self) -> str:
        return self.tr("New rotation")

    def empty_words(self) -> str:
        return self.tr("No rotations yet. Press Add a rotation: pattern, crews and first day are enough.")

    def _wanted(self, record: Rotation, values: Values) -> Rotation:
        same_turns = values["pattern"] == OWN or pattern_of(record)[0] == values["pattern"]
        anchor = record.anchor if same_turns and record.cycle else values["starts_on"]
        blank = replace(
            record,
            name=values["name"],
            role=values["role"],
            post_id=values["post"],
            turns=values["turns"],
            starts_on=values["starts_on"],
            anchor=anchor,
        )
        crews = values["groups"]
        if values["pattern"] != OWN:
            return from_pattern(values["pattern"], blank, crews, tidy_time("begins", values["begins"]))
        if len(crews) != len(record.groups):
            raise InvalidInput(field="groups", reason="crew_count", number=str(len(record.groups)))
        groups = tuple(
            replace(group, person_ids=crew) for group, crew in zip(record.groups, crews, strict=True)
        )
        return replace(blank, groups=groups)

    def _today(self) -> str:
        zone = ZoneInfo(self.services.site.site().timezone)
        return self.services.clock.now().astimezone(zone).date().isoformat()
