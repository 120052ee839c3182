"""The page for phones and tablets on the local network: how it is set, and what became of each link."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LanPage:
    """How the page is offered. Off until somebody switches it on."""

    on: bool = False
    address: str = ""
    """One of this computer's own addresses; empty until one is chosen."""
    port: int = 8443
    hours: int = 12
    """A link opens nothing any more so long after its call, also when the incident still runs."""
    photos: int = 20
    """At most by one link; 0 switches photos off."""


@dataclass(frozen=True, slots=True)
class Link:
    """What is kept of a call's link; one that nobody has touched has no record."""

    call_id: str
    device: str = ""
    """SHA-256 of the secret of the one device that may use it; empty until a device has opened it."""
    opened_at: datetime | None = None
    opened_from: str = ""
    """Network address of that device."""
    revoked_at: datetime | None = None
    photos: int = 0


@dataclass(frozen=True, slots=True)
class ReportLink:
    """What is kept of the link by which one receiver reads a report; as of `Link`."""

    message_id: str
    device: str = ""
    opened_at: datetime | None = None
    opened_from: str = ""
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClockLink:
    """By it a person clocks on and off from one phone. Each person has at most one that is not withdrawn."""

    id: str
    person_id: str
    made_at: datetime
    device: str = ""
    """As of `Link`."""
    opened_at: datetime | None = None
    opened_from: str = ""
    revoked_at: datetime | None = None
