"""A duty room whose fire plan has three tiers."""

from dataclasses import replace

from app.model.escalation import Escalation
from app.model.incident import Call, Incident
from app.model.message import Message
from app.model.plan import GROUP, Target, Tier, roles
from app.model.site import Person
from app.model.words import Words
from app.storage.transaction import Transaction
from tests.fakes.room import FIRE, Room

THREE = replace(
    FIRE,
    tiers=(
        Tier(1, roles("operator", "leader", "patrol"), 180, 1, ("leader", "patrol"), 60, 2),
        Tier(2, (*roles("office"), Target(GROUP, "fire_safety", ("mail",))), 300),
        Tier(3, roles("committee"), 300),
    ),
)
MORE = (
    Person("zeng", Words("曾静", "Zeng Jing"), ("8555 0116",), ("office",), channels=("phones",)),
    Person(
        "long",
        Words("龙飞", "Long Fei"),
        ("8555 0118",),
        ("group_leader",),
        channels=("phones", "mail"),
        leads=("fire_safety",),
    ),
    Person("yang", Words("杨秀英", "Yang Xiuying"), ("8555 0119",), ("committee",), channels=("phones",)),
)


def furnish_tiers(room: Room) -> None:
    def change(transaction: Transaction) -> None:
        for person in MORE:
            transaction.site.save_person(person)
        transaction.site.save_plan(THREE)
        transaction.touch_quietly("person", "plan")

    room.database.write(change).result()


def tick(room: Room, *, seconds: float = 0.0) -> None:
    """Time passes, then somebody looks."""
    room.clock.advance(seconds=seconds)
    for change in room.escalation.tick().values():
        change.result()


def incident_of(room: Room, incident_id: str) -> Incident:
    found = room.incidents.get(incident_id)
    assert found is not None
    return found


def call_of(room: Room, incident_id: str, person_id: str) -> Call:
    return next(call for call in incident_of(room, incident_id).calls if call.person_id == person_id)


def state_of(room: Room, incident_id: str) -> Escalation:
    return room.escalation.of(incident_of(room, incident_id))


def messages_of(room: Room, incident_id: str) -> list[Message]:
    return room.database.read(lambda reader: reader.outbox.for_incident(incident_id))
