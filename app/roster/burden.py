"""What a roster asks of each: hours, duties, and of these nights, weekends and holidays."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.model.roster import Duty
from app.model.rota import Slot
from app.roster.days import Days, months_on
from app.roster.layers import span_of

EVENED_MONTHS = 6
"""So far back fairness looks."""
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

    def __add__(self, other: "Load") -> "Load":
        return Load(*(own + more for own, more in zip(astuple(self), astuple(other), strict=True)))


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


@dataclass(frozen=True, slots=True)
class Balance:
    """How many more nights, weekends and holidays than their share somebody has borne; less than zero: fewer."""

    nights: float = 0.0
    weekends: float = 0.0
    holidays: float = 0.0

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(*(own + more for own, more in zip(astuple(self), astuple(other), strict=True)))


def balances(duties: Iterable[Duty], zone: ZoneInfo, days: Days) -> dict[str, Balance]:
    """By person, among those of one role. A share goes by the hours worked: whoever came last month or was away for
    long owes nothing for nights when they were not there."""
    by_role: dict[str, list[Duty]] = {}
    for duty in duties:
        by_role.setdefault(duty.shift.role, []).append(duty)
    found: dict[str, Balance] = {}
    for of_role in by_role.values():
        for person_id, balance in _within(loads_of(of_role, zone, days)).items():
            found[person_id] = found.get(person_id, Balance()) + balance
    return found


def _within(loads: Mapping[str, Load]) -> dict[str, Balance]:
    hours = sum(load.hours for load in loads.values())
    if not hours:
        return {}
    nights, weekends, holidays = (
        sum(getattr(load, what) for load in loads.values()) / hours
        for what in ("nights", "weekends", "holidays")
    )
    return {
        person_id: Balance(
            load.nights - load.hours * nights,
            load.weekends - load.hours * weekends,
            load.holidays - load.hours * holidays,
        )
        for person_id, load in loads.items()
    }


def months_before(day: date) -> tuple[date, date]:
    """First and last day of the months that fairness looks back on from a day."""
    return months_on(day, -EVENED_MONTHS), day - timedelta(days=1)
