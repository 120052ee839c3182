"""What figures are counted from: incidents with what they owed, alarms, the uptime of cameras. Codes and numbers, no words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.model.deadline import Stage
from app.model.incident import FALSE_ALARM

Unit = Literal["day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")
Group = Literal["real", "false_alarm", "drill"]
GROUPS: tuple[Group, ...] = ("real", "false_alarm", "drill")
"""Each incident belongs to exactly one."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the site's calendar, both ends included."""

    unit: Unit
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` to before `until`."""

    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until

    @property
    def hours(self) -> float:
        return (self.until - self.since).total_seconds() / 3600


@dataclass(frozen=True, slots=True)
class Counted:
    """Of an incident: what it is counted by."""

    id: str
    opened_at: datetime
    kind: str
    place_id: str
    drill: bool
    state: str
    plan_version: int = 0
    """Of the plan it follows, which it is named by alone; among others it counts by its kind."""

    @property
    def group(self) -> Group:
        """A drill that was called off stays a drill."""
        if self.drill:
            return "drill"
        return "false_alarm" if self.state == FALSE_ALARM else "real"


@dataclass(frozen=True, slots=True)
class Took:
    """How long the first of a kind took in one incident, against the target it had then; None: missed and never done."""

    incident_id: str
    stage: Stage
    target_s: float
    took_s: float | None

    @property
    def late(self) -> bool:
        return self.took_s is None or self.took_s > self.target_s


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A change of shift that is past, and when both had signed; None: nobody handed over."""

    due_at: datetime
    accepted_at: datetime | None
    late: bool
    """The alarm for a late one was raised, or nobody handed over at all."""


Rung = tuple[str, str]
"""An alarm: its stored moment and the kind of its entry. Of tens of thousands none is made more than that."""
