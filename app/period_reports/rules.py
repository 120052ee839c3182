"""Which reports over a time there are, what each covers and until when it is due. Pure."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from app.figures.periods import midnight
from app.model.figures import Span
from app.model.period_report import (
    NOT_OWED,
    OwedReport,
    Reminded,
    ReportKey,
    ReportTimes,
    SpecialPeriod,
)

_DAY = timedelta(days=1)
WRITING_TIME = timedelta(hours=1)
"""Between the end of what a daily report covers and when it is due."""
NOON = 12
LOOK_BACK = timedelta(days=60)
"""Nobody is told of a report that was due longer ago, by a console that was off, or by one whose clock stood years back."""


def monthly(first: date, times: ReportTimes, zone: tzinfo) -> OwedReport:
    """The report of a month; due until the end of its day in the month after."""
    following = first + timedelta(days=monthrange(first.year, first.month)[1])
    key = ReportKey("monthly", f"{first.year:04d}-{first.month:02d}")
    span = Span(midnight(first, zone), midnight(following, zone))
    if times.month_day == NOT_OWED:
        return OwedReport(key, span, None)
    day = following.replace(day=times.month_day)
    return OwedReport(key, span, midnight(day + _DAY, zone), midnight(day, zone))


def daily(day: date, times: ReportTimes, zone: tzinfo) -> OwedReport:
    """The report of a day: 24 hours of the clock. An hour before noon is that of the next morning."""
    hour = time.fromisoformat(times.daily_at)
    last = day if hour.hour >= NOON else day + _DAY
    span = Span(_moment(last - _DAY, hour, zone), _moment(last, hour, zone))
    return OwedReport(ReportKey("daily", day.isoformat()), span, span.until + WRITING_TIME, span.until)


def of_key(key: ReportKey, times: ReportTimes, zone: tzinfo) -> OwedReport:
    """Raises ValueError for a period that is none."""
    if key.kind == "monthly":
        return monthly(date.fromisoformat(f"{key.period}-01"), times, zone)
    return daily(date.fromisoformat(key.period), times, zone)


def before_of(report: OwedReport, times: ReportTimes, zone: tzinfo) -> Span:
    """What a report is compared with: the month before, the day before."""
    if report.key.kind == "monthly":
        first = date.fromisoformat(f"{report.key.period}-01")
        return monthly((first - _DAY).replace(day=1), times, zone).span
    return daily(date.fromisoformat(report.key.period) - _DAY, times, zone).span


@dataclass(frozen=True, slots=True)
class Known:
    """What decides which reports there are."""

    times: ReportTimes
    special: tuple[SpecialPeriod, ...]
    begun_at: datetime
    """When the log begins."""
    zone: tzinfo


def all_begun(known: Known, now: datetime) -> list[OwedReport]:
    """Every month since the log begins and every day of special periods of which something has passed, the latest first.

    What was due before anybody knew of it is not owed.
    """
    found = [_judged(one, known.times.since) for one in _months(known, now)]
    created = _special_days(known.special)
    for day, since in created.items():
        report = daily(day, known.times, known.zone)
        if report.span.since <= now:
            found.append(_judged(report, max(since, known.times.since)))
    return sorted(found, key=lambda one: (one.span.until, one.key.kind), reverse=True)


Change = Literal["remind", "miss"]


def changes(
    reports: Iterable[OwedReport],
    reminded: Mapping[ReportKey, Reminded],
    made: frozenset[ReportKey],
    now: datetime,
) -> Iterator[tuple[Change, Reminded]]:
    """What time has brought: each report is reminded of once, and missed once."""
    for one in sorted(reports, key=lambda one: one.span.until):
        if one.due_at is None or one.remind_at is None or one.remind_at > now or one.key in made:
            continue
        if one.due_at < now - LOOK_BACK:
            continue
        stored = reminded.get(one.key)
        if stored is None:
            stored = Reminded(one.key, one.due_at)
            yield "remind", stored
        if stored.missed_at is None and one.due_at <= now:
            yield "miss", Reminded(one.key, one.due_at, now)


def waiting(reports: Iterable[OwedReport], made: frozenset[ReportKey], now: datetime) -> list[OwedReport]:
    """Those to remind of on screen: of each kind the latest, while it is not made."""
    found: dict[str, OwedReport] = {}
    for one in reports:
        if one.remind_at is not None and one.remind_at <= now:
            found.setdefault(one.key.kind, one)
    return [one for one in found.values() if one.key not in made]


def _months(known: Known, now: datetime) -> Iterator[OwedReport]:
    month = known.begun_at.astimezone(known.zone).date().replace(day=1)
    last = now.astimezone(known.zone).date()
    while month <= last:
        yield monthly(month, known.times, known.zone)
        month += timedelta(days=monthrange(month.year, month.month)[1])


def _special_days(periods: Iterable[SpecialPeriod]) -> dict[date, datetime]:
    """Each day once, and since when it was known."""
    found: dict[date, datetime] = {}
    for period in periods:
        day, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
        while day <= last:
            found[day] = min(found.get(day, period.created_at), period.created_at)
            day += _DAY
    return found


def _judged(report: OwedReport, known_since: datetime) -> OwedReport:
    if report.due_at is not None and report.due_at <= known_since:
        return OwedReport(report.key, report.span, None)
    return report


def _moment(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
