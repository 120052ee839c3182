"""Who is at the console, told without gaps."""

import pytest

from app.access import rules
from app.core.errors import NotAllowed
from tests.conftest import THE_REAL_HASHER
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


def test_a_pin_is_kept_as_a_hash_that_costs_who_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_hasher", THE_REAL_HASHER)
    kept = rules.hash_pin("2468")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert rules.pin_matches(kept, "2468")
    assert not rules.pin_matches(kept, "2469")
