"""A span of time as it is looked at again: everything the review screen and its paper show. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.model.journal import Entry
from app.playback.rules import Clip, Span
from app.shift_review.choosing import ShiftSpan
from app.shift_review.incidents_then import IncidentHistory
from app.shift_review.lanes import Lane, PlanFacts
from app.shift_review.presence import RolePresence
from app.shift_review.stills import Still
from app.shift_review.targets import Line
from app.shift_review.tour_runs import TourRun


@dataclass(frozen=True, slots=True)
class LookedShift:
    """Made in one reading, away from the screen. `now`: the moment of the reading, where the span is not over."""

    span: ShiftSpan
    now: float
    lanes: tuple[Lane, ...]
    """What was written later and speaks of this span stands on them, too."""
    history: IncidentHistory
    plans: Mapping[tuple[str, str], PlanFacts]
    """By kind and version."""
    roles: tuple[RolePresence, ...]
    clocking: bool
    pauses: tuple[Span, ...]
    """In which the program did not run: nothing is known of them."""
    runs: tuple[TourRun, ...]
    targets: tuple[Line, ...]
    stills: Mapping[str, tuple[Still, ...]]
    recorded: Mapping[str, tuple[Clip, ...]]
    """Of each camera of the site; empty where nothing was recorded."""
    corrections: Mapping[int, tuple[Entry, ...]]
    """By the number of the entry that they correct, the oldest first."""
    cut: bool = False
    """There were more entries than are shown."""

    @property
    def since(self) -> float:
        return self.span.since.timestamp()

    @property
    def until(self) -> float:
        return self.span.until.timestamp()

    @property
    def reached(self) -> float:
        """How far time has come: the end of the span, or the moment of the reading."""
        return min(self.until, self.now)

    def lane(self, name: str) -> Lane:
        return next(lane for lane in self.lanes if lane.name == name)
