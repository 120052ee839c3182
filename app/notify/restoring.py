"""What becomes of a person's messages when it turns out that they have not heard of it after all. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.model.message import (
    ACKNOWLEDGED,
    BY_HAND,
    DELIVERED,
    EXPIRED,
    OUT,
    QUEUED,
    REPLACED,
    SENT,
    UNKNOWN,
    Message,
)
from app.notify.rules import is_call, purpose_of, topic_of

WITHDRAWN = "withdrawn"
"""Why a call by hand counts no more: nobody was reached, somebody had marked it by mistake."""


@dataclass(frozen=True, slots=True)
class Left:
    """How a message had left, and when: `sent` or `delivered`."""

    state: str
    at: datetime


def unconfirmed(messages: Sequence[Message], left: Mapping[str, Left], now: datetime) -> list[Message]:
    """All messages of one person in, those that stand otherwise out. `left`: what the log knows of them, by their ids.

    What had left has left, and is never sent again. What was not sent because they had confirmed is sent now.
    """
    out = [_not_confirmed(one, left.get(one.id)) for one in messages]
    return _changed(messages, _not_held_back(out, now))


def unreached(messages: Sequence[Message], now: datetime, *, answered: bool = False) -> list[Message]:
    """The same where somebody was marked as reached by telephone; nothing where that is not so.

    Who has `answered` knows of it: nothing more goes out to them.
    """
    reached = reached_by_hand(messages, answered=answered)
    if reached is None:
        return []
    wrong = replace(reached, state=EXPIRED, error=WITHDRAWN, updated_at=now)
    if answered:
        return [wrong]
    return _changed(messages, _not_held_back([wrong if one.id == wrong.id else one for one in messages], now))


def reached_by_hand(messages: Iterable[Message], *, answered: bool = False) -> Message | None:
    """The call to turn out that somebody has answered, and not confirmed since; of one who has `answered` by another path
    it was marked apart from that, and may be as wrong."""
    calls = [one for one in messages if one.channel_id == BY_HAND and is_call(one)]
    states = (DELIVERED, ACKNOWLEDGED) if answered else (DELIVERED,)
    return next((one for one in reversed(calls) if one.state in states), None)


def is_withdrawn(message: Message) -> bool:
    return message.channel_id == BY_HAND and message.error == WITHDRAWN


def is_confirmed(message: Message) -> bool:
    return message.state == ACKNOWLEDGED and is_call(message)


def _not_confirmed(message: Message, left: Left | None) -> Message:
    """As it stood before. Nobody may believe that it went out later, or arrived, than it did."""
    if not is_confirmed(message):
        return message
    by_hand = message.channel_id == BY_HAND
    known = left or Left(DELIVERED if by_hand else SENT, message.created_at)
    return replace(message, state=known.state, updated_at=known.at)


def _not_held_back(messages: Sequence[Message], now: datetime) -> list[Message]:
    told = {topic_of(one) for one in messages if one.state in OUT}
    return [one if topic_of(one) in told else _goes_on(one, now) for one in messages]


def _goes_on(message: Message, now: datetime) -> Message:
    """One that may have arrived is left to a hand: it is not sent a second time by a mistake of ours."""
    held = message.state == REPLACED or (message.state == EXPIRED and message.error == "confirmed_before")
    if not held or not message.channel_id or purpose_of(message) not in ("emergency", "update"):
        return message
    state = UNKNOWN if message.maybe_received else QUEUED
    return replace(message, state=state, next_try_at=now, updated_at=now, error="")


def _changed(before: Sequence[Message], after: Sequence[Message]) -> list[Message]:
    return [new for old, new in zip(before, after, strict=True) if new != old]
