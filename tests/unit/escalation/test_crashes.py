"""A kill at any point of any transaction: what was decided is stored whole or not at all, and decided again."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import NotAllowed
from app.model.journal import WITHDRAWALS, Draft, Entry
from app.storage.journal import JournalRepository
from app.storage.transaction import Transaction
from tests.fakes.room import Room
from tests.unit.escalation.rooms import furnish_tiers, incident_of, messages_of, state_of, tick

Deed = Callable[[Room, str], None]
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class Killed(BaseException):
    """The program is gone."""


@contextmanager
def killed_at_entry(number: int) -> Iterator[None]:
    """The program ends when it writes that entry of a transaction, at the latest just before the commit."""
    written = 0
    append = JournalRepository.append

    def counted(self: JournalRepository, draft: Draft) -> Entry:
        nonlocal written
        written += 1
        if written == number:
            raise Killed
        return append(self, draft)

    def at_the_end(self: Transaction) -> None:
        raise Killed

    with (
        patch.object(JournalRepository, "append", counted),
        patch.object(Transaction, "refuse_unjournaled_change", at_the_end),
    ):
        yield


def answer(number: int) -> Deed:
    def do(room: Room, incident_id: str) -> None:
        calls = incident_of(room, incident_id).calls
        room.incidents.acknowledge(calls[number % len(calls)].id).result()

    return do


def arrive(number: int) -> Deed:
    def do(room: Room, incident_id: str) -> None:
        calls = incident_of(room, incident_id).calls
        room.incidents.arrive(calls[number % len(calls)].id).result()

    return do


def withdraw_answer(number: int) -> Deed:
    def do(room: Room, incident_id: str) -> None:
        marked = [call for call in incident_of(room, incident_id).calls if call.acknowledged_at]
        if marked:
            call = marked[number % len(marked)]
            room.withdrawals.acknowledgement(call.id, call.acknowledged_at or NEVER).result()

    return do


def withdraw_arrival(number: int) -> Deed:
    def do(room: Room, incident_id: str) -> None:
        marked = [call for call in incident_of(room, incident_id).calls if call.arrived_at]
        if marked:
            call = marked[number % len(marked)]
            room.withdrawals.arrival(call.id, call.arrived_at or NEVER).result()

    return do


DEEDS: st.SearchStrategy[Deed] = st.one_of(
    st.integers(0, 9).map(answer),
    st.integers(0, 9).map(arrive),
    st.integers(0, 9).map(withdraw_answer),
    st.integers(0, 9).map(withdraw_arrival),
    st.sampled_from(
        [
            lambda room, incident_id: room.escalation.escalate(incident_id, 2).result(),
            lambda room, incident_id: room.escalation.escalate(incident_id, 3).result(),
            lambda room, incident_id: room.escalation.hold(incident_id, 2, "wait").result(),
            lambda room, incident_id: room.escalation.hold(incident_id, 3, "wait").result(),
            lambda room, incident_id: room.escalation.release(incident_id, 2).result(),
            lambda room, incident_id: room.escalation.add_person(incident_id, "night").result(),
            lambda room, incident_id: room.escalation.hand_over(incident_id, "chen").result(),
            lambda room, incident_id: room.incidents.stand_down(incident_id).result(),
            lambda room, incident_id: room.incidents.reopen(incident_id).result(),
        ]
    ),
)
SCENES = st.lists(st.tuples(st.integers(0, 200), DEEDS, st.integers(1, 6)), max_size=5)


@settings(max_examples=15, deadline=None)
@given(SCENES, st.integers(1, 6))
def test_nothing_is_half_done_lost_or_doubled(scenes: list[tuple[int, Deed, int]], first_kill: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Path(folder))
        furnish_tiers(room)
        try:
            play(room, scenes, first_kill)
        finally:
            room.close()


def play(room: Room, scenes: list[tuple[int, Deed, int]], first_kill: int) -> None:
    killed(room, first_kill, lambda: room.incidents.press(kind="fire").result())
    assert room.kinds() == []
    assert room.incidents.running() == []
    incident_id = room.incidents.press(kind="fire").result().id
    for seconds, deed, kill_at in scenes:
        before = everything(room, incident_id)
        room.clock.advance(seconds=seconds)
        killed(room, kill_at, lambda: tick(room))
        killed(room, kill_at, lambda deed=deed: deed(room, incident_id))
        assert everything(room, incident_id) == before
        tick(room)
        allowed(lambda deed=deed: deed(room, incident_id))
        whole(room, incident_id)
    assert room.journal.verify().ok


def killed(room: Room, entry: int, work: Callable[[], object]) -> None:
    try:
        with killed_at_entry(entry):
            work()
    except (Killed, NotAllowed):
        pass
    room.reopen()


def allowed(work: Callable[[], object]) -> None:
    try:
        work()
    except NotAllowed:
        """An answer too."""


def everything(room: Room, incident_id: str) -> tuple[Any, ...]:
    incident = incident_of(room, incident_id)
    return (
        incident.calls,
        incident.state,
        state_of(room, incident_id).runs,
        messages_of(room, incident_id),
        room.kinds(),
    )


def whole(room: Room, incident_id: str) -> None:
    """Calls, messages and entries say the same."""
    incident = incident_of(room, incident_id)
    entries = room.journal.latest(10_000, incident_id=incident_id)
    told = [
        person
        for entry in entries
        if entry.draft.kind in ("tier_called", "people_added")
        for person in entry.draft.data["people"].split(",")
    ]
    assert sorted(told) == sorted(call.person_id for call in incident.calls)
    keys = Counter(message.dedupe_key for message in messages_of(room, incident_id))
    assert set(keys.values()) <= {1}
    first = {
        message.person_id
        for message in messages_of(room, incident_id)
        if message.dedupe_key.endswith(":emergency")
    }
    assert first == {call.person_id for call in incident.calls if call.reachable}
    withdrawn = [entry for entry in entries if entry.draft.kind in WITHDRAWALS]
    wrong = {entry.draft.amends for entry in withdrawn}
    assert len(wrong) == len(withdrawn), "each takes back one entry, and none is taken back twice"
    for kind, now in (
        ("call_acknowledged", {call.person_id for call in incident.calls if call.acknowledged_at}),
        ("call_arrived", {call.person_id for call in incident.calls if call.arrived_at}),
    ):
        stands = [e.draft.data["person"] for e in entries if e.draft.kind == kind and e.number not in wrong]
        assert sorted(stands) == sorted(now)
