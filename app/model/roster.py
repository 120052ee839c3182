"""Shifts, and who they put on duty."""

from dataclasses import dataclass, field
from datetime import datetime

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)

WEEKLY = "weekly"
DATED = "dated"
ROTATION = "rotation"
SHEET = "sheet"
OVERRIDE = "override"
SWAP = "swap"
STAND_IN = "stand_in"
EXCHANGED = (OVERRIDE, SWAP, STAND_IN)
CLOCKED = "clocked"
"""Nothing has planned them now, and they are there."""
WHYS = (WEEKLY, DATED, ROTATION, SHEET, *EXCHANGED, CLOCKED)


@dataclass(frozen=True, slots=True)
class Shift:
    """One person on one post, on one date or on weekdays (Monday 0), in the site's local time.

    `end` at or before `start` means the next day. Exactly one of `date` (`2026-11-23`) and `weekdays` is set.
    """

    id: str
    person_id: str
    role: str
    post_id: str = ""
    date: str = ""
    weekdays: tuple[int, ...] = ()
    start: str = "08:00"
    end: str = "20:00"


@dataclass(frozen=True, slots=True)
class Why:
    """Why somebody is on duty: one of WHYS, the record it follows from, and whom they stand there for."""

    code: str = WEEKLY
    source_id: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A shift as it falls on the calendar, in UTC. What an exchange has changed lies beside the shift it came from."""

    shift: Shift
    starts: datetime
    ends: datetime
    why: Why = field(default_factory=Why)
