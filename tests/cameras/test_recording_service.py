"""From the press of the emergency button to evidence on the disk, through real hosts."""

import hashlib
import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.access.service import AccessService
from app.cameras.protocol import CameraSpec
from app.core.changes import Changes
from app.core.clock import SystemClock
from app.incidents.service import IncidentService
from app.model.recording import Segment
from app.model.site import Camera, CameraOptions, Site
from app.model.words import Words
from app.recording.service import RecordingService
from app.storage.database import Database
from app.storage.transaction import Transaction
from tests.cameras.conftest import MakeWall, Wall
from tests.cameras.test_recording import FIRST_PICTURE_S, frames, wait_pictures


class Room:
    """Cameras, their wall and what records them."""

    def __init__(self, folder: Path, wall: Wall, cameras: list[Camera]) -> None:
        self.wall = wall
        self.faults: list[BaseException] = []
        clock, changes = SystemClock(), Changes()
        self.database = Database(folder / "dutyroom.sqlite", clock, changes)
        self.access = AccessService(self.database)
        self.incidents = IncidentService(self.database, clock, self.access.actor, lambda incident: None)
        self.recording = RecordingService(
            self.database,
            clock,
            changes,
            wall.wall,
            folder / "recordings",
            self.access.actor,
            fault=self.faults.append,
        )
        self.database.write(lambda transaction: _furnish(transaction, cameras)).result()
        self.recording.start()

    def segments(self, camera_id: str) -> list[Segment]:
        now = datetime.now(UTC)
        return self.recording.segments(camera_id, now - timedelta(hours=1), now + timedelta(hours=1))

    def close(self) -> None:
        self.recording.stop()
        self.access.close()
        self.database.close()
        assert self.faults == []


def _furnish(transaction: Transaction, cameras: list[Camera]) -> None:
    transaction.site.save_site(Site(Words("测试", "Test")))
    for camera in cameras:
        transaction.site.save_camera(camera)


def _camera(camera_id: str, clip: Path, record: str = "off") -> tuple[Camera, CameraSpec]:
    options = CameraOptions(record=record)
    name = Words(camera_id, camera_id)
    return Camera(camera_id, name, "file", str(clip), options=options), CameraSpec(
        camera_id, "file", str(clip)
    )


@pytest.fixture
def room(make_wall: MakeWall, clips: list[Path], tmp_path: Path) -> Iterator[Room]:
    made = [_camera("gate", clips[0]), _camera("lobby", clips[1]), _camera("plaza", clips[0], "always")]
    wall = make_wall(*(spec for _, spec in made), hosts=1)
    room = Room(tmp_path, wall, [camera for camera, _ in made])
    wall.wait_live(FIRST_PICTURE_S)
    yield room
    wall.wall.stop()
    room.close()


def test_an_incident_leaves_clips_of_every_camera_that_begin_before_the_press(room: Room) -> None:
    wait_pictures(room.wall, "gate", 36)
    pressed = datetime.now(UTC)
    incident = room.incidents.press().result()
    room.wall.wait(lambda: "lobby" in room.recording.recorded_now(), 5.0)
    wait_pictures(room.wall, "gate", 24)
    room.incidents.stand_down(incident.id).result()
    room.wall.wait(lambda: all(room.segments(each) for each in ("gate", "lobby")), 15.0)
    for camera_id in ("gate", "lobby"):
        (segment,) = room.segments(camera_id)
        assert (segment.keep_id, segment.protected) == (incident.id, True)
        assert segment.started_at < pressed - timedelta(seconds=1)
        assert segment.ended_at > pressed
        assert frames(room.recording.path_of(segment))
    room.wall.wait(lambda: bool(room.segments("gate")[0].sha256), 10.0)
    (segment,) = room.segments("gate")
    assert hashlib.sha256(room.recording.path_of(segment).read_bytes()).hexdigest() == segment.sha256


def test_what_a_killed_host_was_recording_is_in_the_index_and_plays(room: Room) -> None:
    wait_pictures(room.wall, "plaza", 36)
    killed_at = time.time()
    os.kill(room.wall.host_of("plaza"), signal.SIGKILL)
    room.wall.wait(lambda: bool(room.segments("plaza")), 15.0)
    (segment, *_) = room.segments("plaza")
    assert killed_at - segment.ended_at.timestamp() < 2.0
    assert frames(room.recording.path_of(segment)) > 12
