"""When the shift changes at the console, by the roster: who goes and who comes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.model.roster import Duty

OVERLAP = timedelta(hours=1)
"""Who comes may begin so long before the one who is relieved ends."""
_CONSOLE = ("operator", "leader")
"""Whose change of shift it is: the operators', and where the roster plans none, the leaders'."""


@dataclass(frozen=True, slots=True)
class ShiftChange:
    """At `due` the outgoing duties are over and the incoming ones have begun."""

    due: datetime
    outgoing: tuple[Duty, ...]
    incoming: tuple[Duty, ...]


def console_role(duties: Iterable[Duty]) -> str:
    """The role whose duties change the shift; empty where the roster plans neither."""
    planned = {duty.shift.role for duty in duties}
    return next((role for role in _CONSOLE if role in planned), "")


def shift_changes(duties: Sequence[Duty], since: datetime, until: datetime) -> list[ShiftChange]:
    """Every change of shift that is due from `since` on and before `until`, the earliest first.

    Somebody relieves those whose duty ends within an hour after their own has begun; where nobody is on duty when they
    come, those who were on duty last. Who joins others that stay relieves nobody. `duties` must reach a day further
    back than `since`.
    """
    role = console_role(duties)
    own = [duty for duty in duties if duty.shift.role == role]
    found: dict[datetime, tuple[list[Duty], list[Duty]]] = {}
    for begin in sorted({duty.starts for duty in own}):
        coming = [duty for duty in own if duty.starts == begin]
        going = _relieved(own, begin)
        if not going:
            continue
        due = max(begin, *(duty.ends for duty in going))
        outgoing, incoming = found.setdefault(due, ([], []))
        outgoing.extend(duty for duty in going if duty not in outgoing)
        incoming.extend(coming)
    changes = [ShiftChange(due, tuple(going), tuple(coming)) for due, (going, coming) in found.items()]
    return [
        change
        for change in sorted(changes, key=lambda one: one.due)
        if since <= change.due < until and _people(change.outgoing) != _people(change.incoming)
    ]


def leaders_at(duties: Iterable[Duty], at: datetime) -> tuple[Duty, ...]:
    """The duty leaders of a moment: they stand on the sheet beside the operators."""
    return tuple(duty for duty in duties if duty.shift.role == "leader" and duty.starts <= at < duty.ends)


def _relieved(duties: Sequence[Duty], begin: datetime) -> list[Duty]:
    """Whom those relieve who begin then."""
    earlier = [duty for duty in duties if duty.starts < begin]
    ending = [duty for duty in earlier if begin <= duty.ends <= begin + OVERLAP]
    if ending:
        return ending
    if any(duty.ends > begin for duty in earlier):
        return []
    last = max((duty.ends for duty in earlier), default=None)
    return [duty for duty in earlier if duty.ends == last]


def _people(duties: Iterable[Duty]) -> set[str]:
    return {duty.shift.person_id for duty in duties}
