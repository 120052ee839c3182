"""Incidents and the people called."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from app.core.stopwatch import Stopwatch
from app.model.journal import Actor
from app.model.words import Words

RUNNING = "running"
STOOD_DOWN = "stood_down"
FALSE_ALARM = "false_alarm"
UNKNOWN_KIND = "unknown"
TURN_OUT_S = 300.0
"""The community's own rule: teams turn out within 5 minutes."""

Withdrawal = Literal["", "acknowledged", "marked", "arrived", "reached"]
"""What is taken back: a confirmation, a mark beside which the person has answered as well, an arrival, that somebody was
reached by telephone."""

AT_THE_DESK = ("operator", "street_office")
"""Roles that follow an incident from where they sit: their arrival is no turn-out."""


@dataclass(frozen=True, slots=True)
class StepDone:
    step: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Call:
    """One person called in one incident. `reachable` is False when no channel exists: dial `phone` by hand."""

    id: str
    incident_id: str
    person_id: str
    name: Words
    role: str
    phone: str
    tier: int
    called_at: datetime
    reachable: bool = True
    acknowledged_at: datetime | None = None
    arrived_at: datetime | None = None
    why: str = ""
    """Code of why this person was called, and after a colon the detail of it: `leads:fire_safety`."""
    channels: tuple[str, ...] = ()
    """In the order to try; none: the person's own order."""
    acknowledged_via: str = ""
    """By what path: as `Source.path`; empty for the operator's own hand."""
    arrived_via: str = ""
    withdrawn: Withdrawal = ""
    """What was last said of this person by mistake and taken back; it may have been said anew since."""
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    answered_at: datetime | None = None
    """When a person who had been marked as confirmed by hand has answered; None as well where the answer came first."""
    answered_via: str = ""
    answered_s: float | None = None
    """The same moment, in seconds since the click."""

    @property
    def marked(self) -> bool:
        """Somebody at the desk has marked this person as confirmed."""
        return self.acknowledged_at is not None and not self.acknowledged_via

    @property
    def has_answered(self) -> bool:
        """By a message, by the link or by code, and not only by a mark of the desk."""
        return bool(self.acknowledged_via) or self.answered_at is not None


@dataclass(frozen=True, slots=True)
class Source:
    """Who says that somebody has confirmed or arrived, or that a step is done, and by what path that came in."""

    actor: Actor
    path: str
    """`link` (the page on the local network), `sms` (an answer) or `code` (told by telephone); of the receipt of a report
    also `phone`, `message`, `paper`. The operator's own hand needs no source for a call."""
    address: str = ""
    """Network address it came from; empty where there is none."""

    def data(self) -> dict[str, str]:
        """What the journal entry keeps of it."""
        return {"path": self.path, **({"address": self.address} if self.address else {})}


@dataclass(frozen=True, slots=True)
class Incident:
    """An emergency from the click to stand-down. `opened_monotonic` counts within `boot_id`."""

    id: str
    opened_at: datetime
    opened_monotonic: float
    boot_id: str
    turn_out_due_at: datetime
    kind: str = UNKNOWN_KIND
    plan_version: int = 0
    """The version of the kind's plan that is followed; 0 where there was no plan."""
    place_id: str = ""
    drill: bool = False
    simulated: bool = False
    """Of a drill: its messages stay on this computer."""
    state: str = RUNNING
    opened_by: str = ""
    origin: str = "button"
    """button, key, command or lock_screen."""
    closed_at: datetime | None = None
    close_reason: str = ""
    watch: Stopwatch | None = None
    """Counts from the click; None before it is stored, and for incidents of an older program."""
    operator_id: str = ""
    """Who runs it now; empty for somebody not signed in."""
    calls: tuple[Call, ...] = field(default=())
    steps_done: tuple[StepDone, ...] = field(default=())
    steps_withdrawn: tuple[StepDone, ...] = field(default=())
    """Steps that were marked by mistake and not done since: when and by whom that was taken back."""


def turned_out_at(calls: Iterable[Call]) -> datetime | None:
    """When the first of the turn-out team was on scene: it ends the turn-out clock. None while nobody is."""
    there = (call.arrived_at for call in calls if call.role not in AT_THE_DESK)
    return min((at for at in there if at is not None), default=None)
