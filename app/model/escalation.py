"""How far the calling of an incident's tiers has come. Seconds count from the click."""

from dataclasses import dataclass

from app.core.stopwatch import Stopwatch
from app.model.plan import Tier

WAITING = "waiting"
CALLING = "calling"
ACKNOWLEDGED = "acknowledged"
MISSED = "missed"
"""Its limit passed without enough acknowledgements."""
EMPTY = "empty"
"""It had nobody on duty, or nobody who was not called before."""
EXPIRED = "expired"
"""Acknowledged, and then nobody came."""
GOES_ON = (MISSED, EMPTY, EXPIRED)
"""States after which the next tier is called."""


@dataclass(frozen=True, slots=True)
class TierRun:
    """One tier of the plan in this incident. What is due is in seconds; None: nothing is."""

    number: int
    state: str = WAITING
    called_s: float = 0.0
    limit_due_s: float | None = None
    repeat_due_s: float | None = None
    repeats: int = 0
    answered_by: tuple[str, ...] = ()
    """People whose acknowledgement counts for this tier, in the order they gave it."""
    acknowledged_s: float | None = None
    remind_due_s: float | None = None
    expire_due_s: float | None = None
    held: str = ""
    """Why it must not be called by itself; empty: it may."""
    held_by: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """A person called in this incident."""

    person_id: str
    role: str
    tier: int
    acknowledged: bool = False
    arrived: bool = False


@dataclass(frozen=True, slots=True)
class Escalation:
    """Everything that decides who is called next, and when."""

    incident_id: str
    watch: Stopwatch
    tiers: tuple[Tier, ...]
    """Of the plan that the incident follows."""
    runs: tuple[TierRun, ...]
    """One for each of `tiers`, in their order."""
    people: tuple[Called, ...] = ()
    operator_id: str = ""
    """Who runs the incident; empty for somebody not signed in."""
    turned_out: bool = False
    """Somebody of the turn-out team is on scene."""
    ended_s: float | None = None
    remind_after_s: int = 0
    """Who has acknowledged and does not arrive is reminded after so long; 0: never."""
    expire_after_s: int = 0
    """And after so long the acknowledgement counts no more; 0: it counts for ever."""

    def next_due_s(self) -> float | None:
        """When time alone will change something; None: never."""
        if self.ended_s is not None:
            return None
        due: list[float | None] = []
        for run in self.runs:
            due += [run.limit_due_s, run.repeat_due_s, run.remind_due_s, run.expire_due_s]
        return min((second for second in due if second is not None), default=None)

    def run(self, number: int) -> TierRun | None:
        return next((run for run in self.runs if run.number == number), None)
