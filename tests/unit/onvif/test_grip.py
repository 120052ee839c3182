"""A hand on a camera: whatever happens to it, the camera stops."""

from hypothesis import given
from hypothesis import strategies as st

from app.onvif import grip
from app.onvif.grip import Grip
from app.onvif.rules import CAMERA_STOPS_AFTER_S, HOLD_S, STILL, Velocity

LEFT = Velocity(pan=-0.5)
UP = Velocity(tilt=0.5)


def test_a_move_is_sent_once_and_again_before_the_camera_ends_it() -> None:
    held = grip.taken(None, LEFT, 10.0)
    assert grip.command(held, 10.0) == LEFT
    held = grip.taken(grip.sent(held, LEFT, 10.0), LEFT, 10.4)
    assert grip.command(held, 10.4) is None
    held = grip.taken(held, LEFT, 10.8)
    assert grip.command(held, 10.8) == LEFT
    assert grip.REPEAT_S < CAMERA_STOPS_AFTER_S


def test_another_direction_goes_out_at_once() -> None:
    held = grip.taken(grip.sent(grip.taken(None, LEFT, 10.0), LEFT, 10.0), UP, 10.1)
    assert grip.command(held, 10.1) == UP


def test_letting_go_stops_once() -> None:
    held = grip.let_go(grip.sent(grip.taken(None, LEFT, 10.0), LEFT, 10.0), 10.2)
    assert grip.command(held, 10.2) == STILL
    held = grip.sent(held, STILL, 10.2)
    assert grip.command(held, 10.3) is None


def test_a_hand_that_is_heard_of_no_more_has_let_go() -> None:
    held = grip.sent(grip.taken(None, LEFT, 10.0), LEFT, 10.0)
    assert grip.command(held, 10.0 + HOLD_S) == STILL


def test_a_stop_that_fails_is_tried_again_but_not_for_ever() -> None:
    held = grip.let_go(grip.sent(grip.taken(None, LEFT, 10.0), LEFT, 10.0), 10.2)
    held = grip.stop_failed(held, 10.2)
    assert grip.command(held, 10.3) is None
    assert grip.command(held, 10.6) == STILL
    held = grip.stop_failed(grip.stop_failed(held, 10.6), 11.0)
    assert grip.command(held, 20.0) is None
    assert grip.is_over(held, 20.0)


def test_moves_shortly_after_each_other_are_one_burst() -> None:
    held = grip.taken(None, LEFT, 10.0)
    held = grip.sent(grip.let_go(grip.sent(held, LEFT, 10.0), 10.5), STILL, 10.5)
    assert not grip.is_over(held, 12.0)
    held = grip.let_go(grip.taken(held, UP, 12.0), 14.2)
    assert not grip.is_over(grip.sent(held, STILL, 14.2), 17.0)
    assert grip.is_over(grip.sent(held, STILL, 14.2), 17.2)
    assert grip.seconds(held) == 4


wishes = st.lists(
    st.tuples(st.sampled_from([LEFT, UP, STILL, None]), st.floats(0.01, 2.0), st.booleans()), max_size=30
)


@given(wishes)
def test_whatever_the_hand_does_and_whatever_fails_the_camera_ends_up_still(
    wishes: list[tuple[Velocity | None, float, bool]],
) -> None:
    now, held, turning = 0.0, None, False
    for wish, pause, fails in wishes:
        now += pause
        if wish is not None:
            held = grip.taken(held, wish, now)
        elif held is not None:
            held = grip.let_go(held, now)
        held, turning = _carried_out(held, now, turning, fails=fails)
    for _ in range(5):
        now += HOLD_S
        held, turning = _carried_out(held, now, turning, fails=False)
    assert not turning
    assert held is None or grip.is_over(held, now + grip.TOGETHER_S)


def _carried_out(held: Grip | None, now: float, turning: bool, *, fails: bool) -> tuple[Grip | None, bool]:
    command = grip.command(held, now) if held is not None else None
    if held is None or command is None:
        return held, turning
    if command == STILL:
        return (grip.stop_failed(held, now), turning) if fails else (grip.sent(held, STILL, now), False)
    # A move that failed may have arrived all the same.
    return grip.sent(held, command, now), True
