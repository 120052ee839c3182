"""Figures as the screen and the reports ask for them."""

from datetime import tzinfo
from zoneinfo import ZoneInfo

from app.core.clock import Clock
from app.figures.alarms import ALARM_KINDS
from app.figures.periods import period_of
from app.figures.rules import Asked, Figures, Rows, asked_of, figures_of
from app.figures.times import STAGES
from app.model.figures import Group, Period, Unit
from app.storage.database import Database
from app.storage.transaction import Reader


class FigureService:
    """`read` takes a while over years: it is asked on a thread of its own."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def current(self, unit: Unit) -> Period:
        """The period of today, by the site's calendar."""
        return period_of(unit, self._clock.now().astimezone(self.zone()).date())

    def zone(self) -> tzinfo:
        return self._database.read(zone_of)

    def read(self, period: Period, group: Group) -> Figures:
        """As much of the period as has passed."""

        def answer(reader: Reader) -> Figures:
            zone = zone_of(reader)
            asked = asked_of(period, zone, self._clock.now())
            return figures_of(asked, group, rows_of(reader, asked, zone), zone)

        return self._database.read(answer)


def zone_of(reader: Reader) -> tzinfo:
    return ZoneInfo(reader.site.site().timezone)


def rows_of(reader: Reader, asked: Asked, zone: tzinfo) -> Rows:
    figures = reader.figures
    (first, last), (was_first, was_last) = asked.days(zone)
    now, was = figures.incidents(asked.passed), figures.incidents(asked.part)
    return Rows(
        incidents=now,
        incidents_before=was,
        took=[*figures.took(now, asked.passed, STAGES), *figures.took(was, asked.part, STAGES)],
        alarms=figures.alarms(asked.passed, ALARM_KINDS),
        alarms_before=figures.alarms(asked.part, ALARM_KINDS),
        uptimes=figures.uptimes(first, last),
        uptimes_before=figures.uptimes(was_first, was_last),
        handovers=figures.handovers(asked.passed),
        handovers_before=figures.handovers(asked.part),
        late_min=reader.handovers.settings().late_min,
        begun_at=figures.begun_at(),
    )
