"""Who was planned and who was there, role by role, at every moment of a span. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.model.roster import Duty
from app.model.rota import Presence
from app.roster.rules import rank
from app.shift_review.bars import Bar

FULL, SHORT, NOBODY, EXTRA, UNKNOWN = "full", "short", "nobody", "extra", "unknown"
"""All planned are there; some are; none is; more are there than planned, or though nobody was; nobody clocks on."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Between two changes nobody came, went, began or ended."""

    start: float
    end: float
    planned: tuple[str, ...]
    there: tuple[str, ...]
    """Ids of people who had clocked on."""

    def state(self, *, clocking: bool) -> str:
        if not clocking:
            return UNKNOWN
        missing = [person for person in self.planned if person not in self.there]
        if not missing:
            return FULL if len(self.there) == len(self.planned) else EXTRA
        return SHORT if self.there else NOBODY


@dataclass(frozen=True, slots=True)
class RolePresence:
    """Of one role, the stretches in which anybody was planned or there."""

    role: str
    stretches: tuple[Stretch, ...]

    def at(self, position: float) -> Stretch | None:
        place = bisect_right(self.stretches, position, key=lambda each: each.start) - 1
        found = self.stretches[place] if place >= 0 else None
        return found if found is not None and position < found.end else None


def presence_of(
    duties: Iterable[Duty], presences: Iterable[Presence], since: datetime, until: datetime, now: datetime
) -> tuple[RolePresence, ...]:
    """In the order of roles. What is still to come has nobody there."""
    planned: dict[str, list[tuple[float, float, str]]] = {}
    there: dict[str, list[tuple[float, float, str]]] = {}
    for duty in duties:
        span = (duty.starts.timestamp(), duty.ends.timestamp(), duty.shift.person_id)
        planned.setdefault(duty.shift.role, []).append(span)
    for one in presences:
        end = (one.off_at or max(now, one.on_at)).timestamp()
        there.setdefault(one.role, []).append((one.on_at.timestamp(), end, one.person_id))
    found = []
    for role in sorted({*planned, *there}, key=rank):
        stretches = _stretches(
            planned.get(role, ()), there.get(role, ()), since.timestamp(), until.timestamp()
        )
        if stretches:
            found.append(RolePresence(role, stretches))
    return tuple(found)


def bars_of(roles: Sequence[RolePresence], now: float, *, clocking: bool) -> tuple[Bar, ...]:
    """A row for each role. Nothing is said of what is still to come."""
    bars = []
    for row, role in enumerate(roles):
        for each in role.stretches:
            if each.start < now:
                code = each.state(clocking=clocking)
                bars.append(Bar(each.start, min(each.end, now), code, role.role, row, count=len(each.there)))
    return tuple(bars)


def _stretches(
    planned: Sequence[tuple[float, float, str]],
    there: Sequence[tuple[float, float, str]],
    since: float,
    until: float,
) -> tuple[Stretch, ...]:
    edges = {since, until}
    for start, end, _ in (*planned, *there):
        edges |= {min(max(edge, since), until) for edge in (start, end)}
    ordered = sorted(edges)
    found: list[Stretch] = []
    for start, end in zip(ordered, ordered[1:], strict=False):
        names = _covering(planned, start), _covering(there, start)
        if not any(names):
            continue
        last = found[-1] if found else None
        if last is not None and last.end == start and (last.planned, last.there) == names:
            found[-1] = Stretch(last.start, end, *names)
        else:
            found.append(Stretch(start, end, *names))
    return tuple(found)


def _covering(spans: Iterable[tuple[float, float, str]], position: float) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for start, end, person in spans if start <= position < end))
