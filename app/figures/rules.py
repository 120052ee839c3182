"""All figures of a period, out of rows. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.figures.alarms import Alarms, alarms_of
from app.figures.cameras import Live, live_of, overall
from app.figures.counting import (
    Count,
    by_group,
    by_hour,
    by_kind,
    by_place,
    by_weekday_and_hour,
    over_time,
)
from app.figures.handovers import Handovers, handovers_of
from app.figures.periods import STORED_TO, before, same_part, slots, span_of, until_now
from app.figures.times import STAGES, Times, times_of, worst
from app.model.figures import Counted, Group, HandedOver, Period, Rung, Span, Took
from app.model.health import Uptime


@dataclass(frozen=True, slots=True)
class Asked:
    """A period and what is compared: `passed` is what of it lies behind us, `part` as much of the one before."""

    period: Period
    earlier: Period
    whole: Span
    passed: Span
    part: Span

    @property
    def is_running(self) -> bool:
        return self.passed.until < self.whole.until

    @property
    def is_ahead(self) -> bool:
        """Nothing of it has passed yet."""
        return self.passed.until <= self.passed.since

    def days(self, zone: tzinfo) -> tuple[tuple[str, str], tuple[str, str]]:
        """First and last day that counts, of the period and of the one before."""
        last = (self.passed.until - STORED_TO).astimezone(zone).date()
        was = (self.part.until - STORED_TO).astimezone(zone).date()
        return (
            (self.period.first.isoformat(), last.isoformat()),
            (self.earlier.first.isoformat(), was.isoformat()),
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read."""

    incidents: Sequence[Counted] = ()
    incidents_before: Sequence[Counted] = ()
    took: Sequence[Took] = ()
    alarms: Sequence[Rung] = ()
    alarms_before: Sequence[Rung] = ()
    uptimes: Sequence[Uptime] = ()
    uptimes_before: Sequence[Uptime] = ()
    handovers: Sequence[HandedOver] = ()
    handovers_before: Sequence[HandedOver] = ()
    late_min: int = 0
    begun_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """`group` decides which incidents all but `groups`, alarms and cameras are about."""

    asked: Asked
    group: Group
    groups: dict[Group, Count]
    slots: tuple[Span, ...]
    over_time: tuple[Count, ...]
    kinds: tuple[Count, ...]
    places: tuple[Count, ...]
    hours: tuple[Count, ...]
    heat: tuple[tuple[int, ...], ...]
    times: tuple[Times, ...]
    alarms: Alarms
    cameras: tuple[Live, ...]
    live: float | None
    """Of all cameras together."""
    live_before: float | None
    handovers: Handovers
    late_min: int
    """So many minutes after the change of shift a handover is late."""
    begun_at: datetime | None
    """When the log begins."""

    @property
    def has_before(self) -> bool:
        """Whether there was a log in what it is compared with: else its nothing would be taken for a quiet time."""
        return self.begun_at is not None and self.begun_at < self.asked.part.until

    @property
    def count(self) -> Count:
        return self.groups[self.group]


def asked_of(period: Period, zone: tzinfo, now: datetime) -> Asked:
    whole = span_of(period, zone)
    passed = until_now(whole, now + STORED_TO)
    earlier = before(period)
    return Asked(period, earlier, whole, passed, same_part(span_of(earlier, zone), passed, whole))


def figures_of(asked: Asked, group: Group, rows: Rows, zone: tzinfo) -> Figures:
    now = [one for one in rows.incidents if one.group == group]
    was = [one for one in rows.incidents_before if one.group == group]
    spans = slots(asked.period, zone)
    took = worst(rows.took)
    return Figures(
        asked=asked,
        group=group,
        groups=by_group(rows.incidents, rows.incidents_before),
        slots=tuple(spans),
        over_time=tuple(over_time(now, spans, was, slots(asked.earlier, zone))),
        kinds=tuple(by_kind(now, was)),
        places=tuple(by_place(now, was)),
        hours=tuple(by_hour(now, was, zone)),
        heat=tuple(tuple(row) for row in by_weekday_and_hour(now, zone)),
        times=tuple(times_of(stage, now, was, took) for stage in STAGES),
        alarms=alarms_of(
            rows.alarms,
            spans,
            _logged(asked.passed, rows.begun_at),
            rows.alarms_before,
            _logged(asked.part, rows.begun_at),
        ),
        cameras=tuple(live_of(rows.uptimes, rows.uptimes_before)),
        live=overall(rows.uptimes),
        live_before=overall(rows.uptimes_before),
        handovers=handovers_of(rows.handovers, rows.handovers_before),
        late_min=rows.late_min,
        begun_at=rows.begun_at,
    )


def _logged(span: Span, begun_at: datetime | None) -> Span:
    """What of it lies after the beginning of the log: hours before that were not quiet, nobody listened."""
    since = span.until if begun_at is None else min(span.until, max(span.since, begun_at))
    return Span(since, span.until)
