"""Whom a plan would call now, in which order, at which second, if nobody ever answered. The rules of an emergency run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from app.core.moment import Moment
from app.escalation.events import Action
from app.escalation.resolve import Resolution
from app.escalation.rules import advance, begin
from app.escalation.tiers import Now
from app.model.plan import Tier


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that would be done, so many seconds after the click."""

    at_s: float
    action: Action


def dry_run(tiers: Iterable[Tier], resolve: Callable[[Tier], Resolution], moment: Moment) -> tuple[Line, ...]:
    """By the duties of this moment: who comes on duty meanwhile would be called instead, and is not shown."""
    # Seconds from nought: limits are whole, so every sum of them is exact.
    click = replace(moment, monotonic=0.0)
    outcome = advance(begin("", tiers, click), Now(click, resolve))
    lines = [Line(0.0, action) for action in outcome.actions]
    while (due := outcome.state.next_due_s()) is not None:
        later = replace(click, now=moment.now + timedelta(seconds=due), monotonic=due)
        outcome = advance(outcome.state, Now(later, resolve))
        lines += [Line(due, action) for action in outcome.actions]
    return tuple(lines)
