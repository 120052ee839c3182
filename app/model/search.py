"""What is looked for in the log, and what was found."""

from dataclasses import dataclass
from datetime import datetime

from app.model.journal import Entry


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; empty means everything. `since` belongs to the time asked for, `until` no longer does."""

    words: str = ""
    kinds: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Kinds that are not wanted."""
    place_id: str = ""
    camera_id: str = ""
    person_id: str = ""
    incident_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Newest first. `unsearched` entries were passed over: the index is still being made."""

    entries: tuple[Entry, ...] = ()
    unsearched: int = 0


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """What the filters of the log stood at, under a name; days are kept as they are said (`today`, `week`, a date)."""

    id: str
    name: str
    words: str = ""
    groups: tuple[str, ...] = ()
    place_id: str = ""
    camera_id: str = ""
    person_id: str = ""
    incident_id: str = ""
    day: str = ""
    date: str = ""
    """Of `day` where one day was chosen, or both ends of a span."""
    scope: str = ""
    """`people` or `important`; empty for all."""
