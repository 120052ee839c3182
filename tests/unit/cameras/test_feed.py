"""One camera's life with a source that does what the test says."""

import threading

import cv2
import pytest

from app.cameras.console.display import Display
from app.cameras.frames import FrameReader
from app.cameras.host.feed import Feed
from app.cameras.host.sources import SourceFailed
from app.cameras.protocol import CameraSpec, Show


class DrawnPicture:
    width, height, pts = 640, 360, 0.0

    def __init__(self, *, behind=False):
        self.behind = behind

    def bgra_into(self, slot, width, height):
        slot[: width * height * 4] = b"\x07" * (width * height * 4)
        return width * 4


class Script:
    """A source that plays one turn per connection: pictures to give, then what to raise."""

    def __init__(self, *turns):
        self.turns = list(turns)
        self.closed = 0
        self._now = None

    def __call__(self, camera, use):
        self._stopped = use.stopped
        return self

    def open(self):
        self._now = self.turns.pop(0) if self.turns else []

    def read(self):
        if not self._now:
            self._stopped.wait()
            return None
        step = self._now.pop(0)
        if isinstance(step, Exception):
            raise step
        return step

    def close(self):
        self.closed += 1


class Watched:
    """A feed, and the phases it went through."""

    def __init__(self, script):
        self.heard = threading.Condition()
        self.phases = []
        self.feed = Feed(CameraSpec("cam", "demo", "gate"), lambda: 5.0, self._note, script)

    def _note(self):
        with self.heard:
            report = self.feed.report()
            self.phases.append((report.phase, report.cause))
            self.heard.notify_all()

    def wait(self, *phases):
        with self.heard:
            assert self.heard.wait_for(lambda: self.phases[: len(phases)] == list(phases), 10), self.phases


@pytest.fixture
def play():
    playing = []

    def start(*turns, show=None):
        script = Script(*turns)
        watched = Watched(script)
        if show:
            watched.feed.show(Show("cam", show, 320, 180))
        playing.append(watched)
        watched.feed.start()
        return watched, script

    yield start
    for watched in playing:
        watched.feed.stop()
        assert watched.feed.join(5)


def test_a_camera_that_fails_is_tried_again_and_says_so(play):
    watched, script = play([DrawnPicture(), SourceFailed("refused")], [DrawnPicture()])
    watched.wait(("live", ""), ("failed", "refused"))
    watched.feed.retry()
    watched.wait(("live", ""), ("failed", "refused"), ("connecting", "refused"), ("live", ""))
    assert script.closed == 1
    report = watched.feed.report()
    assert (report.reconnects, report.frame_seq, report.frame_at) == (1, 2, 5.0)
    assert (report.source_width, report.source_height) == (640, 360)


@pytest.mark.filterwarnings("default")
def test_a_fault_of_ours_is_a_failure_like_any_other(play):
    watched, _ = play([ZeroDivisionError()])
    watched.wait(("failed", "undecodable"))


def test_pictures_are_drawn_where_the_console_wants_them(play):
    reader = FrameReader(320, 180)
    watched, _ = play([DrawnPicture()], show=reader.name)
    watched.wait(("live", ""))
    frame = reader.newest()
    assert (frame.width, frame.height, frame.captured) == (320, 180, 5.0)
    assert bytes(frame.pixels) == b"\x07" * (320 * 180 * 4)


def test_a_magnified_picture_is_drawn_with_the_pixels_that_the_camera_has(play):
    display = Display("cam", 160, 90)
    watched, _ = play([DrawnPicture()])
    watched.feed.show(display.wish)
    watched.wait(("live", ""))
    assert (display.frame().width, display.frame().height) == (160, 90)
    assert display.resize(160, 90, 4.0)
    watched.feed.show(display.wish)
    assert (display.frame().width, display.frame().height) == (640, 360)
    assert not display.resize(160, 90, 4.0)


class LargePicture(DrawnPicture):
    width, height = 1920, 1080


def test_a_part_of_a_small_tile_is_magnified_from_the_main_stream():
    heard = threading.Condition()

    def note():
        with heard:
            heard.notify_all()

    def make(camera, use):
        return Script([LargePicture() if "main" in camera.address else DrawnPicture()])(camera, use)

    def shows(width):
        with heard:
            return heard.wait_for(lambda: (frame := display.frame()) and frame.width == width, 10)

    spec = CameraSpec("cam", "rtsp", "rtsp://x/main", sub_address="rtsp://x/sub")
    feed, display = Feed(spec, lambda: 5.0, note, make), Display("cam", 320, 180)
    feed.show(display.wish)
    feed.start()
    assert shows(320)
    display.resize(320, 180, 4.0)
    feed.show(display.wish)
    assert shows(1280)
    assert feed.report().source_width == 1920
    feed.stop()
    assert feed.join(5)


