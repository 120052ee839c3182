"""Reads what figures are counted from, and counts."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from app.figures.alarms import ALARM_KINDS
from app.figures.rules import Asked, Figures, Rows, asked_of, figures_of
from app.figures.times import STAGES
from app.model.figures import Group, Period
from app.storage.transaction import Reader


def figures_now(reader: Reader, period: Period, group: Group, now: datetime) -> Figures:
    zone = ZoneInfo(reader.site.site().timezone)
    asked = asked_of(period, zone, now)
    return figures_of(asked, group, _rows(reader, asked, zone), zone)


def _rows(reader: Reader, asked: Asked, zone: tzinfo) -> Rows:
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
