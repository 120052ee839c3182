"""What an incident owes and until when: confirmation, turn-out, reports upward."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Stage = Literal["acknowledge", "turn_out", "phone", "written", "follow_up", "final"]
DueEnd = Literal["", "closed", "changed", "waived"]
EVERY_LEVEL = 0


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a report goes to: everybody of a role, or one person. Both empty for what is owed within the house."""

    role: str = ""
    person_id: str = ""

    def __bool__(self) -> bool:
        return bool(self.role or self.person_id)

    @property
    def code(self) -> str:
        """As one word: `street_office`, `@lin`, or empty."""
        return self.role or (f"@{self.person_id}" if self.person_id else "")


@dataclass(frozen=True, slots=True)
class ReportDeadline:
    """A line of the site's table. A row for an incident's own level goes before one for every level; 0 means not owed."""

    id: str
    recipient: Recipient
    level: int = EVERY_LEVEL
    phone_min: int = 15
    written_min: int = 60
    follow_up_h: int = 24
    """A long event is reported again this often; the final report is due this long after the end."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing owed in one incident. The monotonic time counts within `boot_id`, the wall clock after a restart of the PC."""

    id: str
    incident_id: str
    stage: Stage
    recipient: Recipient
    number: int
    """Of follow-ups, from 1 on; of final reports, how many were before a reopening; 0 for the others."""
    level: int
    """The incident's level for which the time was taken out of the table."""
    length_s: float
    due_at: datetime
    due_monotonic: float
    boot_id: str
    met_at: datetime | None = None
    missed_at: datetime | None = None
    """When it was noticed that the time was over; stays when it is met later."""
    ended_at: datetime | None = None
    ended: DueEnd = ""
    """No longer owed: the incident is over, became another kind, or a person said so with `reason`."""
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.ended_at is None


@dataclass(frozen=True, slots=True)
class PhoneReport:
    """Somebody above was told on the telephone."""

    id: str
    incident_id: str
    recipient: Recipient
    whom: str
    """Who took the call."""
    at: datetime
    said: str = ""
    by_id: str = ""
