"""Cameras of one host that ask to be connected stand in a line."""

from app.cameras.host.gate import Gate
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
        gate.succeeded()


def test_a_camera_new_to_the_wall_does_not_stand_behind_those_that_are_lost():
    gate = Gate(Clock())
    while gate.take(OFTEN):
        pass
    assert gate.take("new", first=True)
