"""Files on the disk: whole, found again after a kill, and honest about a disk that refuses."""

import errno
import os
import queue
import shutil
import time
from concurrent.futures import wait
from pathlib import Path

import pytest

from app.cameras.fragments import extent
from app.cameras.host.recording import segment_file
from app.cameras.host.recording.recordings import Recordings
from app.cameras.host.recording.segment_file import Place, SegmentFile
from app.cameras.host.recording.track import SEGMENT_S, SILENT_AFTER_S, Track
from app.cameras.protocol import CameraSpec, Record, RecordingFault, SegmentClosed
from app.cameras.segment_names import MARKER, UNFINISHED, read_name
from app.core.clock import parse_stamp
from tests.unit.cameras.recording.streams import RATE, coded, sizes, transport_stream

Told = list[SegmentClosed | RecordingFault]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / MARKER).touch()
    return tmp_path


def track(folder: Path, told: Told, keep_id: str = "", floor_bytes: int = 0) -> Track:
    return Track(Place(folder, "gate", keep_id, floor_bytes), told.append, set())


def closed(told: Told) -> list[SegmentClosed]:
    return [each for each in told if isinstance(each, SegmentClosed)]


def faults(told: Told) -> list[str]:
    return [each.code for each in told if isinstance(each, RecordingFault)]


@pytest.mark.parametrize("codec", ["h264", "hevc"])
def test_a_track_makes_a_file_that_plays(folder: Path, codec: str) -> None:
    told: Told = []
    made = track(folder, told)
    for each in coded(transport_stream(codec), begin=time.monotonic() - 3):
        made.write(each)
    made.end()
    (segment,) = closed(told)
    assert sizes(str(folder / segment.path)) == (codec, 160, 96, 30)
    length = parse_stamp(segment.ended_at) - parse_stamp(segment.started_at)
    assert length.total_seconds() == pytest.approx(30 / RATE, abs=0.02)
    assert extent(folder / segment.path).seconds == pytest.approx(30 / RATE, abs=0.02)
    assert segment.size == (folder / segment.path).stat().st_size
    assert not list((folder / UNFINISHED).iterdir())


def test_the_name_tells_camera_times_and_clip(folder: Path) -> None:
    told: Told = []
    made = track(folder, told, keep_id="clip1")
    for each in coded(transport_stream(), begin=time.monotonic() - 3):
        made.write(each)
    made.end()
    (segment,) = closed(told)
    name = read_name(segment.path)
    assert name is not None
    assert (name.camera_id, name.keep_id, name.path) == ("gate", "clip1", segment.path)
    assert name.started_at == parse_stamp(segment.started_at)
    assert name.ended_at == parse_stamp(segment.ended_at)


def test_another_size_begins_another_file(folder: Path) -> None:
    told: Told = []
    made = track(folder, told)
    for each in (
        *coded(transport_stream()),
        *coded(transport_stream(width=320, height=192), begin=time.monotonic()),
    ):
        made.write(each)
    made.end()
    found = sorted(sizes(str(folder / each.path))[1:] for each in closed(told))
    assert found == [(160, 96, 30), (320, 192, 30)]


def test_a_long_recording_is_cut_on_a_key_frame(folder: Path) -> None:
    told: Told = []
    made = track(folder, told)
    pictures = int(SEGMENT_S * RATE) + 25
    for each in coded(transport_stream(pictures=pictures), begin=time.monotonic() - 70):
        made.write(each)
    made.end()
    first, second = closed(told)
    assert sizes(str(folder / first.path))[3] == SEGMENT_S * RATE
    assert sizes(str(folder / second.path))[3] == 25


def test_a_recording_that_somebody_wants_to_see_goes_on_in_a_new_file_without_a_gap(folder: Path) -> None:
    told: Told = []
    made = track(folder, told)
    pictures = coded(transport_stream(pictures=3 * RATE), begin=time.monotonic() - 5)
    key_places = [place for place, each in enumerate(pictures) if each.key]
    for place, each in enumerate(pictures):
        made.write(each)
        if place == key_places[1] + 1:
            made.cut_at_key()
    made.end()
    first, second = closed(told)
    assert sizes(str(folder / first.path))[3] == key_places[2]
    assert sizes(str(folder / second.path))[3] == len(pictures) - key_places[2]


