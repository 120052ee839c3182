"""Every picture as long as the machine can decode it, key frames where it cannot, and no flapping between the two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.playback.effort import ALWAYS_UP_TO, BEHIND_S, Cost, Lag, every_picture

SUB, MAIN = 0.008, 0.065
"""Measured: of a processor for 640×360 and for 1920×1080, 25 pictures a second, at normal speed."""
shares = st.lists(st.floats(0.0, 2.0), max_size=9)


@pytest.mark.parametrize(
    ("speed", "costs", "all_of_them"),
    [
        (16.0, [SUB] * 4, True),
        (8.0, [SUB] * 9, True),
        (60.0, [SUB], True),
        (8.0, [MAIN], True),
        (16.0, [MAIN], False),
        (8.0, [MAIN] * 4, False),
        (4.0, [MAIN] * 9, True),
        (16.0, [], True),
    ],
)
def test_on_two_processors(speed: float, costs: list[float], *, all_of_them: bool) -> None:
    assert every_picture(speed, costs, 2, before=True) is all_of_them


@given(shares, st.sampled_from([8.0, 16.0, 30.0, 60.0]), st.integers(1, 16))
def test_what_is_given_up_does_not_come_back_by_itself(
    costs: list[float], speed: float, processors: int
) -> None:
    """Of key frames alone no cost is learnt: it stays what it was."""
    if not every_picture(speed, costs, processors, before=True):
        assert not every_picture(speed, costs, processors, before=False)


@given(shares, st.booleans())
def test_slow_enough_is_always_whole(costs: list[float], before: bool) -> None:
    assert every_picture(ALWAYS_UP_TO, costs, 1, before=before)


@given(st.lists(st.tuples(st.floats(0.0, 0.2), st.floats(0.001, 1.0)), min_size=1, max_size=60))
def test_a_cost_lies_between_what_was_measured(measured: list[tuple[float, float]]) -> None:
    cost = Cost()
    for spent_s, shown_s in measured:
        cost = cost.with_more(spent_s, shown_s)
    each = [spent_s / shown_s for spent_s, shown_s in measured]
    assert min(each) - 1e-9 <= cost.share <= max(each) + 1e-9


def test_a_camera_that_became_dearer_is_soon_known_to_be() -> None:
    cost = Cost()
    for _ in range(600):
        cost = cost.with_more(0.01, 1.0)
    for _ in range(40):
        cost = cost.with_more(0.1, 1.0)
    assert cost.share > 0.08


def test_a_lag_is_lost_when_it_lasts_and_forgotten_when_it_is_made_up() -> None:
    lag = Lag()
    for at, late in ((0.0, True), (1.0, True), (1.2, False), (2.0, True), (2.0 + BEHIND_S - 0.1, True)):
        lag = lag.seen(at, late=late)
        assert not lag.lost
    lag = lag.seen(2.0 + BEHIND_S, late=True)
    assert lag.lost
    assert lag.seen(60.0, late=False).lost, "what it could not do once it is not asked again at this speed"
