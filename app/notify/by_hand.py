"""A person at the telephone is a channel too: who was dialled by hand, and whether they answered."""

from app.core.errors import NotAllowed, NotFound
from app.core.ids import new_id
from app.model.incident import RUNNING
from app.model.journal import Actor
from app.model.message import BY_HAND, DELIVERED, FAILED, Message
from app.notify.journaling import journal_message
from app.notify.rules import replaced
from app.storage.transaction import Transaction


def note_call_by_hand(transaction: Transaction, call_id: str, actor: Actor, *, reached: bool) -> None:
    """Whoever answered has the news: what could not be sent to them is no longer asked for."""
    call = transaction.incidents.call(call_id)
    if call is None:
        raise NotFound("no_call", id=call_id)
    incident = transaction.incidents.get(call.incident_id)
    if incident is None or incident.state != RUNNING:
        raise NotAllowed("incident_closed", id=call.incident_id)
    now = transaction.clock.now()
    made = Message(
        id=new_id(now),
        dedupe_key=f"{call.incident_id}:{call.person_id}:{BY_HAND}-{new_id(now)}:emergency",
        incident_id=call.incident_id,
        person_id=call.person_id,
        channel_id=BY_HAND,
        title=call.phone,
        body="",
        state=DELIVERED if reached else FAILED,
        attempts=1,
        created_at=now,
        next_try_at=now,
        updated_at=now,
        error="" if reached else "no_answer",
    )
    if reached:
        for message in transaction.outbox.to_person(call.incident_id, call.person_id):
            transaction.outbox.save(replaced(message, now))
    transaction.outbox.add(made)
    kind = "called_reached" if reached else "called_not_reached"
    journal_message(transaction, made, kind, actor=actor, phone=call.phone)
    transaction.touch("message")
