"""Who is at the console, told without gaps."""

import pytest

from app.core.errors import NotAllowed
from tests.fakes.room import Room


def _holders(room: Room) -> None:
    for person_id in ("zhou", "chen"):
        room.access.set_pin(person_id, "2468").result()
        room.access._actor = type(room.access.actor())(person_id, person_id)
    room.access.sign_out().result()


def test_signing_in_over_somebody_signs_that_person_out(room: Room) -> None:
    _holders(room)
    room.access.sign_in("zhou", "2468").result()
    room.access.sign_in("chen", "2468").result()
    entries = [
        (entry.draft.kind, entry.draft.actor.person_id)
        for entry in reversed(room.journal.latest(3, kinds=("signed_in", "signed_out")))
    ]
    assert entries == [("signed_in", "zhou"), ("signed_out", "zhou"), ("signed_in", "chen")]


def test_a_clock_set_back_does_not_lengthen_a_lock(room: Room) -> None:
    _holders(room)
    for _ in range(5):
        with pytest.raises(NotAllowed):
            room.access.sign_in("zhou", "0000").result()
    with pytest.raises(NotAllowed) as locked:
        room.access.sign_in("zhou", "2468").result()
    assert locked.value.code == "pin_locked"
    room.clock.step_wall(seconds=-3600)
    assert room.access.sign_in("zhou", "2468").result().person_id == "zhou"
