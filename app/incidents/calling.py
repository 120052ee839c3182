"""Puts calls and messages of an incident into a transaction."""

from collections.abc import Iterable
from datetime import datetime

from app.core.ids import new_id
from app.escalation.resolve import Callee, resolve, staff_of
from app.incidents.wording import Scene, Wording
from app.model.incident import UNKNOWN_KIND, Call, Incident
from app.model.journal import Actor, Draft
from app.model.message import QUEUED, Message
from app.model.plan import Plan, Tier, roles
from app.model.site import Person
from app.model.words import Words
from app.roster.now import standing
from app.storage.transaction import Reader, Transaction

_TIERS = (
    Tier(1, roles("operator", "leader", "patrol", "post")),
    Tier(2, roles("office", "group_leader")),
    Tier(3, roles("committee", "street_office", "police", "fire", "ambulance")),
)
"""DOMAIN: the shift itself; the committee's office and the group's leader; everybody."""
_NO_PLAN = Plan(UNKNOWN_KIND, Words("突发事件（类型待定）", "kind not yet known"), tiers=_TIERS)


def plan_today(kind: str, store: Reader | Transaction) -> Plan:
    """What the site wants done now about a kind; a plan of the program's own where there is none."""
    return store.site.plan(kind) or _NO_PLAN


def plan_of(incident: Incident, store: Reader | Transaction) -> Plan:
    """The plan an incident follows, as it was when the incident took it up."""
    return store.site.plan_version(incident.kind, incident.plan_version) or _NO_PLAN


def call_tier(
    transaction: Transaction, incident: Incident, number: int, wording: Wording, actor: Actor
) -> None:
    """Calls everybody of a tier whom the incident has not called yet, and journals who and who is missing."""
    now = transaction.clock.now()
    site = transaction.site
    plan = plan_of(incident, transaction)
    tier = next((tier for tier in plan.tiers if tier.number == number), Tier(number))
    on_duty = standing(transaction, now)
    found = resolve(tier, staff_of(site.people(), on_duty.rostered, on_duty.duties))
    called_before = {call.person_id for call in incident.calls}
    callees = [callee for callee in found.callees if callee.person.id not in called_before]
    for target in found.nobody:
        _note(transaction, incident, actor, "nobody_on_duty", role=target.id, tier=str(number))
    if not found.callees:
        _note(transaction, incident, actor, "tier_empty", tier=str(number))
    if not callees:
        return
    names = "、".join(callee.person.name.zh or callee.person.name.en for callee in callees)
    called = {"tier": str(number), "count": str(len(callees)), "names": names}
    people = ",".join(callee.person.id for callee in callees)
    _note(transaction, incident, actor, "tier_called", **called, people=people)
    for callee in callees:
        _call(transaction, incident, callee, number, now, actor)
    send_to(transaction, incident, [callee.person for callee in callees], "emergency", wording)


def send_to(
    transaction: Transaction, incident: Incident, people: Iterable[Person], purpose: str, wording: Wording
) -> None:
    """Queues one message a person on their first channel; the outbox goes on to the next when it fails.

    `purpose` names the wording; what follows a colon tells apart messages of one purpose (`update:17`).
    """
    # With the calls of this very transaction: each message carries the answers of its own.
    scene = scene_of(transaction, transaction.incidents.get(incident.id) or incident)
    known = {channel.id for channel in transaction.site.channels()}
    now = transaction.clock.now()
    for person in people:
        channel_id = next((channel for channel in person.channels if channel in known), "")
        if not channel_id:
            continue
        title, body = wording.message(purpose.partition(":")[0], scene, person, now)
        transaction.outbox.add(
            Message(
                id=new_id(now),
                dedupe_key=f"{incident.id}:{person.id}:{channel_id}:{purpose}",
                incident_id=incident.id,
                person_id=person.id,
                channel_id=channel_id,
                title=title,
                body=body,
                state=QUEUED,
                attempts=0,
                created_at=now,
                next_try_at=now,
                updated_at=now,
            )
        )
    transaction.touch("message")


def scene_of(store: Reader | Transaction, incident: Incident) -> Scene:
    place = next((place for place in store.site.places() if place.id == incident.place_id), None)
    return Scene(store.site.site(), incident, plan_of(incident, store), place)


def _call(
    transaction: Transaction, incident: Incident, callee: Callee, tier: int, now: datetime, actor: Actor
) -> None:
    person = callee.person
    known = {channel.id for channel in transaction.site.channels()}
    reachable = any(channel in known for channel in person.channels)
    phone = person.phones[0] if person.phones else ""
    transaction.incidents.save_call(
        Call(new_id(now), incident.id, person.id, person.name, callee.role, phone, tier, now, reachable)
    )
    if not reachable:
        name = person.name.zh or person.name.en
        _note(transaction, incident, actor, "no_channel", name=name, person=person.id, phone=phone)


def _note(transaction: Transaction, incident: Incident, actor: Actor, kind: str, /, **data: str) -> None:
    transaction.journal.append(
        Draft(kind, actor=actor, data=data, incident_id=incident.id, place_id=incident.place_id)
    )
