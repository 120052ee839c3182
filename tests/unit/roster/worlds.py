"""Rosters made at random, and what their rules say of one moment: said again in the plainest way, minute by minute."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from app.model.roster import OVERRIDE, Shift
from app.model.rota import (
    ALL_DAYS,
    APPROVED,
    REST,
    REST_DAYS,
    WEEKDAYS,
    WORKDAYS,
    Cell,
    Exchange,
    Group,
    Leave,
    Leg,
    Line,
    Need,
    Rotation,
    Slot,
)
from app.model.words import Words
from app.roster.days import Days
from app.roster.layers import Layers, PublishedCell

CHANGSHA = ZoneInfo("Asia/Shanghai")
YEAR = date(2026, 1, 1)
PEOPLE = tuple(f"p{number}" for number in range(6))
LINES = (Line("operator", ""), Line("post", "gate"), Line("post", "garage"))
TIMES = tuple(f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in (0, 30))
DAYS = Days(
    off=(date(2026, 1, 1), date(2026, 2, 17), date(2026, 2, 18), date(2026, 10, 1)),
    on=(date(2026, 2, 14), date(2026, 10, 10)),
    known=frozenset({2026}),
)

HALF_HOUR = timedelta(minutes=30)

dates = st.integers(0, 364).map(lambda offset: YEAR + timedelta(days=offset))
moments = st.integers(0, 365 * 48 - 1).map(
    lambda half_hours: datetime(2025, 12, 31, 16, tzinfo=UTC) + timedelta(minutes=30 * half_hours)
)
people = st.sampled_from(PEOPLE)
lines = st.sampled_from(LINES)
times = st.sampled_from(TIMES)
ends = st.sampled_from((*TIMES, "24:00"))
weekdays = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))


@st.composite
def shifts(draw: st.DrawFn) -> Shift:
    line, once = draw(lines), draw(st.booleans())
    return Shift(
        draw(st.uuids()).hex,
        draw(people),
        line.role,
        line.post_id,
        draw(dates).isoformat() if once else "",
        () if once else draw(weekdays),
        draw(times),
        draw(ends),
    )


@st.composite
def rotations(draw: st.DrawFn) -> Rotation:
    line, starts = draw(lines), draw(dates)
    slots = st.one_of(st.just(REST), st.builds(Slot, times, ends))
    ends_on = draw(st.one_of(st.just(""), dates.map(date.isoformat)))
    return Rotation(
        draw(st.uuids()).hex,
        Words("轮"),
        line.role,
        line.post_id,
        starts.isoformat(),
        draw(dates).isoformat(),
        tuple(draw(st.lists(slots, min_size=1, max_size=8))),
        tuple(
            draw(
                st.lists(
                    st.builds(Group, st.tuples(people), st.integers(0, 7)),
                    min_size=1,
                    max_size=4,
                )
            )
        ),
        ends_on,
        draw(st.sampled_from((ALL_DAYS, WORKDAYS, REST_DAYS))),
    )


@st.composite
def exchanges(draw: st.DrawFn) -> Exchange:
    line, starts = draw(lines), draw(moments)
    person_out = draw(st.sampled_from(("", *PEOPLE)))
    longest = 48 if not person_out else 400
    ends_at = starts + timedelta(minutes=30 * draw(st.integers(1, longest)))
    person_in = draw(people if not person_out else st.sampled_from(("", *PEOPLE)))
    leg = Leg(person_out, person_in, line.role, line.post_id, starts, ends_at)
    return Exchange(draw(st.uuids()).hex, OVERRIDE, (leg,), APPROVED, number=draw(st.integers(1, 10_000)))


@st.composite
def leaves(draw: st.DrawFn) -> Leave:
    starts = draw(moments)
    return Leave(
        draw(st.uuids()).hex, draw(people), starts, starts + timedelta(minutes=30 * draw(st.integers(1, 400)))
    )


@st.composite
def cells(draw: st.DrawFn) -> PublishedCell:
    line = draw(lines)
    cell = Cell(
        draw(st.uuids()).hex,
        draw(people),
        line.role,
        line.post_id,
        draw(dates).isoformat(),
        draw(times),
        draw(ends),
    )
    return PublishedCell(cell, "sheet")


@st.composite
def of_shift(draw: st.DrawFn, shift: Shift) -> Exchange:
    """One that takes away hours of a shift, on a day on which it falls."""
    day = date.fromisoformat(shift.date) if shift.date else draw(dates)
    while not shift.date and day.weekday() not in shift.weekdays:
        day += timedelta(days=1)
    local = datetime.combine(day, time.fromisoformat(shift.start), CHANGSHA)
    starts = local.astimezone(UTC) + timedelta(minutes=30 * draw(st.integers(-2, 6)))
    leg = Leg(
        shift.person_id,
        draw(st.sampled_from(("", *PEOPLE))),
        shift.role,
        shift.post_id,
        starts,
        starts + timedelta(minutes=30 * draw(st.integers(1, 30))),
    )
    return Exchange(draw(st.uuids()).hex, OVERRIDE, (leg,), APPROVED, number=draw(st.integers(1, 10_000)))


@st.composite
def following(draw: st.DrawFn, before: Exchange) -> Exchange:
    """Another one of the same hours and line, of whoever gave away or took: which of the two comes first decides."""
    (leg,) = before.legs
    person_out = draw(st.sampled_from((leg.person_out, leg.person_in)))
    person_in = draw(people if not person_out else st.sampled_from(("", *PEOPLE)))
    late = timedelta(minutes=30 * draw(st.integers(0, 4)))
    starts = min(leg.starts + late, leg.ends - HALF_HOUR)
    # Somebody more is there for a day at most.
    longest = timedelta(days=1) if not person_out else leg.ends - starts
    own = replace(
        leg,
        person_out=person_out,
        person_in=person_in,
        starts=starts,
        ends=min(leg.ends, starts + longest),
    )
    return replace(before, id=draw(st.uuids()).hex, legs=(own,), number=draw(st.integers(1, 10_000)))


@st.composite
def layers(draw: st.DrawFn) -> Layers:
    published = draw(st.lists(cells(), max_size=6))
    empty_days = draw(st.lists(st.tuples(lines, dates.map(date.isoformat)), max_size=4))
    entered = draw(st.lists(shifts(), max_size=5))
    # The same people once more at other hours of the same line: whoever stands there twice counts once.
    entered += [
        replace(one, id=draw(st.uuids()).hex, start=draw(times)) for one in entered if draw(st.booleans())
    ]
    numbered = draw(st.lists(exchanges(), max_size=3))
    for shift in entered[:2]:
        numbered.append(draw(of_shift(shift)))
    numbered += [draw(following(one)) for one in numbered if draw(st.booleans())]
    numbered = list({one.number: one for one in numbered}.values())
    return Layers(
        CHANGSHA,
        tuple(entered),
        tuple(draw(st.lists(rotations(), max_size=3))),
        tuple(published),
        frozenset({*((one.cell.line, one.cell.date) for one in published), *empty_days}),
        tuple(numbered),
        tuple(draw(st.lists(leaves(), max_size=3))),
        frozenset(draw(st.sets(people, max_size=1))),
        DAYS,
    )


@st.composite
def needs(draw: st.DrawFn) -> Need:
    line = draw(st.sampled_from((*LINES, Line("post", ""))))
    return Need(
        draw(st.uuids()).hex,
        line.role,
        line.post_id,
        draw(st.sampled_from((WEEKDAYS, WORKDAYS, REST_DAYS))),
        draw(weekdays),
        draw(times),
        draw(ends),
        draw(st.integers(1, 4)),
    )


def says(world: Layers, at: datetime) -> set[tuple[str, Line]]:
    """Who stands where at a moment, by the rules: without dates turned into spans, without cutting anything."""
    here = _planned(world, at)
    for exchange in sorted(world.exchanges, key=lambda one: one.number):
        for leg in exchange.legs:
            if leg.starts <= at < leg.ends:
                here = _after(here, leg)
    away = {leave.person_id for leave in world.leaves if leave.starts <= at < leave.ends}
    return {(person, line) for person, line in here if person not in away and person not in world.left}


def _planned(world: Layers, at: datetime) -> list[tuple[str, Line]]:
    here: list[tuple[str, Line]] = []
    for day, minute in _days_of(at):
        text = day.isoformat()
        for shift in world.shifts:
            line = Line(shift.role, shift.post_id)
            on = shift.date == text if shift.date else day.weekday() in shift.weekdays
            if on and (line, text) not in world.governed and _covers(shift.start, shift.end, minute):
                here.append((shift.person_id, line))
        for rotation in world.rotations:
            line = Line(rotation.role, rotation.post_id)
            if (line, text) not in world.governed:
                here += [(person, line) for person in _turning(rotation, day, minute)]
        for published in world.cells:
            cell = published.cell
            if cell.date == text and _covers(cell.start, cell.end, minute):
                here.append((cell.person_id, cell.line))
    return here


def needed(asked: list[Need], line: Line, at: datetime) -> int:
    """How many the rules want in a line at a moment."""
    counts = [0]
    for day, minute in _days_of(at):
        for need in asked:
            if Line(need.role, need.post_id) != line or not _covers(need.start, need.end, minute):
                continue
            worked = is_worked(day)
            on = {WORKDAYS: worked, REST_DAYS: not worked, WEEKDAYS: day.weekday() in need.weekdays}
            if on[need.days]:
                counts.append(need.count)
    return max(counts)


def is_worked(day: date) -> bool:
    return day in DAYS.on or (day.weekday() < 5 and day not in DAYS.off)


def _days_of(at: datetime) -> list[tuple[date, int]]:
    """Today and yesterday, and the minute of `at` counted from their midnights."""
    local = at.astimezone(CHANGSHA)
    minute = local.hour * 60 + local.minute
    return [(local.date(), minute), (local.date() - timedelta(days=1), minute + 1440)]


def _covers(start: str, end: str, minute: int) -> bool:
    begins, stops = (int(text[:2]) * 60 + int(text[3:]) for text in (start, end))
    if stops <= begins:
        stops += 1440
    return begins <= minute < stops


def _turning(rotation: Rotation, day: date, minute: int) -> list[str]:
    text = day.isoformat()
    counted = {ALL_DAYS: True, WORKDAYS: is_worked(day), REST_DAYS: not is_worked(day)}
    over = rotation.ends_on != "" and text >= rotation.ends_on
    if text < rotation.starts_on or over or not counted[rotation.turns]:
        return []
    turn = _turn(date.fromisoformat(rotation.anchor), day, rotation.turns)
    found = []
    for group in rotation.groups:
        slot = rotation.cycle[(turn + group.ahead) % len(rotation.cycle)]
        if slot != REST and _covers(slot.start, slot.end, minute):
            found += group.person_ids
    return found


@lru_cache(maxsize=4096)
def _turn(anchor: date, day: date, turns: str) -> int:
    """Counted day by day."""
    turn, step = 0, 1 if day >= anchor else -1
    walked = anchor if day >= anchor else day
    while walked < max(day, anchor):
        if {ALL_DAYS: True, WORKDAYS: is_worked(walked), REST_DAYS: not is_worked(walked)}[turns]:
            turn += step
        walked += timedelta(days=1)
    return turn


def edges(world: Layers, asked: list[Need]) -> list[datetime]:
    """Every moment of the year at which anything may change: between two of them nothing does."""
    spoken = {"00:00"}
    for timed in (*world.shifts, *(one.cell for one in world.cells), *asked):
        spoken |= {timed.start, timed.end}
    for rotation in world.rotations:
        spoken |= {text for slot in rotation.cycle if slot != REST for text in (slot.start, slot.end)}
    clock = sorted(time.fromisoformat(text.replace("24:00", "00:00")) for text in spoken)
    found = {
        datetime.combine(YEAR + timedelta(days=day), at, CHANGSHA).astimezone(UTC)
        for day in range(365)
        for at in clock
    }
    for leg in (leg for exchange in world.exchanges for leg in exchange.legs):
        found |= {leg.starts, leg.ends}
    for leave in world.leaves:
        found |= {leave.starts, leave.ends}
    first, last = min(found), max(found)
    return sorted(moment for moment in found if first <= moment <= last)


def _after(here: list[tuple[str, Line]], leg: Leg) -> list[tuple[str, Line]]:
    line = Line(leg.role, leg.post_id)
    if not leg.person_out:
        return [*here, (leg.person_in, line)]
    return [
        (leg.person_in if (person, where) == (leg.person_out, line) else person, where)
        for person, where in here
        if leg.person_in or (person, where) != (leg.person_out, line)
    ]
