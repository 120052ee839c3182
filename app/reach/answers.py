"""An answer to a check, from whatever path it came."""

from collections.abc import Collection
from datetime import timedelta

from app.model.journal import SYSTEM, Actor, Draft
from app.model.message import Message
from app.model.reach import ReachCheck
from app.reach.rules import LATE_FOR, answered, seconds_to_answer
from app.storage.transaction import Transaction


def check_id_of(message: Message) -> str:
    """Of the check that a message asks for; empty for any other message."""
    return message.dedupe_key.partition(":reach:")[2]


def answer_check(transaction: Transaction, person_ids: Collection[str], path: str) -> bool:
    """Counts an answer for the newest check of these people that has none; False where nobody was asked."""
    now = transaction.clock.now()
    for check in transaction.reach.between(now - LATE_FOR, now + timedelta(seconds=1)):
        if check.person_id in person_ids and check.answered_at is None:
            return note_answer(transaction, check, path)
    return False


def note_answer(transaction: Transaction, check: ReachCheck, path: str, actor: Actor = SYSTEM) -> bool:
    after = answered(check, path, transaction.clock.now())
    if after == check:
        return False
    transaction.reach.save(after)
    seconds = seconds_to_answer(after) or 0.0
    data = {"person": check.person_id, "path": path, "lasted_s": f"{seconds:.0f}", "late": after.state}
    transaction.journal.append(Draft("reach_answered", actor=actor, data=data))
    transaction.touch("reach")
    return True
