"""What becomes of a message after a try to send it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.model.message import FAILED, QUEUED, SENDING, SENT, UNKNOWN, Message

SEND_DEADLINE_S = 15.0
"""A send that has not ended by then may or may not have gone out."""
RETRY_AFTER_S = (2, 5, 10, 20, 40, 60, 60, 60)
"""Pauses after each failed try; after the last one a person must be dialled by hand (about 4 minutes in all)."""

OPEN_FOR_S = 600.0
"""A message that failed counts as a problem while its incident runs, and so long after it was written (stand-down)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one try ended. `state` is sent, failed or unknown; `final` says that trying again cannot help."""

    state: str
    error: str = ""
    final: bool = False


def started(message: Message, now: datetime) -> Message:
    """The message as it is handed to the sender."""
    return replace(message, state=SENDING, attempts=message.attempts + 1, updated_at=now, error="")


def after_try(message: Message, outcome: Outcome, now: datetime) -> Message:
    """Sent; or queued again after a pause; or given up. An unknown outcome is tried again and says so (`repeat`)."""
    if outcome.state == SENT:
        return replace(message, state=SENT, updated_at=now, error="")
    tries_left = message.attempts <= len(RETRY_AFTER_S)
    if outcome.final or not tries_left:
        state = UNKNOWN if outcome.state == UNKNOWN else FAILED
        return replace(message, state=state, updated_at=now, error=outcome.error)
    pause = timedelta(seconds=RETRY_AFTER_S[message.attempts - 1])
    return replace(message, state=QUEUED, updated_at=now, next_try_at=now + pause, error=outcome.error)


def after_restart(message: Message, now: datetime) -> Message:
    """A message the last run was sending when it died: tried again with the same dedupe key, never dropped."""
    return replace(message, state=QUEUED, next_try_at=now, updated_at=now, error="interrupted")


def is_repeat(message: Message) -> bool:
    """True when an earlier try may have reached the receiver, so the text must say that it is a repeat."""
    return message.error in ("interrupted", "timeout", "sender_died")


def most_urgent(due: Iterable[Message], busy: Mapping[str, int], per_channel: int) -> list[Message]:
    """Which of the due messages go out now: calls to turn out before news of them, so many a channel at a time."""
    places = Counter(busy)
    chosen = []
    for message in sorted(due, key=lambda message: not is_call(message)):
        if places[message.channel_id] < per_channel:
            places[message.channel_id] += 1
            chosen.append(message)
    return chosen


def is_call(message: Message) -> bool:
    """Whether it calls somebody to turn out (its key ends so), rather than telling them what is new."""
    return message.dedupe_key.endswith(":emergency")


def next_channel(message: Message, channels: tuple[str, ...]) -> str:
    """The person's channel after the one that failed; empty when there is none left."""
    later = channels[channels.index(message.channel_id) + 1 :] if message.channel_id in channels else ()
    return later[0] if later else ""
