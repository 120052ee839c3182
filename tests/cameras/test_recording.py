"""Real hosts write what cameras send: playable files, the past before the press, nothing lost but the last second."""

import os
import signal
import threading
from collections.abc import Iterator
from datetime import datetime
from itertools import dropwhile
from pathlib import Path

import av
import pytest

from app.cameras.protocol import CameraSpec, Event, RecordingFault, SegmentClosed
from app.cameras.segment_names import MARKER, UNFINISHED
from app.core.clock import parse_stamp
from tests.cameras.conftest import MakeServer, MakeWall, Wall

FIRST_PICTURE_S = 10.0
PRE_ROLL_S = 10


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "recordings"
    made.mkdir()
    (made / MARKER).touch()
    yield made
    for path in made.rglob("*.mp4"):
        assert frames(path), path


class Heard:
    """What hosts tell of recording."""

    def __init__(self, wall: Wall) -> None:
        self._wall = wall
        self._lock = threading.Lock()
        self._events: list[Event] = []
        wall.wall.subscribe(self._hear)

    def _hear(self, event: Event) -> None:
        with self._lock:
            self._events.append(event)

    def segments(self) -> list[SegmentClosed]:
        with self._lock:
            return [event for event in self._events if isinstance(event, SegmentClosed)]

    def faults(self) -> list[str]:
        """What was wrong, and its end; that all was well from the beginning is none."""
        with self._lock:
            codes = [event.code for event in self._events if isinstance(event, RecordingFault)]
        return list(dropwhile(lambda code: not code, codes))

    def wait_segments(self, count: int, within_s: float) -> list[SegmentClosed]:
        self._wall.wait(lambda: len(self.segments()) >= count, within_s)
        return self.segments()


def frames(path: Path) -> int:
    """All of a file's pictures, decoded."""
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        return sum(1 for _ in container.decode(video=0))


def packed_by_length(path: Path) -> bool:
    """True when packets are as every player wants them in MP4: lengths, no start codes."""
    with av.open(str(path)) as container:
        return all(bytes(packet)[:4] != b"\x00\x00\x00\x01" for packet in container.demux(video=0))


def seconds(segment: SegmentClosed) -> float:
    return (parse_stamp(segment.ended_at) - parse_stamp(segment.started_at)).total_seconds()


def wait_for_bytes(wall: Wall, folder: Path, within_s: float, least: int = 20_000) -> Path:
    """The file being written, once it holds so much."""
    place = folder / UNFINISHED

    def written() -> list[Path]:
        return [path for path in place.glob("*") if path.stat().st_size > least]

    wall.wait(lambda: bool(written()), within_s)
    return written()[0]


def test_a_clip_begins_before_the_press_and_plays(
    make_server: MakeServer, make_wall: MakeWall, clips: list[Path], folder: Path
) -> None:
    server = make_server(clips[:1])
    wall = make_wall(CameraSpec("gate", "rtsp", server.address(0), pre_roll_s=PRE_ROLL_S), hosts=1)
    heard = Heard(wall)
    wall.wait_live(FIRST_PICTURE_S)
    wait_pictures(wall, "gate", 48)
    pressed = datetime.now().astimezone()
    wall.wall.keep("gate", "clip-1", str(folder))
    wait_for_bytes(wall, folder, 10.0)
    wall.wall.end_keep("gate", "clip-1")
    (segment,) = heard.wait_segments(1, 10.0)
    path = folder / segment.path
    assert segment.keep_id == "clip-1"
    assert segment.size == path.stat().st_size
    assert (pressed - parse_stamp(segment.started_at)).total_seconds() > 2.0
    assert parse_stamp(segment.ended_at) > pressed
    assert packed_by_length(path)
    assert abs(frames(path) / rate_of(clips[0]) - seconds(segment)) < 1.5
    assert heard.faults() == []


def rate_of(clip: Path) -> float:
    with av.open(str(clip)) as container:
        return float(container.streams.video[0].average_rate or 12)


def wait_pictures(wall: Wall, camera_id: str, count: int, within_s: float = 20.0) -> None:
    """Until the camera has sent so many pictures more."""

    def number() -> int:
        frame = wall.wall.frame(camera_id)
        return frame.seq if frame else 0

    first = number()
    wall.wait(lambda: number() >= first + count, within_s)


def test_a_killed_host_loses_no_more_than_a_moment(
    make_wall: MakeWall, clips: list[Path], folder: Path
) -> None:
    wall = make_wall(CameraSpec("gate", "file", str(clips[0])), hosts=1)
    heard = Heard(wall)
    wall.wait_live(FIRST_PICTURE_S)
    wall.wall.record("gate", str(folder))
    wait_for_bytes(wall, folder, 10.0)
    wait_pictures(wall, "gate", 36)
    killed = datetime.now().astimezone()
    os.kill(wall.host_of("gate"), signal.SIGKILL)
    (segment, *_) = heard.wait_segments(1, 15.0)
    assert frames(folder / segment.path)
    assert (killed - parse_stamp(segment.ended_at)).total_seconds() < 2.0
    wait_for_bytes(wall, folder, 10.0)


def test_a_camera_without_packets_is_encoded_its_past_included(make_wall: MakeWall, folder: Path) -> None:
    wall = make_wall(CameraSpec("gate", "demo", "gate", pre_roll_s=PRE_ROLL_S), hosts=1)
    heard = Heard(wall)
    wall.wait_live(FIRST_PICTURE_S)
    wait_pictures(wall, "gate", 48)
    pressed = datetime.now().astimezone()
    wall.wall.keep("gate", "clip-1", str(folder))
    wait_for_bytes(wall, folder, 10.0)
    wait_pictures(wall, "gate", 24)
    wall.wall.end_keep("gate", "clip-1")
    (segment,) = heard.wait_segments(1, 10.0)
    assert (pressed - parse_stamp(segment.started_at)).total_seconds() > 2.0
    assert frames(folder / segment.path) > 12


def test_what_is_recorded_when_the_console_ends_is_ended_and_told(
    make_wall: MakeWall, clips: list[Path], folder: Path
) -> None:
    wall = make_wall(CameraSpec("gate", "file", str(clips[0])), hosts=1)
    heard = Heard(wall)
    wall.wall.record("gate", str(folder))
    wait_for_bytes(wall, folder, FIRST_PICTURE_S)
    wall.wall.stop()
    (segment,) = heard.segments()
    assert frames(folder / segment.path)
    assert not list((folder / UNFINISHED).iterdir())


def test_a_missing_disk_is_told_the_picture_stays_and_recording_begins_by_itself(
    make_wall: MakeWall, clips: list[Path], folder: Path
) -> None:
    (folder / MARKER).unlink()
    wall = make_wall(CameraSpec("gate", "file", str(clips[0])), hosts=1)
    heard = Heard(wall)
    wall.wall.record("gate", str(folder))
    wall.wait(lambda: heard.faults() == ["disk_gone"], FIRST_PICTURE_S)
    wall.wait_live(FIRST_PICTURE_S)
    wall.wait_new_pictures(3.0, "gate")
    (folder / MARKER).touch()
    wait_for_bytes(wall, folder, 15.0)
    wall.wait(lambda: heard.faults() == ["disk_gone", ""], 10.0)
