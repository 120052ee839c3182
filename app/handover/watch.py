"""Asks every few seconds whether the shift changes: reminds, tells what is late and what nobody made."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.core.clock import Clock, stamp
from app.core.ticking import Ticker
from app.handover.dues import EARLY, LOOK_BACK, due_for, is_late, settled, told
from app.handover.members import changes_between, with_presence
from app.model.handover import DRAFT, OUTGOING, HandoverDue, Member, Refusal
from app.model.journal import Draft
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

_TICK_S = 5.0
_AHEAD = timedelta(hours=36)
_NOTED_EVERY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Standing:
    """The handover that is wanted now or soon; `late`: its time is over. `missed`: one that nobody made, nor any since."""

    due: HandoverDue | None = None
    late: bool = False
    missed: HandoverDue | None = None

    @property
    def alarms(self) -> tuple[tuple[str, HandoverDue], ...]:
        """What is alarmed about, the newest first: `late` and `missed`."""
        late = (("late", self.due),) if self.late and self.due is not None else ()
        missed = (("missed", self.missed),) if self.missed is not None else ()
        return (*late, *missed)


class HandoverWatch:
    """`start` begins the ticking, `tick` is one of them. What is due is a row: a restart asks the same question."""

    def __init__(
        self, database: Database, clock: Clock, fault: Callable[[BaseException], None] = lambda error: None
    ) -> None:
        self._database = database
        self._clock = clock
        self._ticker = Ticker("handover-watch", _TICK_S, self.tick, fault)

    def start(self) -> None:
        self._ticker.start()

    def stop(self) -> None:
        self._ticker.stop()

    def standing(self) -> Standing:
        """For the strip: below 5 ms."""
        now = self._clock.now()

        def read(reader: Reader) -> Standing:
            settings = reader.handovers.settings()
            due = due_for(reader.handovers.open_dues(), now)
            late = due is not None and is_late(due, now, settings)
            return Standing(due, late, reader.handovers.unmade())

        return self._database.read(read)

    def coming(self) -> HandoverDue | None:
        """The next change of shift of the roster within a day and a half that is not signed yet."""
        now = self._clock.now()

        def read(reader: Reader) -> HandoverDue | None:
            for due in changes_between(reader, now, now + _AHEAD):
                row = reader.handovers.due(due.due_at)
                if row is None or row.is_open:
                    return due
            return None

        return self._database.read(read)

    def tick(self) -> "Future[None] | None":
        """Asks what time has brought; None where that is nothing."""
        now = self._clock.now()
        if not self._database.read(lambda reader: _is_stale(reader, now) or bool(_changes(reader, now))):
            return None
        return self._database.write(lambda transaction: _settle(transaction, now))


def wanted_at(store: Reader | Transaction, now: datetime) -> HandoverDue | None:
    """The change of shift that a handover begun now is for: a row that is open, else what the roster says is near."""
    open_one = due_for(store.handovers.open_dues(), now)
    if open_one is not None:
        return open_one
    near = [
        due for due in changes_between(store, now, now + EARLY) if store.handovers.due(due.due_at) is None
    ]
    return near[0] if near else None


def _is_stale(store: Reader | Transaction, now: datetime) -> bool:
    """Whether what was looked at must be noted: of changes of shift before, none comes up any more, whatever somebody
    writes into the roster afterwards."""
    watched = store.handovers.watched_since()
    return watched is None or abs(now - watched) >= _NOTED_EVERY


def _changes(store: Reader | Transaction, now: datetime) -> list[HandoverDue]:
    settings = store.handovers.settings()
    watched = store.handovers.watched_since() or now
    since = max(now - LOOK_BACK, watched)
    if since > now:  # the clock was set back behind the first start: from here on it is watched again
        since = now
    ahead = now + max(EARLY, timedelta(minutes=settings.remind_min))
    planned = changes_between(store, since, ahead)
    rows = {row.due_at: row for row in (*store.handovers.dues(since, ahead), *store.handovers.open_dues())}
    return settled(planned, rows.values(), now, settings)


def _settle(transaction: Transaction, now: datetime) -> None:
    rows = _changes(transaction, now)
    transaction.handovers.watch_since(now)
    for row in rows:
        before = transaction.handovers.due(row.due_at)
        transaction.handovers.save_due(row)
        what = told(before, row)
        if what:
            transaction.journal.append(Draft(f"handover_{what}", data=_data(row)))
            transaction.touch("handover")
        if what == "missed":
            _move_on(transaction, row, now)
        elif what:
            _adopt(transaction, row)


def _adopt(transaction: Transaction, due: HandoverDue) -> None:
    """A draft begun outside a change of shift is for the one that has come near; who was chosen by hand stays."""
    handover = transaction.handovers.open()
    if handover is None or handover.state != DRAFT or handover.due_at is not None or not due.is_open:
        return
    sides = [
        with_presence(transaction, planned) if all(one.planned for one in known) else known
        for known, planned in ((handover.outgoing, due.outgoing), (handover.incoming, due.incoming))
    ]
    transaction.handovers.save(
        replace(
            handover,
            due_at=due.due_at,
            outgoing=sides[0],
            incoming=sides[1],
            revision=handover.revision + 1,
        )
    )


def _move_on(transaction: Transaction, missed: HandoverDue, now: datetime) -> None:
    """The next shift has come and the handover is still open: it is theirs now, and is to be signed anew."""
    handover = transaction.handovers.open()
    if handover is None or handover.due_at != missed.due_at:
        return
    due = wanted_at(transaction, now)
    moved = replace(handover, due_at=due.due_at if due else None, revision=handover.revision + 1)
    if due is not None:
        outgoing, incoming = due.outgoing, due.incoming
        moved = replace(
            moved,
            outgoing=with_presence(transaction, outgoing),
            incoming=with_presence(transaction, incoming),
        )
    if handover.state != DRAFT:
        signed = handover.signature(OUTGOING)
        assert signed is not None, "offered is what the outgoing have signed"
        refusal = Refusal(handover.attempt, "", signed.name, now, "", by_outgoing=True)
        transaction.handovers.refuse(handover.id, refusal)
        moved = replace(moved, state=DRAFT, attempt=handover.attempt + 1)
    transaction.handovers.save(moved)


def _data(due: HandoverDue) -> dict[str, str]:
    return {
        "due": stamp(due.due_at),
        "outgoing": _ids(due.outgoing),
        "incoming": _ids(due.incoming),
    }


def _ids(members: tuple[Member, ...]) -> str:
    return ",".join(member.person_id for member in members)
