"""A file that somebody waits for is whole soon, also of a camera that sends a key frame a minute, and nothing is missing."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.cameras.host.recording.coded import TICKS, Coded
from app.cameras.host.recording.recorder import WITHOUT_KEY_S, Recorder
from app.cameras.host.recording.segment_file import Place
from app.cameras.host.recording.track import Track
from app.cameras.host.recording.writer import Writer
from app.cameras.protocol import CameraSpec, RecordingFault, SegmentClosed
from app.cameras.segment_names import MARKER, read_name
from tests.unit.cameras.recording.streams import coded, sizes, transport_stream

KEYS_EVERY = 50


class Recorded:
    """A camera with a key frame every five seconds is recorded, in a time of the test's own."""

    def __init__(self, folder: Path) -> None:
        (folder / MARKER).touch()
        self.folder = folder
        self.told: list[SegmentClosed | RecordingFault] = []
        self.now = time.monotonic()
        self._writer = Writer()
        self._writer.start()
        camera = CameraSpec("gate", "rtsp", "rtsp://10.0.0.8/a")
        self.recorder = Recorder(camera, self._writer, self.told.append, lambda: self.now)
        self.recorder.record(str(folder))

    def add(self, packets: list[Coded]) -> None:
        for each in packets:
            self.now = each.at
            self.recorder.add(each)

    def settle(self) -> None:
        """Until all is written."""
        done = threading.Event()
        self._writer._jobs.put((Track(Place(self.folder, "x"), self.told.append, set()), done.set, 0))
        assert done.wait(20)

    def codes(self) -> list[str]:
        return [each.code for each in self.told if isinstance(each, RecordingFault) and each.code]

    def files(self, faults: Sequence[str] = ()) -> list[SegmentClosed]:
        """After the end."""
        self.recorder.close()
        assert self._writer.stop(20)
        assert self.codes() == list(faults)
        return [each for each in self.told if isinstance(each, SegmentClosed)]

    def pictures(self, file: SegmentClosed) -> int:
        return sizes(str(self.folder / file.path))[3]


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path)


def seldom_keys(pictures: int) -> list[Coded]:
    return coded(transport_stream(pictures=pictures, keys_every=KEYS_EVERY), begin=time.monotonic() - 60)


def test_without_a_key_frame_it_ends_all_the_same_and_the_next_holds_what_depends_on_the_last_one(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.cameras.host.recording.recorder.WITHOUT_KEY_S", 1.0)
    packets = seldom_keys(90)
    recorded.add(packets[:60])
    recorded.recorder.end_segment()
    recorded.add(packets[60:65])
    recorded.recorder.end_segment()
    recorded.add(packets[65:])
    first, second = recorded.files()
    # Whole a second after the first wish, which the second does not put off; the key frame is the fiftieth picture.
    assert recorded.pictures(first) == 69
    assert recorded.pictures(second) == 90 - KEYS_EVERY


def test_files_that_begin_with_the_same_key_frame_have_names_of_their_own(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.cameras.host.recording.recorder.WITHOUT_KEY_S", 1.0)
    packets = seldom_keys(90)
    for begin, end in ((0, 60), (60, 75)):
        recorded.add(packets[begin:end])
        recorded.recorder.end_segment()
    recorded.add(packets[75:])
    names = [name for file in recorded.files() if (name := read_name(file.path)) is not None]
    begun = [name.started_at for name in names]
    assert len({name.id for name in names}) == len(names) == 3
    assert begun == sorted(begun)


def test_where_a_key_frame_comes_in_time_nothing_is_there_twice(recorded: Recorded) -> None:
    packets = seldom_keys(90)
    recorded.add(packets[:45])
    recorded.recorder.end_segment()
    recorded.add(packets[45:])
    assert [recorded.pictures(each) for each in recorded.files()] == [50, 40]


def test_a_wish_is_over_once_the_stream_was_lost(recorded: Recorded) -> None:
    packets = seldom_keys(30)
    recorded.add(packets)
    recorded.recorder.end_segment()
    recorded.recorder.lost()
    later = WITHOUT_KEY_S + 3
    recorded.add([_later(each, later) for each in seldom_keys(30)])
    assert [recorded.pictures(each) for each in recorded.files()] == [30, 30]


def test_after_a_fault_of_the_disk_it_goes_on_with_the_past_in_memory(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.cameras.host.recording.recorder.WITHOUT_KEY_S", 1.0)
    monkeypatch.setattr("app.cameras.host.recording.track._AGAIN_AFTER_S", 0.0)
    mark, packets = recorded.folder / MARKER, seldom_keys(90)
    mark.unlink()
    recorded.add(packets[:60])
    recorded.settle()
    assert recorded.codes() == ["disk_gone"]
    mark.touch()
    (track,) = recorded.recorder._tracks()
    track.stopped_at = packets[60].at - 0.5
    for each in packets[60:]:
        recorded.add([each])
        recorded.settle()
    # Half a second later, and from the key frame on, which is the fiftieth picture.
    assert [recorded.pictures(each) for each in recorded.files(faults=["disk_gone"])] == [90 - KEYS_EVERY]


def _later(packet: Coded, seconds: float) -> Coded:
    ticks = int(seconds * TICKS)
    return Coded(
        packet.data, packet.pts + ticks, packet.dts + ticks, packet.key, packet.at + seconds, packet.format
    )
