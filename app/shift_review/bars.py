"""Stretches of time on a lane. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Bar:
    """From `start` to `end`; `code` says what it shows, `id` what it is about."""

    start: float
    end: float
    code: str
    id: str = ""
    row: int = 0
    share: float = 1.0
    """How much of the row's height it fills."""
    count: int = 1
    """Of several that there was no row for."""


def packed(bars: Iterable[Bar], most_rows: int) -> tuple[Bar, ...]:
    """Each in the first row that is free; what finds none is joined to the last row's bar, so that no row overlaps."""
    rows: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda each: (each.start, each.end)):
        free = next((at for at, row in enumerate(rows) if row[-1].end <= bar.start), len(rows))
        if free < most_rows:
            if free == len(rows):
                rows.append([])
            rows[free].append(replace(bar, row=free))
            continue
        last = rows[-1][-1]
        rows[-1][-1] = replace(
            last,
            end=max(last.end, bar.end),
            id="",
            code=min(last.code, bar.code),
            count=last.count + bar.count,
        )
    return tuple(bar for row in rows for bar in row)


def coverage(spans: Iterable[tuple[float, float]], of: int, code: str) -> tuple[Bar, ...]:
    """How many of `of` run at each time; nothing where none does."""
    changes: dict[float, int] = {}
    for start, end in spans:
        if end > start:
            changes[start] = changes.get(start, 0) + 1
            changes[end] = changes.get(end, 0) - 1
    found, running, since = list[Bar](), 0, 0.0
    for moment in sorted(changes):
        if not changes[moment]:
            continue
        if running:
            found.append(Bar(since, moment, code, share=running / max(1, of), count=running))
        running, since = running + changes[moment], moment
    return tuple(found)


def clipped(bars: Sequence[Bar], since: float, until: float) -> tuple[Bar, ...]:
    """What lies between two moments."""
    inside = (replace(bar, start=max(since, bar.start), end=min(until, bar.end)) for bar in bars)
    return tuple(bar for bar in inside if bar.end > bar.start)
