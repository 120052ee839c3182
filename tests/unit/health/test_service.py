"""The health of cameras in the log, and their uptime, on a real database."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from app.cameras.console.pictures import Picture
from app.cameras.console.status import CameraStatus
from app.cameras.protocol import Event, HealthChanged, MotionSeen
from app.core.clock import stamp
from app.health.service import HealthService
from app.journal.pictures import taken_at
from app.model.health import Uptime
from app.model.journal import Entry
from tests.fakes.room import Room
from tests.fakes.services import live

JPEG = b"\xff\xd8 a picture"


class TellingWall:
    """Statuses and events that the test sets."""

    def __init__(self) -> None:
        self.states: list[CameraStatus] = [live("c1"), live("c2")]
        self.listeners: list[Callable[[Event], None]] = []
        self.last: dict[str, Picture] = {}
        """What hosts hold of each camera; `slow`: they answer when the test lets them."""
        self.slow = False
        self.waiting: list[Callable[[], None]] = []

    def snapshot(self, camera_id: str, give: Callable[[Picture], None], deadline_s: float) -> None:
        picture = self.last.get(camera_id, Picture(camera_id, cause="no_picture"))
        if self.slow:
            self.waiting.append(lambda: give(picture))
        else:
            give(picture)

    def statuses(self) -> list[CameraStatus]:
        return self.states

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)


class HealthRoom(Room):
    def __init__(self, folder: Path) -> None:
        self.wall = TellingWall()
        self.faults: list[BaseException] = []
        super().__init__(folder)

    def _open(self) -> None:
        super()._open()
        self.health = HealthService(
            self.database, self.media, self.clock, cast("Any", self.wall), self.faults.append
        )

    def pass_time(self, seconds: int) -> None:
        for second in range(seconds):
            self.clock.advance(seconds=1)
            self.health.tick()
            if second % 20 == 0:
                self.let_write()

    def let_write(self) -> None:
        """Until everything asked of the writer is stored."""
        self.database.write(lambda transaction: None).result()

    def entries(self) -> list[Entry]:
        self.let_write()
        return list(reversed(self.journal.latest(1000)))

    def told(self) -> list[str]:
        return [entry.draft.kind for entry in self.entries()]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[HealthRoom]:
    room = HealthRoom(tmp_path)
    yield room
    room.close()
    assert room.faults == []


def covered(*, began: bool) -> HealthChanged:
    return HealthChanged("c1", "covered", began, 0.0, JPEG if began else b"")


def test_a_condition_is_one_entry_with_its_picture(room: HealthRoom) -> None:
    room.health.hear(covered(began=True))
    room.wall.states[0] = live("c1", health=("covered",))
    room.pass_time(120)
    (entry,) = room.entries()
    assert (entry.draft.kind, entry.draft.camera_id) == ("health_began", "c1")
    assert entry.draft.data == {"condition": "covered"}
    assert room.media.path(entry.draft.media[0]).read_bytes() == JPEG
    assert [(one.camera_id, one.kind) for one in room.health.present()] == [("c1", "covered")]
    room.health.hear(covered(began=False))
    assert room.entries()[1].draft.data == {"condition": "covered", "lasted_s": "120"}
    assert room.health.present() == []
    assert room.journal.verify().ok


def test_flapping_is_one_entry_with_a_count(room: HealthRoom) -> None:
    for _ in range(6):
        room.health.hear(covered(began=True))
        room.pass_time(5)
        room.health.hear(covered(began=False))
        room.pass_time(60)
    room.pass_time(600)
    assert room.told() == ["health_began", "health_ended", "health_repeated"]
    summary = room.entries()[2].draft
    assert summary.data["count"] == "6"
    assert summary.data["present"] == "false"
    assert summary.media


def test_loss_and_return_of_the_picture_are_told_with_cause_and_duration(room: HealthRoom) -> None:
    room.wall.states[0] = live("c1", state="lost", cause="no_route", age_s=None)
    room.pass_time(90)
    room.wall.states[0] = live("c1")
    room.pass_time(10)
    lost, back = (entry.draft for entry in room.entries())
    assert (lost.kind, dict(lost.data)) == ("camera_lost", {"cause": "no_route"})
    assert (back.kind, back.camera_id) == ("camera_back", "c1")
    assert 80 <= int(back.data["lasted_s"]) <= 95


def test_a_lost_camera_is_told_with_what_it_showed_last_and_when(room: HealthRoom) -> None:
    room.wall.last["c1"] = Picture("c1", JPEG, 5.0)
    room.wall.states[0] = live("c1", state="lost", cause="stalled", age_s=5.0)
    room.pass_time(1)
    taken = room.clock.now() - timedelta(seconds=5)
    # What the host gives later is older still, and not what is wanted.
    room.wall.last["c1"] = Picture("c1", b"another", 60.0)
    room.pass_time(60)
    (lost,) = room.entries()
    assert dict(lost.draft.data) == {"cause": "stalled", "at": stamp(taken), "age_s": "5.0"}
    assert room.media.path(lost.draft.media[0]).read_bytes() == JPEG
    assert taken_at(lost) == taken
    assert room.journal.verify().ok


def test_a_picture_that_comes_too_late_belongs_to_no_other_entry(room: HealthRoom) -> None:
    room.wall.slow = True
    room.wall.last["c1"] = Picture("c1", JPEG, 5.0)
    room.wall.states[0] = live("c1", state="lost", cause="stalled")
    room.pass_time(30)
    for give in room.wall.waiting:
        give()
    room.wall.last.clear()
    for state in ("live", "lost", "live", "lost"):
        room.wall.states[0] = live("c1", state=state, cause="stalled" if state == "lost" else "")
        room.pass_time(70)
    told = room.entries()
    assert [entry.draft.kind for entry in told][:1] == ["camera_lost"]
    assert all(entry.draft.media == () for entry in told)


def test_of_a_moment_of_loss_no_picture_stays(room: HealthRoom) -> None:
    room.wall.last["c1"] = Picture("c1", JPEG, 5.0)
    room.wall.states[0] = live("c1", state="lost", cause="stalled")
    room.pass_time(2)
    room.wall.states[0] = live("c1")
    room.pass_time(10)
    room.wall.last.clear()
    room.wall.states[0] = live("c1", state="lost", cause="no_route")
    room.pass_time(20)
    (lost,) = room.entries()
    assert (lost.draft.media, dict(lost.draft.data)) == ((), {"cause": "no_route"})


def test_a_moment_of_loss_and_a_camera_that_connects_are_not_told(room: HealthRoom) -> None:
    room.wall.states = [
        live("c1", state="lost", cause="stalled"),
        live("c2", state="connecting", age_s=None),
    ]
    room.pass_time(4)
    room.wall.states[0] = live("c1")
    room.pass_time(60)
    assert room.told() == []


def test_a_frozen_picture_is_no_loss_of_the_picture(room: HealthRoom) -> None:
    room.health.hear(HealthChanged("c1", "frozen", True, 0.0, JPEG))
    room.wall.states[0] = live("c1", state="lost", cause="frozen", health=("frozen",))
    room.pass_time(60)
    assert room.told() == ["health_began"]
    (uptime,) = [one for one in room.health.uptime() if one.camera_id == "c1"]
    assert uptime.live_s == 0.0


def test_what_a_host_did_not_tell_is_read_from_its_reports(room: HealthRoom) -> None:
    """A host that was started anew has forgotten what it told."""
    room.health.hear(covered(began=True))
    room.pass_time(20)
    assert room.told() == ["health_began"]
    room.pass_time(20)
    assert room.told() == ["health_began", "health_ended"]
    room.wall.states[1] = live("c2", health=("moved",))
    room.pass_time(40)
    assert room.entries()[-1].draft.camera_id == "c2"


def test_of_a_lost_camera_no_condition_is_said_to_end(room: HealthRoom) -> None:
    room.health.hear(covered(began=True))
    room.wall.states[0] = live("c1", state="lost", cause="timeout")
    room.pass_time(300)
    assert room.told() == ["health_began", "camera_lost"]


def test_of_a_camera_that_nobody_shows_or_watches_nothing_is_claimed(room: HealthRoom) -> None:
    room.wall.states[0] = live("c1", state="lost", cause="timeout")
    room.pass_time(10)
    observed = [one.observed_s for one in room.health.uptime() if one.camera_id == "c1"]
    room.wall.states[0] = live("c1", state="resting")
    room.pass_time(300)
    assert [one.observed_s for one in room.health.uptime() if one.camera_id == "c1"] == observed
    assert room.health.present() == []
    room.wall.states[0] = live("c1", state="lost", cause="timeout")
    room.pass_time(10)
    assert room.told() == ["camera_lost"]


def test_motion_is_no_entry(room: HealthRoom) -> None:
    room.health.hear(MotionSeen("c1", True, 0.0))
    assert room.told() == []


def test_a_camera_taken_out_of_use_has_no_health(room: HealthRoom) -> None:
    room.health.hear(covered(began=True))
    room.wall.states = [live("c2")]
    room.pass_time(5)
    assert room.health.present() == []


def test_uptime_survives_a_restart_and_costs_a_write_a_minute(room: HealthRoom) -> None:
    room.wall.states[1] = live("c2", state="lost", cause="timeout")
    written: list[frozenset[str]] = []
    room.changes.subscribe(lambda changed: written.append(changed.kinds))
    room.pass_time(301)
    room.let_write()
    assert sum("uptime" in kinds for kinds in written) == 5
    room.health.stop()
    room.reopen()
    room.pass_time(101)
    found = {one.camera_id: one for one in room.health.uptime()}
    assert found["c1"] == Uptime("c1", "2026-11-23", 400.0, 400.0)
    assert found["c2"] == Uptime("c2", "2026-11-23", 0.0, 400.0)


def test_a_step_of_the_wall_clock_changes_no_duration(room: HealthRoom) -> None:
    room.wall.states[0] = live("c1", state="lost", cause="timeout")
    room.pass_time(30)
    room.clock.step_wall(seconds=-7200)
    room.pass_time(30)
    room.wall.states[0] = live("c1")
    room.pass_time(5)
    assert 50 <= int(room.entries()[1].draft.data["lasted_s"]) <= 65


def test_the_days_are_those_of_the_site(room: HealthRoom) -> None:
    room.clock.advance(minutes=60 * 11)
    days = room.health.days(3)
    assert days == ["2026-11-22", "2026-11-23", "2026-11-24"]


def test_it_listens_from_start_to_stop(room: HealthRoom) -> None:
    room.health.start()
    (listener,) = room.wall.listeners
    listener(covered(began=True))
    listener(covered(began=False))
    listener(covered(began=True))
    room.health.stop()
    assert room.wall.listeners == []
    assert room.told() == ["health_began", "health_ended", "health_repeated"]
