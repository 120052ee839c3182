"""Somebody above answers the message that brought a report: that is its receipt."""

from collections.abc import Collection
from datetime import timedelta

from app.core.ids import new_id
from app.model.journal import Actor, Draft
from app.model.report import Receipt
from app.reports.content import told_of
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
        receipt = Receipt(new_id(now), report.id, person_id, name, "message", now, person_id)
        transaction.reports.add_receipt(receipt)
        data = {**told_of(report), "person": person_id, "whom": name, "path": "message"}
        entry = Draft(
            "report_confirmed", actor=Actor(person_id, name), data=data, incident_id=report.incident_id
        )
        transaction.journal.append(entry)
        transaction.touch("report")
        return True
    return False
