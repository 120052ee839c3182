"""How long it took to confirm, to turn out and to report, against the target of each. Pure.

Few of them say nothing about the many: below `MEDIAN_FROM` there is no median, below `P90_FROM` no p90, there are only dots.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from app.model.deadline import Stage
from app.model.figures import Counted, Took

STAGES: tuple[Stage, ...] = ("acknowledge", "turn_out", "phone", "written")
MEDIAN_FROM = 5
P90_FROM = 10


@dataclass(frozen=True, slots=True)
class Dot:
    """One incident."""

    incident: Counted
    took: Took

    @property
    def at(self) -> datetime:
        return self.incident.opened_at


@dataclass(frozen=True, slots=True)
class Summary:
    """None where there are too few to say it, or where so many were never done that it has no value."""

    count: int
    in_time: int
    never: int
    median_s: float | None
    p90_s: float | None


@dataclass(frozen=True, slots=True)
class Times:
    """`dots` in the order in which the incidents began; `never` and `late` among them."""

    stage: Stage
    dots: tuple[Dot, ...]
    now: Summary
    before: Summary


def times_of(
    stage: Stage,
    now: Sequence[Counted],
    earlier: Sequence[Counted],
    took: Mapping[tuple[str, Stage], Took],
) -> Times:
    dots = tuple(
        Dot(one, took[one.id, stage])
        for one in sorted(now, key=lambda one: one.opened_at)
        if (one.id, stage) in took
    )
    was = [took[one.id, stage] for one in earlier if (one.id, stage) in took]
    return Times(stage, dots, summary([dot.took for dot in dots]), summary(was))


def summary(found: Sequence[Took]) -> Summary:
    seconds = [one.took_s for one in found]
    return Summary(
        count=len(found),
        in_time=sum(1 for one in found if not one.late),
        never=sum(1 for one in found if one.took_s is None),
        median_s=rank(seconds, 0.5) if len(found) >= MEDIAN_FROM else None,
        p90_s=rank(seconds, 0.9) if len(found) >= P90_FROM else None,
    )


def rank(seconds: Iterable[float | None], share: float) -> float | None:
    """The value that at least this share does not exceed (nearest rank); what was never done is longer than all."""
    ordered = sorted(seconds, key=lambda one: (one is None, one or 0.0))
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None


def worst(found: Iterable[Took]) -> dict[tuple[str, Stage], Took]:
    """One of each kind for an incident: where several are told, the one told last counts."""
    kept: dict[tuple[str, Stage], Took] = {}
    for one in found:
        key = one.incident_id, one.stage
        before = kept.get(key)
        if before is None or _longer(one.took_s, before.took_s):
            kept[key] = one
    return kept


def _longer(took: float | None, before: float | None) -> bool:
    return before is not None and (took is None or took > before)
