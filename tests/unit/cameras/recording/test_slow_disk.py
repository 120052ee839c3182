"""A disk that is slow to answer: no camera waits for another's file, and what the disk refuses is told all the same."""

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.cameras.host.recording import segment_file
from app.cameras.host.recording.segment_file import Place
from app.cameras.host.recording.track import Track
from app.cameras.protocol import RecordingFault, SegmentClosed
from app.cameras.segment_names import MARKER
from tests.unit.cameras.recording.streams import coded, transport_stream

CAMERAS = 36


class Disk:
    """Answers when it is let go."""

    def __init__(self) -> None:
        self.asked = 0
        self.let_go = threading.Event()
        self.error: OSError | None = None

    def fsync(self, number: int) -> None:
        self.asked += 1
        self.let_go.wait(30)
        if self.error is not None:
            raise self.error


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    made = Disk()
    monkeypatch.setattr(os, "fsync", made.fsync)
    monkeypatch.setattr(segment_file, "_SYNC_EVERY_S", 0.0)
    yield made
    made.let_go.set()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / MARKER).touch()
    return tmp_path


def writing(folder: Path, camera_id: str, told: list[SegmentClosed | RecordingFault]) -> Track:
    return Track(Place(folder, camera_id, floor_bytes=0), told.append, set())


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end
        threading.Event().wait(0.01)


def test_thirty_six_files_are_written_on_while_the_disk_has_answered_for_none(
    folder: Path, disk: Disk
) -> None:
    told: list[SegmentClosed | RecordingFault] = []
    tracks = [writing(folder, f"c{number}", told) for number in range(CAMERAS)]
    for each in coded(transport_stream(), begin=time.monotonic() - 3):
        for track in tracks:
            track.write(each)
    # Nobody asks again for a file that is being brought to the disk already.
    assert 0 < disk.asked <= CAMERAS
    assert told == []
    disk.let_go.set()
    for track in tracks:
        track.end()
    assert len([each for each in told if isinstance(each, SegmentClosed)]) == CAMERAS


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EIO, "disk_gone"), (errno.ENOSPC, "disk_full")], ids=["gone", "full"]
)
def test_what_the_disk_refuses_later_is_told(folder: Path, disk: Disk, number: int, code: str) -> None:
    told: list[SegmentClosed | RecordingFault] = []
    track = writing(folder, "c0", told)
    disk.error = OSError(number, "refused")
    stream = coded(transport_stream(), begin=time.monotonic() - 3)
    for each in stream[:-1]:
        track.write(each)
    until(lambda: disk.asked > 0)
    disk.let_go.set()
    until(lambda: track._file is None or (syncing := track._file._disk._syncing) is None or syncing.done())
    track.write(stream[-1])
    assert told == [RecordingFault("c0", code)]


def test_a_disk_that_never_answers_is_told(folder: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[SegmentClosed | RecordingFault] = []
    track = writing(folder, "c0", told)
    stream = coded(transport_stream(), begin=time.monotonic() - 3)
    for each in stream[:-1]:
        track.write(each)
    assert told == []
    monkeypatch.setattr(segment_file, "_ANSWERS_WITHIN_S", 0.0)
    track.write(stream[-1])
    assert told == [RecordingFault("c0", "disk_gone")]
