"""A line that becomes slower in the middle of a stream with few key frames: nothing stands still and is called live, the
picture goes on, and no other camera has to pay for it."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from app.bench.faulty_camera.expected import LATE_WITHIN_S
from app.bench.faulty_camera.process import FaultyCameras
from app.cameras.console.status import CameraStatus
from app.cameras.picture_clock import number_in
from app.cameras.protocol import CameraSpec
from tests.cameras.conftest import MakeWall, Wall

SLOW, SOUND = "slow", "sound"
WHOLE_WITHIN_S = 30.0
LASTS_S = 11.0
USUAL_WITHIN_S = 7.0
"""1.2 s until the first picture, 3 s until the line counts as slow; the rest is for a busy machine."""
SLACK_S = 1.0
_LOOK_EVERY_S = 0.05


@dataclass(frozen=True)
class Look:
    at: float
    status: CameraStatus
    number: int | None
    """The number that the picture on the tile carries."""
    others_reduced: str


def number_of(wall: Wall) -> int | None:
    frame = wall.wall.frame(SLOW)
    return None if frame is None else number_in(frame.pixels, frame.width, frame.height, frame.stride)


@pytest.fixture
def cameras() -> Iterator[FaultyCameras]:
    with FaultyCameras(2) as made:
        yield made


def test_a_line_that_becomes_slower_is_told_truly_and_shown_again(
    cameras: FaultyCameras, make_wall: MakeWall
) -> None:
    cameras.set(0, "seldom_keys")
    wall = make_wall(
        CameraSpec(SLOW, "rtsp", cameras.address(0)), CameraSpec(SOUND, "rtsp", cameras.address(1)), hosts=1
    )
    wall.wait(lambda: min(wall.status(each).fps for each in (SLOW, SOUND)) > 8, WHOLE_WITHIN_S)
    cameras.set(0, "seldom_keys_delayed")
    begun, looks, tick = time.monotonic(), list[Look](), threading.Event()
    while time.monotonic() < begun + LASTS_S:
        status, number = wall.status(SLOW), number_of(wall)
        looks.append(Look(time.monotonic() - begun, status, number, wall.status(SOUND).reduced))
        tick.wait(_LOOK_EVERY_S)

    since = looks[0]
    for look in looks:
        if look.number != since.number:
            since = look
        stood_s = look.at - since.at
        assert look.status.state != "live" or stood_s < LATE_WITHIN_S + SLACK_S, f"live for {stood_s:.1f} s"
    later = [look for look in looks if look.at > USUAL_WITHIN_S]
    assert {look.status.state for look in later} == {"live"}
    assert len({look.number for look in later}) > 15
    assert {look.status.reduced for look in looks} | {look.others_reduced for look in looks} == {""}