def test_a_file_that_nothing_is_written_to_is_not_ended_when_it_begins(folder: Path) -> None:
    told: Told = []
    made = track(folder, told)
    made.cut_at_key()
    for each in coded(transport_stream(), begin=time.monotonic() - 3):
        made.write(each)
    made.end()
    assert len(closed(told)) == 1


def test_what_a_killed_writer_left_is_ended_and_told_by_the_next(folder: Path) -> None:
    told: Told = []
    killed = track(folder, told)
    for each in coded(transport_stream(), begin=time.monotonic() - 10):
        killed.write(each)
    assert killed._file is not None
    killed._file.abandon()
    (left,) = (folder / UNFINISHED).iterdir()
    whole = extent(left)
    with left.open("ab") as file:
        # A power cut in mid-fragment.
        file.write(b"\x00\x00\x10\x00moof" + b"\x01" * 50)
    made = track(folder, told)
    for each in coded(transport_stream(), begin=time.monotonic() - 3):
        made.write(each)
    made.end()
    assert closed(told)[0].size == whole.size
    assert whole.seconds >= 2.0
    assert [sizes(str(folder / each.path))[3] for each in closed(told)] == [round(whole.seconds * RATE), 30]


def test_a_file_with_nothing_whole_in_it_goes(folder: Path) -> None:
    told: Told = []
    (folder / UNFINISHED).mkdir()
    (folder / UNFINISHED / "gate@20261124T010203004Z.mp4.partial").write_bytes(b"\x00\x00\x00\x18ftyp")
    made = track(folder, told)
    for each in coded(transport_stream()):
        made.write(each)
    made.end()
    assert len(closed(told)) == 1
    assert not list((folder / UNFINISHED).iterdir())


def test_a_disk_without_its_mark_is_not_written(folder: Path) -> None:
    (folder / MARKER).unlink()
    told: Told = []
    made = track(folder, told)
    for each in coded(transport_stream()):
        made.write(each)
    assert faults(told) == ["disk_gone"]
    assert not (folder / UNFINISHED).exists()
    made.end()
    assert faults(told) == ["disk_gone", ""]


def test_recordings_stop_before_the_disk_is_quite_full(folder: Path) -> None:
    told: Told = []
    made = track(folder, told, floor_bytes=2**60)
    for each in coded(transport_stream()):
        made.write(each)
    assert faults(told) == ["disk_full"]
    assert not list(folder.rglob("*.mp4*"))


@pytest.mark.parametrize("code", ["disk_full", "disk_gone"])
def test_what_becomes_of_the_disk_while_a_file_is_written_is_told_before_the_next_one_begins(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(segment_file, "_SYNC_EVERY_S", 0.0)
    free = [2**40]
    monkeypatch.setattr(shutil, "disk_usage", lambda place: shutil._ntuple_diskusage(2**40, 0, free[0]))
    told: Told = []
    made = track(folder, told, floor_bytes=2**20)
    pictures = coded(transport_stream(), begin=time.monotonic() - 3)
    for each in pictures[:20]:
        made.write(each)
    if code == "disk_full":
        free[0] = 2**20 - 1
    else:
        (folder / MARKER).unlink()
    for each in pictures[20:]:
        settled(made)
        made.write(each)
    assert faults(told)[-1] == code
    free[0] = 2**40
    (folder / MARKER).touch()
    made._again_at = 0.0
    for each in coded(transport_stream(), begin=time.monotonic()):
        made.write(each)
    made.end()
    # What was on the disk by then is kept (all but the last fragment), and it goes on.
    kept, after = [sizes(str(folder / each.path))[3] for each in closed(told)]
    assert kept > RATE
    assert after == 30
    assert faults(told)[-1] == ""


def settled(made: Track) -> None:
    """Waits until the disk has answered what it was asked for."""
    syncing = made._file._disk._syncing if made._file is not None else None
    if syncing is not None:
        wait([syncing], timeout=10)


class RefusingDisk(segment_file._Disk):
    """Says what a disk says, from the moment it is told to."""

    refusal = 0

    def write(self, data: bytes) -> int:
        if self.refusal:
            raise OSError(self.refusal, os.strerror(self.refusal))
        return super().write(data)


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "disk_full"), (errno.EIO, "disk_gone"), (errno.EPERM, "write_failed")],
)
def test_a_disk_that_refuses_in_mid_file_is_told_and_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    monkeypatch.setattr(segment_file, "_Disk", RefusingDisk)
    told: Told = []
    made = track(folder, told)
    pictures = coded(transport_stream(), begin=time.monotonic() - 3)
    for each in pictures[:15]:
        made.write(each)
    with monkeypatch.context() as broken:
        broken.setattr(RefusingDisk, "refusal", number)
        for each in pictures[15:]:
            made.write(each)
    assert faults(told) == [code]
    monkeypatch.setattr("app.cameras.host.recording.track._AGAIN_AFTER_S", 0.0)
    made._again_at = 0.0
    for each in coded(transport_stream(), begin=time.monotonic()):
        made.write(each)
    made.end()
    assert faults(told) == [code, ""]
    assert [sizes(str(folder / each.path))[3] for each in closed(told)][-1] == 30


