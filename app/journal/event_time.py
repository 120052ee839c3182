"""When something happened that is entered later: `@03:12`, `@昨天23:50`, `@11-25 23:50`. Pure."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

NEAR = timedelta(hours=12)
"""A bare time of day that is still to come today was yesterday's, unless that is longer ago."""
NEAR_DATE = timedelta(days=183)
"""So it is with a date without a year."""
_DAYS = {"昨": 1, "昨天": 1, "前天": 2, "yesterday": 1}
_FORM = re.compile(
    r"(?:(?P<days>昨天|昨|前天|yesterday)\s?|(?:(?P<year>\d{4})-)?(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:\s|t)?)?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?![\d:])"
)
_AGO = re.compile(r"-\d{1,3}")
_COMPACT = re.compile(r"(\d{1,2})(\d{2})")


def time_at(folded: str, at: int) -> re.Match[str] | None:
    """What stands at this place and looks like a time; `folded` in narrow signs and small letters."""
    return _FORM.match(folded, at)


def understood(found: re.Match[str], now: datetime, zone: tzinfo) -> datetime | str:
    """The moment that was meant, or why there is none: time_wrong, time_future."""
    try:
        clock = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
        days = _days(found, now.astimezone(zone).date())
    except ValueError:
        return "time_wrong"
    moments = [_moments(day, clock, zone) for day in days]
    if not moments[0]:
        return "time_wrong"
    near = NEAR if found["month"] is None else NEAR_DATE
    for nth, those in enumerate(moments):
        past = [moment for moment in those if moment <= now]
        # 15:00 said at 14:00 is no time of yesterday's: somebody is ahead of the clock.
        if past and (nth == 0 or now - max(past) <= near):
            return max(past)
    return "time_future"


def offered(typed: str, now: datetime, zone: tzinfo) -> tuple[str, datetime] | None:
    """What figures after the mark may mean: `0312` or `-14`, minutes ago. As it is written then, and the moment."""
    folded = typed.strip()
    if _AGO.fullmatch(folded):
        moment = (now - timedelta(minutes=int(folded[1:]))).replace(second=0, microsecond=0)
    else:
        compact = _COMPACT.fullmatch(folded)
        found = time_at(f"{compact[1]}:{compact[2]}" if compact else folded, 0)
        if found is None or (not compact and found.end() != len(folded)):
            return None
        meant = understood(found, now, zone)
        if isinstance(meant, str):
            return None
        moment = meant
    local = moment.astimezone(zone)
    day = "" if local.date() == now.astimezone(zone).date() else f"{local:%m-%d} "
    seconds = f":{local:%S}" if local.second else ""
    return f"{day}{local:%H:%M}{seconds}", moment


def _days(found: re.Match[str], today: date) -> list[date]:
    """The days that may be meant, the likeliest first."""
    if found["days"] is not None:
        return [today - timedelta(days=_DAYS[found["days"]])]
    if found["month"] is None:
        return [today, today - timedelta(days=1)]
    month, day = int(found["month"]), int(found["day"])
    if found["year"] is not None:
        return [date(int(found["year"]), month, day)]
    years = [today.year, today.year - 1]
    # 29 February is one of the two at most; a day that neither year has is an error.
    possible = [date(year, month, day) for year in years if _exists(year, month, day)]
    return possible or [date(today.year, month, day)]


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _moments(day: date, clock: time, zone: tzinfo) -> list[datetime]:
    """Once, twice where clocks are set back, never where they are set forward."""
    found = []
    for fold in (0, 1):
        local = datetime.combine(day, clock, zone).replace(fold=fold)
        # A local time that did not exist comes back as another one.
        there = datetime.fromtimestamp(local.timestamp(), zone)
        if there.replace(tzinfo=None) == local.replace(tzinfo=None):
            # Two times of one zone that the clock shows twice compare with nothing else in Python.
            found.append(there.astimezone(UTC))
    return found


def minutes_late(event_at: datetime, entered_at: datetime) -> int:
    """Whole minutes between what happened and the entry; a clock that was set back makes none."""
    return max(0, int((entered_at - event_at).total_seconds() // 60))
