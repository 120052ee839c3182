"""Incidents counted by kind, place, hour and over time. Pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.model.figures import GROUPS, Counted, Group, Span

HOURS = 24
WEEKDAYS = 7


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was, in the period and in the one before."""

    key: str
    now: int
    before: int = 0


def by_group(now: Iterable[Counted], earlier: Iterable[Counted]) -> dict[Group, Count]:
    counts, was = Counter(one.group for one in now), Counter(one.group for one in earlier)
    return {group: Count(group, counts[group], was[group]) for group in GROUPS}


def by_kind(now: Iterable[Counted], earlier: Iterable[Counted]) -> list[Count]:
    return _counts((one.kind for one in now), (one.kind for one in earlier))


def by_place(now: Iterable[Counted], earlier: Iterable[Counted]) -> list[Count]:
    return _counts((one.place_id for one in now), (one.place_id for one in earlier))


def by_hour(now: Iterable[Counted], earlier: Iterable[Counted], zone: tzinfo) -> list[Count]:
    """24 of them, by the site's clock."""
    hours = Counter(one.opened_at.astimezone(zone).hour for one in now)
    was = Counter(one.opened_at.astimezone(zone).hour for one in earlier)
    return [Count(str(hour), hours[hour], was[hour]) for hour in range(HOURS)]


def by_weekday_and_hour(now: Iterable[Counted], zone: tzinfo) -> list[list[int]]:
    """Seven rows from Monday on, of 24 hours each."""
    found: Counter[tuple[int, int]] = Counter()
    for one in now:
        local = one.opened_at.astimezone(zone)
        found[local.weekday(), local.hour] += 1
    return [[found[day, hour] for hour in range(HOURS)] for day in range(WEEKDAYS)]


def over_time(
    now: Iterable[Counted], spans: Sequence[Span], earlier: Iterable[Counted], spans_before: Sequence[Span]
) -> list[Count]:
    """By slot of the period; beside each the slot in the same place of the period before, 0 where that has none."""
    counts, was = in_slots(now, spans), in_slots(earlier, spans_before)
    return [
        Count(str(number), count, was[number] if number < len(was) else 0)
        for number, count in enumerate(counts)
    ]


def in_slots(found: Iterable[Counted], spans: Sequence[Span]) -> list[int]:
    counts = [0] * len(spans)
    place = placing(spans)
    for one in found:
        number = place(one.opened_at)
        if number is not None:
            counts[number] += 1
    return counts


def placing(spans: Sequence[Span]) -> "Callable[[datetime], int | None]":
    """Tells in which of the spans, each beginning where the one before ends, a moment lies."""
    starts = [span.since for span in spans]

    def place(at: datetime) -> int | None:
        number = bisect_right(starts, at) - 1
        return number if number >= 0 and spans[number].holds(at) else None

    return place


def _counts(now: Iterable[str], earlier: Iterable[str]) -> list[Count]:
    """The most frequent first; what was there before and is no more stands at the end."""
    counts, was = Counter(now), Counter(earlier)
    found = [Count(key, counts[key], was[key]) for key in counts | was]
    return sorted(found, key=lambda one: (-one.now, -one.before, one.key))
