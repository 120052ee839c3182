"""Somebody above says that a report has arrived: its receipt, and what that makes of its messages."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from app.core.ids import new_id
from app.model.incident import Source
from app.model.journal import Actor, Draft
from app.model.message import ACKNOWLEDGED, OUT
from app.model.report import Receipt, Report
from app.notify.rules import replaced
from app.reports.content import told_of
from app.reports.messages import report_id_of
from app.storage.transaction import Transaction

_ANSWERED_WITHIN = timedelta(days=3)


def confirm_report(transaction: Transaction, person_ids: Collection[str]) -> bool:
    """Enters the receipt of the newest report that one of these people was sent and has not confirmed; False for none."""
    now = transaction.clock.now()
    for report in transaction.reports.sent_since(now - _ANSWERED_WITHIN):
        confirmed = {receipt.person_id for receipt in transaction.reports.receipts_of(report.id)}
        person_id = next((one for one in report.people if one in person_ids and one not in confirmed), "")
        if not person_id:
            continue
        people = {person.id: person for person in transaction.site.people()}
        name = people[person_id].name.zh or people[person_id].name.en
        return store_receipt(transaction, report, person_id, name, Source(Actor(person_id, name), "message"))
    return False


def store_receipt(
    transaction: Transaction, report: Report, person_id: str, whom: str, source: Source
) -> bool:
    """`whom` said so. False where this person's receipt is there already: the first one stands."""
    if person_id and any(one.person_id == person_id for one in transaction.reports.receipts_of(report.id)):
        return False
    now = transaction.clock.now()
    by_id = source.actor.person_id
    transaction.reports.add_receipt(Receipt(new_id(now), report.id, person_id, whom, source.path, now, by_id))
    data = {**told_of(report), "person": person_id, "whom": whom, **source.data()}
    entry = Draft("report_confirmed", actor=source.actor, data=data, incident_id=report.incident_id)
    transaction.journal.append(entry)
    transaction.touch("report")
    _settle_messages(transaction, report, person_id)
    return True


def _settle_messages(transaction: Transaction, report: Report, person_id: str) -> None:
    """What went out is confirmed; what did not need not be dialled for any more."""
    now = transaction.clock.now()
    for message in transaction.outbox.to_person(report.incident_id, person_id):
        if report_id_of(message) != report.id:
            continue
        out = message.state in OUT
        after = (
            replace(message, state=ACKNOWLEDGED, updated_at=now, reference="")
            if out
            else replaced(message, now)
        )
        if after != message:
            transaction.outbox.save(after)
            transaction.touch("message")
