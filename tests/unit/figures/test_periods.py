"""Periods of the site's calendar: nothing is counted twice, nothing falls between two."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.periods import after, before, period_of, same_part, slots, span_of, until_now
from app.model.figures import UNITS, Unit

# Half an hour of summer time, a quarter of an hour of offset, a clock set at midnight, a day that never was.
ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "Pacific/Apia",
)
days = st.dates(date(1999, 1, 1), date(2035, 12, 31))
units = st.sampled_from(UNITS)
zones = st.sampled_from(ZONES).map(ZoneInfo)


@given(units, days)
def test_a_day_lies_in_its_period_and_the_periods_before_and_after_touch_it(unit: Unit, day: date) -> None:
    period = period_of(unit, day)

    assert period.first <= day <= period.last
    assert before(period).last + timedelta(days=1) == period.first
    assert after(period).first == period.last + timedelta(days=1)
    assert after(before(period)) == period


@given(units, days, zones)
def test_the_slots_are_the_whole_period_without_gap_or_overlap(unit: Unit, day: date, zone: ZoneInfo) -> None:
    period = period_of(unit, day)
    whole, parts = span_of(period, zone), slots(period, zone)

    assert parts[0].since == whole.since
    assert parts[-1].until == whole.until
    assert all(one.until == following.since for one, following in zip(parts, parts[1:], strict=False))
    assert span_of(before(period), zone).until == whole.since


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-26", 24)])
def test_a_day_is_as_long_as_the_clock_of_the_site_makes_it(day: str, hours: int) -> None:
    period = period_of("day", date.fromisoformat(day))

    assert len(slots(period, ZoneInfo("Europe/Berlin"))) == hours


def test_a_week_begins_on_monday_and_a_month_ends_with_its_last_day() -> None:
    assert period_of("week", date(2026, 11, 26)).first == date(2026, 11, 23)
    assert period_of("month", date(2028, 2, 10)).last == date(2028, 2, 29)
    assert period_of("year", date(2026, 11, 26)).first == date(2026, 1, 1)


def test_the_first_and_the_last_of_all_periods_stay_where_they_are() -> None:
    assert before(period_of("day", date.min)) == period_of("day", date.min)
    assert after(period_of("year", date.max)) == period_of("year", date.max)


def test_of_a_running_period_only_what_has_passed_is_compared_with_as_much_of_the_one_before() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    november = span_of(period_of("month", date(2026, 11, 1)), zone)
    october = span_of(period_of("month", date(2026, 10, 1)), zone)
    now = datetime(2026, 11, 10, 16, tzinfo=UTC)  # ten days and no more

    passed = until_now(november, now)

    assert passed.hours == 240
    assert same_part(october, passed, november).hours == 240
    assert same_part(october, november, november) == october
    assert until_now(november, november.since - timedelta(days=3)).hours == 0
