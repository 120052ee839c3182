"""Pure decisions about an incident: what is the same press, how its clock runs, what may still be done to it."""

from dataclasses import dataclass, replace

from app.core.errors import NotAllowed
from app.core.moment import Moment
from app.core.stopwatch import Stopwatch
from app.model.incident import RUNNING, Incident
from app.model.plan import Step

PRESS_AGAIN_S = 3.0
"""A second press within this time is the same press (a trembling hand, a bouncing key)."""


@dataclass(frozen=True, slots=True)
class Press:
    """One press of the button, wherever it was. `at` is in monotonic seconds."""

    at: float
    origin: str
    kind: str
    place_id: str
    drill: bool
    simulated: bool = False


def is_same_press(before: Press, now: Press) -> bool:
    """Whether a press repeats the one before: the same alarm from the same hand within 3 s.

    Button and key are one hand. Another kind, place or origin is another alarm, however soon it comes.
    """
    here = ("button", "key")
    one_hand = now.origin == before.origin or (now.origin in here and before.origin in here)
    same = replace(now, at=0.0, origin="") == replace(before, at=0.0, origin="")
    return one_hand and same and now.at - before.at < PRESS_AGAIN_S


def elapsed_s(incident: Incident, moment: Moment) -> float:
    """Seconds since the click: exact within a boot, by the wall clock over a restart of the PC."""
    opened = Stopwatch(0.0, incident.opened_at, incident.opened_monotonic, incident.boot_id)
    return (incident.watch or opened).read(moment)


def is_late(step: Step, elapsed_s: float) -> bool:
    """Whether a step that is not done should have been by now; one without a time never is."""
    return 0 < step.within_s < elapsed_s


def refuse_if_closed(incident: Incident) -> None:
    """Raises NotAllowed (incident_closed) for anything done to an incident that is over."""
    if incident.state != RUNNING:
        raise NotAllowed("incident_closed", id=incident.id)