def test_two_files_of_the_same_moment_do_not_meet(folder: Path) -> None:
    first = coded(transport_stream(), begin=time.monotonic())[0]
    started = parse_stamp("2026-11-24T01:02:03.004Z")
    place = Place(folder, "gate", floor_bytes=0)
    one = SegmentFile(place, first, started)
    with pytest.raises(FileExistsError):
        SegmentFile(place, first, started)
    one.abandon()


def silent(made: Track) -> Track:
    """As if its camera had sent nothing for long."""
    made._sent_at -= SILENT_AFTER_S
    return made


def test_what_a_dead_host_said_of_the_disk_is_set_right_by_the_next_one(folder: Path) -> None:
    told: Told = []
    made = track(folder, told)
    made.look()
    assert faults(told) == [], "nothing is known yet"
    for each in coded(transport_stream(), begin=time.monotonic() - 3):
        made.write(each)
    made.end()
    assert faults(told) == [""]


def test_room_that_comes_back_is_told_though_the_camera_sends_nothing_any_more(folder: Path) -> None:
    told: Told = []
    (folder / MARKER).unlink()
    made = track(folder, told)
    for each in coded(transport_stream()):
        made.write(each)
    silent(made).look()
    assert faults(told) == ["disk_gone"]
    (folder / MARKER).touch()
    silent(made).look()
    assert faults(told) == ["disk_gone", ""]
    assert list((folder / UNFINISHED).iterdir()) == []


def test_while_the_camera_sends_only_what_is_written_proves_anything(folder: Path) -> None:
    told: Told = []
    (folder / MARKER).unlink()
    made = track(folder, told)
    for each in coded(transport_stream()):
        made.write(each)
    (folder / MARKER).touch()
    made.look()
    assert faults(told) == ["disk_gone"]


def test_a_disk_that_takes_no_files_is_not_well_because_it_is_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: Told = []
    made = silent(track(folder, told))

    def refuse(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", refuse)
    made.look()
    assert faults(told) == ["disk_gone"]


def test_a_host_looks_at_the_disk_of_silent_cameras_every_few_seconds(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.cameras.host.recording.track.SILENT_AFTER_S", 0.0)
    told: queue.SimpleQueue[SegmentClosed | RecordingFault] = queue.SimpleQueue()
    now = [100.0]
    recordings = Recordings(told.put, lambda: now[0])
    recordings.start()
    recordings.watch(CameraSpec("gate", "rtsp", "rtsp://10.0.0.8/a"))
    recordings.obey(Record("gate", str(folder / "elsewhere")))
    recordings.look()
    now[0] += 5.0
    recordings.look()
    assert told.get(timeout=10) == RecordingFault("gate", "disk_gone")
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / MARKER).touch()
    now[0] += 5.0
    recordings.look()
    assert told.get(timeout=10) == RecordingFault("gate", "")
    recordings.stop(5.0)
