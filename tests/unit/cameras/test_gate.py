"""Cameras of one host that ask to be connected stand in a line."""

import threading
from itertools import count

import pytest

from app.cameras.host.feed import Feed
from app.cameras.host.gate import Gate
from app.cameras.host.sources import SourceFailed
from app.cameras.protocol import CameraSpec
from app.cameras.reconnect import FIRST_CONNECT_BURST, FIRST_CONNECTS_PER_S

OFTEN, SELDOM = "tried again and again", "lost once"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_asks_often_does_not_keep_others_waiting():
    clock = Clock()
    gate = Gate(clock)
    while gate.take(OFTEN):
        pass
    assert not gate.take(SELDOM)
    let_in = []
    for _ in range(20):
        clock.now += 1.0
        let_in += [who for who in (OFTEN, SELDOM) if gate.take(who)]
    assert abs(let_in.count(OFTEN) - let_in.count(SELDOM)) <= 1


def test_who_gave_up_holds_up_nobody():
    clock = Clock()
    gate = Gate(clock)
    while gate.take(OFTEN):
        pass
    clock.now += 600.0
    assert not gate.take(SELDOM)
    gate.leave(OFTEN)
    assert gate.take(SELDOM)


def test_at_the_start_not_all_cameras_behind_a_dead_switch_are_asked_at_once():
    clock = Clock()
    gate, tried = Gate(clock), 0
    cameras = list(range(64))
    for _ in range(40):
        while cameras and gate.take(cameras[0], first=True):
            cameras.pop(0)
            tried += 1
        assert tried <= FIRST_CONNECT_BURST + clock.now * FIRST_CONNECTS_PER_S
        clock.now += 0.1


def test_at_the_start_cameras_that_answer_do_not_wait_for_each_other():
    gate = Gate(Clock())
    for camera in range(64):
        assert gate.take(camera, first=True)
        gate.answered()


def test_a_camera_new_to_the_wall_does_not_stand_behind_those_that_are_lost():
    gate = Gate(Clock())
    while gate.take(OFTEN):
        pass
    assert gate.take("new", first=True)


def test_what_was_just_lost_is_asked_before_those_that_were_asked_since():
    clock = Clock()
    gate = Gate(clock)
    while gate.take(OFTEN):
        pass
    assert not gate.take("also tried")
    assert not gate.take("just lost", just_lost=True)
    clock.now += 600.0
    assert not gate.take(OFTEN)
    assert gate.take("just lost", just_lost=True)
    assert gate.take(OFTEN)


class Asked(Gate):
    """Lets everybody in and remembers who asked how, and how often something answered."""

    def __init__(self):
        super().__init__(Clock())
        self.asked, self.answers = [], 0

    def take(self, who, *, first=False, just_lost=False):
        self.asked.append((first, just_lost))
        return True

    def answered(self):
        self.answers += 1


class Turns:
    """A camera whose pictures end, which then fails to open, and then is silent."""

    def __init__(self, cause):
        self._cause, self._opened, self.silent, self.end = cause, 0, threading.Event(), threading.Event()

    def open(self):
        self._opened += 1
        if self._opened == 2:
            raise SourceFailed(self._cause)

    def read(self):
        if self._opened == 1:
            raise SourceFailed("ended")
        self.silent.set()
        self.end.wait()

    def close(self):
        pass


@pytest.mark.parametrize(
    ("cause", "answers"), [("refused", 2), ("no_route", 2), ("wrong_password", 3), ("connection_limit", 3)]
)
def test_a_refusal_by_the_camera_is_an_answer_and_a_dead_line_is_none(cause, answers):
    gate, camera = Asked(), Turns(cause)
    hours = count(0.0, 3600.0)
    spec = CameraSpec("cam", "rtsp", "rtsp://192.0.2.8/main", watched=True)
    feed = Feed(spec, lambda: next(hours), lambda: None, lambda spec, use: camera, gate)
    feed.start()
    try:
        assert camera.silent.wait(10)
    finally:
        feed.stop()
        camera.end.set()
        assert feed.join(5)
    assert gate.answers == answers
    assert gate.asked == [(True, False), (False, True), (False, False)]
