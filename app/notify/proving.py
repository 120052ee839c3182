"""Sends each channel its daily test, and remembers what is known of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.core.ids import new_id
from app.model.journal import Draft
from app.model.message import OUT, Message, queued
from app.model.proof import ChannelProof
from app.model.site import Channel, Person, Site
from app.notify.proof import PROOF, after_test, is_due, is_proof, judged, learnt, scheduled
from app.storage.transaction import Reader, Transaction

_KNOWN_FOR = timedelta(hours=1)
"""How exactly the last success is known: not every message writes it down."""


@dataclass(frozen=True, slots=True)
class ProvenChannel:
    """A channel, what is known of it, and what is to be thought of that."""

    channel: Channel
    proof: ChannelProof
    judgement: str


def proven_channels(reader: Reader, now: datetime) -> list[ProvenChannel]:
    """All channels of the site, in its order."""
    proofs = reader.outbox.proofs()
    found = []
    for channel in reader.site.channels():
        proof = proofs.get(channel.id, ChannelProof(channel.id))
        found.append(ProvenChannel(channel, proof, judged(channel, proof, now)))
    return found


def has_tests_due(reader: Reader, now: datetime) -> bool:
    """Whether `send_due_tests` has something to do; asked every few seconds, so it only reads."""
    channels, proofs = reader.site.channels(), reader.outbox.proofs()
    zone = ZoneInfo(reader.site.site().timezone)
    wanted = [(channel, proofs.get(channel.id, ChannelProof(channel.id))) for channel in channels]
    return any(
        is_due(proof, now) or scheduled(channel, proof, zone, now) != proof for channel, proof in wanted
    )


def send_due_tests(transaction: Transaction) -> None:
    """Not while people are being called: a test must never take the place of a call."""
    now, site = transaction.clock.now(), transaction.site.site()
    zone = ZoneInfo(site.timezone)
    calling = transaction.incidents.any_running(drills=False)
    proofs = transaction.outbox.proofs()
    for channel in transaction.site.channels():
        before = proofs.get(channel.id, ChannelProof(channel.id))
        proof = scheduled(channel, before, zone, now)
        if is_due(proof, now) and not calling:
            proof = after_test(channel, proof, zone, now)
            send_test(transaction, channel)
        if proof != before:
            transaction.outbox.save_proof(proof)
            transaction.touch_quietly("proof")


def send_test(transaction: Transaction, channel: Channel) -> None:
    """Queues one test message, marked as such, for the person who takes the channel's tests."""
    now, site = transaction.clock.now(), transaction.site.site()
    person = receiver(channel, transaction.site.people())
    person_id = person.id if person else ""
    key = f":{person_id}:{channel.id}:{PROOF}:{new_id(now)}"
    transaction.outbox.add(queued(new_id(now), key, channel.id, person_id, _words(site, now), now))
    transaction.touch_quietly("message")


def receiver(channel: Channel, people: list[Person]) -> Person | None:
    """The person chosen for its tests, else the first who is called through it."""
    active = [person for person in people if person.active]
    chosen = next((person for person in active if person.id == channel.proof_person), None)
    return chosen or next((person for person in active if channel.id in person.channels), None)


def learn(transaction: Transaction, message: Message) -> None:
    """After a message ended: what that says of its channel; a test becomes an entry of its own."""
    now = transaction.clock.now()
    before = transaction.outbox.proof(message.channel_id)
    after = learnt(before, message, now)
    if is_proof(message) and after != before:
        passed = message.state in OUT
        data = {"channel": message.channel_id, "person": message.person_id, "error": message.error}
        transaction.journal.append(Draft("proof_passed" if passed else "proof_failed", data=data))
    elif not is_proof(message) and not _is_news(before, after):
        return
    if after != before:
        transaction.outbox.save_proof(after)
        transaction.touch_quietly("proof")


def _is_news(before: ChannelProof, after: ChannelProof) -> bool:
    if after.proven_at is None or before.proven_at is None:
        return after != before
    failed_since = before.failed_at is not None and before.failed_at > before.proven_at
    return failed_since or after.proven_at - before.proven_at > _KNOWN_FOR


def _words(site: Site, now: datetime) -> tuple[str, str]:
    time = now.astimezone(ZoneInfo(site.timezone)).strftime("%H:%M")
    if site.language.startswith("zh"):
        name = site.name.in_language("zh")
        return "【测试】通知渠道每日测试", f"【测试】{name} {time} 通知渠道每日测试，无需回复。"
    name = site.name.in_language("en")
    return (
        "[TEST] Daily test of a channel",
        f"[TEST] {name}, {time}: daily test of this channel. No answer needed.",
    )
