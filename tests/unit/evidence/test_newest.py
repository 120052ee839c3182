"""Evidence of the last minute waits for the file that is being written."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.evidence.newest import LONGEST_WAIT_S, make_whole
from tests.fakes.clock import FakeClock
from tests.fakes.recordings import FakeRecordings


@dataclass
class Writing:
    """The gate is being recorded; its file is whole after a few pauses from being asked for on."""

    recordings: FakeRecordings
    clock: FakeClock = field(default_factory=FakeClock)
    whole_after: int = 3
    pauses: int = 0

    def pause(self, seconds: float) -> None:
        self.pauses += 1
        self.clock.advance(seconds=seconds)
        if self.pauses == self.whole_after:
            begin = self.clock.now() - timedelta(seconds=30)
            self.recordings.claim("gate", begin, 30.0)

    def wait(self, until: datetime, *cameras: str) -> None:
        make_whole(self.recordings, cameras or ("gate",), until, self.clock, pause=self.pause)


@pytest.fixture
def writing(tmp_path: Path) -> Writing:
    recordings = FakeRecordings(tmp_path)
    recordings.written = {"gate"}
    return Writing(recordings)


def test_it_is_asked_for_and_waited_for(writing: Writing) -> None:
    writing.wait(writing.clock.now())
    assert writing.pauses == 3
    assert set(writing.recordings.finished) == {"gate"}


def test_what_lies_ahead_is_not_waited_for(writing: Writing) -> None:
    writing.wait(writing.clock.now() + timedelta(hours=1))
    assert writing.pauses == 3


def test_what_is_whole_or_old_or_not_recorded_is_not_waited_for(writing: Writing) -> None:
    now = writing.clock.now()
    writing.wait(now - timedelta(minutes=3))
    writing.wait(now, "garage")
    writing.recordings.claim("gate", now - timedelta(seconds=60), 60.0)
    writing.wait(now)
    assert (writing.pauses, writing.recordings.finished) == (0, [])


def test_a_camera_without_key_frames_does_not_hold_it_up_for_ever(writing: Writing) -> None:
    writing.whole_after = 10**9
    before = writing.clock.monotonic()
    writing.wait(writing.clock.now())
    assert LONGEST_WAIT_S <= writing.clock.monotonic() - before < LONGEST_WAIT_S + 1


def test_it_can_be_stopped(writing: Writing) -> None:
    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        make_whole(writing.recordings, ("gate",), writing.clock.now(), writing.clock, stop, writing.pause)
