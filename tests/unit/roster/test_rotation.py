"""The patterns in use man their line without a gap; a change takes hold on its day and the turns go on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.errors import InvalidInput
from app.model.rota import REST_DAYS, WORKDAYS, DayMark, Group, Rotation
from app.model.words import Words
from app.roster.days import Days, days_of
from app.roster.holidays import known_days
from app.roster.layers import Layers, duties_at, duties_of
from app.roster.rotation import PATTERNS, change_from, from_pattern, pattern_of
from tests.unit.roster.worlds import CHANGSHA, DAYS

BLANK = Rotation("r", Words("轮班"), "operator", "", "2026-12-01", "2026-12-01", (), ())
FIRST = date(2026, 12, 1)


def crews(count: int) -> list[list[str]]:
    return [[f"p{number}"] for number in range(count)]


def on_duty(rotations: list[Rotation], at: datetime, zone: ZoneInfo = CHANGSHA) -> list[str]:
    layers = Layers(zone, rotations=tuple(rotations), days=DAYS)
    return [duty.shift.person_id for duty in duties_at(layers, at).duties]


@pytest.mark.parametrize("code", [code for code in PATTERNS if code != "week_on_off"])
def test_every_pattern_has_one_crew_on_duty_at_every_hour_and_gives_all_the_same(code: str) -> None:
    count = PATTERNS[code].groups or 5
    rotation = from_pattern(code, BLANK, crews(count))
    hours: dict[str, int] = {}
    begins = datetime(2026, 12, 2, tzinfo=CHANGSHA).astimezone(UTC)
    for hour in range(24 * 7 * len(rotation.cycle)):
        (person,) = on_duty([rotation], begins + timedelta(hours=hour))
        hours[person] = hours.get(person, 0) + 1
    assert len(hours) == count
    assert len(set(hours.values())) == 1


def test_the_leaders_come_in_the_order_in_which_they_are_named() -> None:
    rotation = from_pattern("leader_of_day", BLANK, crews(3))
    days = [FIRST + timedelta(days=offset) for offset in range(4)]
    found = duties_of(Layers(CHANGSHA, rotations=(rotation,)), days).duties
    assert [duty.shift.person_id for duty in found] == ["p0", "p1", "p2", "p0"]


def test_a_week_on_a_week_off() -> None:
    rotation = from_pattern("week_on_off", BLANK, crews(2))
    noons = [datetime(2026, 12, day, 12, tzinfo=CHANGSHA) for day in (1, 7, 8, 14, 15)]
    assert [on_duty([rotation], noon) for noon in noons] == [["p0"], ["p0"], ["p1"], ["p1"], ["p0"]]


def test_a_change_from_a_date_on_keeps_what_was_and_the_turns_go_on() -> None:
    old = from_pattern("three_on_two", BLANK, crews(3))
    groups = (Group(("p9",), 0), *old.groups[1:])
    was, now = change_from(old, replace(old, id="r2", groups=groups, starts_on="2026-12-11"))
    assert was is not None
    assert was.ends_on == "2026-12-11"
    for day in range(1, 30):
        noon = datetime(2026, 12, day, 12, tzinfo=CHANGSHA)
        before = on_duty([old], noon)
        after = ["p9" if person == "p0" and day >= 11 else person for person in before]
        assert on_duty([was, now], noon) == after
    # The night that began the evening before belongs to the old version.
    assert on_duty([was, now], datetime(2026, 12, 11, 3, tzinfo=CHANGSHA)) == on_duty(
        [old], datetime(2026, 12, 11, 3, tzinfo=CHANGSHA)
    )
    assert change_from(old, replace(old, starts_on="2026-12-01"))[0] is None


def test_turns_are_counted_in_days_worked_so_that_weekends_do_not_hit_the_same_one() -> None:
    rotation = replace(from_pattern("leader_of_day", BLANK, crews(2)), turns=WORKDAYS)
    rest = replace(rotation, id="w", turns=REST_DAYS, groups=(Group(("a",), 0), Group(("b",), 1)))
    friday = date(2026, 12, 4)
    days = [friday + timedelta(days=offset) for offset in range(5)]
    found = duties_of(Layers(CHANGSHA, rotations=(rotation, rest), days=Days()), days).duties
    # Tuesday to Friday are four turns: Monday goes on where Friday stopped.
    assert [duty.shift.person_id for duty in found] == ["p1", "a", "b", "p0", "p1"]


def test_a_holiday_and_a_shifted_working_day_count_as_what_they_are() -> None:
    rotation = replace(from_pattern("leader_of_day", BLANK, crews(1)), turns=WORKDAYS, starts_on="2026-01-01")
    days = [date(2026, 2, 14), date(2026, 2, 16), date(2026, 2, 17)]
    found = duties_of(Layers(CHANGSHA, rotations=(rotation,), days=DAYS), days).duties
    assert [duty.shift.date for duty in found] == ["2026-02-14", "2026-02-16"]


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"])
def test_where_clocks_step_shifts_still_meet(day: str) -> None:
    """Berlin leaves out an hour in March and has one twice in October: no moment without a crew, none with two."""
    berlin = ZoneInfo("Europe/Berlin")
    rotation = replace(from_pattern("day_night", BLANK, crews(4)), starts_on="2026-01-01")
    begins = datetime.fromisoformat(day).replace(tzinfo=berlin).astimezone(UTC)
    for quarter in range(36 * 4):
        assert len(on_duty([rotation], begins + timedelta(minutes=15 * quarter), berlin)) == 1


def test_a_wrong_number_of_crews_is_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        from_pattern("four_on_three", BLANK, crews(3))
    assert refusal.value.values["number"] == "4"
    with pytest.raises(InvalidInput):
        from_pattern("leader_of_day", BLANK, [[]])


def test_the_library_knows_the_holidays_and_says_which_years_it_knows() -> None:
    days = known_days()
    assert not days.is_worked(date(2026, 10, 1))
    assert days.is_worked(date(2026, 2, 14)), "a Saturday worked for the Spring Festival"
    assert days.names[date(2026, 10, 1)].zh == "国庆节"
    assert days.unknown_years(date(2026, 1, 1), date(2031, 1, 1))[-1] == 2031
    entered = days_of(
        days,
        [
            DayMark("2031-01-01", working=False, name=Words("元旦")),
            DayMark("2031-01-04", working=True),
            DayMark("2026-10-01", working=True),
        ],
    )
    assert not entered.is_worked(date(2031, 1, 1))
    assert entered.is_worked(date(2031, 1, 4)), "a Saturday entered by hand"
    assert entered.is_worked(date(2026, 10, 1)), "the site is right"
    assert 2031 not in entered.unknown_years(date(2031, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize("code", list(PATTERNS))
@pytest.mark.parametrize("begins", ["08:00", "07:30", "20:00"])
def test_a_pattern_is_recognised_whenever_it_begins(code: str, begins: str) -> None:
    rotation = from_pattern(code, BLANK, crews(PATTERNS[code].groups or 3), begins)
    assert pattern_of(rotation) == (code, begins)
    assert pattern_of(replace(rotation, cycle=rotation.cycle[1:])) == ("", "")
