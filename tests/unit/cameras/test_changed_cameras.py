"""What becomes of a tile's picture when its camera is changed."""

from dataclasses import replace

import pytest

from app.cameras.console.wall import CameraWall
from app.cameras.frames import FrameWriter
from app.cameras.protocol import CameraSpec

GATE = CameraSpec("gate", "rtsp", "rtsp://10.0.0.8/a", hardware=True)


@pytest.fixture
def wall() -> CameraWall:
    """Shows one picture of the gate; no host runs."""
    made = CameraWall(lambda: 100.0, hosts=1)
    made.set_cameras([GATE])
    made.show("gate", 64, 36)

    def fill(slot: memoryview) -> tuple[int, int, int]:
        return 64, 36, 64 * 4

    FrameWriter(made._wishes.show["gate"].buffer).publish(fill, 99.5)
    assert made.frame("gate") is not None
    return made


def test_a_picture_of_the_old_address_never_stands_for_the_new_one(wall: CameraWall) -> None:
    wall.set_cameras([replace(GATE, address="rtsp://10.0.0.9/a")])
    assert wall.frame("gate") is None


def test_another_decoder_shows_the_same_camera(wall: CameraWall) -> None:
    wall.set_cameras([replace(GATE, hardware=False)])
    assert wall.frame("gate") is not None
