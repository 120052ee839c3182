"""What the log is told of this computer: ends nobody asked for, a clock that was set, a disk in trouble."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import StorageUnavailable
from app.core.moment import Moment
from app.health import machine
from app.health.machine import MachineWatch, read_disk
from app.health.machine_rules import DiskReading, DiskWatch, Seen, step_at_start_s, step_s
from app.model.journal import Entry
from app.storage.database import Database
from tests.fakes.room import Room

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
GIGABYTE = 1_000_000_000


class Watched:
    """A room and its watch; the disk says what the test wants."""

    def __init__(self, folder: Path) -> None:
        self.room = Room(folder)
        self.disk = DiskReading(20 * GIGABYTE)
        self.faults: list[BaseException] = []
        self.watch = self.make()

    def make(self) -> MachineWatch:
        alive = self.room.folder / "console.alive"
        return MachineWatch(
            self.room.database, self.room.clock, self.room.folder, alive, self.faults.append, self.probe
        )

    def probe(self, folder: Path, write: bool) -> DiskReading:
        return self.disk

    def begin(self) -> list[Entry]:
        """A new console starts; what it writes first, in order."""
        self.watch = self.make()
        before = self.room.journal.latest(1)
        self.watch.begin("1.0").result()
        return list(reversed(self.room.journal.latest(9, after=before[0].number if before else 0)))

    def told(self, kind: str) -> list[dict[str, str]]:
        return [dict(entry.draft.data) for entry in reversed(self.room.journal.latest(50, kinds=(kind,)))]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    yield made
    made.room.close()


def kinds(entries: list[Entry]) -> list[str]:
    return [entry.draft.kind for entry in entries]


def test_a_first_start_and_one_after_a_good_end_tell_nothing_else(watched: Watched) -> None:
    assert kinds(watched.begin()) == ["console_started"]
    watched.room.journal.record("console_stopped").result()
    watched.room.clock.advance(minutes=9)
    assert kinds(watched.begin()) == ["console_started"]


def test_a_crash_is_told_at_the_next_start_with_when_it_was_last_alive(watched: Watched) -> None:
    watched.begin()
    watched.room.clock.advance(minutes=5)
    watched.watch.tick()
    noted = watched.room.clock.now()
    watched.room.clock.advance(seconds=40)
    entries = watched.begin()
    assert kinds(entries) == ["console_crashed", "console_started"]
    assert entries[0].draft.data == {
        "last_alive": noted.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "computer": "went on",
    }
    watched.room.journal.record("console_stopped").result()
    assert kinds(watched.begin()) == ["console_started"]


def test_a_power_cut_is_told_as_such(watched: Watched) -> None:
    watched.begin()
    watched.room.journal.add("last words").result()
    last = watched.room.clock.now()
    watched.room.clock.advance(minutes=50)
    watched.room.clock.reboot()
    told = watched.begin()[0].draft
    assert told.data["computer"] == "restarted"
    assert told.data["last_alive"].startswith(last.strftime("%Y-%m-%dT%H:%M:%S"))


@pytest.mark.parametrize("noted", ["", "{", "[]", '{"at": "2026-11-23T05:00:00.000Z", "boot_id": "another"}'])
def test_a_note_that_says_nothing_leaves_the_last_entry(watched: Watched, noted: str) -> None:
    watched.begin()
    at = watched.room.clock.now()
    (watched.room.folder / "console.alive").write_text(noted)
    watched.room.clock.advance(minutes=90)
    assert watched.begin()[0].draft.data["last_alive"].startswith(at.strftime("%Y-%m-%dT%H:%M:%S"))


@pytest.mark.parametrize("by", [-7200.0, -3.0, 3.0, 86_400.0])
def test_a_clock_that_is_set_is_told_once_with_what_it_was(watched: Watched, by: float) -> None:
    watched.begin()
    watched.watch.tick()
    watched.room.clock.advance(seconds=5)
    was = watched.room.clock.now()
    watched.room.clock.step_wall(seconds=by)
    watched.watch.tick()
    watched.room.clock.advance(seconds=5)
    watched.watch.tick()
    told = watched.told("clock_set")
    assert len(told) == 1
    assert told[0]["by_s"] == f"{by:.0f}"
    assert told[0]["was"].startswith(was.strftime("%Y-%m-%dT%H:%M:%S"))
    assert told[0]["is"].startswith((was + timedelta(seconds=by)).strftime("%Y-%m-%dT%H:%M:%S"))
    assert told[0]["running"] == "true"


def test_a_clock_put_right_little_by_little_is_not_told(watched: Watched) -> None:
    watched.watch.tick()
    for _ in range(100):
        watched.room.clock.advance(seconds=5)
        watched.room.clock.step_wall(seconds=0.5)
        watched.watch.tick()
    assert watched.told("clock_set") == []


def test_a_clock_set_while_no_console_ran_is_told_at_the_start(watched: Watched) -> None:
    watched.begin()
    watched.room.journal.record("console_stopped").result()
    watched.room.clock.advance(minutes=1)
    watched.room.clock.step_wall(seconds=-3600)
    assert kinds(watched.begin()) == ["clock_set", "console_started"]
    assert watched.told("clock_set")[0]["running"] == "false"


def test_after_a_restart_of_the_pc_a_clock_behind_the_log_is_told(watched: Watched) -> None:
    watched.begin()
    watched.room.journal.record("console_stopped").result()
    watched.room.clock.reboot()
    watched.room.clock.step_wall(seconds=-86_400)
    assert kinds(watched.begin()) == ["clock_set", "console_started"]
    assert watched.told("clock_set")[0]["by_s"] == "-86400"


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_time_that_passes_is_never_a_step(step: float, passed: float) -> None:
    before = Moment(NOON, 5.0, "b")
    now = Moment(NOON + timedelta(seconds=passed + step), 5.0 + passed, "b")
    found = step_s(before, now)
    assert (found == 0.0) == (abs(step) <= 1.0) or abs(abs(step) - 1.0) < 1e-3
    assert found == 0.0 or abs(found - step) < 1e-3
    assert step_s(before, Moment(now.now, 0.0, "other")) == 0.0


@given(st.floats(-1e6, 1e6))
def test_after_a_restart_only_a_clock_that_is_behind_can_be_told(ahead: float) -> None:
    found = step_at_start_s(Seen(NOON, 5.0, "b"), Moment(NOON + timedelta(seconds=ahead), 1.0, "other"))
    assert (found < 0) == (ahead < -1.0) or abs(ahead + 1.0) < 1e-3


def test_a_disk_that_fills_is_told_step_by_step_and_when_it_has_room_again(watched: Watched) -> None:
    for free in (2 * GIGABYTE, 400_000_000, 600_000_000, 20_000_000, 40_000_000, 700_000_000, 900_000_000):
        watched.disk = DiskReading(free)
        watched.room.clock.advance(seconds=60)
        watched.watch.tick()
    assert [(one["code"], one["free_mb"]) for one in watched.told("disk_trouble")] == [
        ("nearly_full", "400"), ("full", "20"),
    ]  # fmt: skip
    assert [(one["code"], one["lasted_s"]) for one in watched.told("disk_trouble_over")] == [
        ("full", "120"), ("nearly_full", "300"),
    ]  # fmt: skip
    assert watched.watch.disk_troubles() == ()


def test_a_slow_disk_is_told_when_it_is_slow_twice(watched: Watched) -> None:
    for seconds in (9.0, 0.1, 5.0, 8.0, 2.0, 0.2, 0.2):
        watched.disk = DiskReading(20 * GIGABYTE, seconds)
        watched.watch.tick()
        watched.room.clock.advance(seconds=30)
    assert [one["seconds"] for one in watched.told("disk_trouble")] == ["8"]
    assert [one["lasted_s"] for one in watched.told("disk_trouble_over")] == ["90"]


def test_what_a_disk_that_is_gone_cannot_take_is_told_when_it_is_back(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.disk = DiskReading(None)
    gone_at = watched.room.clock.now()

    def refuse(self: Database, change: object) -> None:
        raise StorageUnavailable("disk_failed")

    with monkeypatch.context() as patched:
        patched.setattr(Database, "write", refuse)
        watched.watch.tick()
        assert watched.watch.disk_troubles() == ("gone",)
        watched.room.clock.advance(minutes=3)
        watched.watch.tick()
    watched.disk = DiskReading(20 * GIGABYTE)
    watched.watch.tick()
    (began,), (over,) = watched.told("disk_trouble"), watched.told("disk_trouble_over")
    assert (began["code"], over["code"], over["lasted_s"]) == ("gone", "gone", "180")
    assert began["at"].startswith(gone_at.strftime("%Y-%m-%dT%H:%M:%S"))
    assert not (watched.faults)


READING = st.builds(DiskReading, st.none() | st.integers(0, 2 * GIGABYTE), st.none() | st.floats(0, 10))


@given(st.lists(READING, max_size=40))
def test_each_trouble_begins_and_ends_in_turn(readings: list[DiskReading]) -> None:
    watch, open_ = DiskWatch(), set[str]()
    for reading in readings:
        for change in watch.read(reading, NOON):
            assert change.began == (change.code not in open_)
            open_ ^= {change.code}
            if not change.began:
                watch.forget(change.code)
        assert open_ == set(watch.since)
        assert ("gone" in open_) == (reading.free is None)
    for _ in range(3):
        for change in watch.read(DiskReading(2 * GIGABYTE, 0.1), NOON):
            watch.forget(change.code)
    assert watch.since == {}


def test_the_disk_is_read_as_it_is(tmp_path: Path) -> None:
    found = read_disk(tmp_path, True)
    assert found.free
    assert found.write_s is not None
    assert list(tmp_path.iterdir()) == []
    assert read_disk(tmp_path, False).write_s is None
    assert read_disk(tmp_path / "gone", True).free is None


def test_a_watch_that_dies_is_told(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "TICK_S", 0.01)
    told = threading.Event()

    def fault(error: BaseException) -> None:
        watched.faults.append(error)
        told.set()

    def broken(folder: Path, write: bool) -> DiskReading:
        raise RuntimeError("unforeseen")

    watch = MachineWatch(
        watched.room.database,
        watched.room.clock,
        watched.room.folder,
        watched.room.folder / "a",
        fault,
        broken,
    )
    watch.start()
    assert told.wait(20)
    watch.stop()
    assert isinstance(watched.faults[0], RuntimeError)
