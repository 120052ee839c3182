"""A person at the telephone is a channel too: who was dialled by hand, and whether they answered."""

from dataclasses import dataclass
from datetime import datetime

from app.core.errors import NotAllowed, NotFound
from app.core.ids import new_id
from app.model.incident import RUNNING, Call
from app.model.journal import Actor, Draft
from app.model.message import BY_HAND, DELIVERED, FAILED, Message
from app.notify.journaling import journal_message
from app.notify.restoring import reached_by_hand, unreached
from app.notify.rules import purpose_of, replaced, topic_of, untold_end
from app.storage.transaction import Transaction


def note_call_by_hand(transaction: Transaction, call_id: str, actor: Actor, *, reached: bool) -> None:
    """Whoever answered has the news: what could not be sent to them is no longer asked for.

    While the incident runs that is the call; afterwards, that it is over.
    """
    call = transaction.incidents.call(call_id)
    if call is None:
        raise NotFound("no_call", id=call_id)
    incident = transaction.incidents.get(call.incident_id)
    written = transaction.outbox.to_person(call.incident_id, call.person_id)
    topic = "emergency"
    if incident is None or incident.state != RUNNING:
        untold = untold_end(written)
        if untold is None:
            raise NotAllowed("incident_closed", id=call.incident_id)
        topic = topic_of(untold)
    if reached:
        for message in written:
            # A report is received by whoever says so, not by whoever answers a call.
            if purpose_of(message) != "report":
                transaction.outbox.save(replaced(message, transaction.clock.now()))
    dialled = _Dialled(call.incident_id, call.person_id, call.phone, topic)
    _note(transaction, dialled, actor, reached=reached)


def withdraw_reached(
    transaction: Transaction, call: Call, seen_at: datetime, actor: Actor, reason: str
) -> None:
    """Somebody had marked by mistake that a called person was reached: what was not sent because of that is sent now.

    Raises NotAllowed (nothing_to_withdraw) where nobody stands as reached, or since another moment than was seen.
    """
    written = transaction.outbox.to_person(call.incident_id, call.person_id)
    reached = reached_by_hand(written, answered=call.has_answered)
    if reached is None or reached.updated_at != seen_at:
        raise NotAllowed("nothing_to_withdraw")
    now = transaction.clock.now()
    for message in unreached(written, now, answered=call.has_answered):
        transaction.outbox.save(message)
    transaction.incidents.note_withdrawn(call.incident_id, call.person_id, "reached", now, actor.person_id)
    wrong = transaction.journal.newest_about(call.incident_id, "called_reached", person=call.person_id)
    data = {"person": call.person_id, "phone": call.phone, "reason": reason}
    transaction.journal.append(
        Draft("called_withdrawn", actor=actor, data=data, incident_id=call.incident_id, amends=wrong)
    )
    transaction.touch("message", "incident")


def note_report_not_reached(transaction: Transaction, report_id: str, person_id: str, actor: Actor) -> None:
    """Somebody was dialled for a report that could not be sent, and did not answer; who answers gives the receipt."""
    report = transaction.reports.get(report_id)
    person = next((one for one in transaction.site.people() if one.id == person_id), None)
    if report is None or person is None:
        raise NotFound("no_report", id=report_id)
    phone = person.phones[0] if person.phones else ""
    dialled = _Dialled(report.incident_id, person_id, phone, f"report:{report_id}")
    _note(transaction, dialled, actor, reached=False)


@dataclass(frozen=True, slots=True)
class _Dialled:
    """Who was dialled, by which number, and about what."""

    incident_id: str
    person_id: str
    phone: str
    topic: str


def _note(transaction: Transaction, dialled: _Dialled, actor: Actor, *, reached: bool) -> None:
    now = transaction.clock.now()
    made = Message(
        id=new_id(now),
        dedupe_key=f"{dialled.incident_id}:{dialled.person_id}:{BY_HAND}-{new_id(now)}:{dialled.topic}",
        incident_id=dialled.incident_id,
        person_id=dialled.person_id,
        channel_id=BY_HAND,
        title=dialled.phone,
        body="",
        state=DELIVERED if reached else FAILED,
        attempts=1,
        created_at=now,
        next_try_at=now,
        updated_at=now,
        error="" if reached else "no_answer",
    )
    transaction.outbox.add(made)
    kind = "called_reached" if reached else "called_not_reached"
    journal_message(transaction, made, kind, actor=actor, phone=dialled.phone)
    transaction.touch("message")
