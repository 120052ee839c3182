"""Who goes and who comes: from the roster, and from who has clocked on where people do."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.handover.changes import ShiftChange, leaders_at, shift_changes
from app.handover.rules import with_arrivals
from app.model.handover import Handover, HandoverDue, Member
from app.model.roster import Duty
from app.model.words import Words
from app.roster.layers import duties_in
from app.roster.now import layers_between
from app.storage.transaction import Reader, Transaction

_BACK = timedelta(days=2)
_MOMENT = timedelta(milliseconds=1)


def changes_between(store: Reader | Transaction, since: datetime, until: datetime) -> list[HandoverDue]:
    """Every change of shift of the roster between two moments, with the people of both sides."""
    duties = _duties(store, since - _BACK, until + _BACK)
    names = {person.id: person.name for person in store.site.people()}
    return [_due(change, duties, names) for change in shift_changes(duties, since, until)]


def on_duty_at(store: Reader | Transaction, at: datetime) -> tuple[Member, ...]:
    """Operators and leaders of a moment by the roster; where it is silent, nobody."""
    names = {person.id: person.name for person in store.site.people()}
    duties = [
        duty
        for duty in _duties(store, at, at + _MOMENT)
        if duty.shift.role in ("operator", "leader") and duty.starts <= at < duty.ends
    ]
    return _members(duties, names)


def with_presence(store: Reader | Transaction, members: Iterable[Member]) -> tuple[Member, ...]:
    """Where people clock on, whoever has not is not there; elsewhere they are taken to be."""
    found = tuple(members)
    if not store.roster.settings().clocking:
        return found
    here = {presence.person_id for presence in store.roster.here()}
    return tuple(
        Member(one.person_id, one.name, one.role, one.planned, one.person_id in here) for one in found
    )


def with_latest(store: Reader | Transaction, handover: Handover) -> Handover:
    """With those who have clocked on since it was drafted, where people do."""
    if not store.roster.settings().clocking:
        return handover
    return with_arrivals(handover, {presence.person_id for presence in store.roster.here()})


def _duties(store: Reader | Transaction, since: datetime, until: datetime) -> tuple[Duty, ...]:
    zone = ZoneInfo(store.site.site().timezone)
    first, last = (moment.astimezone(zone).date() for moment in (since, until))
    return duties_in(layers_between(store, first, last, zone=zone), since, until).duties


def _due(change: ShiftChange, duties: Iterable[Duty], names: Mapping[str, Words]) -> HandoverDue:
    known = list(duties)
    before = leaders_at(known, change.due - _MOMENT)
    after = leaders_at(known, change.due)
    return HandoverDue(
        change.due,
        _members((*change.outgoing, *before), names),
        _members((*change.incoming, *after), names),
    )


def _members(duties: Iterable[Duty], names: Mapping[str, Words]) -> tuple[Member, ...]:
    """Each person once, in the first of their roles; operators first."""
    ordered = sorted(duties, key=lambda duty: duty.shift.role != "operator")
    found: dict[str, Member] = {}
    for duty in ordered:
        person_id = duty.shift.person_id
        found.setdefault(person_id, Member(person_id, names.get(person_id, Words()), duty.shift.role))
    return tuple(found.values())
