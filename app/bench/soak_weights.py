"""Whether what the console holds of the machine grew while cameras went wrong. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from app.bench.footprint import Footprint, growth_per_hour

FLAT_SHARE = 0.05
"""Memory may grow by this share of itself over the second half of the time."""
MAY_GROW = {
    "processes": 0,
    "threads": 10,
    "descriptors": 2,
    "sockets": 0,
    "shared_memories": 0,
    "shared_descriptors": 0,
}
"""From the rest at half time to that at the end. The two pools of a host (2 and 8 threads) begin a thread when it is first
needed, which may be that late; a leak of one in seventy faults passes this within an hour."""


@dataclass(frozen=True, slots=True)
class Memory:
    mean_mb: float
    growth_mb: float
    """Of the straight line through the second half, from its begin to its end."""
    growth_mb_per_hour: float

    @property
    def bound_mb(self) -> float:
        return self.mean_mb * FLAT_SHARE

    @property
    def flat(self) -> bool:
        return self.growth_mb <= self.bound_mb

    def figures(self) -> dict[str, Any]:
        values = {**asdict(self), "bound_mb": self.bound_mb}
        return {**{name: round(value, 1) for name, value in values.items()}, "flat": self.flat}


def memory(points: Sequence[tuple[float, float]]) -> Memory:
    """Of (seconds, megabytes) in the second half of the time."""
    if not points:
        return Memory(0.0, 0.0, 0.0)
    per_hour = growth_per_hour(points)
    mean = sum(value for _, value in points) / len(points)
    return Memory(mean, per_hour * (points[-1][0] - points[0][0]) / 3600, per_hour)


def least(weights: Sequence[Footprint]) -> Footprint:
    """The smallest of each: what stays, without what comes and goes."""
    return Footprint(*(min(getattr(each, field.name) for each in weights) for field in fields(Footprint)))


def grown(before: Footprint, after: Footprint) -> dict[str, int]:
    """What there is more of than may be, all cameras being well both times."""
    more = {name: getattr(after, name) - getattr(before, name) for name in MAY_GROW}
    return {name: count for name, count in more.items() if count > MAY_GROW[name]}
