"""Guard tours: cameras to be looked at one after the other, and a tour that is under way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.model.roster import EVERY_DAY
from app.model.words import Words

DWELL_S = 20
GRACE_S = 15
Held = Literal["", "incident", "note"]
RunState = Literal["running", "finished", "stopped"]


@dataclass(frozen=True, slots=True)
class Stop:
    """One step: a camera, or all cameras of a saved view."""

    camera_id: str = ""
    view_id: str = ""
    dwell_s: int = DWELL_S


@dataclass(frozen=True, slots=True)
class Tour:
    """`times` are local times of the site (`22:00`) at which it begins by itself on `weekdays` (Monday 0)."""

    id: str
    name: Words
    stops: tuple[Stop, ...] = ()
    times: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = EVERY_DAY
    grace_s: int = GRACE_S
    """Added to each step's dwell before the step counts as missed."""


@dataclass(frozen=True, slots=True)
class Run:
    """A tour from its start to its end; `step` counts from 0. `asked_*` tell when the step began to ask."""

    id: str
    tour_id: str
    name: Words
    stops: tuple[Stop, ...]
    grace_s: int
    started_at: datetime
    asked_at: datetime
    asked_monotonic: float
    boot_id: str
    origin: str = "button"
    """button or schedule."""
    state: RunState = "running"
    step: int = 0
    held: Held = ""
    """Why it does not ask now: an incident runs, or somebody writes down what is wrong."""
    seen: int = 0
    wrong: int = 0
    """Of those seen."""
    missed: int = 0
