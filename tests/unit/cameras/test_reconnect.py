"""How soon and how often lost streams are asked again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cameras.protocol import CAUSES
from app.cameras.reconnect import (
    CONNECT_BURST,
    CONNECTS_PER_S,
    HELD_S,
    STABLE_AFTER_S,
    BackOff,
    ConnectBudget,
    Refusals,
)

WRONG_MATERIAL = ("not_video", "bad_address")
OTHERS = [cause for cause in CAUSES if cause not in ("wrong_password", "connection_limit", *WRONG_MATERIAL)]


def outage(cause="refused", seconds=900.0, jitter=0.0):
    """The delays of a camera that stays away."""
    back_off, now, delays = BackOff(), 0.0, []
    while now < seconds:
        delays.append(back_off.delay(cause, now, jitter))
        now += delays[-1]
    return delays


def test_a_lost_camera_is_asked_at_least_every_two_and_a_half_seconds_for_a_minute():
    delays = outage(seconds=60.0)
    assert delays[:3] == [1.0, 2.0, 2.5]
    assert set(delays[2:]) == {2.5}


def test_then_ever_more_seldom_and_at_last_once_a_minute_for_ever():
    late = [delay for delay in outage(seconds=3600.0) if delay > 2.5]
    assert late[:6] == [4.0, 8.0, 15.0, 15.0, 15.0, 15.0]
    assert set(late[6:]) == {60.0}


def test_a_short_success_does_not_begin_the_waiting_anew():
    back_off = BackOff()
    for second in range(0, 300, 5):
        back_off.delay("ended", float(second), 0.0)
    back_off.opened(300.0)
    assert back_off.delay("ended", 300.0 + HELD_S - 1, 0.0) == 60.0
    back_off.opened(400.0)
    assert back_off.delay("ended", 400.0 + STABLE_AFTER_S, 0.0) == 1.0
    assert back_off.delay("refused", 432.0, 0.0) == 2.0


def test_after_a_success_that_held_a_while_one_try_is_soon_and_the_waiting_goes_on_behind_it():
    back_off = BackOff()
    for second in range(0, 300, 5):
        back_off.delay("ended", float(second), 0.0)
    back_off.opened(300.0)
    assert back_off.delay("ended", 300.0 + HELD_S, 0.0) == 1.0
    assert back_off.delay("refused", 312.0, 0.0) == 60.0


def test_a_camera_that_is_full_is_left_alone():
    assert set(outage("connection_limit", jitter=0.9)) == {12.0}


def test_a_wrong_password_is_tried_once_more_after_a_minute_and_then_twice_an_hour():
    refusals = Refusals()
    assert [refusals.refused() for _ in range(4)] == [60.0, 1800.0, 1800.0, 1800.0]


@pytest.mark.parametrize("cause", WRONG_MATERIAL)
def test_what_cannot_become_a_picture_by_itself_is_looked_at_again_every_15_s(cause):
    assert set(outage(cause, jitter=0.5)) == {15.0}


@given(st.sampled_from(OTHERS), st.lists(st.tuples(st.floats(0.0, 90.0), st.floats(0.0, 1.0)), max_size=60))
def test_no_camera_is_given_up_and_none_is_hammered(cause, steps):
    back_off, now = BackOff(), 0.0
    for passed, jitter in steps:
        now += passed
        assert 0.7 <= back_off.delay(cause, now, jitter) <= 60.0


@given(st.integers(1, 8), st.lists(st.floats(0.0, 2.0), min_size=1, max_size=200))
def test_all_hosts_together_keep_to_the_walls_budget(hosts, steps):
    budgets, now, tried = [ConnectBudget(hosts, 0.0) for _ in range(hosts)], 0.0, 0
    for passed in steps:
        now += passed
        tried += sum(budget.take(now) for budget in budgets)
    assert tried <= max(hosts, CONNECT_BURST) + now * CONNECTS_PER_S + 1e-6


def test_one_that_answers_lets_the_others_try_at_once():
    budget = ConnectBudget(1, 0.0)
    assert [budget.take(0.0) for _ in range(CONNECT_BURST + 1)] == [True] * CONNECT_BURST + [False]
    budget.answered()
    assert budget.take(0.0)
