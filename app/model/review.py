"""What is made of an incident afterwards: conclusions, and measures with somebody who sees to them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Review:
    """`conclusions` as they were written down last; `draft` is what is being typed and not yet written down."""

    incident_id: str
    conclusions: str = ""
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something to be done about it. Open until somebody says that it is done."""

    id: str
    incident_id: str
    text: str
    owner_id: str
    due: str
    """Day of the site, `2026-12-01`."""
    created_at: datetime
    by_id: str = ""
    done_at: datetime | None = None
    done_by: str = ""
    outcome: str = ""
    """What came of it, said when it was done."""
