"""Handovers as screens see them: drafted, completed, checked."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

from app.access.service import AccessService
from app.core.clock import Clock, stamp
from app.core.errors import NotAllowed, NotFound
from app.core.ids import new_id
from app.handover import rules
from app.handover.drafting import facts_of
from app.handover.lists import HandoverLists
from app.handover.members import on_duty_at, with_latest, with_presence
from app.handover.papers import HandoverPapers, Print
from app.handover.reading import first_entry, seen
from app.handover.seen import Equipped
from app.handover.signing import Signing
from app.handover.watch import HandoverWatch, wanted_at
from app.model.handover import DRAFT, Fact, Handover, Member, Point, Side, Verdict
from app.model.journal import Draft
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.transaction import Reader, Transaction

_UNTOLD = timedelta(hours=12)
"""So far back goes the first handover of all."""
Change = Callable[[Handover], Handover]


class HandoverService:
    """One handover is under way at most. Reads answer at once; everything that writes returns a future.

    Attributes:
        watch: when the shift changes: `watch.start()` begins to ask.
        signing: both sides and the leader, with their PINs.
        lists: keys and equipment, settings, hazards.
        papers: what is printed.

    Args:
        look: what the parts of the program hold in memory; asked on a thread.
        gate: raises NotAllowed where somebody has to be signed in and nobody is.
    """

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        clock: Clock,
        access: AccessService,
        look: Callable[[], Equipped],
        print_paper: Print,
        fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._access = access
        self._look = look
        self._drafting = ThreadPoolExecutor(max_workers=1, thread_name_prefix="handover")
        self.watch = HandoverWatch(database, clock, fault)
        self.signing = Signing(database, access)
        self.lists = HandoverLists(database, access.actor, access.refuse_stranger)
        self.papers = HandoverPapers(database, media, access.actor, print_paper)

    def close(self) -> None:
        """Waits for a draft that is just being made."""
        self._drafting.shutdown()

    def current(self) -> Handover | None:
        """The one that is under way."""
        return self._database.read(lambda reader: reader.handovers.open())

    def get(self, handover_id: str) -> Handover:
        """Raises NotFound."""
        found = self._database.read(lambda reader: reader.handovers.get(handover_id))
        if found is None:
            raise NotFound("no_handover", id=handover_id)
        return found

    def earlier(self, limit: int = 100, before: str = "") -> list[Handover]:
        """Signed ones without their points, the newest first; `before` is an id to go on from."""
        return self._database.read(lambda reader: reader.handovers.accepted(limit, before))

    def begin(self) -> "Future[Handover]":
        """Drafts a handover from the shift; where one is under way that one. Raises NotAllowed for strangers."""
        self._access.refuse_stranger()
        actor = self._access.actor()

        def store(transaction: Transaction, facts: tuple[Fact, ...], now: datetime) -> Handover:
            known = transaction.handovers.open()
            if known is not None:
                return known
            handover = _begun(transaction, facts, now)
            _keep(transaction, None, handover)
            data = {"handover": handover.id, "due": stamp(handover.due_at) if handover.due_at else ""}
            data["points"] = str(len(handover.points))
            transaction.journal.append(Draft("handover_begun", actor=actor, data=data))
            transaction.touch("handover")
            return handover

        return self._drafted(store)

    def refresh(self) -> "Future[Handover]":
        """The draft as things are now; what people wrote stays. Of one that is offered, who has come meanwhile."""

        def store(transaction: Transaction, facts: tuple[Fact, ...], now: datetime) -> Handover:
            before = _existing(transaction)
            after = with_latest(transaction, before)
            if before.state == DRAFT:
                after = rules.refreshed(after, facts, transaction.handovers.items())
            if after == before:
                return before
            return _next_revision(transaction, before, after)

        return self._drafted(store)

    def say(self, key: str, words: str) -> "Future[Handover]":
        """The outgoing completes a point."""
        return self._change(lambda handover: rules.with_words(handover, key, words))

    def note(self, text: str) -> "Future[Handover]":
        """A point in the outgoing's own words. Raises InvalidInput."""
        point = rules.note_of(new_id(self._clock.now()), text)
        return self._change(lambda handover: rules.with_note(handover, point))

    def correct_note(self, point: Point, text: str) -> "Future[Handover]":
        """Another text for a point of one's own, until it is signed."""
        again = replace(point, fact=rules.note_of(point.key.partition(":")[2], text).fact)
        return self._change(lambda handover: rules.with_note(handover, again))

    def drop_note(self, key: str) -> "Future[Handover]":
        """Fails with NotAllowed (point_stays) for what is not one's own or was carried over."""
        return self._change(lambda handover: rules.without_note(handover, key))

    def check(self, key: str, verdict: Verdict, remark: str = "") -> "Future[Handover]":
        """The incoming says what they think of a point."""
        return self._change(lambda handover: rules.with_verdict(handover, key, verdict, remark))

    def count(self, item_id: str, side: Side, number: int | None) -> "Future[Handover]":
        return self._change(lambda handover: rules.with_count(handover, item_id, side, number))

    def explain(self, item_id: str, why: str) -> "Future[Handover]":
        """Why a count is not what it should be."""
        return self._change(lambda handover: rules.with_why(handover, item_id, why))

    def choose(self, side: Side, people: Iterable[tuple[str, bool]]) -> "Future[Handover]":
        """Who goes or comes: ids, each with whether that person is there."""
        wanted = list(people)

        def change(transaction: Transaction) -> Handover:
            before = _existing(transaction)
            members = _chosen(transaction, before, side, wanted)
            return _next_revision(transaction, before, rules.with_people(before, side, members))

        return self._write(change)

    def _drafted(
        self, store: Callable[[Transaction, tuple[Fact, ...], datetime], Handover]
    ) -> "Future[Handover]":
        def draft() -> Handover:
            equipped, now = self._look(), self._clock.now()
            facts = self._database.read(lambda reader: _facts(reader, equipped, now))
            return self._database.write(lambda transaction: store(transaction, facts, now)).result()

        return self._drafting.submit(draft)

    def _change(self, change: Change) -> "Future[Handover]":
        def store(transaction: Transaction) -> Handover:
            before = _existing(transaction)
            return _next_revision(transaction, before, change(before))

        return self._write(store)

    def _write(self, change: Callable[[Transaction], Handover]) -> "Future[Handover]":
        """What is filled in binds nobody before it is signed: it is no entry."""
        self._access.refuse_stranger()
        return self._database.write(change)