def test_a_picture_that_comes_late_is_counted_and_not_drawn(play):
    reader = FrameReader(320, 180)
    watched, _ = play([DrawnPicture(behind=True)], show=reader.name)
    watched.wait(("live", ""))
    assert reader.newest() is None
    assert watched.feed.report().frame_seq == 1
    assert watched.feed.report().frame_at is None, "what nobody sees makes no tile live"


class Pictures:
    """Gives a picture each time the test says so, and returns when it was dealt with."""

    def __init__(self):
        self._given, self._wanted = threading.Semaphore(0), threading.Semaphore(0)
        self._next = None

    def __call__(self, camera, use):
        self._stopped = use.stopped
        return self

    def open(self):
        pass

    def read(self):
        self._wanted.release()
        self._given.acquire()
        return self._next

    def close(self):
        pass

    def give(self, picture):
        self._wanted.acquire()
        self._next = picture
        self._given.release()
        self._wanted.acquire()
        self._wanted.release()

    def end(self):
        self._next = None
        self._given.release()


@pytest.fixture
def halved():
    """A feed of which every second picture is wanted; a function that gives it one, and says whether it was drawn."""
    reader, pictures, now = FrameReader(320, 180), Pictures(), [100.0]
    feed = Feed(CameraSpec("cam", "demo", "gate"), lambda: now[0], lambda: None, pictures)
    feed.show(Show("cam", reader.name, 320, 180, level="half"))
    feed.start()

    def give(at, *, behind=False):
        now[0] = 100.0 + at
        pictures.give(DrawnPicture(behind=behind))
        frame = reader.newest()
        assert feed.report().frame_at == (frame.captured if frame else None)
        return frame is not None and frame.captured == now[0]

    yield give
    feed.stop()
    pictures.end()
    assert feed.join(5)


def test_a_machine_short_of_means_draws_every_second_picture(halved):
    assert [halved(n * 0.1) for n in range(6)] == [True, False] * 3


def test_where_the_others_come_late_no_picture_that_can_be_drawn_is_left_out(halved):
    drawn = []
    for key_at in (0.0, 5.0, 10.0, 15.0):
        drawn.append(halved(key_at))
        assert not any(halved(key_at + n, behind=True) for n in (1, 2, 3))
    assert drawn == [True] * 4


def test_a_buffer_that_is_gone_harms_nothing(play):
    reader = FrameReader(320, 180)
    reader.close()
    watched, _ = play([DrawnPicture()], show=reader.name)
    watched.wait(("live", ""))


def test_a_feed_that_waits_for_its_next_try_ends_at_once(play):
    watched, _ = play([SourceFailed("wrong_password")])
    watched.wait(("failed", "wrong_password"))
    watched.feed.stop()
    assert watched.feed.join(5)


class Seen:
    health = ()

    def __init__(self):
        self.pictures = []
        self.lost_times = 0

    def see(self, picture, now):
        self.pictures.append((picture, now))

    def packet(self, packet, stream):
        raise AssertionError("the script sends no packets")

    def lost(self):
        self.lost_times += 1


def test_the_looker_sees_each_picture_and_the_tap_hears_that_the_stream_ended():
    late, seen = DrawnPicture(behind=True), Seen()
    watched = Watched(Script([late, SourceFailed("ended")]))
    watched.feed.looker = watched.feed.tap = seen
    watched.feed.start()
    watched.wait(("live", ""), ("failed", "ended"))
    assert seen.pictures == [(late, 5.0)]
    assert seen.lost_times == 1
    watched.feed.stop()
    assert watched.feed.join(5)


@pytest.mark.skipif(not cv2.ipp.useIPP(), reason="OpenCV has no fast scaling on this machine")
def test_pictures_are_made_with_the_fast_scaling_opencv_allows_each_thread_apart(play):
    allowed = []

    class Asking(DrawnPicture):
        def bgra_into(self, slot, width, height):
            allowed.append(cv2.ipp.useIPP_NotExact())
            return super().bgra_into(slot, width, height)

    reader = FrameReader(320, 180)
    watched, _ = play([Asking()], show=reader.name)
    watched.wait(("live", ""))
    assert allowed == [True]
    assert not cv2.ipp.useIPP_NotExact()
