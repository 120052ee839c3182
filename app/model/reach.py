"""Reachability checks: somebody on duty is asked at random whether they answer (24小时电话畅通)."""

from dataclasses import dataclass
from datetime import datetime

from app.model.words import Words

OPEN, ANSWERED, MISSED, LATE = "open", "answered", "missed", "late"


@dataclass(frozen=True, slots=True)
class ReachCheck:
    """One person asked once. `path` tells how the answer came: `sms`, `link`, `call` (taken) or `hand` (told to the operator)."""

    id: str
    person_id: str
    name: Words
    role: str
    asked_at: datetime
    due_at: datetime
    """Who has not answered by then has missed it."""
    state: str = OPEN
    answered_at: datetime | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class ReachSettings:
    """How often somebody is asked, and how long they have; none a week: nobody is."""

    per_week: int = 0
    within_min: int = 10
