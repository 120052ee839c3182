"""Entries of the log about messages."""

from app.model.journal import SYSTEM, Actor, Draft
from app.model.message import Message
from app.storage.transaction import Transaction


def journal_message(
    transaction: Transaction, message: Message, kind: str, /, actor: Actor = SYSTEM, **data: str
) -> None:
    """An entry about a message, in its incident."""
    values = {"person": message.person_id, "channel": message.channel_id, "title": message.title, **data}
    if message.simulated:
        values["simulated"] = "true"
    transaction.journal.append(Draft(kind, actor=actor, data=values, incident_id=message.incident_id))
