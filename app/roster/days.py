"""Which days are worked: weekdays, less public holidays, plus the weekend days worked in exchange."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.model.rota import ALL_DAYS, REST_DAYS, WORKDAYS, DayMark
from app.model.words import Words

_MONDAY = date(2001, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Days:
    """`off` are weekdays that are free, `on` weekend days that are worked; `known` are the years that this covers."""

    off: tuple[date, ...] = ()
    on: tuple[date, ...] = ()
    known: frozenset[int] = frozenset()
    names: Mapping[date, Words] = field(default_factory=dict)

    def is_worked(self, day: date) -> bool:
        if day.weekday() < 5:
            return not _holds(self.off, day)
        return _holds(self.on, day)

    def counts(self, day: date, which: str) -> bool:
        """Whether a day is one of `days`, `workdays` or `rest_days`."""
        return which == ALL_DAYS or self.is_worked(day) == (which == WORKDAYS)

    def turns(self, first: date, day: date, which: str) -> int:
        """How many days that count lie from `first` to before `day`; negative for a day before `first`."""
        if day < first:
            return -self.turns(day, first, which)
        days = (day - first).days
        if which == ALL_DAYS:
            return days
        worked = _weekdays_before(day) - _weekdays_before(first)
        worked += _between(self.on, first, day) - _between(self.off, first, day)
        return days - worked if which == REST_DAYS else worked

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """Years for which nobody has said yet which days are worked."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.known)


def days_of(book: Days, marks: Iterable[DayMark]) -> Days:
    """The calendar of the library with what the site has entered; the site is right. A year with a mark counts as known."""
    off, on, names = set(book.off), set(book.on), dict(book.names)
    known = set(book.known)
    for mark in marks:
        day = date.fromisoformat(mark.date)
        known.add(day.year)
        off.discard(day)
        on.discard(day)
        if mark.working and day.weekday() >= 5:
            on.add(day)
        if not mark.working and day.weekday() < 5:
            off.add(day)
        names.pop(day, None)
        if mark.name:
            names[day] = mark.name
    return Days(tuple(sorted(off)), tuple(sorted(on)), frozenset(known), names)


def every_day(first: date, last: date) -> list[date]:
    """Both ends included."""
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def _holds(days: tuple[date, ...], day: date) -> bool:
    place = bisect_left(days, day)
    return place < len(days) and days[place] == day


def _between(days: tuple[date, ...], first: date, before: date) -> int:
    return bisect_left(days, before) - bisect_left(days, first)


def _weekdays_before(day: date) -> int:
    weeks, rest = divmod(day.toordinal() - _MONDAY, 7)
    return weeks * 5 + min(rest, 5)


def months_on(day: date, months: int) -> date:
    """The first day of a month, so many months on."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
