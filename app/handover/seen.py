"""What one look at the duty room brings: all that a draft is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.model.deadline import Due
from app.model.handover import Fact, HandoverDue
from app.model.health import Condition
from app.model.incident import Incident
from app.model.journal import Entry
from app.model.message import ModemState
from app.model.rota import Exchange, Leave
from app.model.site import Camera, Channel
from app.model.words import Words
from app.roster.cover import Gap


@dataclass(frozen=True, slots=True)
class Equipped:
    """What is held in memory, not in the database: cameras, channels, recordings, this computer."""

    conditions: tuple[Condition, ...] = ()
    live: frozenset[str] | None = None
    """Ids of cameras whose pictures come: of the others nothing can be said. None: the wall was not asked."""
    channels: tuple[tuple[Channel, str], ...] = ()
    """Each with what is to be thought of it."""
    modems: tuple[ModemState, ...] = ()
    messages: tuple[int, int] = (0, 0)
    """How many need a hand, and how many wait."""
    relays: tuple[tuple[str, Words, str], ...] = ()
    """Id and name of those that do not obey, and why."""
    recording: tuple[str, ...] = ()
    """Codes of why something is not recorded."""
    scarcity: str = ""
    days_left: float | None = None
    free_bytes: int | None = None
    """On the disk of the data folder; None: it cannot be asked."""
    sounds: tuple[tuple[str, str], ...] = ()
    """What of this computer cannot be heard, and why."""
    more: tuple[Fact, ...] = ()
    """What other parts of the program add of themselves."""


@dataclass(frozen=True, slots=True)
class Notice:
    """An entry of a person in its last corrected wording."""

    entry: Entry
    text: str
    place: Words = field(default_factory=Words)


@dataclass(frozen=True, slots=True)
class Seen:
    """Of the moment `now`; entries are those of the shift."""

    now: datetime
    since: datetime
    equipped: Equipped = field(default_factory=Equipped)
    running: tuple[Incident, ...] = ()
    closed: tuple[Incident, ...] = ()
    """In this shift, and earlier ones that still owe something."""
    dues: Mapping[str, tuple[Due, ...]] = field(default_factory=dict)
    """Still owed, by incident."""
    kinds: Mapping[str, Words] = field(default_factory=dict)
    """What the plans are called that the incidents follow, by incident."""
    places: Mapping[str, Words] = field(default_factory=dict)
    people: Mapping[str, Words] = field(default_factory=dict)
    posts: Mapping[str, Words] = field(default_factory=dict)
    cameras: tuple[Camera, ...] = ()
    hazards: tuple[Notice, ...] = ()
    hazards_in_all: int = 0
    hazard_days: int = 30
    notices: tuple[Notice, ...] = ()
    """Orders, faults and what people wrote for the handover, the oldest first."""
    tours: tuple[Entry, ...] = ()
    tours_walked: int = 0
    tours_missed: tuple[Entry, ...] = ()
    """What nobody looked at: each stands right after the end of its round."""
    faults: tuple[Entry, ...] = ()
    """Of the program itself."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Entries of the shift by kind."""
    numbers: tuple[int, int] = (0, 0)
    """Of its first and last entry."""
    exchanges: tuple[Exchange, ...] = ()
    leaves: tuple[Leave, ...] = ()
    gaps: tuple[Gap, ...] = ()
    conflicts: int = 0
    published: tuple[Entry, ...] = ()
    missed: tuple[HandoverDue, ...] = ()
    """Handovers that nobody made since the last one."""
