"""Shifts on the calendar: midnight, weekdays, the end of the day, and a property over many instants."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.roster import EVERY_DAY, Shift
from tests.fakes.rosters import on_duty

CHANGSHA = ZoneInfo("Asia/Shanghai")
DAY = Shift("day", "zhou", "operator", weekdays=EVERY_DAY, start="08:00", end="20:00")
NIGHT = Shift("night", "li", "operator", weekdays=EVERY_DAY, start="20:00", end="08:00")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHANGSHA).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "now", "following"),
    [
        ("2026-11-23T08:00:00", "day", "night"),
        ("2026-11-23T07:59:59", "night", "day"),
        ("2026-11-23T20:00:00", "night", "day"),
        ("2026-11-24T00:00:00", "night", "day"),
        ("2026-12-31T23:59:59", "night", "day"),
    ],
)
def test_day_and_night(moment: str, now: str, following: str) -> None:
    found = on_duty((DAY, NIGHT), _at(moment), CHANGSHA)
    assert [duty.shift.id for duty in found.now] == [now]
    assert [duty.shift.id for duty in found.next] == [following]


def test_weekday_and_date_shifts_belong_to_the_day_they_begin() -> None:
    monday_night = Shift("m", "p", "patrol", weekdays=(0,), start="22:00", end="06:00")
    once = Shift("o", "p2", "patrol", date="2026-11-24", start="00:00", end="24:00")
    at_five = on_duty((monday_night, once), _at("2026-11-24T05:00:00"), CHANGSHA)
    assert {duty.shift.id for duty in at_five.now} == {"m", "o"}
    assert on_duty((monday_night, once), _at("2026-11-25T00:00:00"), CHANGSHA).now == ()


@given(st.integers(0, 366 * 24 * 3600))
def test_two_twelve_hour_shifts_leave_no_gap_and_no_overlap(second: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    found = on_duty((DAY, NIGHT), moment, CHANGSHA)
    assert len(found.now) == 1
    (duty,) = found.now
    assert duty.starts <= moment < duty.ends
    assert duty.ends - duty.starts == timedelta(hours=12)
    assert found.next[0].starts == duty.ends


def test_operator_and_leader_stand_first_whenever_their_shift_began() -> None:
    early = [
        Shift("a", "p", "post", weekdays=EVERY_DAY, start="00:00", end="24:00"),
        Shift("b", "q", "patrol", weekdays=EVERY_DAY, start="06:00", end="18:00"),
        Shift("c", "r", "leader", weekdays=EVERY_DAY, start="07:00", end="19:00"),
    ]
    found = on_duty([*early, DAY], _at("2026-11-23T12:00:00"), CHANGSHA)
    assert [duty.shift.role for duty in found.now] == ["operator", "leader", "patrol", "post"]
