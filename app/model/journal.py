"""Entries of the duty log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

NOTE_KINDS = (
    "note", "patrol", "visitor", "complaint", "check", "key", "fault", "hazard", "order", "handover",
)  # fmt: skip
"""Kinds a person may choose; every other kind is written by the program."""

WITHDRAWALS = (
    "acknowledgement_withdrawn", "mark_withdrawn", "arrival_withdrawn", "step_withdrawn", "called_withdrawn",
)  # fmt: skip
"""What somebody takes back that was marked by mistake; each points at the entry that was wrong."""
CORRECTIONS = ("amendment", *WITHDRAWALS, "tier_reopened", "turn_out_reopened", "turn_out_passed_on")
"""Kinds of entries that say of another one that it does not hold."""

REMARK = "shift_remark"
"""What a leader says of a moment of a shift, later; the moment is the entry's `event_at`."""
DAMAGED = "damaged_entry"
"""Kind of what stands in the place of an entry that cannot be read."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a signed-in person, or the system (`person_id` empty)."""

    person_id: str = ""
    name: str = ""


SYSTEM = Actor()


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is stored. `text` is a person's words; `data` are the values a program's entry shows."""

    kind: str
    text: str = ""
    actor: Actor = SYSTEM
    data: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    camera_id: str = ""
    place_id: str = ""
    incident_id: str = ""
    amends: int = 0
    """Number of the entry this one corrects; 0 for none."""
    media: tuple[str, ...] = ()
    """SHA-256 of pictures and files that belong to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored entry: number (1, 2, 3 ... without gaps), time, content, and its place in the hash chain."""

    number: int
    at: datetime
    boot_id: str
    monotonic_ms: int
    draft: Draft
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last entry up to some moment. Its hash, on paper, anchors that entry and all before it."""

    number: int
    at: datetime
    hash: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Result of checking the chain. `first_bad` is the number of the first wrong entry, 0 when all is well."""

    ok: bool
    entries: int
    first_bad: int = 0
    reason: str = ""
    """hash_differs, link_broken, number_missing, tail_missing or media_missing, media_differs."""
    head: str = ""


@dataclass(frozen=True, slots=True)
class CheckStanding:
    """How far the log was found unchanged by the check in the background.

    Attributes:
        number, hash: the last entry that was checked.
        at: when; None before the first check.
        whole_at: when all entries and files were last checked; None for never.
        first_bad, reason: where it was not unchanged; 0 and empty where it was.
    """

    number: int = 0
    hash: str = ""
    at: datetime | None = None
    whole_at: datetime | None = None
    first_bad: int = 0
    reason: str = ""
