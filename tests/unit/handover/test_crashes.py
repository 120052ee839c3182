"""A kill between and in the middle of the steps: what was done is stored whole or not at all, and goes on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import StorageUnavailable
from app.model.handover import ACCEPTED, DRAFT, OFFERED
from tests.fakes.room import Room
from tests.unit.escalation.test_crashes import Killed, killed_at_entry
from tests.unit.handover.killed import go_on, left_by
from tests.unit.handover.shift import EVENING, PIN, agreed, counted, now, offered, tick, told, until


@pytest.mark.parametrize("entry", [1, 2, 3, 4])
def test_killed_while_the_incoming_signs_all_of_it_is_stored_or_nothing(room: Room, entry: int) -> None:
    tick(room)
    until(room, EVENING)
    tick(room)
    offered(room)
    shown = agreed(room)
    entries = len(room.kinds())
    with killed_at_entry(entry), pytest.raises(Killed):
        room.handovers.signing.accept("night", PIN, shown.revision).result()
    room.reopen()
    assert (now(room).state, len(room.kinds())) == (OFFERED, entries)
    assert now(room) == shown
    assert room.handovers.watch.standing().due is not None
    handover = room.handovers.signing.accept("night", PIN, shown.revision).result()
    assert handover.state == ACCEPTED
    assert room.journal.verify().ok


def test_killed_while_the_outgoing_signs_it_is_still_a_draft(room: Room) -> None:
    until(room, EVENING)
    room.handovers.begin().result()
    shown = counted(room, "outgoing")
    with killed_at_entry(1), pytest.raises(Killed):
        room.handovers.signing.offer("zhou", PIN, shown.revision).result()
    room.reopen()
    assert now(room) == shown


def test_a_full_disk_signs_nothing(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    until(room, EVENING)
    offered(room)
    shown = agreed(room)

    def refuse(*_: object) -> None:
        raise StorageUnavailable("disk_full")

    with monkeypatch.context() as full:
        full.setattr("app.storage.handovers.HandoverRepository.sign", refuse)
        with pytest.raises(StorageUnavailable):
            room.handovers.signing.accept("night", PIN, shown.revision).result()
    assert now(room) == shown
    assert room.access.actor().person_id == "zhou"
    assert told(room, "handover_accepted") == []


STEPS = ("begin", "say", "count", "offer", "check", "accept", "paper", "countersign")
_SCRIPT = """
import sys
from pathlib import Path
from tests.fakes.clock import FakeClock
from tests.unit.handover.killed import walk
walk(Path(sys.argv[1]), sys.argv[2])
"""


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
@pytest.mark.parametrize("last", STEPS)
def test_kill_9_after_each_step_loses_none_of_it(tmp_path: Path, last: str) -> None:
    """Another process walks up to a step and kills itself the moment that step is answered; this one goes on from there."""
    ended = subprocess.run([sys.executable, "-c", _SCRIPT, str(tmp_path), last], check=False, timeout=100)
    assert ended.returncode == -signal.SIGKILL
    room = left_by(tmp_path)
    try:
        assert room.journal.verify().ok
        state = room.handovers.current()
        done = STEPS.index(last)
        if done < STEPS.index("offer"):
            assert state is not None
            assert state.state == DRAFT
        elif done < STEPS.index("accept"):
            assert state is not None
            assert state.state == OFFERED
        else:
            assert state is None
        handover = go_on(room, STEPS[done + 1 :])
        assert handover.state == ACCEPTED
        assert handover.signatures[-1].side == "leader"
        assert any(point.words == "done at 21:00" for point in handover.points)
        assert [kind for kind in room.kinds() if kind == "handover_printed"] == ["handover_printed"]
        assert room.journal.verify().ok
    finally:
        room.close()