def _existing(transaction: Transaction) -> Handover:
    handover = transaction.handovers.open()
    if handover is None:
        raise NotAllowed("no_handover_open")
    return handover


def _next_revision(transaction: Transaction, before: Handover, after: Handover) -> Handover:
    kept = replace(after, revision=before.revision + 1)
    _keep(transaction, before, kept)
    transaction.touch_quietly("handover")
    return kept


def _keep(transaction: Transaction, before: Handover | None, after: Handover) -> None:
    transaction.handovers.save(after)
    if before is None or before.points != after.points:
        transaction.handovers.save_points(after.id, after.points)
    if before is None or before.counts != after.counts:
        transaction.handovers.save_counts(after.id, after.counts)


def _since(store: Reader | Transaction, now: datetime) -> datetime:
    last = store.handovers.last_accepted()
    if last is None or last.accepted_at is None:
        return now - _UNTOLD
    return last.accepted_at


def _facts(reader: Reader, equipped: Equipped, now: datetime) -> tuple[Fact, ...]:
    since, last = _since(reader, now), reader.handovers.last_accepted()
    return facts_of(seen(reader, since, first_entry(reader, since, last), equipped, now))


def _begun(transaction: Transaction, facts: tuple[Fact, ...], now: datetime) -> Handover:
    due = wanted_at(transaction, now)
    handover = rules.begun(
        new_id(now),
        now,
        _since(transaction, now),
        facts,
        transaction.handovers.items(),
        transaction.handovers.last_accepted(),
    )
    outgoing = due.outgoing if due is not None else on_duty_at(transaction, now)
    incoming = due.incoming if due is not None else ()
    return replace(
        handover,
        due_at=due.due_at if due is not None else None,
        outgoing=with_presence(transaction, outgoing),
        incoming=with_presence(transaction, incoming),
    )


def _chosen(
    transaction: Transaction, handover: Handover, side: Side, people: Iterable[tuple[str, bool]]
) -> tuple[Member, ...]:
    """Those of the roster stay known as such. Fails with NotFound (no_person)."""
    known = {one.person_id: one for one in (handover.outgoing if side == "outgoing" else handover.incoming)}
    persons = {person.id: person for person in transaction.site.people() if person.active}
    found = []
    for person_id, present in people:
        if person_id in known:
            found.append(replace(known[person_id], present=present))
        elif person_id in persons:
            person = persons[person_id]
            role = next((role for role in ("operator", "leader") if role in person.roles), "")
            found.append(Member(person_id, person.name, role, planned=False, present=present))
        else:
            raise NotFound("no_person", id=person_id)
    return tuple(found)
