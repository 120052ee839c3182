"""Shifts on the calendar. Local times of the site; a shift whose end is not after its start ends the next day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.model.roster import Duty, Shift

_LOOK_AHEAD_DAYS = 8


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on duty, and who begins next (all duties that begin at the next beginning)."""

    now: tuple[Duty, ...]
    next: tuple[Duty, ...]


def on_duty(shifts: Iterable[Shift], at: datetime, zone: ZoneInfo) -> OnDuty:
    """Everybody whose shift covers `at` (start included, end not), and those of the next beginning."""
    today = at.astimezone(zone).date()
    days = [today + timedelta(days=offset) for offset in range(-1, _LOOK_AHEAD_DAYS)]
    duties = [duty for shift in shifts for duty in _duties(shift, days, zone)]
    duties.sort(key=lambda duty: (duty.starts, duty.shift.id))
    now = tuple(duty for duty in duties if duty.starts <= at < duty.ends)
    later = [duty for duty in duties if duty.starts > at]
    following = tuple(duty for duty in later if duty.starts == later[0].starts)
    return OnDuty(now, following)


def _duties(shift: Shift, days: list[date], zone: ZoneInfo) -> list[Duty]:
    start, end = _clock_time(shift.start), _clock_time(shift.end)
    duties = []
    for day in days:
        if not _falls_on(shift, day):
            continue
        last_day = day if end > start else day + timedelta(days=1)
        starts = datetime.combine(day, start, zone).astimezone(UTC)
        ends = datetime.combine(last_day, end, zone).astimezone(UTC)
        duties.append(Duty(shift, starts, ends))
    return duties


def _falls_on(shift: Shift, day: date) -> bool:
    return shift.date == day.isoformat() if shift.date else day.weekday() in shift.weekdays


def _clock_time(text: str) -> time:
    # 24:00 is how offices write the end of the day.
    return time.min if text == "24:00" else time.fromisoformat(text)
