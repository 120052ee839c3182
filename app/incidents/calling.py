"""Puts calls and messages of an incident into a transaction."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.ids import new_id
from app.incidents.rules import FALLBACK_TIER, Target, not_yet_called, resolve_tier
from app.incidents.wording import Scene, Wording
from app.model.incident import UNKNOWN_KIND, Call, Incident, Plan, Tier
from app.model.journal import Actor, Draft
from app.model.message import QUEUED, Message
from app.model.site import Person
from app.model.words import Words
from app.roster.rules import on_duty
from app.storage.transaction import Reader, Transaction

_UNKNOWN_PLAN = Plan(
    UNKNOWN_KIND, Words("突发事件（类型待定）", "kind not yet known"), tiers=(FALLBACK_TIER,)
)


def plan_for(kind: str, store: Reader | Transaction) -> Plan:
    """The plan of a kind; the built-in one for what has no plan."""
    return store.site.plan(kind) or store.site.plan(UNKNOWN_KIND) or _UNKNOWN_PLAN


def tier_of(plan: Plan, number: int) -> Tier:
    found = next((tier for tier in plan.tiers if tier.number == number), None)
    return found or FALLBACK_TIER


def call_tier(
    transaction: Transaction, incident: Incident, number: int, wording: Wording, actor: Actor
) -> None:
    """Calls everybody of a tier whom the incident has not called yet, and journals who and who is missing."""
    now = transaction.clock.now()
    site = transaction.site
    zone = ZoneInfo(site.site().timezone)
    shifts = site.shifts()
    plan = plan_for(incident.kind, transaction)
    resolution = resolve_tier(tier_of(plan, number), site.people(), shifts, on_duty(shifts, now, zone).now)
    targets = not_yet_called(resolution.targets, incident.calls)
    for role in resolution.empty_roles:
        _note(transaction, incident, actor, "nobody_on_duty", role=role, tier=str(number))
    if not resolution.targets:
        _note(transaction, incident, actor, "tier_empty", tier=str(number))
    if not targets:
        return
    names = "、".join(target.person.name.zh or target.person.name.en for target in targets)
    called = {"tier": str(number), "count": str(len(targets)), "names": names}
    people = ",".join(target.person.id for target in targets)
    _note(transaction, incident, actor, "tier_called", **called, people=people)
    for target in targets:
        _call(transaction, incident, target, number, now, actor)
    send_to(transaction, incident, [target.person for target in targets], "emergency", wording)


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
    return Scene(store.site.site(), incident, plan_for(incident.kind, store), place)


def _call(
    transaction: Transaction, incident: Incident, target: Target, tier: int, now: datetime, actor: Actor
) -> None:
    person = target.person
    known = {channel.id for channel in transaction.site.channels()}
    reachable = any(channel in known for channel in person.channels)
    phone = person.phones[0] if person.phones else ""
    transaction.incidents.save_call(
        Call(new_id(now), incident.id, person.id, person.name, target.role, phone, tier, now, reachable)
    )
    if not reachable:
        name = person.name.zh or person.name.en
        _note(transaction, incident, actor, "no_channel", name=name, person=person.id, phone=phone)


def _note(transaction: Transaction, incident: Incident, actor: Actor, kind: str, /, **data: str) -> None:
    transaction.journal.append(
        Draft(kind, actor=actor, data=data, incident_id=incident.id, place_id=incident.place_id)
    )
