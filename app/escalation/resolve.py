"""Whom a tier calls at a moment, and why. Pure: the people and duties of that moment are handed in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.model.plan import GROUP, PERSON, POST, ROLE, Target, Tier
from app.model.roster import Duty, Shift
from app.model.site import Person

GROUP_LEADER = "group_leader"
ON_DUTY = "on_duty"
AT_POST = "at_post"
HAS_ROLE = "has_role"
"""A role for which nobody is rostered (police office, committee): everybody who has it."""
LEADS = "leads"
ANY_LEADER = "any_leader"
"""Nobody is known to lead this working group: group leaders of whom the site does not say which group are called."""
NAMED = "named"
OFF_DUTY = "off_duty"
"""The tier had nobody on duty: those with its roles are called all the same."""
ADDED = "added"
"""Somebody has added this person by hand."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is there at a moment. `rostered` are the roles that the roster plans at all."""

    people: tuple[Person, ...]
    duties: tuple[Duty, ...]
    rostered: frozenset[str]


@dataclass(frozen=True, slots=True)
class Callee:
    """A person to call: the role they are called in, why, and their channels in the order to try."""

    person: Person
    role: str
    why: str
    channels: tuple[str, ...]
    detail: str = ""
    """Of `why`: how the roster put them there, the post, the working group."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """`nobody` are the targets that found nobody. `empty`: none found anybody; who is called then is off duty."""

    callees: tuple[Callee, ...]
    nobody: tuple[Target, ...] = ()
    empty: bool = False


_Found = Iterable[tuple[Person, str, str, str]]
"""Person, role, why, and the detail of that."""


def staff_of(people: Iterable[Person], rostered: Iterable[str], duties_now: Iterable[Duty]) -> Staff:
    """Without those who have left."""
    active = tuple(person for person in people if person.active)
    return Staff(active, tuple(duties_now), frozenset(rostered))


def resolve(tier: Tier, staff: Staff) -> Resolution:
    """The people of a tier at this moment, in the order of its targets, nobody twice.

    A role that the roster plans is answered by those on duty in it, another by everybody who has it. Where all targets
    find nobody, everybody with the tier's roles is called, and the tier counts as empty: the next one must not wait.
    """
    callees: dict[str, Callee] = {}
    nobody = []
    for target in tier.targets:
        found = list(_FINDERS[target.kind](target.id, staff))
        if not found:
            nobody.append(target)
        for person, role, why, detail in found:
            order = in_order(person, target.channels)
            callees.setdefault(person.id, Callee(person, role, why, order, detail))
    if callees:
        return Resolution(tuple(callees.values()), tuple(nobody))
    return Resolution(tuple(_off_duty(tier, staff)), tuple(nobody), empty=True)


def in_order(person: Person, first: tuple[str, ...]) -> tuple[str, ...]:
    """The person's channels, those of `first` before the others."""
    before = tuple(channel for channel in first if channel in person.channels)
    return before + tuple(channel for channel in person.channels if channel not in before)


def _in_role(role: str, staff: Staff) -> _Found:
    if role not in staff.rostered:
        return [(person, role, HAS_ROLE, "") for person in staff.people if role in person.roles]
    return _on_duty(staff, lambda shift: shift.role == role, ON_DUTY)


def _at_post(post_id: str, staff: Staff) -> _Found:
    return _on_duty(staff, lambda shift: shift.post_id == post_id, AT_POST)


def _on_duty(staff: Staff, wanted: Callable[[Shift], bool], why: str) -> _Found:
    known = {person.id: person for person in staff.people}
    duties = [duty for duty in staff.duties if wanted(duty.shift) and duty.shift.person_id in known]
    return [
        (
            known[duty.shift.person_id],
            duty.shift.role,
            why,
            duty.shift.post_id if why == AT_POST else duty.why.code,
        )
        for duty in duties
    ]


def _leading(group: str, staff: Staff) -> _Found:
    leaders = [(person, GROUP_LEADER, LEADS, group) for person in staff.people if group in person.leads]
    if leaders:
        return leaders
    unsaid = (person for person in staff.people if GROUP_LEADER in person.roles and not person.leads)
    return [(person, GROUP_LEADER, ANY_LEADER, group) for person in unsaid]


def _by_name(person_id: str, staff: Staff) -> _Found:
    return [(person, "", NAMED, "") for person in staff.people if person.id == person_id]


def _off_duty(tier: Tier, staff: Staff) -> Iterable[Callee]:
    wanted = [target for target in tier.targets if target.kind == ROLE]
    for person in staff.people:
        target = next((one for one in wanted if one.id in person.roles), None)
        if target is not None:
            yield Callee(person, target.id, OFF_DUTY, in_order(person, target.channels))


_FINDERS: dict[str, Callable[[str, Staff], _Found]] = {
    ROLE: _in_role,
    POST: _at_post,
    GROUP: _leading,
    PERSON: _by_name,
}
