"""Puts messages of an incident into a transaction."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from app.core.ids import new_id
from app.incidents.plans import plan_of
from app.incidents.wording import Scene, Wording
from app.model.incident import Incident
from app.model.journal import Draft
from app.model.message import DELIVERED, FAILED, SENT, Message, queued
from app.model.site import Person
from app.notify.restoring import Left, is_confirmed, unconfirmed
from app.storage.transaction import Reader, Transaction


def send_to(
    transaction: Transaction,
    incident: Incident,
    people: Iterable[Person],
    purpose: str,
    wording: Wording,
    words: str = "",
) -> None:
    """Queues one message a person on the first of their channels; the outbox goes on to the next when it fails.

    `purpose` decides how long a message matters (`emergency`, `update`, ...); what follows a colon tells apart messages
    of one purpose (`update:17`). `words` names the wording where that is another.
    """
    # With the calls of this very transaction: each message carries the answers of its own.
    stored = transaction.incidents.get(incident.id) or incident
    scene = scene_of(transaction, stored)
    orders = {call.person_id: call.channels for call in stored.calls}
    known = {channel.id for channel in transaction.site.channels()}
    now = transaction.clock.now()
    for person in people:
        order = orders.get(person.id) or person.channels
        channel_id = next((channel for channel in order if channel in known), "")
        if not channel_id:
            continue
        said = wording.message(words or purpose.partition(":")[0], scene, person, now)
        transaction.outbox.add(_message(incident, person, channel_id, purpose, said, now))
    transaction.touch("message")


def resume(transaction: Transaction, incident_id: str, person_id: str) -> None:
    """Whoever was taken to have confirmed has not: what was held back because of that goes out."""
    written = transaction.outbox.to_person(incident_id, person_id)
    left = {one.id: how for one in written if is_confirmed(one) and (how := _left(transaction, one))}
    for message in unconfirmed(written, left, transaction.clock.now()):
        transaction.outbox.save(message)
    transaction.touch("message")


def _left(transaction: Transaction, message: Message) -> Left | None:
    """The row has forgotten it with the confirmation; the log has not."""
    about = {"person": message.person_id, "channel": message.channel_id, "title": message.title}
    for state in (DELIVERED, SENT):
        number = transaction.journal.newest_about(message.incident_id, f"message_{state}", **about)
        entry = transaction.journal.get(number)
        if entry is not None:
            return Left(state, entry.at)
    return None


def leave_to_hand(
    transaction: Transaction, incident: Incident, person: Person, purpose: str, wording: Wording
) -> None:
    """What nobody can send: it stands in the outbox as not sent, and in the log, until somebody has dialled."""
    now = transaction.clock.now()
    scene = scene_of(transaction, incident)
    words = wording.message(purpose.partition(":")[0], scene, person, now)
    message = _message(incident, person, "", purpose, words, now)
    transaction.outbox.add(replace(message, state=FAILED, error="no_channel"))
    name = person.name.zh or person.name.en
    data = {"name": name, "person": person.id, "phone": person.phones[0] if person.phones else ""}
    transaction.journal.append(Draft("no_channel", data=data, incident_id=incident.id))
    transaction.touch("message")


def scene_of(store: Reader | Transaction, incident: Incident) -> Scene:
    place = next((place for place in store.site.places() if place.id == incident.place_id), None)
    return Scene(store.site.site(), incident, plan_of(incident, store), place)


def _message(
    incident: Incident, person: Person, channel_id: str, purpose: str, words: tuple[str, str], now: datetime
) -> Message:
    key = f"{incident.id}:{person.id}:{channel_id}:{purpose}"
    message = queued(new_id(now), key, channel_id, person.id, words, now)
    return replace(message, simulated=incident.simulated)
