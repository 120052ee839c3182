"""Who is on duty, as the database says it: the one answer that screens, calls and messages rely on."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.model.roster import CLOCKED, Duty, Shift, Why
from app.model.rota import ALL_DAYS, Exchange, Presence
from app.model.site import ROLES
from app.roster.days import Days, days_of
from app.roster.holidays import known_days
from app.roster.layers import Layers, PublishedCell, duties_at
from app.roster.rules import by_role
from app.storage.transaction import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is on duty in a role, and why: each duty carries its reason.

    Attributes:
        duties: those to call. Where people clock on: who is there, planned or not; when nobody has, all planned.
        not_there: planned, and not clocked on while others of the role have.
        away: planned, and on leave.
        is_rostered: the roster plans this role at all. Where it does not, whoever has the role may be called.
    """

    role: str
    at: datetime
    duties: tuple[Duty, ...]
    not_there: tuple[Duty, ...] = ()
    away: tuple[Duty, ...] = ()
    is_rostered: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """Everybody on duty at a moment, operators first, and the roles that the roster plans at all.

    Attributes:
        missing: planned, due for longer than somebody may be late, and not clocked on, where people clock on.
    """

    duties: tuple[Duty, ...]
    rostered: frozenset[str]
    missing: tuple[Duty, ...] = ()


def resolve(store: Reader | Transaction, role: str, at: datetime) -> Resolved:
    """Who is on duty in a role at a moment. Below 5 ms with years of rosters: it reads two days and no people."""
    found = duties_at(layers_at(store, at, role), at)
    rostered = role in store.roster.rostered_roles((role,))
    there, not_there = _there(role, found.duties, _clocked_on(store, at), at)
    return Resolved(role, at, there, not_there, found.away, rostered)


def standing(store: Reader | Transaction, at: datetime) -> Standing:
    """Everybody on duty at a moment; where people clock on, who is there."""
    found = duties_at(layers_at(store, at), at)
    presences = _clocked_on(store, at)
    roles = dict.fromkeys([*(duty.shift.role for duty in found.duties), *(one.role for one in presences)])
    there: list[Duty] = []
    for role in roles:
        planned = tuple(duty for duty in found.duties if duty.shift.role == role)
        there.extend(_there(role, planned, presences, at)[0])
    missing = by_role(_missing(store, found.duties, presences, at))
    return Standing(by_role(there), store.roster.rostered_roles(ROLES), missing)


def layers_at(store: Reader | Transaction, at: datetime, role: str = "", *, calendar: bool = False) -> Layers:
    """What says who is on duty at a moment. `calendar`: which days are worked, even where no rotation asks for it."""
    zone = ZoneInfo(store.site.site().timezone)
    today = at.astimezone(zone).date()
    return layers_between(store, today - timedelta(days=1), today, role, zone, calendar=calendar)


def layers_between(
    store: Reader | Transaction,
    first: date,
    last: date,
    role: str = "",
    zone: ZoneInfo | None = None,
    *,
    calendar: bool = False,
) -> Layers:
    """What says who is on duty on the days from `first` to `last`."""
    zone = zone or ZoneInfo(store.site.site().timezone)
    begin, end = first.isoformat(), last.isoformat()
    since = datetime.combine(first, time.min, zone).astimezone(UTC)
    # A duty of the last day may run into the next.
    until = datetime.combine(last + timedelta(days=2), time.min, zone).astimezone(UTC)
    roster = store.roster
    exchanges = roster.exchanges_in_force(since, until, role)
    rotations = tuple(roster.rotations(begin, end, role))
    # The library of holidays takes a tenth of a second to load: a start must not wait for what nobody asks.
    asks = calendar or any(rotation.turns != ALL_DAYS for rotation in rotations)
    return Layers(
        zone,
        tuple(roster.shifts(begin, end, role)),
        rotations,
        tuple(PublishedCell(cell, sheet_id) for cell, sheet_id in roster.published(begin, end, role)),
        frozenset(roster.governed(begin, end, role)),
        tuple(_of_role(exchange, role) for exchange in exchanges) if role else tuple(exchanges),
        tuple(roster.leaves(since, until)),
        roster.people_who_left(),
        days_of(known_days(), roster.day_marks()) if asks else Days(),
    )


def _of_role(exchange: Exchange, role: str) -> Exchange:
    return replace(exchange, legs=tuple(leg for leg in exchange.legs if leg.role == role))


def _clocked_on(store: Reader | Transaction, at: datetime) -> list[Presence]:
    """Who is there by the clock; nobody where it is not used."""
    if not store.roster.settings().clocking:
        return []
    return store.roster.presences(at, at + timedelta(milliseconds=1))


def _missing(
    store: Reader | Transaction, planned: tuple[Duty, ...], presences: list[Presence], at: datetime
) -> list[Duty]:
    settings = store.roster.settings()
    if not settings.clocking:
        return []
    here, grace = {one.person_id for one in presences}, timedelta(minutes=settings.late_min)
    return [duty for duty in planned if duty.shift.person_id not in here and duty.starts + grace <= at]


def _there(
    role: str, planned: tuple[Duty, ...], presences: list[Presence], at: datetime
) -> tuple[tuple[Duty, ...], tuple[Duty, ...]]:
    """Whom to call, and who was planned and is not there. With nobody clocked on the plan is all there is to go by."""
    here = {presence.person_id for presence in presences}
    names = {duty.shift.person_id for duty in planned}
    extra = tuple(
        _of_presence(presence, at)
        for presence in presences
        if presence.role == role and presence.person_id not in names
    )
    there = tuple(duty for duty in planned if duty.shift.person_id in here)
    if not there and not extra:
        return planned, ()
    return (*there, *extra), tuple(duty for duty in planned if duty.shift.person_id not in here)


def _of_presence(presence: Presence, at: datetime) -> Duty:
    shift = Shift(presence.id, presence.person_id, presence.role, presence.post_id, start="", end="")
    return Duty(shift, presence.on_at, presence.duty_ends or at, Why(CLOCKED, presence.id))
