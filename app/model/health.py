"""How cameras are."""

from dataclasses import dataclass, field
from datetime import datetime

LOST = "lost"
"""The condition of a camera that sends nothing; the others are what looking at its pictures finds."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is wrong with a camera now."""

    camera_id: str
    kind: str
    since: datetime
    count: int = 1
    """How often it has begun in a short time."""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class LearntView:
    """What a camera usually shows in pictures of one size; `data` is for its host alone."""

    camera_id: str
    size: tuple[int, int]
    data: bytes = field(repr=False)
    moved: bool
    """It shows something else by then."""
    learnt_at: datetime
    source: str
    """Kind and address of the camera that showed it."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """Software decodes a camera because the graphics card failed it."""

    since: datetime
    cause: str
    """undecodable: it gave no pictures; host_down: the camera's host died while it was used."""


@dataclass(frozen=True, slots=True)
class Uptime:
    """Of one camera and one day of the site's calendar (`2026-11-23`)."""

    camera_id: str
    day: str
    live_s: float
    observed_s: float
    """Seconds in which the program ran and the camera was in use: nothing is claimed of the rest."""
