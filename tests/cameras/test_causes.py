"""What cannot be shown says why, each with its own word, and one broken camera never costs another its picture."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cameras.protocol import CameraSpec
from tests.cameras.conftest import Wall
from tests.fakes.clips import draw_clip

SAID_WITHIN_S = 10.0
CLIP_S = 1.0


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[CameraSpec, str]]:
    """Cameras that cannot work, and the cause that each should name."""
    folder = tmp_path_factory.mktemp("broken")
    whole = draw_clip(folder / "whole.mp4", 320, 180, 12, CLIP_S).read_bytes()
    files = {
        "empty": b"",
        "text": "值班日志 is no video\n".encode() * 200,
        "no_index": whole[: len(whole) // 2],
        "still": b"\x89PNG\r\n\x1a\n" + bytes(64),
    }
    cameras = {
        "no_file": CameraSpec("no_file", "file", str(folder / "nothing.mp4")),
        "folder": CameraSpec("folder", "file", str(folder)),
        "no_device": CameraSpec("no_device", "usb", "97"),
        "no_number": CameraSpec("no_number", "usb", "front"),
        "no_scene": CameraSpec("no_scene", "demo", "moon"),
        "no_url": CameraSpec("no_url", "rtsp", "gate camera"),
        "no_host": CameraSpec("no_host", "rtsp", "rtsp:///cam0"),
    }
    for name, content in files.items():
        (folder / f"{name}.mp4").write_bytes(content)
        cameras[name] = CameraSpec(name, "file", str(folder / f"{name}.mp4"))
    return {camera_id: (spec, CAUSES[camera_id]) for camera_id, spec in cameras.items()}


CAUSES = {
    "no_file": "not_found",
    "folder": "not_found",
    "no_device": "no_device",
    "no_number": "bad_address",
    "no_scene": "bad_address",
    "no_url": "bad_address",
    "no_host": "bad_address",
    "empty": "not_video",
    "text": "not_video",
    "no_index": "not_video",
    "still": "not_video",
}


@pytest.fixture(scope="module")
def wall(
    broken: dict[str, tuple[CameraSpec, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Wall]:
    """All of them on one wall, among two that work."""
    clip = draw_clip(tmp_path_factory.mktemp("whole") / "clip.mp4", 320, 180, 12, CLIP_S)
    good = [CameraSpec("gate", "demo", "gate"), CameraSpec("clip", "file", str(clip))]
    made = Wall([spec for spec, _ in broken.values()] + good, hosts=2)
    yield made
    made.wall.stop()
    assert made.faults == []


@pytest.mark.parametrize("camera_id", CAUSES)
def test_a_camera_that_cannot_work_says_why(wall: Wall, camera_id: str) -> None:
    wall.wait(lambda: wall.states()[camera_id] == ("lost", CAUSES[camera_id]), SAID_WITHIN_S)
    assert wall.wall.frame(camera_id) is None


def test_the_others_show_their_pictures(wall: Wall) -> None:
    wall.wait_live(SAID_WITHIN_S, "gate", "clip")
    wall.wait_new_pictures(2.0, "gate", "clip")
    assert (wall.status("clip").width, wall.status("clip").height) == (320, 180)
    assert (wall.status("clip").from_file, wall.status("gate").from_file) == (True, False)


def test_a_file_that_ends_begins_again(wall: Wall) -> None:
    wall.wait_live(SAID_WITHIN_S, "clip")

    def second_turn() -> bool:
        frame = wall.wall.frame("clip")
        return frame is not None and frame.pts > 2 * CLIP_S

    wall.wait(second_turn, 10.0)
    assert wall.status("clip").reconnects == 0


def test_a_file_cut_off_in_the_middle_plays_what_is_there(tmp_path: Path) -> None:
    whole = draw_clip(tmp_path / "whole.ts", 320, 180, 12, 2.0).read_bytes()
    (tmp_path / "cut.ts").write_bytes(whole[: len(whole) * 2 // 3])
    wall = Wall([CameraSpec("cut", "file", str(tmp_path / "cut.ts"))], hosts=1)
    try:
        wall.wait_live(SAID_WITHIN_S)
        wall.wait_new_pictures(4.0, "cut")
    finally:
        wall.wall.stop()
    assert wall.faults == []
