"""How often somebody may ask."""

import pytest

from app.lanpage.server.guard import Limits
from app.lanpage.throttle import Throttle
from tests.fakes.clock import FakeClock


def test_so_many_at_once_then_by_the_minute() -> None:
    clock = FakeClock()
    throttle = Throttle(per_minute=60, burst=3, monotonic=clock.monotonic)
    assert [throttle.wait_s("a") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert throttle.wait_s("a") == pytest.approx(1.0)
    clock.advance(seconds=0.5)
    assert throttle.wait_s("a") == pytest.approx(0.5)
    clock.advance(seconds=0.5)
    assert throttle.wait_s("a") == 0.0
    assert throttle.wait_s("a") > 0.0


def test_one_does_not_pay_for_another() -> None:
    throttle = Throttle(per_minute=60, burst=1, monotonic=FakeClock().monotonic)
    assert throttle.wait_s("a") == 0.0
    assert throttle.wait_s("a") > 0.0
    assert throttle.wait_s("b") == 0.0


def test_a_pause_of_days_saves_up_no_more_than_one_burst() -> None:
    clock = FakeClock()
    throttle = Throttle(per_minute=60, burst=2, monotonic=clock.monotonic)
    throttle.wait_s("a")
    clock.advance(minutes=5000)
    assert [throttle.wait_s("a") > 0 for _ in range(3)] == [False, False, True]


def test_ever_new_names_do_not_fill_the_memory() -> None:
    throttle = Throttle(per_minute=60, burst=1, monotonic=FakeClock().monotonic)
    for number in range(10_000):
        throttle.wait_s(str(number))
    assert len(throttle._left) < 5000
    assert throttle.wait_s("9999") > 0.0


def test_the_page_may_look_for_an_hour_and_a_hammer_may_not() -> None:
    clock = FakeClock()
    limits = Limits(clock.monotonic)
    for _ in range(900):
        assert limits.wait_s("192.168.1.5", "link") == 0.0
        clock.advance(seconds=4)
    refused = sum(limits.wait_s("192.168.1.5", "link") > 0 for _ in range(200))
    assert refused > 100


def test_all_addresses_together_cannot_hammer_the_console() -> None:
    limits = Limits(FakeClock().monotonic)
    allowed = sum(not limits.wait_s(f"10.0.{number // 250}.{number % 250}", "") for number in range(2000))
    assert allowed < 1000
