"""A wrong password is not tried again and again, whatever is wanted of the camera in the meantime."""

import threading

import pytest

from app.cameras.frames import FrameReader
from app.cameras.host.feed import Feed
from app.cameras.host.login import Login
from app.cameras.host.sources import SourceFailed
from app.cameras.protocol import CameraSpec, Show

MAIN, SUB = "rtsp://192.0.2.8/main", "rtsp://192.0.2.8/sub"
SMALL, LARGE = (320, 180), (1280, 720)


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_streams_of_a_camera_try_a_password_one_after_the_other():
    login = Login(Clock())
    assert login.take("main")
    assert not login.take("sub")
    assert login.take("main")
    login.accepted("main")
    assert login.take("sub")


def test_what_one_stream_was_refused_no_other_one_tries():
    clock = Clock()
    login = Login(clock)
    assert login.take("main")
    assert not login.take("sub")
    assert login.refused("main") == 60.0
    clock.now = 59.9
    assert login.refused_now
    assert not login.take("sub")
    clock.now = 60.0
    assert not login.take("main"), "who was refused stands behind the others"
    assert login.take("sub")
    assert login.refused("sub") == 1800.0
    clock.now = 1859.0
    assert not login.take("main")


def test_a_stream_that_is_gone_lets_the_next_one_try():
    login = Login(Clock())
    assert login.take("main")
    login.leave("main")
    assert login.take("sub")


def test_a_refusal_beside_a_connected_stream_is_about_one_stream_alone():
    clock = Clock()
    login = Login(clock)
    login.accepted("main")
    assert [login.refused("sub") for _ in range(2)] == [60.0, 1800.0]
    assert not login.refused_now
    login.leave("main")
    assert not login.take("main")
    clock.now = 60.0
    assert login.take("main")


def test_an_operator_may_have_it_tried_at_once():
    login = Login(Clock())
    login.refused("main")
    assert not login.take("main")
    login.retry()
    assert login.take("main")


class Camera:
    """Refuses its password until it is told to take it; notes when it was asked, and by which stream."""

    def __init__(self, clock):
        self._clock = clock
        self._asked = threading.Condition()
        self.asked = []

    def __call__(self, spec, use):
        self._address = spec.address
        return self

    def open(self):
        with self._asked:
            self.asked.append(self._clock())
            self._asked.notify_all()
        raise SourceFailed("wrong_password")

    def close(self):
        pass

    def wait(self, times):
        with self._asked:
            assert self._asked.wait_for(lambda: len(self.asked) >= times, 10), self.asked


class Recorder:
    """Wants the main stream, whatever the tile has."""

    def packet(self, packet, stream):
        raise AssertionError("nothing is sent")

    def lost(self):
        pass


class Locked:
    """A camera with two streams that refuses its password, and its tile."""

    def __init__(self):
        self.clock = Clock()
        self.camera = Camera(self.clock)
        spec = CameraSpec("cam", "rtsp", MAIN, "watch", "guess", sub_address=SUB)
        self.heard = threading.Condition()
        self.feed = Feed(spec, self.clock, self._hear, self.camera)
        self.reader = FrameReader(*LARGE)

    def _hear(self):
        with self.heard:
            self.heard.notify_all()

    def show(self, size):
        self.feed.show(Show("cam", self.reader.name, *size))

    def wait_said(self):
        def said():
            report = self.feed.report()
            return (report.phase, report.cause) == ("failed", "wrong_password")

        with self.heard:
            assert self.heard.wait_for(said, 10), self.feed.report()


@pytest.fixture
def locked():
    made = Locked()
    made.show(SMALL)
    made.feed.start()
    yield made
    made.feed.stop()
    assert made.feed.join(5)


def test_enlarging_and_shrinking_a_tile_does_not_try_it_again(locked):
    locked.camera.wait(1)
    locked.wait_said()
    for second in range(1, 8):
        locked.clock.now = float(second)
        locked.show(LARGE if second % 2 else SMALL)
        locked.wait_said()
    locked.clock.now = 61.0
    locked.show(LARGE)
    locked.show(SMALL)
    locked.camera.wait(2)
    assert locked.camera.asked == [0.0, 61.0]


def test_retry_asks_once_though_both_streams_are_wanted(locked):
    locked.feed.tap = Recorder()
    locked.camera.wait(1)
    locked.wait_said()
    locked.clock.now = 5.0
    locked.feed.retry()
    locked.camera.wait(2)
    locked.wait_said()
    locked.show(LARGE)
    locked.wait_said()
    assert locked.camera.asked == [0.0, 5.0]
