"""When something moved: kept in stretches, found again for the time line."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from app.cameras.protocol import MotionSeen
from app.playback.motion import MotionLog
from tests.fakes.room import Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.close()


@pytest.fixture
def motion(room: Room) -> MotionLog:
    return MotionLog(room.database, room.clock, cast("Any", None))


def move(room: Room, motion: MotionLog, camera_id: str, seconds: float) -> None:
    motion.hear(MotionSeen(camera_id, True, room.clock.monotonic()))
    room.clock.advance(seconds=seconds)
    motion.hear(MotionSeen(camera_id, False, room.clock.monotonic()))


def stretches(room: Room, motion: MotionLog, *camera_ids: str) -> list[tuple[str, float, float]]:
    room.database.write(lambda transaction: None).result()
    begin = room.clock.now() - timedelta(hours=3)
    found = motion.between(camera_ids, begin, room.clock.now() + timedelta(seconds=1))
    return [
        (
            each.camera_id,
            (each.began_at - begin).total_seconds(),
            (each.ended_at - each.began_at).total_seconds(),
        )
        for each in found
    ]


def test_flicker_is_one_stretch_and_a_pause_ends_it(room: Room, motion: MotionLog) -> None:
    for pause in (3, 3, 60):
        move(room, motion, "c1", 4)
        room.clock.advance(seconds=pause)
    move(room, motion, "c1", 5)
    move(room, motion, "c2", 1)
    assert [(camera_id, length) for camera_id, _, length in stretches(room, motion, "c1", "c2")] == [
        ("c1", 18.0), ("c1", 5.0), ("c2", 1.0),
    ]  # fmt: skip
    assert stretches(room, motion) == []


def test_hours_of_motion_are_found_by_any_part_of_them(room: Room, motion: MotionLog) -> None:
    move(room, motion, "c1", 2.5 * 3600)
    lengths = [length for _, _, length in stretches(room, motion, "c1")]
    assert sum(lengths) == 2.5 * 3600
    now = room.clock.now()
    assert motion.between(("c1",), now - timedelta(minutes=80), now - timedelta(minutes=79))


def test_what_moves_when_the_console_closes_is_kept(room: Room, motion: MotionLog) -> None:
    motion.hear(MotionSeen("c1", True, room.clock.monotonic()))
    room.clock.advance(seconds=7)
    motion.stop()
    assert [length for _, _, length in stretches(room, motion, "c1")] == [7.0]
