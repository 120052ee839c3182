"""Counting incidents: whatever they are divided by, the parts add up to the whole."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.figures.counting import (
    by_group,
    by_hour,
    by_kind,
    by_place,
    by_weekday_and_hour,
    in_slots,
    over_time,
)
from app.figures.periods import period_of, slots, span_of
from app.model.figures import UNITS, Counted, Unit

ZONE = ZoneInfo("Europe/Berlin")
BASE = datetime(2026, 3, 1, tzinfo=UTC)
incidents = st.lists(
    st.builds(
        Counted,
        id=st.uuids().map(str),
        opened_at=st.integers(0, 400 * 24 * 60).map(lambda minutes: BASE + timedelta(minutes=minutes)),
        kind=st.sampled_from(["fire", "lift", "unknown"]),
        place_id=st.sampled_from(["", "gate", "lpg"]),
        drill=st.booleans(),
        state=st.sampled_from(["running", "stood_down", "false_alarm"]),
    ),
    max_size=60,
)


@given(incidents, incidents)
def test_every_division_adds_up(now: list[Counted], earlier: list[Counted]) -> None:
    for counts in (by_kind(now, earlier), by_place(now, earlier), by_hour(now, earlier, ZONE)):
        assert sum(one.now for one in counts) == len(now)
        assert sum(one.before for one in counts) == len(earlier)
    groups = by_group(now, earlier)
    assert sum(one.now for one in groups.values()) == len(now)
    assert sum(map(sum, by_weekday_and_hour(now, ZONE))) == len(now)


@given(incidents, st.sampled_from(UNITS), st.dates(date(2026, 2, 1), date(2027, 5, 1)))
def test_the_slots_of_a_period_hold_what_the_period_holds(
    found: list[Counted], unit: Unit, day: date
) -> None:
    period = period_of(unit, day)
    whole = span_of(period, ZONE)

    assert sum(in_slots(found, slots(period, ZONE))) == sum(whole.holds(one.opened_at) for one in found)


@given(incidents)
def test_a_year_is_the_sum_of_its_months_and_a_month_that_of_its_days(found: list[Counted]) -> None:
    months = in_slots(found, slots(period_of("year", date(2026, 1, 1)), ZONE))
    for number, count in enumerate(months, start=1):
        month = period_of("month", date(2026, number, 1))
        assert sum(in_slots(found, slots(month, ZONE))) == count


def an_incident(**values: object) -> Counted:
    usual = {"id": "i", "opened_at": BASE, "kind": "fire", "place_id": "", "drill": False, "state": "running"}
    return Counted(**{**usual, **values})


def test_a_drill_that_was_called_off_is_a_drill_and_nothing_else() -> None:
    assert an_incident(drill=True, state="false_alarm").group == "drill"
    assert an_incident(state="false_alarm").group == "false_alarm"
    assert an_incident().group == "real"


def test_the_most_frequent_stands_first_and_what_is_no_more_last() -> None:
    now = [an_incident(kind=kind) for kind in ("lift", "fire", "lift")]

    assert [(one.key, one.now, one.before) for one in by_kind(now, [an_incident(kind="flood")])] == [
        ("lift", 2, 0),
        ("fire", 1, 0),
        ("flood", 0, 1),
    ]


def test_the_hour_that_the_clock_goes_through_twice_is_one_hour_of_the_day() -> None:
    twice = [an_incident(opened_at=datetime(2026, 10, 25, hour, 30, tzinfo=UTC)) for hour in (0, 1)]

    assert by_hour(twice, [], ZONE)[2].now == 2
    assert by_weekday_and_hour(twice, ZONE)[6][2] == 2
    # In the day's own course they are two.
    day = slots(period_of("day", date(2026, 10, 25)), ZONE)
    assert in_slots(twice, day)[2:4] == [1, 1]


def test_beside_a_slot_stands_that_in_the_same_place_before() -> None:
    march, february = (slots(period_of("month", date(2026, month, 1)), ZONE) for month in (3, 2))
    thirty_first = an_incident(opened_at=datetime(2026, 3, 31, 12, tzinfo=UTC))
    second = an_incident(opened_at=datetime(2026, 2, 2, 12, tzinfo=UTC))

    counts = over_time([thirty_first], march, [second], february)

    assert (counts[1].now, counts[1].before) == (0, 1)
    assert (counts[30].now, counts[30].before) == (1, 0)
