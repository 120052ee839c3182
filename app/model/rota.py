"""What a roster is made of beyond single shifts: strength, rotations, sheets, exchanges, leave, what people may do."""

from dataclasses import dataclass, field
from datetime import datetime

from app.model.roster import EVERY_DAY, Shift
from app.model.words import Words

WEEKDAYS = "weekdays"
WORKDAYS = "workdays"
REST_DAYS = "rest_days"
ALL_DAYS = "days"
NEED_DAYS = (WEEKDAYS, WORKDAYS, REST_DAYS)
TURN_DAYS = (ALL_DAYS, WORKDAYS, REST_DAYS)
QUALIFICATIONS = ("fire_control", "first_aid", "security_guard", "lpg", "electrician", "lift")
LEAVE_KINDS = ("annual", "sick", "personal", "training", "other")

ASKED = "asked"
AGREED = "agreed"
APPROVED = "approved"
REFUSED = "refused"
WITHDRAWN = "withdrawn"
SUPERSEDED = "superseded"
"""A sheet published later already says what it said."""


@dataclass(frozen=True, slots=True)
class ShiftKind:
    """A shift by its name, as offices speak of them (白班, 夜班): its letter stands in the month grid."""

    id: str
    name: Words
    letter: Words
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Need:
    """How many are needed in a role, at a post (any when empty), between two times of the days named.

    `days` is one of NEED_DAYS; `weekdays` counts for WEEKDAYS alone. Of several lines for one moment the highest counts.
    """

    id: str
    role: str
    post_id: str = ""
    days: str = WEEKDAYS
    weekdays: tuple[int, ...] = EVERY_DAY
    start: str = "00:00"
    end: str = "24:00"
    count: int = 1
    qualifications: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A day of a rotation's cycle: from when to when, or rest (both empty)."""

    start: str = ""
    end: str = ""


REST = Slot()


@dataclass(frozen=True, slots=True)
class Group:
    """Who work together, and how many turns they are ahead in the cycle."""

    person_ids: tuple[str, ...]
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Rotation:
    """A cycle of days that groups go through one after the other, from `starts_on` on, until before `ends_on`.

    `anchor` is the day of the cycle's first turn: a later version of a rotation keeps it, so that the turns go on.
    `turns` says which days count as turns: on other days nobody of it is on duty.
    """

    id: str
    name: Words
    role: str
    post_id: str
    starts_on: str
    anchor: str
    cycle: tuple[Slot, ...]
    groups: tuple[Group, ...]
    ends_on: str = ""
    turns: str = ALL_DAYS


@dataclass(frozen=True, slots=True)
class Line:
    """A role at a post: what a sheet plans."""

    role: str
    post_id: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's duty on one date of a sheet. A locked one stays when the program drafts anew."""

    id: str
    person_id: str
    role: str
    post_id: str
    date: str
    start: str
    end: str
    locked: bool = False

    @property
    def line(self) -> Line:
        return Line(self.role, self.post_id)

    @property
    def shift(self) -> Shift:
        return Shift(
            self.id, self.person_id, self.role, self.post_id, self.date, start=self.start, end=self.end
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """Duties of some lines from one date to another. A draft binds nobody; published, it stands for the lines' days."""

    id: str
    name: str
    first: str
    last: str
    lines: tuple[Line, ...]
    published: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """`person_in` instead of `person_out` between two moments. Without `person_out` one more, without `person_in` one less."""

    person_out: str
    person_in: str
    role: str
    post_id: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """A change of who is on duty: an order (override), a swap of two, a stand-in. Only an approved one counts.

    `number` tells the order in which they were approved: the later one finds what the earlier one has made.
    """

    id: str
    kind: str
    legs: tuple[Leg, ...]
    state: str = ASKED
    reason: str = ""
    asked_by: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody is away, from one moment to another: whatever puts them on duty, they are not."""

    id: str
    person_id: str
    starts: datetime
    ends: datetime
    kind: str = "annual"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Qualification:
    """A certificate; `expires` is the last date on which it counts, empty for none."""

    code: str
    expires: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Hours: in a week, of rest between duties, of one stretch. None: as the site says; 0: no limit."""

    week_h: int | None = None
    rest_h: int | None = None
    stretch_h: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody may be planned for."""

    person_id: str
    qualifications: tuple[Qualification, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @property
    def id(self) -> str:
        """There is one a person."""
        return self.person_id


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody would rather be free (`off`) or on duty (`on`) on a date."""

    person_id: str
    date: str
    want: str = "off"


@dataclass(frozen=True, slots=True)
class DayMark:
    """A public holiday or a shifted working day that the site has entered by hand."""

    date: str
    working: bool
    name: Words = field(default_factory=Words)

    @property
    def id(self) -> str:
        """There is one a date."""
        return self.date


@dataclass(frozen=True, slots=True)
class RosterSettings:
    """What the site says for everybody. With `clocking` on, who has not clocked on is not taken to be there."""

    limits: Limits = field(default_factory=lambda: Limits(0, 8, 24))
    clocking: bool = False
    early_min: int = 60
    late_min: int = 10

    @property
    def id(self) -> str:
        """There is one in all."""
        return "1"


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody clocked on, and off again. The duty is the one it was for; empty `role`: none was planned."""

    id: str
    person_id: str
    role: str
    post_id: str
    duty_starts: datetime | None
    duty_ends: datetime | None
    on_at: datetime
    off_at: datetime | None = None
