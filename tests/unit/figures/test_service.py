"""Figures out of a real database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.core.clock import Clock
from app.figures.periods import period_of
from app.figures.service import FigureService
from app.figures.times import STAGES, worst
from app.model.deadline import Recipient
from app.model.figures import Span
from app.model.handover import HandoverDue
from app.model.health import Uptime
from app.model.incident import Incident
from app.model.journal import Draft
from app.reports.findings import results
from app.storage.transaction import Transaction
from tests.fakes.clock import FakeClock
from tests.fakes.room import Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path, FakeClock(datetime(2026, 11, 23, 6, tzinfo=UTC)))
    yield room
    room.close()


def service(room: Room, clock: Clock | None = None) -> FigureService:
    return FigureService(room.database, clock or room.clock)


def tick(room: Room) -> None:
    change = room.clocks.tick()
    if change is not None:
        change.result()


def lived_through(room: Room, *, drill: bool = False, confirmed: bool = True) -> Incident:
    incident = room.incidents.press(kind="fire", place_id="lpg", drill=drill).result()
    tick(room)
    room.clock.advance(minutes=1)
    if confirmed:
        room.incidents.acknowledge(incident.calls[0].id).result()
        tick(room)
    room.clock.advance(minutes=6)
    tick(room)
    patrol = next(call for call in incident.calls if call.role == "patrol")
    room.incidents.arrive(patrol.id).result()
    tick(room)
    room.clocks.reported_by_phone(incident.id, Recipient("street_office"), "Wang").result()
    room.incidents.stand_down(incident.id, "over").result()
    tick(room)
    return incident


def test_what_happened_is_counted_with_its_times(room: Room) -> None:
    lived_through(room)
    lived_through(room, drill=True)

    figures = service(room).read(service(room).current("day"), "real")

    assert (figures.count.now, figures.groups["drill"].now) == (1, 1)
    assert [(one.key, one.now) for one in figures.kinds] == [("fire", 1)]
    assert [(one.key, one.now) for one in figures.places] == [("lpg", 1)]
    acknowledge, turn_out, phone, written = figures.times
    assert acknowledge.dots[0].took.took_s == 60
    assert (turn_out.dots[0].took.took_s, turn_out.dots[0].took.late) == (420, True)
    assert phone.now.in_time == 1
    assert written.dots == ()  # still in time


def test_an_incident_is_measured_as_its_own_review_measures_it(room: Room) -> None:
    incident = lived_through(room, confirmed=False)
    room.clock.advance(minutes=180)
    tick(room)
    span = Span(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    counted = room.database.read(lambda reader: reader.figures.incidents(span))

    took = worst(room.database.read(lambda reader: reader.figures.took(counted, span, STAGES)))

    reviewed = results(incident, room.clocks.dues(incident.id))
    assert reviewed
    assert {(one.stage, one.target_s, one.took_s) for one in reviewed} == {
        (one.stage, one.target_s, one.took_s) for one in took.values()
    }


def test_the_day_of_the_site_decides_and_not_that_of_greenwich(room: Room) -> None:
    room.clock.advance(minutes=9 * 60 + 59)
    room.incidents.press(kind="fire").result()
    room.clock.advance(minutes=2)
    room.incidents.press(kind="fire").result()

    figures = service(room).read(service(room).current("day"), "real")

    assert figures.asked.period.first.isoformat() == "2026-11-24"
    assert (figures.count.now, figures.count.before) == (1, 0)  # as much of the day before: one minute


def test_alarms_are_those_entries_that_call_for_somebody(room: Room) -> None:
    def ring(transaction: Transaction) -> None:
        for kind in ("camera_lost", "camera_back", "signed_in", "tour_step_missed"):
            transaction.journal.append(Draft(kind))

    room.database.write(ring).result()

    alarms = service(room).read(service(room).current("day"), "real").alarms

    assert {one.key: one.now for one in alarms.by_source if one.now} == {"cameras": 1, "tours": 1}


def test_the_uptime_of_cameras_is_that_of_the_days(room: Room) -> None:
    def add(transaction: Transaction) -> None:
        transaction.uptime.add(
            [
                Uptime("c1", "2026-11-23", 90, 100),
                Uptime("c1", "2026-11-22", 50, 100),
                Uptime("c1", "2026-11-24", 0, 100),
            ]
        )
        transaction.touch_quietly("uptime")

    room.database.write(add).result()

    figures = service(room).read(service(room).current("day"), "real")

    assert (figures.live, figures.live_before) == (0.9, 0.5)


def test_a_site_on_its_first_day_has_nothing_to_say_and_says_it(room: Room) -> None:
    for unit in ("day", "week", "month", "year"):
        figures = service(room).read(service(room).current(unit), "real")
        assert figures.count.now == 0
        assert figures.kinds == ()
        assert figures.live is None
        assert figures.alarms.count == 0


def test_a_time_without_a_log_is_not_taken_for_a_quiet_one(room: Room) -> None:
    room.database.write(lambda transaction: transaction.journal.append(Draft("camera_lost"))).result()
    room.clock.advance(minutes=120)

    figures = service(room).read(service(room).current("month"), "real")

    assert not figures.has_before
    assert figures.alarms.hours == pytest.approx(2.0, abs=0.001)
    assert sum(load.hours for load in figures.alarms.loads) == pytest.approx(2.0, abs=0.001)
    assert figures.alarms.per_hour == pytest.approx(0.5, abs=0.001)


def test_handovers_are_in_time_late_or_never_and_those_that_are_open_are_none(room: Room) -> None:
    noon = datetime(2026, 11, 23, 4, tzinfo=UTC)

    def add(transaction: Transaction) -> None:
        for hour, accepted, late, missed, withdrawn in (
            (0, 5, False, False, False),
            (1, 40, True, False, False),
            (2, None, True, True, False),
            (3, None, False, False, True),  # the roster has it no more
            (4, None, True, False, False),  # still open
        ):
            due_at = noon - timedelta(hours=hour)
            transaction.handovers.save_due(
                HandoverDue(
                    due_at,
                    late_at=due_at if late else None,
                    missed_at=due_at if missed else None,
                    withdrawn_at=due_at if withdrawn else None,
                    accepted_at=due_at + timedelta(minutes=accepted) if accepted is not None else None,
                )
            )
        transaction.touch_quietly("handover")

    room.database.write(add).result()

    found = service(room).read(service(room).current("day"), "real").handovers

    assert [(one.late, one.accepted_at is None) for one in found.all] == [
        (True, True),
        (True, False),
        (False, False),
    ]
    assert (found.in_time, found.missed, found.before) == (1, 1, 0)


def test_a_month_is_the_sum_of_its_days_whatever_is_counted(room: Room) -> None:
    for number in range(6):
        lived_through(room, drill=number % 3 == 0)
        room.clock.advance(minutes=24 * 60 + 30)
        room.database.write(lambda transaction: transaction.journal.append(Draft("camera_lost"))).result()
    figures = service(room)
    month = figures.read(figures.current("month"), "real")

    days = [
        figures.read(period_of("day", date(2026, 11, day)), "real")
        for day in range(1, month.asked.passed.until.astimezone(figures.zone()).day + 1)
    ]

    assert month.count.now == sum(day.count.now for day in days) == 4
    assert month.groups["drill"].now == sum(day.groups["drill"].now for day in days)
    assert month.alarms.count == sum(day.alarms.count for day in days)
    assert [one.now for one in month.over_time][: len(days)] == [day.count.now for day in days]
    for index in range(len(month.times)):
        dots = [dot for day in days for dot in day.times[index].dots]
        assert list(month.times[index].dots) == dots
    assert [hour.now for hour in month.hours] == [
        sum(day.hours[hour].now for day in days) for hour in range(24)
    ]
