"""What a roster asks of each: hours, duties, and of these nights, weekends and holidays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.model.roster import Duty
from app.model.rota import Slot
from app.roster.days import Days
from app.roster.layers import span_of

_NIGHT = Slot("22:00", "06:00")
_NIGHT_H = 3.0


@dataclass(frozen=True, slots=True)
class Load:
    """Of one person. A holiday on a weekend counts as a weekend."""

    hours: float = 0.0
    duties: int = 0
    nights: int = 0
    weekends: int = 0
    holidays: int = 0

    def with_more(self, hours: float, *, night: bool, weekend: bool, holiday: bool) -> "Load":
        return Load(
            self.hours + hours,
            self.duties + 1,
            self.nights + night,
            self.weekends + weekend,
            self.holidays + holiday,
        )


def is_night(starts: datetime, ends: datetime, zone: ZoneInfo) -> bool:
    """Three hours or more between ten in the evening and six."""
    day = starts.astimezone(zone).date()
    hours = 0.0
    for offset in (-1, 0):
        begins, stops = span_of(_NIGHT, day + timedelta(days=offset), zone)
        hours += max(0.0, (min(ends, stops) - max(starts, begins)).total_seconds() / 3600)
    return hours >= _NIGHT_H


def loads_of(duties: Iterable[Duty], zone: ZoneInfo, days: Days) -> dict[str, Load]:
    """By person; a duty counts for the day it begins."""
    found: dict[str, Load] = {}
    for duty in duties:
        day = duty.starts.astimezone(zone).date()
        person_id = duty.shift.person_id
        found[person_id] = found.get(person_id, Load()).with_more(
            (duty.ends - duty.starts).total_seconds() / 3600,
            night=is_night(duty.starts, duty.ends, zone),
            weekend=day.weekday() >= 5,
            holiday=day.weekday() < 5 and not days.is_worked(day),
        )
    return found
