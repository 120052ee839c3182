"""Alarms per hour against what one person can handle. Pure.

The figures are those of ANSI/ISA-18.2-2016 (table of alarm performance) and EEMUA 191, for one operator's place over a
long time: about 6 an hour is very likely acceptable, about 12 the most that can be managed; ten minutes with more than 10
are a flood, and less than 1 % of the time may be one. They come from process plants; no figures exist for duty rooms.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.figures.counting import Count, placing
from app.model.figures import Rung, Span

ACCEPTABLE_PER_HOUR = 6.0
MOST_PER_HOUR = 12.0
FLOOD_ABOVE = 10
FLOOD_MIN = 10
FLOOD_SHARE = 0.01
SOURCES: dict[str, tuple[str, ...]] = {
    "incidents": ("incident_opened", "nobody_on_duty", "tier_missed", "clock_missed", "no_channel"),
    "cameras": (
        "camera_lost", "camera_lost_repeated", "health_began", "health_repeated", "hardware_failed",
        "camera_patrol_in_trouble",
    ),
    "messages": (
        "message_failed", "message_stuck", "message_unknown", "proof_failed", "modem_lost", "lan_page_failed",
        "relay_failed_on", "relay_failed_off", "reach_missed", "reach_nobody",
    ),
    "tours": ("tour_step_missed", "tour_not_begun"),
    "program": ("system_fault", "journal_damaged", "recording_fault", "recording_room", "recordings_missing"),
}  # fmt: skip
"""Kinds of entries that say something is wrong that somebody must see to. What repeats is folded in the log, and counts
once here as well: the operator saw it once."""
ALARM_KINDS = tuple(kind for kinds in SOURCES.values() for kind in kinds)
_SOURCE_OF = {kind: source for source, kinds in SOURCES.items() for kind in kinds}
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Load:
    """One slot of the period. `hours` is what of it has passed; `most` the alarms of its worst full hour."""

    span: Span
    count: int
    hours: float
    most: int

    @property
    def per_hour(self) -> float:
        return _rate(self.count, self.hours)


@dataclass(frozen=True, slots=True)
class Alarms:
    loads: tuple[Load, ...]
    by_source: tuple[Count, ...]
    count: int
    hours: float
    before: int
    hours_before: float
    flooded: int
    """Ten minutes with more alarms than can be followed."""
    windows: int
    """How many times ten minutes there were."""

    @property
    def per_hour(self) -> float:
        return _rate(self.count, self.hours)

    @property
    def per_hour_before(self) -> float:
        return _rate(self.before, self.hours_before)

    @property
    def flood_share(self) -> float:
        return self.flooded / self.windows if self.windows else 0.0


def alarms_of(
    rung: Sequence[Rung], spans: Sequence[Span], passed: Span, earlier: Sequence[Rung], passed_before: Span
) -> Alarms:
    """`passed` is what of the period lies behind us and was logged: other hours are not counted as quiet ones."""
    counts, worst = [0] * len(spans), [Counter[int]() for _ in spans]
    place = placing(spans)
    for at, count in _bunches(rung, spans):
        number = place(at)
        if number is not None:
            counts[number] += count
            worst[number][(at - spans[number].since) // _HOUR] += count
    loads = tuple(
        Load(span, count, _passed_hours(span, passed), max(hours.values(), default=0))
        for span, count, hours in zip(spans, counts, worst, strict=True)
    )
    # Ten minutes of the clock: `2026-11-23T17:5`.
    windows = Counter(at[:15] for at, _ in rung)
    return Alarms(
        loads=loads,
        by_source=_by_source(rung, earlier),
        count=sum(counts),
        hours=passed.hours,
        before=len(earlier),
        hours_before=passed_before.hours,
        flooded=sum(1 for count in windows.values() if count > FLOOD_ABOVE),
        windows=max(1, round(passed.hours * 60 / FLOOD_MIN)) if passed.hours else 0,
    )


def _rate(count: int, hours: float) -> float:
    """What rang in the first minutes is not multiplied: an hour that is not over holds what it holds so far."""
    return count / max(1.0, hours) if hours > 0 else 0.0


def _bunches(rung: Iterable[Rung], spans: Sequence[Span]) -> list[tuple[datetime, int]]:
    """Alarms of one hour together, where the site's hours begin with those of UTC; else of one minute."""
    whole_hours = all(span.since.minute == 0 for span in spans)
    letters, rest = (13, ":00+00:00") if whole_hours else (16, "+00:00")
    found = Counter(at[:letters] for at, _ in rung)
    bunches = []
    for key, count in found.items():
        # A moment that somebody has spoilt is told by the check of the log, and must not cost all the figures.
        with suppress(ValueError):
            bunches.append((datetime.fromisoformat(key + rest), count))
    return bunches


def _by_source(rung: Iterable[Rung], earlier: Iterable[Rung]) -> tuple[Count, ...]:
    counts, was = Counter[str](), Counter[str]()
    for found, into in ((rung, counts), (earlier, was)):
        for kind, count in Counter(kind for _, kind in found).items():
            into[_SOURCE_OF[kind]] += count
    return tuple(
        sorted((Count(key, counts[key], was[key]) for key in SOURCES), key=lambda one: (-one.now, one.key))
    )


def _passed_hours(span: Span, passed: Span) -> float:
    overlap = min(span.until, passed.until) - max(span.since, passed.since)
    return max(0.0, overlap.total_seconds() / 3600)
