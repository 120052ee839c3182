"""What a report over a time is drafted from. Pure records; `gathering` fills them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.figures.counting import Count
from app.figures.times import Times
from app.model.deadline import Stage
from app.model.figures import Counted, Group, Span, Took
from app.model.review import Measure


@dataclass(frozen=True, slots=True)
class Told:
    """An entry that a person wrote, in its last wording."""

    at: datetime
    text: str
    place_id: str
    by: str
    """The name it was signed with."""
    person_id: str


@dataclass(frozen=True, slots=True)
class Owing:
    """An incident that is over, and the reports it still owes."""

    incident: Counted
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """An incident and its outcome; `turn_out` None where that was never due."""

    incident: Counted
    closed_at: datetime | None
    reason: str
    turn_out: Took | None


@dataclass(frozen=True, slots=True)
class Tours:
    walked: int
    steps: int
    missed: int
    """Steps nobody looked at."""
    not_begun: int


@dataclass(frozen=True, slots=True)
class CameraFaults:
    """Of one camera: how often its picture was lost or spoilt, and what share of the time it was live."""

    camera_id: str
    times: int
    share: float | None
    lost_at_end: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """`until` is the end of what is covered, or now where that is not over."""

    span: Span
    today: str
    """The site's day of the last moment covered: what was due before it is overdue."""
    has_before: bool
    """Whether there was a log in the time before: else its nothing would be taken for a quiet time."""
    groups: dict[Group, Count]
    kinds: Sequence[Count]
    times: Sequence[Times]
    happened: Sequence[Happened]
    """Real ones and false alarms, the oldest first."""
    drills: Sequence[Happened]
    hazards: Sequence[Told]
    closed: Sequence[Told]
    """What closed hazards, whenever they were found."""
    open_hazards: int
    handovers: int
    handovers_in_time: int
    orders: Sequence[Told]
    faults: Sequence[Told]
    patrols: int
    tours: Tours
    cameras: Sequence[CameraFaults]
    live: float | None
    alarms: int
    decided: int
    """Measures decided in this time."""
    done: Sequence[Measure]
    open: Sequence[Measure]
    running: Sequence[Counted]
    """Incidents that are not over, whenever they began."""
    owing: Sequence[Owing]
    """Incidents that are over and still owe reports above, whenever they began."""
    owed: int
    """Reports and confirmations that incidents of this time missed and never got."""
