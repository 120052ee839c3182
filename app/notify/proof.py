"""When a channel is tested, and what is to be thought of it. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.model.message import EXPIRED, FAILED, OUT, SENT, UNKNOWN, Message
from app.model.proof import ChannelProof
from app.model.site import Channel
from app.notify.rules import Outcome, purpose_of

PROOF = "proof"
PROVEN_FOR = timedelta(hours=24)
_TEST_TAKES = timedelta(minutes=15)
"""From the set hour to the end of the last try: a channel does not turn amber while today's test is under way."""
_TRAINING = "training"
"""A phone on this machine alone: a test of it proves nothing."""
_NEW_AFTER = timedelta(minutes=1)
_RANG = ("no_answer", "line_busy", "call_refused")
PROVEN, FAILING, OLD, NEVER, UNTESTED = "proven", "failing", "old", "never", "untested"


def is_proof(message: Message) -> bool:
    """Whether it is a test and nobody needs it."""
    return purpose_of(message) == PROOF


def scheduled(channel: Channel, proof: ChannelProof, zone: ZoneInfo, now: datetime) -> ChannelProof:
    """With the moment of its next test: at its hour each day, and soon for a channel that was never tested."""
    if not _is_tested(channel):
        return replace(proof, due_at=None)
    never = proof.proven_at is None and proof.failed_at is None
    latest = now + timedelta(days=1, hours=1)
    if proof.due_at is None:
        return replace(proof, due_at=now + _NEW_AFTER if never else _next(channel.proof_at, zone, now))
    if proof.due_at > latest or (
        proof.due_at > now and not never and not _is_at(proof.due_at, channel.proof_at, zone)
    ):
        # The wall clock was set back, or the hour is another now.
        return replace(proof, due_at=_next(channel.proof_at, zone, now))
    return proof


def after_test(channel: Channel, proof: ChannelProof, zone: ZoneInfo, now: datetime) -> ChannelProof:
    """A test is on its way; however many days the console was off, one is enough."""
    return replace(proof, due_at=_next(channel.proof_at, zone, now))


def is_due(proof: ChannelProof, now: datetime) -> bool:
    return proof.due_at is not None and proof.due_at <= now


def judged(channel: Channel, proof: ChannelProof, now: datetime) -> str:
    """proven; failing (the last test did not go out); old (nothing went out for a day); never; untested by its setting."""
    if proof.failed_at is not None and (proof.proven_at is None or proof.failed_at > proof.proven_at):
        return FAILING
    if proof.proven_at is None:
        return NEVER if _is_tested(channel) else UNTESTED
    if now - proof.proven_at <= PROVEN_FOR + _TEST_TAKES:
        return PROVEN
    return OLD if _is_tested(channel) else UNTESTED


def learnt(proof: ChannelProof, message: Message, now: datetime) -> ChannelProof:
    """What a message that ended says of its channel; one that never left this computer says nothing."""
    if message.simulated:
        return proof
    if message.state in OUT:
        return replace(proof, proven_at=now, error="")
    if is_proof(message) and message.state in (FAILED, UNKNOWN, EXPIRED):
        return replace(proof, failed_at=now, error=message.error)
    return proof


def as_test(outcome: Outcome) -> Outcome:
    """A test call that rang has done its work, whoever did not answer."""
    return Outcome(SENT) if outcome.error in _RANG else outcome


def _is_tested(channel: Channel) -> bool:
    return bool(channel.proof_at) and channel.service != _TRAINING


def _next(at: str, zone: ZoneInfo, now: datetime) -> datetime:
    local = now.astimezone(zone)
    hour, minute = (int(part) for part in at.split(":"))
    today = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    coming = today if today > local else today + timedelta(days=1)
    return coming.astimezone(now.tzinfo)


def _is_at(moment: datetime, at: str, zone: ZoneInfo) -> bool:
    return moment.astimezone(zone).strftime("%H:%M") == at
