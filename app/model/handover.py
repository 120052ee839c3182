"""Shift handovers: what one shift leaves to the next, who signed it, and when it was due."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from app.model.words import Words

Section = Literal[
    "incident", "camera", "channel", "hazard", "order", "roster", "tour", "system", "missed", "log", "note"
]
SECTIONS: tuple[Section, ...] = (
    "incident", "order", "hazard", "note", "camera", "channel", "system", "tour", "roster", "missed", "log",
)  # fmt: skip
"""In the order of the form: what must not be forgotten first."""
Weight = Literal["fine", "told", "wrong"]
"""`wrong` needs a hand, `told` must be known, `fine` says that there is nothing."""
State = Literal["draft", "offered", "accepted"]
"""Being completed by the outgoing; signed by the outgoing, being checked; signed by both."""
Verdict = Literal["", "agreed", "remarked", "refused"]
Side = Literal["outgoing", "incoming", "leader"]

DRAFT: State = "draft"
OFFERED: State = "offered"
ACCEPTED: State = "accepted"
OUTGOING: Side = "outgoing"
INCOMING: Side = "incoming"
LEADER: Side = "leader"
CONFIRMED: tuple[Verdict, ...] = ("agreed", "remarked")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the next shift must know, as the program sees it.

    Attributes:
        key: the same matter has the same key in every draft.
        code: which sentence of `resources/handover.toml` says it.
        data: what the sentence is filled with; names of the site as `place_zh` and `place_en`.
        source: where to look: `incident:ID`, `camera:ID`, `entry:NUMBER`, `channel:ID`; empty for nowhere.
    """

    key: str
    section: Section
    code: str
    data: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""
    since: datetime | None = None
    weight: Weight = "told"


@dataclass(frozen=True, slots=True)
class Point:
    """A row of the form: a fact, or what the outgoing wrote by hand; then what both sides say to it."""

    fact: Fact
    words: str = ""
    """Of the outgoing."""
    verdict: Verdict = ""
    remark: str = ""
    """Of the incoming: the remark, or why it is refused."""
    carried: int = 0
    """In how many handovers before this one it was not confirmed."""
    gone: bool = False
    """It was carried over and is no longer the case."""
    earlier: str = ""
    """Why it was not confirmed the last time."""

    @property
    def key(self) -> str:
        return self.fact.key

    @property
    def is_confirmed(self) -> bool:
        return self.verdict in CONFIRMED


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the site's list of keys and equipment."""

    id: str
    name: Words
    expected: int
    position: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """A line of the list as it was counted; None: not yet."""

    item: Item
    outgoing: int | None = None
    incoming: int | None = None
    why: str = ""
    """Explains a difference."""

    @property
    def differs(self) -> bool:
        """Whether what was counted is not what is expected, or not the same on both sides."""
        counted = {count for count in (self.outgoing, self.incoming) if count is not None}
        return bool(counted - {self.item.expected})


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a shift. `planned`: by the roster; `present`: they are there."""

    person_id: str
    name: Words
    role: str = ""
    planned: bool = True
    present: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """One with a PIN. `attempt`: a handover that was refused is signed again."""

    side: Side
    attempt: int
    person_id: str
    name: Words
    at: datetime
    beside: bool = False
    """Of somebody who stood the shift with the one whose signature counts; the content's hash does not cover it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The incoming shift did not take it over; or the outgoing took the signature back (`by_outgoing`)."""

    attempt: int
    person_id: str
    name: Words
    at: datetime
    reason: str
    by_outgoing: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """Why it was handed over while an incident was running, and which leader approved."""

    reason: str = ""
    leader_id: str = ""
    leader: Words = field(default_factory=Words)


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover. Accepted, it never changes again; a leader's signature lies beside it."""

    id: str
    begun_at: datetime
    since: datetime
    """Begin of the shift: what happened from here on is told."""
    due_at: datetime | None = None
    """When the roster wants it; None where it is silent."""
    state: State = DRAFT
    attempt: int = 1
    revision: int = 1
    """Counts every change: nobody signs what they did not see."""
    outgoing: tuple[Member, ...] = ()
    incoming: tuple[Member, ...] = ()
    points: tuple[Point, ...] = ()
    counts: tuple[Count, ...] = ()
    signatures: tuple[Signature, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    approval: Approval = field(default_factory=Approval)
    accepted_at: datetime | None = None
    serial: str = ""
    """`2026-015`, given when it is accepted."""
    hash: str = ""
    """SHA-256 of its content; the log's entry of the acceptance carries it, too."""
    entry: int = 0
    """Number of that entry …"""
    head: str = ""
    """… and its hash: paper that bears it anchors the log up to there."""

    def signature(self, side: Side) -> Signature | None:
        """The one that counts."""
        found = [
            one
            for one in self.signatures
            if one.side == side and not one.beside and (side == LEADER or one.attempt == self.attempt)
        ]
        return found[-1] if found else None

    def signed_beside(self, side: Side) -> tuple[Signature, ...]:
        """Of those who stood the shift with the one whose signature counts."""
        return tuple(
            one for one in self.signatures if one.side == side and one.beside and one.attempt == self.attempt
        )

    @property
    def is_open(self) -> bool:
        return self.state != ACCEPTED


@dataclass(frozen=True, slots=True)
class HandoverDue:
    """A change of shift by the roster, and what became of it. Each time is told in the log once."""

    due_at: datetime
    outgoing: tuple[Member, ...] = ()
    incoming: tuple[Member, ...] = ()
    reminded_at: datetime | None = None
    late_at: datetime | None = None
    missed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    """The roster no longer has it."""
    accepted_at: datetime | None = None
    handover_id: str = ""

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.missed_at is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class HandoverSettings:
    """What the site says. Minutes before the change of shift for the reminder, after it for the alarm."""

    remind_min: int = 15
    late_min: int = 15
    hazard_days: int = 30
    """A hazard open for longer is overdue."""

    @property
    def id(self) -> str:
        """There is one in all."""
        return "1"
