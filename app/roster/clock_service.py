"""Clocking on and off: at the console, and by whatever other way hands in a person."""

from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta

from app.core.errors import InvalidInput, NotAllowed
from app.core.ids import new_id
from app.model.incident import Source
from app.model.journal import Actor, Draft
from app.model.roster import Duty
from app.model.rota import Presence
from app.model.site import Person
from app.roster.attendance import Attendance, attendance, duty_to_clock_on, worked_hours
from app.roster.burden import Load, loads_of
from app.roster.change import Changer
from app.roster.layers import duties_in
from app.roster.now import layers_between
from app.storage.transaction import Reader, Transaction

_LONGEST = timedelta(days=1)


class Clocking:
    """Whoever comes clocks on, whoever goes clocks off."""

    def __init__(self, changer: Changer) -> None:
        self._changer = changer
        self._database = changer.database

    def here(self) -> list[Presence]:
        return self._database.read(lambda reader: reader.roster.here())

    def on(self, person_id: str, role: str = "", *, by: Source | None = None) -> "Future[Presence]":
        """Somebody is here, for the duty that runs or begins soon; `role` counts where there is none.

        `by`: who says so from elsewhere; without it whoever is signed in here does.
        """
        actor, path = self._said_by(by)

        def apply(transaction: Transaction) -> Presence:
            now = self._changer.clock.now()
            person = _person(transaction, person_id)
            if any(one.person_id == person_id for one in transaction.roster.here()):
                raise NotAllowed("already_clocked_on")
            duty = _duty_for(transaction, person_id, now)
            presence = _presence(new_id(now), person, duty, role, now)
            transaction.roster.save_presence(presence)
            late = max(timedelta(), now - duty.starts) if duty is not None else timedelta()
            data = {
                "person": person_id,
                "role": presence.role,
                "post": presence.post_id,
                "late_min": str(round(late.total_seconds() / 60)),
                "planned": "true" if duty is not None else "false",
                **path,
            }
            transaction.journal.append(Draft("clocked_on", actor=actor, data=data))
            transaction.touch("presence", "roster")
            return presence

        return self._database.write(apply)

    def off(self, person_id: str, *, by: Source | None = None) -> "Future[Presence]":
        actor, path = self._said_by(by)

        def apply(transaction: Transaction) -> Presence:
            now = self._changer.clock.now()
            found = [one for one in transaction.roster.here() if one.person_id == person_id]
            if not found:
                raise NotAllowed("not_clocked_on")
            # A clock that stepped back must not make it end before it began.
            gone = replace(found[0], off_at=max(now, found[0].on_at + timedelta(milliseconds=1)))
            transaction.roster.save_presence(gone)
            early = max(timedelta(), gone.duty_ends - now) if gone.duty_ends is not None else timedelta()
            data = {
                "person": person_id,
                "role": gone.role,
                "post": gone.post_id,
                "early_min": str(round(early.total_seconds() / 60)),
                **path,
            }
            if _is_unrelieved(transaction, person_id):
                data["unrelieved"] = "true"
            transaction.journal.append(Draft("clocked_off", actor=actor, data=data))
            transaction.touch("presence", "roster")
            return gone

        return self._database.write(apply)

    def duty_of(self, person_id: str) -> Duty | None:
        """The duty for which this person would clock on now."""
        now = self._changer.clock.now()
        return self._database.read(lambda reader: _duty_for(reader, person_id, now))

    def attendance(self, since: datetime, until: datetime) -> list[Attendance]:
        """The duties between two moments, and who was there."""
        now = self._changer.clock.now()

        def read(reader: Reader) -> list[Attendance]:
            presences = reader.roster.presences(since - _LONGEST, until + _LONGEST)
            return attendance(_duties(reader, since, until), presences, now, reader.roster.settings())

        return self._database.read(read)

    def hours(self, since: datetime, until: datetime) -> tuple[dict[str, Load], dict[str, float]]:
        """What was planned and the hours that each was there, by person."""
        now = self._changer.clock.now()

        def read(reader: Reader) -> tuple[dict[str, Load], dict[str, float]]:
            layers = layers_between(
                reader, (since - _LONGEST).date(), (until + _LONGEST).date(), calendar=True
            )
            planned = loads_of(duties_in(layers, since, until).duties, layers.zone, layers.days)
            return planned, worked_hours(reader.roster.presences(since, until), (since, until), now)

        return self._database.read(read)

    def _said_by(self, by: Source | None) -> tuple[Actor, dict[str, str]]:
        if by is not None:
            return by.actor, by.data()
        self._changer.gate()
        return self._changer.actor(), {}


def _person(transaction: Transaction, person_id: str) -> Person:
    for person in transaction.site.people():
        if person.id == person_id and person.active:
            return person
    raise InvalidInput(field="person", reason="unknown_person")


def _duties(store: Reader | Transaction, since: datetime, until: datetime) -> tuple[Duty, ...]:
    layers = layers_between(store, (since - _LONGEST).date(), (until + _LONGEST).date())
    return duties_in(layers, since, until).duties


def _duty_for(store: Reader | Transaction, person_id: str, now: datetime) -> Duty | None:
    presences = store.roster.presences(now - _LONGEST, now + _LONGEST)
    duties = _duties(store, now, now + _LONGEST)
    return duty_to_clock_on(duties, presences, person_id, now, store.roster.settings())


def _is_unrelieved(transaction: Transaction, person_id: str) -> bool:
    """Whether somebody goes who is responsible still: the shift is to be handed over and nobody has signed for it."""
    waiting = transaction.handovers.open_dues()
    return any(member.person_id == person_id for due in waiting for member in due.outgoing)


def _presence(presence_id: str, person: Person, duty: Duty | None, role: str, now: datetime) -> Presence:
    if duty is None:
        own = role or next(iter(person.roles), "")
        return Presence(presence_id, person.id, own, "", None, None, now)
    shift = duty.shift
    return Presence(presence_id, person.id, shift.role, shift.post_id, duty.starts, duty.ends, now)
