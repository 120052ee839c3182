"""How far the calling of an incident's tiers has come. Seconds count from the click."""

from dataclasses import dataclass

from app.core.stopwatch import Stopwatch
from app.model.incident import Call
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
CALLS_ON = (CALLING, MISSED, EMPTY)
"""States in which those who stay silent are called again."""


@dataclass(frozen=True, slots=True)
class TierRun:
    """One tier of the plan in this incident. What is due is in seconds; None: nothing is.

    What a later state makes void stays written and does not count (`Escalation.due_of`): that state may be taken back.
    """

    number: int
    state: str = WAITING
    called_s: float = 0.0
    limit_due_s: float | None = None
    repeat_due_s: float | None = None
    repeats: int = 0
    answered_by: tuple[str, ...] = ()
    """People whose acknowledgement counts for this tier, in the order they gave it."""
    own_by: tuple[str, ...] = ()
    """Those of them whose own answer counts for it, whatever somebody else has marked."""
    acknowledged_s: float | None = None
    remind_due_s: float | None = None
    expire_due_s: float | None = None
    held: str = ""
    """Why it must not be called by itself; empty: it may."""
    held_by: str = ""
    before_answer: str = ""
    """The state it had when it was acknowledged; empty in any other state, and where an older program wrote it."""
    enough: int = 0
    """So many acknowledgements were enough then, whatever another plan asks for since."""


@dataclass(frozen=True, slots=True)
class Called:
    """A person called in this incident."""

    person_id: str
    role: str
    tier: int
    acknowledged: bool = False
    arrived: bool = False
    marked: bool = False
    """It is somebody at the desk who has marked them as confirmed."""
    answered_s: float | None = None
    """When they have answered themselves since: that stays when the mark is taken back."""


def called(call: Call) -> Called:
    return Called(
        call.person_id,
        call.role,
        call.tier,
        acknowledged=call.acknowledged_at is not None,
        arrived=call.arrived_at is not None,
        marked=call.marked,
        answered_s=call.answered_s,
    )


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
        due = (second for run in self.runs for second in self.due_of(run) if second is not None)
        return min(due, default=None)

    def due_of(self, run: TierRun) -> tuple[float | None, float | None, float | None, float | None]:
        """When its limit ends, its people are called again, reminded, and its acknowledgement expires, as it stands now."""
        waits = run.state == ACKNOWLEDGED and not self.turned_out
        return (
            run.limit_due_s if run.state == CALLING else None,
            run.repeat_due_s if run.state in CALLS_ON else None,
            run.remind_due_s if waits else None,
            run.expire_due_s if waits else None,
        )

    def run(self, number: int) -> TierRun | None:
        return next((run for run in self.runs if run.number == number), None)
