"""Alarms against what one person can handle."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import stamp
from app.figures.alarms import ALARM_KINDS, Alarms, alarms_of
from app.figures.periods import period_of, same_part, slots, span_of, until_now
from app.model.figures import UNITS, Rung, Unit

DAY = datetime(2026, 11, 25, 16, tzinfo=UTC)
"""Midnight in Shanghai."""


def rung(minute: float, kind: str = "camera_lost") -> Rung:
    return stamp(DAY + timedelta(minutes=minute)), kind


@given(
    st.lists(st.tuples(st.integers(-2000, 60 * 24 * 40), st.sampled_from(ALARM_KINDS)), max_size=80),
    st.sampled_from(UNITS),
    st.sampled_from(["Asia/Shanghai", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
def test_the_slots_and_the_sources_hold_every_alarm_of_the_period(
    found: list[tuple[int, str]], unit: Unit, zone_name: str
) -> None:
    zone = ZoneInfo(zone_name)
    period = period_of(unit, date(2026, 11, 28))
    whole = span_of(period, zone)
    within = [rung(minute, kind) for minute, kind in found if whole.holds(DAY + timedelta(minutes=minute))]

    alarms = alarms_of(within, slots(period, zone), whole, [], whole)

    assert alarms.count == len(within)
    assert sum(load.count for load in alarms.loads) == len(within)
    assert sum(one.now for one in alarms.by_source) == len(within)
    assert all(load.most <= load.count for load in alarms.loads)


def day_of(found: list[Rung], now: datetime) -> Alarms:
    zone = ZoneInfo("Asia/Shanghai")
    period = period_of("day", date(2026, 11, 26))
    whole = span_of(period, zone)
    passed = until_now(whole, now)
    earlier = same_part(span_of(period_of("day", date(2026, 11, 25)), zone), passed, whole)
    return alarms_of(found, slots(period, zone), passed, [rung(-1435)], earlier)


def test_hours_to_come_are_not_quiet_hours() -> None:
    alarms = day_of([rung(minute) for minute in range(0, 120, 10)], DAY + timedelta(hours=2))

    assert (alarms.count, alarms.hours, alarms.per_hour) == (12, 2.0, 6.0)
    assert alarms.hours_before == 2.0
    assert [load.hours for load in alarms.loads[:3]] == [1.0, 1.0, 0.0]
    assert alarms.loads[5].per_hour == 0.0


def test_more_than_ten_within_ten_minutes_are_a_flood() -> None:
    eleven = [rung(30 + second / 60) for second in range(11)]
    ten = [rung(90 + second / 60) for second in range(10)]

    alarms = day_of([*eleven, *ten], DAY + timedelta(hours=24))

    assert (alarms.flooded, alarms.windows) == (1, 144)
    assert [load.most for load in alarms.loads[:2]] == [11, 10]


def test_a_day_of_which_nothing_has_passed_has_no_rate() -> None:
    alarms = day_of([], DAY - timedelta(hours=5))

    assert (alarms.per_hour, alarms.per_hour_before, alarms.flood_share) == (0.0, 0.0, 0.0)


def test_what_rang_in_the_first_minutes_is_not_multiplied() -> None:
    alarms = day_of([rung(1), rung(2), rung(3)], DAY + timedelta(minutes=5))

    assert alarms.per_hour == 3.0
    assert alarms.loads[0].per_hour == 3.0


def test_a_moment_that_somebody_has_spoilt_does_not_cost_all_the_figures() -> None:
    alarms = day_of([rung(5), ("2026-11-25T99:00:00.000Z", "camera_lost")], DAY + timedelta(hours=24))

    assert alarms.count == 1
