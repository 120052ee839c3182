"""Cameras of one host that ask to be connected again stand in a line."""

from app.cameras.host.gate import Gate

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
