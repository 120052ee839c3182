"""Where days, months, layers and clocks meet: who is on duty at the very moment."""

from datetime import UTC, datetime, timedelta

import pytest

from app.model.roster import EVERY_DAY, OVERRIDE, Shift
from app.model.rota import APPROVED, Cell, Exchange, Leave, Leg, Line
from app.roster.layers import Layers, PublishedCell, duties_at
from tests.fakes.room import Room
from tests.unit.roster.worlds import CHANGSHA

OPERATOR = Line("operator")
DAY = Shift("d", "zhou", "operator", weekdays=EVERY_DAY)
NIGHT = Shift("n", "li", "operator", weekdays=EVERY_DAY, start="20:00", end="08:00")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHANGSHA).astimezone(UTC)


def who(layers: Layers, text: str) -> list[str]:
    return [duty.shift.person_id for duty in duties_at(layers, local(text)).duties]


def cell(person: str, day: str, start: str = "20:00", end: str = "08:00") -> PublishedCell:
    return PublishedCell(Cell(f"{person}{day}", person, "operator", "", day, start, end), "s")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-30T19:59:59.999", ["zhou"]),
        ("2026-11-30T20:00", ["li"]),
        ("2026-11-30T23:59:59", ["li"]),
        ("2026-12-01T00:00", ["li"]),
        ("2026-12-01T07:59:59", ["li"]),
        ("2026-12-01T08:00", ["chen"]),
        ("2026-12-31T23:59:59", ["chen"]),
        ("2027-01-01T07:59", ["chen"]),
        ("2027-01-01T08:00", ["zhou"]),
    ],
)
def test_a_sheet_of_december_begins_and_ends_with_its_own_days(moment: str, expected: list[str]) -> None:
    """The night that began in November is November's, the one of 31 December reaches into January."""
    days = [f"2026-12-{day:02d}" for day in range(1, 32)]
    cells = tuple(
        cell("chen", day, start, end)
        for day in days
        for start, end in (("08:00", "20:00"), ("20:00", "08:00"))
    )
    layers = Layers(CHANGSHA, (DAY, NIGHT), cells=cells, governed=frozenset((OPERATOR, day) for day in days))
    assert who(layers, moment) == expected


def test_a_night_ends_where_somebody_else_takes_its_hours_after_midnight() -> None:
    """Seen in the evening, the stand-in of the morning cuts the night already."""
    leg = Leg("li", "chen", "operator", "", local("2026-12-02T04:00"), local("2026-12-02T08:00"))
    layers = Layers(CHANGSHA, (NIGHT,), exchanges=(Exchange("x", OVERRIDE, (leg,), APPROVED, number=1),))
    (duty,) = duties_at(layers, local("2026-12-01T22:00")).duties
    assert duty.ends == leg.starts


def test_a_published_day_without_anybody_is_empty_whatever_the_week_says() -> None:
    layers = Layers(CHANGSHA, (DAY, NIGHT), governed=frozenset({(OPERATOR, "2026-12-01")}))
    assert who(layers, "2026-12-01T12:00") == []
    assert who(layers, "2026-12-01T03:00") == ["li"], "of the evening before"
    assert who(layers, "2026-12-02T12:00") == ["zhou"]


def test_of_two_orders_for_one_duty_the_later_one_counts_and_overlaps_are_cut() -> None:
    first = Leg("zhou", "chen", "operator", "", local("2026-12-01T08:00"), local("2026-12-01T20:00"))
    second = Leg("chen", "liu", "operator", "", local("2026-12-01T12:00"), local("2026-12-01T14:00"))
    exchanges = (
        Exchange("b", OVERRIDE, (second,), APPROVED, number=2),
        Exchange("a", OVERRIDE, (first,), APPROVED, number=1),
    )
    layers = Layers(CHANGSHA, (DAY,), exchanges=exchanges)
    assert [who(layers, f"2026-12-01T{hour}:00") for hour in ("11", "12", "13", "14")] == [
        ["chen"], ["liu"], ["liu"], ["chen"],
    ]  # fmt: skip
    away = Leave("l", "liu", local("2026-12-01T12:30"), local("2026-12-01T13:00"))
    layers = Layers(CHANGSHA, (DAY,), exchanges=exchanges, leaves=(away,))
    assert who(layers, "2026-12-01T12:45") == [], "leave comes last"
    assert who(layers, "2026-12-01T13:00") == ["liu"]


def test_somebody_entered_twice_for_the_same_hours_stands_there_once() -> None:
    layers = Layers(CHANGSHA, (DAY, Shift("again", "zhou", "operator", date="2026-12-01")))
    assert who(layers, "2026-12-01T12:00") == ["zhou"]


def test_a_clock_that_steps_changes_the_answer_at_once_and_no_presence_ends_before_it_began(
    room: Room,
) -> None:
    room.clock.advance(seconds=(local("2026-11-24T19:59") - room.clock.now()).total_seconds())
    assert room.roster.resolve("operator").duties[0].shift.person_id == "zhou"
    room.clock.step_wall(seconds=120)
    assert room.roster.resolve("operator").duties[0].shift.person_id == "night"
    room.roster.clocking.on("night").result()
    room.clock.step_wall(seconds=-7200)
    gone = room.roster.clocking.off("night").result()
    assert gone.off_at is not None
    assert gone.off_at - gone.on_at == timedelta(milliseconds=1)
    assert room.roster.resolve("operator").duties[0].shift.person_id == "zhou"
