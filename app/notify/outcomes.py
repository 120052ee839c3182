"""What happens to messages in the database: taken to be sent, written down, settled. Each function is one transaction's part."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from app.core.ids import new_id
from app.model.message import DELIVERED, EXPIRED, FAILED, OUT, REPLACED, UNKNOWN, Message, queued
from app.notify.jobs import Outgoing
from app.notify.journaling import journal_message
from app.notify.proof import as_test, is_proof
from app.notify.proving import learn
from app.notify.rules import (
    RETRY_AFTER_S,
    Outcome,
    Way,
    after_restart,
    after_try,
    is_stuck,
    most_urgent,
    next_channel,
    purpose_of,
    replaced,
    same_news,
    settled,
    started,
)
from app.reach.answers import answer_check
from app.storage.transaction import Transaction

_CANDIDATES = 24
"""Of each channel: three times what it takes at once, for those that are not wanted any more."""
_SETTLED_AFTER = timedelta(hours=2)
"""Incidents closed longer ago have nothing left to settle."""


def requeue_interrupted(transaction: Transaction) -> None:
    """What the last run was sending when it ended."""
    now = transaction.clock.now()
    for message in transaction.outbox.interrupted():
        transaction.outbox.save(after_restart(message, now))
        journal_message(transaction, message, "message_interrupted")
        transaction.touch("message")


def settle(transaction: Transaction) -> None:
    """Marks calls as confirmed, and what need not be sent any more as that."""
    now = transaction.clock.now()
    for message, standing in transaction.outbox.unsettled(now - _SETTLED_AFTER):
        after = settled(message, standing, now)
        if after != message:
            transaction.outbox.save(after)
            transaction.touch_quietly("message")
        if after.state == EXPIRED:
            journal_message(transaction, after, "message_expired", error=after.error)


def take_due(transaction: Transaction, busy: Mapping[str, int], ways: Mapping[str, Way]) -> list[Outgoing]:
    """Marks due messages as being sent and gives them with all that sending them takes."""
    now = transaction.clock.now()
    language = transaction.site.site().language
    taken: list[Message] = []
    for message in most_urgent(transaction.outbox.due(now, _CANDIDATES), busy, ways, now):
        transaction.touch_quietly("message")
        after = settled(message, transaction.outbox.standing(message), now)
        if after.state == EXPIRED:
            transaction.outbox.save(after)
            if is_proof(after):
                learn(transaction, after)
            else:
                journal_message(transaction, after, "message_expired", error=after.error)
            continue
        sending = started(message, now)
        transaction.outbox.save(sending)
        taken.append(sending)
    phones = transaction.site.phones({message.person_id for message in taken})
    return [Outgoing(message, language, phones.get(message.person_id, ())) for message in taken]


def write_outcome(transaction: Transaction, message_id: str, outcome: Outcome) -> None:
    """What came of a try, what that means for the person's other channels, and the entry about it."""
    message = transaction.outbox.get(message_id)
    if message is None or message.state in OUT:
        return
    if message.state in (REPLACED, EXPIRED) and outcome.state not in OUT:
        return
    now = transaction.clock.now()
    if is_proof(message):
        after = after_try(message, as_test(outcome), now)
        transaction.outbox.save(after)
        transaction.touch_quietly("message")
        learn(transaction, after)
        return
    after = after_try(message, outcome, now)
    others = same_news(after, transaction.outbox.to_person(after.incident_id, after.person_id))
    if after.state not in OUT and any(other.state in OUT for other in others):
        after = replaced(after, now)
    transaction.outbox.save(after)
    transaction.touch_quietly("message")
    _journal_outcome(transaction, after)
    if after.state in OUT:
        learn(transaction, after)
        if after.state == DELIVERED and purpose_of(after) == "reach":
            # Who takes the call has answered it.
            answer_check(transaction, (after.person_id,), "call")
        for other in others:
            transaction.outbox.save(replaced(other, now))
    elif after.state != REPLACED:
        queue_next_channel(transaction, after)


def _journal_outcome(transaction: Transaction, message: Message) -> None:
    if message.state in (*OUT, FAILED, UNKNOWN, REPLACED):
        journal_message(transaction, message, f"message_{message.state}", error=message.error)
    elif is_stuck(message):
        # Told once: from here on it waits, and its incident may run for hours.
        if message.attempts == len(RETRY_AFTER_S) + 1:
            journal_message(transaction, message, "message_stuck", error=message.error)
    else:
        attempts = str(message.attempts)
        journal_message(transaction, message, "message_delayed", error=message.error, attempts=attempts)


def queue_next_channel(transaction: Transaction, message: Message) -> None:
    """The person's next channel is used at the first failure: nobody waits out the retries of a dead one."""
    people = {person.id: person for person in transaction.site.people()}
    person = people.get(message.person_id)
    order = transaction.incidents.channel_order(message.incident_id, message.person_id)
    channel_id = next_channel(message, order or person.channels) if person else ""
    if not channel_id:
        return
    now = transaction.clock.now()
    key = message.dedupe_key.replace(f":{message.channel_id}:", f":{channel_id}:", 1)
    words = (message.title, message.body)
    anew = queued(new_id(now), key, channel_id, message.person_id, words, now)
    transaction.outbox.add(replace(anew, simulated=message.simulated, attachment=message.attachment))
