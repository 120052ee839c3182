"""How many are needed where, how many are there, and where somebody is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.model.roster import Duty
from app.model.rota import REST_DAYS, WEEKDAYS, WORKDAYS, Line, Need
from app.roster.days import Days, every_day
from app.roster.layers import span_of


@dataclass(frozen=True, slots=True)
class Cover:
    """A line at a moment. A need without a post is met at any post."""

    line: Line
    needed: int
    duties: tuple[Duty, ...]

    @property
    def there(self) -> int:
        """People: somebody who stands there twice counts once."""
        return len({duty.shift.person_id for duty in self.duties})

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.there)


@dataclass(frozen=True, slots=True)
class Gap:
    """Too few from one moment to another."""

    line: Line
    starts: datetime
    ends: datetime
    needed: int
    there: int

    @property
    def is_empty(self) -> bool:
        return self.there == 0


@dataclass(frozen=True, slots=True)
class _Wanted:
    need: Need
    starts: datetime
    ends: datetime


def is_needed_on(need: Need, day: date, days: Days) -> bool:
    if need.days == WORKDAYS:
        return days.is_worked(day)
    if need.days == REST_DAYS:
        return not days.is_worked(day)
    return need.days == WEEKDAYS and day.weekday() in need.weekdays


def cover_at(
    needs: Iterable[Need], duties: Iterable[Duty], at: datetime, zone: ZoneInfo, days: Days
) -> tuple[Cover, ...]:
    """Every line that is needed or manned at a moment; `duties` may hold others, too."""
    today = at.astimezone(zone).date()
    wanted = _wanted(needs, [today - timedelta(days=1), today], zone, days)
    now = [duty for duty in duties if duty.starts <= at < duty.ends]
    needed: dict[Line, int] = {}
    for one in wanted:
        if one.starts <= at < one.ends:
            line = _line_of(one.need)
            needed[line] = max(needed.get(line, 0), one.need.count)
    lines = dict.fromkeys([*needed, *(Line(duty.shift.role, duty.shift.post_id) for duty in now)])
    return tuple(
        Cover(line, needed.get(line, 0), tuple(duty for duty in now if meets(duty, line))) for line in lines
    )


def gaps(
    needs: Iterable[Need],
    duties: Iterable[Duty],
    span: tuple[datetime, datetime],
    zone: ZoneInfo,
    days: Days,
) -> tuple[Gap, ...]:
    """Every stretch of a span in which a line has too few, the earliest first."""
    starts, ends = span
    first = starts.astimezone(zone).date() - timedelta(days=1)
    wanted = _wanted(needs, every_day(first, ends.astimezone(zone).date()), zone, days)
    by_line: dict[Line, list[_Wanted]] = {}
    for one in wanted:
        if one.starts < ends and one.ends > starts:
            by_line.setdefault(_line_of(one.need), []).append(one)
    duties = list(duties)
    found = [
        gap
        for line, needed in by_line.items()
        for gap in _gaps_of(line, needed, [duty for duty in duties if meets(duty, line)], span)
    ]
    return tuple(sorted(found, key=lambda gap: (gap.starts, gap.ends, gap.line.role, gap.line.post_id)))


def meets(duty: Duty, line: Line) -> bool:
    return duty.shift.role == line.role and line.post_id in ("", duty.shift.post_id)


def _line_of(need: Need) -> Line:
    return Line(need.role, need.post_id)


def _wanted(needs: Iterable[Need], on: Sequence[date], zone: ZoneInfo, days: Days) -> list[_Wanted]:
    return [
        _Wanted(need, *span_of(need, day, zone))
        for need in needs
        for day in on
        if is_needed_on(need, day, days)
    ]


def _gaps_of(
    line: Line, wanted: Sequence[_Wanted], duties: Sequence[Duty], span: tuple[datetime, datetime]
) -> list[Gap]:
    """Sweeps over the moments at which anything changes; neighbours that say the same become one."""
    moments = {moment for one in wanted for moment in (one.starts, one.ends)}
    moments |= {moment for duty in duties for moment in (duty.starts, duty.ends)}
    edges = sorted({*span, *(moment for moment in moments if span[0] < moment < span[1])})
    begun = sorted(wanted, key=lambda one: one.starts)
    manned = sorted(duties, key=lambda duty: duty.starts)
    found: list[Gap] = []
    open_wanted: list[_Wanted] = []
    open_duties: list[Duty] = []
    next_wanted = next_duty = 0
    for at, until in zip(edges, edges[1:], strict=False):
        while next_wanted < len(begun) and begun[next_wanted].starts <= at:
            open_wanted.append(begun[next_wanted])
            next_wanted += 1
        while next_duty < len(manned) and manned[next_duty].starts <= at:
            open_duties.append(manned[next_duty])
            next_duty += 1
        open_wanted = [one for one in open_wanted if one.ends > at]
        open_duties = [duty for duty in open_duties if duty.ends > at]
        needed = max((one.need.count for one in open_wanted), default=0)
        there = len({duty.shift.person_id for duty in open_duties})
        if there >= needed:
            continue
        before = found[-1] if found else None
        if before is not None and (before.ends, before.needed, before.there) == (at, needed, there):
            found[-1] = Gap(line, before.starts, until, needed, there)
        else:
            found.append(Gap(line, at, until, needed, there))
    return found
