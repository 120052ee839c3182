"""Who is on duty when: the layers of a roster, the higher ones over the lower.

For each role at a post and each day a published sheet stands alone; where there is none, rotations, weekly and dated
shifts count together. Then approved exchanges, in the order of their approval. Leave comes last: who is away is not on
duty, whatever has put them there. A duty belongs to the day it begins.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from app.model.roster import DATED, ROTATION, SHEET, WEEKLY, Duty, Shift, Why
from app.model.rota import Cell, Exchange, Leave, Leg, Line, Rotation
from app.roster.days import Days, every_day
from app.roster.rotation import working_on


class _Timed(Protocol):
    @property
    def start(self) -> str: ...
    @property
    def end(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """A cell that stands, and the sheet it stands in."""

    cell: Cell
    sheet_id: str


@dataclass(frozen=True, slots=True)
class Layers:
    """All that puts somebody on duty. `governed` are the days of each line for which a sheet is published."""

    zone: ZoneInfo
    shifts: tuple[Shift, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    cells: tuple[PublishedCell, ...] = ()
    governed: frozenset[tuple[Line, str]] = frozenset()
    exchanges: tuple[Exchange, ...] = ()
    leaves: tuple[Leave, ...] = ()
    left: frozenset[str] = frozenset()
    days: Days = field(default_factory=Days)


@dataclass(frozen=True, slots=True)
class Found:
    """Duties in the order they begin; `away` are those that leave has taken, `void` legs that
    lie within the days (the first one's excepted) and found nothing to change."""

    duties: tuple[Duty, ...]
    away: tuple[Duty, ...] = ()
    void: tuple[tuple[Exchange, Leg], ...] = ()


def duties_of(layers: Layers, days: Sequence[date], at: datetime | None = None) -> Found:
    """Every duty that begins on one of `days`, which follow each other; of those planned only such as cover `at`."""
    planned = _without_repeats(_planned(layers, _Spans(layers.zone, at), days))
    changed, void = _exchanged(planned, layers, days)
    there = [duty for duty in changed if duty.shift.person_id not in layers.left]
    present, away = _without_leave(there, layers.leaves)
    present.sort(key=_in_order)
    away.sort(key=_in_order)
    return Found(tuple(present), tuple(away), tuple(void))


def duties_in(layers: Layers, starts: datetime, ends: datetime) -> Found:
    """Every duty of which some part lies between two moments."""
    first = starts.astimezone(layers.zone).date() - timedelta(days=1)
    found = duties_of(layers, every_day(first, ends.astimezone(layers.zone).date()))

    def within(duties: Iterable[Duty]) -> tuple[Duty, ...]:
        return tuple(duty for duty in duties if duty.starts < ends and duty.ends > starts)

    return Found(within(found.duties), within(found.away), found.void)


def duties_at(layers: Layers, at: datetime) -> Found:
    """Whose duty covers a moment: its start included, its end not."""
    today = at.astimezone(layers.zone).date()
    found = duties_of(layers, [today - timedelta(days=1), today], at)

    def covering(duties: Iterable[Duty]) -> tuple[Duty, ...]:
        return tuple(duty for duty in duties if duty.starts <= at < duty.ends)

    return Found(covering(found.duties), covering(found.away))


def span_of(timed: _Timed, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when to when local times of a day are, in UTC; an end that is not after the start is the next day's."""
    start, end = clock_time(timed.start), clock_time(timed.end)
    last_day = day if end > start else day + timedelta(days=1)
    return (
        datetime.combine(day, start, zone).astimezone(UTC),
        datetime.combine(last_day, end, zone).astimezone(UTC),
    )


def clock_time(text: str) -> time:
    # 24:00 is how offices write the end of the day.
    return time.min if text == "24:00" else time.fromisoformat(text)


def falls_on(shift: Shift, day: date) -> bool:
    return shift.date == day.isoformat() if shift.date else day.weekday() in shift.weekdays


def _in_order(duty: Duty) -> tuple[datetime, datetime, str]:
    return duty.starts, duty.ends, duty.shift.id


def _planned(layers: Layers, spans: "_Spans", days: Sequence[date]) -> Iterator[Duty]:
    texts = {day: day.isoformat() for day in days}
    for shift in layers.shifts:
        line = Line(shift.role, shift.post_id)
        for day in days:
            span = spans.of(shift, day) if falls_on(shift, day) else None
            if span is not None and (line, texts[day]) not in layers.governed:
                yield Duty(shift, *span, Why(DATED if shift.date else WEEKLY, shift.id))
    for rotation in layers.rotations:
        line = Line(rotation.role, rotation.post_id)
        for day in days:
            if (line, texts[day]) not in layers.governed:
                yield from _of_rotation(rotation, day, layers.days, spans)
    by_text = {text: day for day, text in texts.items()}
    for published in layers.cells:
        cell = published.cell
        span = spans.of(cell, by_text[cell.date]) if cell.date in by_text else None
        if span is not None:
            yield Duty(cell.shift, *span, Why(SHEET, published.sheet_id))


def _of_rotation(rotation: Rotation, day: date, days: Days, spans: "_Spans") -> Iterator[Duty]:
    text = day.isoformat()
    for group, slot in working_on(rotation, day, days):
        span = spans.of(slot, day)
        if span is None:
            continue
        for person_id in group.person_ids:
            shift = Shift(
                f"{rotation.id}:{text}:{person_id}",
                person_id,
                rotation.role,
                rotation.post_id,
                text,
                start=slot.start,
                end=slot.end,
            )
            yield Duty(shift, *span, Why(ROTATION, rotation.id))


class _Spans:
    """Many share the same times of a day: each is put on the calendar once. None: it does not cover the moment asked for."""

    def __init__(self, zone: ZoneInfo, at: datetime | None) -> None:
        self._zone = zone
        self._at = at
        self._known: dict[tuple[str, str, date], tuple[datetime, datetime] | None] = {}

    def of(self, timed: _Timed, day: date) -> tuple[datetime, datetime] | None:
        key = (timed.start, timed.end, day)
        if key not in self._known:
            span = span_of(timed, day, self._zone)
            covers = self._at is None or span[0] <= self._at < span[1]
            self._known[key] = span if covers else None
        return self._known[key]


def _without_repeats(duties: Iterable[Duty]) -> list[Duty]:
    """Somebody entered twice for the same hours of the same line stands there once."""
    first: dict[tuple[object, ...], Duty] = {}
    for duty in duties:
        shift = duty.shift
        first.setdefault((shift.person_id, shift.role, shift.post_id, duty.starts, duty.ends), duty)
    return list(first.values())


def _exchanged(
    duties: list[Duty], layers: Layers, days: Sequence[date]
) -> tuple[list[Duty], list[tuple[Exchange, Leg]]]:
    if not days:
        return [], []
    first, last = (datetime.combine(day, time.min, layers.zone) for day in (days[0], days[-1]))
    begin, end = first.astimezone(UTC), (last + timedelta(days=1)).astimezone(UTC)
    void = []
    for exchange in sorted(layers.exchanges, key=lambda one: one.number):
        for leg in exchange.legs:
            # What changes the next day's first hours still cuts the duty of the last day that runs into them.
            if leg.starts >= end + timedelta(days=1) or leg.ends <= begin:
                continue
            duties, hit = _after_leg(duties, leg, exchange, begin, end)
            # A duty of the day before may reach into the first day: only from the second on is all of it seen.
            if not hit and begin + timedelta(days=1) <= leg.starts and leg.ends <= end:
                void.append((exchange, leg))
    return duties, void


def _after_leg(
    duties: list[Duty], leg: Leg, exchange: Exchange, begin: datetime, end: datetime
) -> tuple[list[Duty], bool]:
    if not leg.person_out:
        # One more: a duty of its own, of the day on which it begins.
        added = [_added(leg, exchange)] if begin <= leg.starts < end else []
        return [*duties, *added], True
    kept: list[Duty] = []
    hit = False
    for duty in duties:
        if _is_taken(duty, leg):
            hit = True
            kept.extend(_pieces(duty, leg, exchange))
        else:
            kept.append(duty)
    return kept, hit


def _is_taken(duty: Duty, leg: Leg) -> bool:
    shift = duty.shift
    same = (shift.person_id, shift.role, shift.post_id) == (leg.person_out, leg.role, leg.post_id)
    return same and duty.starts < leg.ends and duty.ends > leg.starts


def _pieces(duty: Duty, leg: Leg, exchange: Exchange) -> Iterator[Duty]:
    """What is left of a duty before and after, and between them whoever stands in."""
    starts, ends = max(duty.starts, leg.starts), min(duty.ends, leg.ends)
    if duty.starts < starts:
        yield replace(duty, ends=starts)
    if leg.person_in:
        shift = replace(duty.shift, person_id=leg.person_in)
        yield Duty(shift, starts, ends, Why(exchange.kind, exchange.id, leg.person_out))
    if ends < duty.ends:
        yield replace(duty, starts=ends)


def _added(leg: Leg, exchange: Exchange) -> Duty:
    shift = Shift(f"{exchange.id}:{leg.person_in}", leg.person_in, leg.role, leg.post_id, start="", end="")
    return Duty(shift, leg.starts, leg.ends, Why(exchange.kind, exchange.id))


def _without_leave(duties: list[Duty], leaves: Sequence[Leave]) -> tuple[list[Duty], list[Duty]]:
    by_person: dict[str, list[Leave]] = {}
    for leave in leaves:
        by_person.setdefault(leave.person_id, []).append(leave)
    if not by_person:
        return duties, []
    present: list[Duty] = []
    away: list[Duty] = []
    for duty in duties:
        pieces = [duty]
        for leave in by_person.get(duty.shift.person_id, ()):
            pieces = [left for piece in pieces for left in _cut(piece, leave, away)]
        present.extend(pieces)
    return present, away


def _cut(duty: Duty, leave: Leave, away: list[Duty]) -> Iterator[Duty]:
    starts, ends = max(duty.starts, leave.starts), min(duty.ends, leave.ends)
    if starts >= ends:
        yield duty
        return
    away.append(replace(duty, starts=starts, ends=ends))
    if duty.starts < starts:
        yield replace(duty, ends=starts)
    if ends < duty.ends:
        yield replace(duty, starts=ends)
