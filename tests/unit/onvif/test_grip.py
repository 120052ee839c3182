"""A hand on a camera: whatever happens to it, the camera stops."""

from dataclasses import dataclass

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
    assert grip.command(held, 10.4) is None
    assert grip.command(held, 10.6) == STILL
    held = grip.stop_failed(held, 10.6)
    assert grip.command(held, 11.1) is None  # it waits longer each time
    assert grip.command(held, 11.3) == STILL
    held = grip.stop_failed(held, 10.0 + grip.STOP_FOR_S)
    assert grip.command(held, 30.0) is None
    assert grip.is_over(held, 30.0)


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


@dataclass
class Camera:
    """Moves from a command on until it is stopped; without another command it ends by itself."""

    until: float = 0.0

    def turns(self, now: float) -> bool:
        return now < self.until


@given(wishes, st.integers(0, 12))
def test_whatever_the_hand_does_and_whatever_fails_the_hand_is_off_only_when_the_camera_is_still(
    wishes: list[tuple[Velocity | None, float, bool]], failures: int
) -> None:
    now, held, camera = 0.0, None, Camera()
    for wish, pause, fails in wishes:
        now += pause
        if wish is not None:
            held = grip.taken(held, wish, now)
        elif held is not None:
            held = grip.let_go(held, now)
        held = _carried_out(held, now, camera, fails=fails)
        assert _minded(held) or not camera.turns(now)
    for tick in range(200):
        now += 0.1
        held = _carried_out(held, now, camera, fails=tick < 10 * failures)
        assert _minded(held) or not camera.turns(now)
    assert held is None or grip.is_over(held, now)


def _minded(held: Grip | None) -> bool:
    """Whether something will still be sent."""
    return held is not None and held.sent != STILL


def _carried_out(held: Grip | None, now: float, camera: Camera, *, fails: bool) -> Grip | None:
    command = grip.command(held, now) if held is not None else None
    if held is None or command is None:
        return held
    if command == STILL:
        if fails:
            return grip.stop_failed(held, now)
        camera.until = now
    else:
        # A move that failed may have arrived all the same.
        camera.until = now + CAMERA_STOPS_AFTER_S
    return grip.sent(held, command, now)
