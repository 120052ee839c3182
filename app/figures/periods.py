"""Days, weeks, months and years of the site's calendar, and the moments at which they begin and end. Pure.

A day is as long as the site's clock makes it: 23 and 25 hours where that is set for summer.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from app.model.figures import Period, Span, Unit

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
STORED_TO = timedelta(milliseconds=1)
"""What is stored in the very millisecond of a question has passed: its end is that much later."""


def period_of(unit: Unit, day: date) -> Period:
    """The one in which a day lies; weeks begin on Monday."""
    if unit == "day":
        return Period(unit, day, day)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(unit, monday, monday + timedelta(days=6))
    if unit == "month":
        return Period(unit, day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return Period(unit, date(day.year, 1, 1), date(day.year, 12, 31))


def before(period: Period) -> Period:
    """The one of the same kind before it; the first of all stays where it is."""
    return period if period.first.toordinal() <= 1 else period_of(period.unit, period.first - _DAY)


def after(period: Period) -> Period:
    return period if period.last >= date.max - _DAY else period_of(period.unit, period.last + _DAY)


def midnight(day: date, zone: tzinfo) -> datetime:
    """When a day begins at the site; where that hour is left out, when the clock goes on."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def span_of(period: Period, zone: tzinfo) -> Span:
    return Span(midnight(period.first, zone), midnight(period.last + _DAY, zone))


def until_now(span: Span, now: datetime) -> Span:
    """As much of it as has passed."""
    return Span(span.since, max(span.since, min(span.until, now)))


def same_part(span: Span, passed: Span, whole: Span) -> Span:
    """As much of the period before (`span`) as has passed of this one (`whole`): half a month is not measured by a whole one."""
    if passed.until >= whole.until:
        return span
    return Span(span.since, min(span.until, span.since + (passed.until - passed.since)))


def slots(period: Period, zone: tzinfo) -> list[Span]:
    """Hours of a day, days of a week or month, months of a year: together the whole period, without gap or overlap."""
    whole = span_of(period, zone)
    if period.unit == "day":
        starts = [whole.since]
        while starts[-1] + _HOUR < whole.until:
            starts.append(starts[-1] + _HOUR)
    elif period.unit == "year":
        starts = [midnight(date(period.first.year, month, 1), zone) for month in range(1, 13)]
    else:
        count = (period.last - period.first).days + 1
        starts = [midnight(period.first + timedelta(days=number), zone) for number in range(count)]
    return [
        Span(start, end) for start, end in zip(starts, [*starts[1:], whole.until], strict=True) if start < end
    ]
