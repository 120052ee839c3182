"""Handovers against the roster: in time, late, or never. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.model.figures import HandedOver


@dataclass(frozen=True, slots=True)
class Handovers:
    """`all` in the order in which they were due; `before` and `in_time_before` of the period before."""

    all: tuple[HandedOver, ...]
    in_time: int
    missed: int
    before: int
    in_time_before: int


def handovers_of(now: Sequence[HandedOver], earlier: Sequence[HandedOver]) -> Handovers:
    return Handovers(
        all=tuple(sorted(now, key=lambda one: one.due_at)),
        in_time=_in_time(now),
        missed=sum(1 for one in now if one.accepted_at is None),
        before=len(earlier),
        in_time_before=_in_time(earlier),
    )


def _in_time(found: Sequence[HandedOver]) -> int:
    return sum(1 for one in found if not one.late)
