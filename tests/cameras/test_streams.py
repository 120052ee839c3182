"""Main and sub streams of a camera on a real server: each tile has the right one, and no gap when it changes."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bench.clips import lengthen
from app.cameras.protocol import CameraSpec
from tests.cameras.conftest import MakeServer, MakeWall, Wall
from tests.fakes.clips import draw_clip

SUB, MAIN = (320, 180), (1280, 720)
SMALL, LARGE = (240, 136), (960, 540)
FIRST_PICTURE_S = 10.0
SWITCHED_WITHIN_S = 5.0
MOST_GAP_S = 1.0
LOOKS_S = 0.02


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A main and a sub stream of the same camera."""
    folder = tmp_path_factory.mktemp("streams")
    clips = [draw_clip(folder / f"{width}.mp4", width, height, 12, 4.0) for width, height in (MAIN, SUB)]
    return [lengthen(clip, folder / f"long-{clip.name}", 180.0) for clip in clips]


def camera(server_address: Callable[[int], str], **more: bool) -> CameraSpec:
    return CameraSpec("cam", "rtsp", server_address(0), sub_address=server_address(1), **more)


def size(wall: Wall) -> tuple[int, int]:
    status = wall.status("cam")
    return status.width, status.height


def watch_until(wall: Wall, condition: Callable[[], bool]) -> float:
    """Looks at the tile until it holds and a second longer; returns the longest time without a new picture."""
    tick, due = threading.Event(), time.monotonic() + SWITCHED_WITHIN_S
    held_at, last_mark, last_at, gap = 0.0, 0, time.monotonic(), 0.0
    while not held_at or time.monotonic() < held_at + 1.0:
        now, mark = time.monotonic(), wall.wall.marks()["cam"]
        gap = max(gap, now - last_at)
        if mark != last_mark:
            last_mark, last_at = mark, now
        if not held_at and condition():
            held_at = now
        assert held_at or now < due, f"{size(wall)} {wall.states()}"
        tick.wait(LOOKS_S)
    return gap


def test_a_tile_has_the_lowest_stream_that_fills_it_and_changes_without_a_gap(
    make_server: MakeServer, make_wall: MakeWall, both: list[Path]
) -> None:
    wall = make_wall(camera(make_server(both).address))
    wall.wall.show("cam", *SMALL)
    wall.wait_live(FIRST_PICTURE_S)
    wall.wait(lambda: size(wall) == SUB, SWITCHED_WITHIN_S)
    wall.wall.show("cam", *LARGE)
    assert watch_until(wall, lambda: size(wall) == MAIN) < MOST_GAP_S
    frame = wall.wall.frame("cam")
    assert frame is not None
    assert (frame.width, frame.height) == LARGE
    wall.wall.show("cam", *SMALL)
    assert watch_until(wall, lambda: size(wall) == SUB) < MOST_GAP_S
    assert wall.status("cam").reconnects == 0


def test_a_camera_whose_main_stream_is_gone_goes_on_with_the_sub_stream(
    make_server: MakeServer, make_wall: MakeWall, both: list[Path]
) -> None:
    server = make_server(both)
    spec = CameraSpec("cam", "rtsp", server.address(9), sub_address=server.address(1))
    wall = make_wall(spec)
    wall.wall.show("cam", *LARGE)
    wall.wait_live(FIRST_PICTURE_S)
    # The picture is there before the host's report of its size.
    wall.wait(lambda: size(wall) == SUB, SWITCHED_WITHIN_S)
    wall.wait_new_pictures(2.0, "cam")


def test_a_hidden_camera_stays_live_by_key_frames_and_comes_back_at_once(
    make_server: MakeServer, make_wall: MakeWall, both: list[Path]
) -> None:
    wall = make_wall(camera(make_server(both).address))
    wall.wait_live(FIRST_PICTURE_S)
    wall.wall.hide("cam")
    wall.wait(lambda: wall.status("cam").fps < 3, 10.0)
    assert wall.states() == {"cam": ("live", "")}
    wall.wall.show("cam", *SMALL)
    wall.wait_new_pictures(MOST_GAP_S, "cam")
    wall.wait(lambda: wall.status("cam").fps > 8, 5.0)


def test_what_nobody_sees_or_watches_rests(
    make_server: MakeServer, make_wall: MakeWall, both: list[Path]
) -> None:
    wall = make_wall(camera(make_server(both).address, watched=False))
    wall.wait_live(FIRST_PICTURE_S)
    wall.wall.hide("cam")
    wall.wait(lambda: wall.states()["cam"][0] == "resting", 5.0)
    wall.wall.show("cam", *SMALL)
    wall.wait_live(FIRST_PICTURE_S)
    wall.wait_new_pictures(MOST_GAP_S, "cam")
