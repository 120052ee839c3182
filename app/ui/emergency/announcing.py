"""What this computer says aloud, and when: pure, without Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.model.incident import Incident

REPEAT_S = 30.0
MANY = 3
"""More emergencies than this are only counted: nobody listens to a list."""
ALL = "*"


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words said last about an incident (or about all of them), and when, in monotonic seconds."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Announcement:
    about: str
    """An incident's id, or `ALL`."""
    text: str


def unanswered(incidents: Iterable[Incident], muted: Iterable[str]) -> list[Incident]:
    """Running ones that nobody called has confirmed, and whose sound nobody has muted."""
    silenced = set(muted)
    return [
        incident
        for incident in incidents
        if incident.id not in silenced and not any(call.acknowledged_at for call in incident.calls)
    ]


def next_announcement(
    wanted: Iterable[Announcement], spoken: Mapping[str, Spoken], now: float
) -> Announcement | None:
    """The one to say now: new words at once, the same ones every half minute, the longest silent first."""
    due = [
        one
        for one in wanted
        if (last := spoken.get(one.about)) is None or last.text != one.text or now - last.at >= REPEAT_S
    ]
    never = Spoken("", float("-inf"))
    return min(due, key=lambda one: spoken.get(one.about, never).at, default=None)
