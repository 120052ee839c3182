"""Where the next and the previous thing is: an entry, an incident, an alarm, or whatever a chosen lane holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.shift_review.bars import Bar
from app.shift_review.lanes import Lane, Mark
from app.shift_review.looked import LookedShift

_NEAR_S = 0.0005


@dataclass(frozen=True, slots=True)
class Found:
    """A moment, and what begins or stands there."""

    at: float
    lane: str
    mark: Mark | None = None
    bar: Bar | None = None


def find(looked: LookedShift, what: str, lane: str, position: float, step: int) -> Found | None:
    """`what`: entry (of people, or all that the chosen lane holds), incident or alarm. `step`: 1 or -1."""
    if what == "incident":
        lane = "incidents"
    elif what == "alarm":
        lane = "automatic"
    holder = looked.lane(lane or "people")
    found = [*_marks(holder, alarms=what == "alarm"), *_bars(holder)]
    return _beside(sorted(found, key=lambda each: each.at), position, step)


def _marks(lane: Lane, *, alarms: bool) -> list[Found]:
    return [Found(mark.at, lane.name, mark=mark) for mark in lane.marks if not alarms or mark.code == "alarm"]


def _bars(lane: Lane) -> list[Found]:
    """Their beginnings; an incident in several pieces begins once."""
    seen: set[str] = set()
    found = []
    for bar in sorted(lane.bars, key=lambda each: each.start):
        if lane.name == "incidents" and bar.id in seen:
            continue
        seen.add(bar.id)
        found.append(Found(bar.start, lane.name, bar=bar))
    return found


def _beside(found: Sequence[Found], position: float, step: int) -> Found | None:
    if step > 0:
        return next((each for each in found if each.at > position + _NEAR_S), None)
    return next((each for each in reversed(found) if each.at < position - _NEAR_S), None)
