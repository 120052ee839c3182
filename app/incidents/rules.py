"""Pure decisions about an incident: who is called, how its clock runs, what may still be done to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.core.errors import NotAllowed
from app.model.incident import RUNNING, Call, Incident, Tier
from app.model.roster import Duty, Shift
from app.model.site import Person

PRESS_AGAIN_S = 3.0
"""A second press within this time is the same press (a trembling hand, a bouncing key)."""
FALLBACK_TIER = Tier(number=1, roles=("operator", "leader", "patrol", "post"))
"""DOMAIN: tier 1 is the shift itself. Used when no plan says otherwise."""


@dataclass(frozen=True, slots=True)
class Press:
    """One press of the button, wherever it was. `at` is in monotonic seconds."""

    at: float
    origin: str
    kind: str
    place_id: str
    drill: bool


def is_same_press(before: Press, now: Press) -> bool:
    """Whether a press repeats the one before: the same alarm from the same hand within 3 s.

    Button and key are one hand. Another kind, place or origin is another alarm, however soon it comes.
    """
    here = ("button", "key")
    one_hand = now.origin == before.origin or (now.origin in here and before.origin in here)
    same = (now.kind, now.place_id, now.drill) == (before.kind, before.place_id, before.drill)
    return one_hand and same and now.at - before.at < PRESS_AGAIN_S


@dataclass(frozen=True, slots=True)
class Target:
    """A person to call, and the role they are called in."""

    person: Person
    role: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a tier calls now; `empty_roles` are roles for which the roster has nobody at this moment."""

    targets: tuple[Target, ...]
    empty_roles: tuple[str, ...]


def resolve_tier(
    tier: Tier, people: Iterable[Person], shifts: Iterable[Shift], duties_now: Iterable[Duty]
) -> Resolution:
    """The people of a tier at this moment.

    A role that the roster plans is answered by those on duty in it; a role nobody is rostered for (police office,
    committee) by everybody who has it. A tier that would call nobody at all calls everybody with its roles.
    """
    known = {person.id: person for person in people if person.active}
    rostered = {shift.role for shift in shifts}
    on_duty = [(duty.shift.role, duty.shift.person_id) for duty in duties_now]
    found: dict[str, Target] = {}
    empty = []
    for role in tier.roles:
        if role in rostered:
            ids = [person_id for duty_role, person_id in on_duty if duty_role == role and person_id in known]
        else:
            ids = [person.id for person in known.values() if role in person.roles]
        if not ids:
            empty.append(role)
        for person_id in ids:
            found.setdefault(person_id, Target(known[person_id], role))
    for person_id in tier.person_ids:
        if person_id in known:
            found.setdefault(person_id, Target(known[person_id], ""))
    if not found:
        found = {p.id: Target(p, _shared_role(p, tier)) for p in known.values() if _shared_role(p, tier)}
    return Resolution(tuple(found.values()), tuple(empty))


def elapsed_s(incident: Incident, now: datetime, monotonic: float, boot_id: str) -> float:
    """Seconds since the click: exact within the boot it began in, by the wall clock after a restart of the PC."""
    if boot_id == incident.boot_id:
        return max(0.0, monotonic - incident.opened_monotonic)
    return max(0.0, (now - incident.opened_at).total_seconds())


def refuse_if_closed(incident: Incident) -> None:
    """Raises NotAllowed (incident_closed) for anything done to an incident that is over."""
    if incident.state != RUNNING:
        raise NotAllowed("incident_closed", id=incident.id)


def not_yet_called(targets: Iterable[Target], calls: Iterable[Call]) -> tuple[Target, ...]:
    """Those of the targets whom this incident has not called before."""
    called = {call.person_id for call in calls}
    return tuple(target for target in targets if target.person.id not in called)


def _shared_role(person: Person, tier: Tier) -> str:
    return next((role for role in tier.roles if role in person.roles), "")
