"""A file that somebody waits for is whole soon, also of a camera that sends a key frame a minute, and nothing is missing."""

import time
from pathlib import Path

import pytest

from app.cameras.host.recording.coded import TICKS, Coded
from app.cameras.host.recording.recorder import ENDS_WITHOUT_KEY_S, Recorder
from app.cameras.host.recording.writer import Writer
from app.cameras.protocol import CameraSpec, RecordingFault, SegmentClosed
from app.cameras.segment_names import MARKER
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

    def files(self) -> list[SegmentClosed]:
        """After the end."""
        self.recorder.close()
        assert self._writer.stop(20)
        assert [each for each in self.told if isinstance(each, RecordingFault) and each.code] == []
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
    monkeypatch.setattr("app.cameras.host.recording.recorder.ENDS_WITHOUT_KEY_S", 1.0)
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
    later = ENDS_WITHOUT_KEY_S + 3
    recorded.add([_later(each, later) for each in seldom_keys(30)])
    assert [recorded.pictures(each) for each in recorded.files()] == [30, 30]


def _later(packet: Coded, seconds: float) -> Coded:
    ticks = int(seconds * TICKS)
    return Coded(
        packet.data, packet.pts + ticks, packet.dts + ticks, packet.key, packet.at + seconds, packet.format
    )
