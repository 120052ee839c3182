"""Puts a report into the outbox: to each person on their first channel, its words in full."""

from collections.abc import Iterable

from app.core.ids import new_id
from app.model.journal import Draft
from app.model.message import QUEUED, Message
from app.model.report import Report
from app.model.site import Person
from app.reports.content import FORMS
from app.reports.report_paper import Frame
from app.reports.wording import PaperWords
from app.storage.transaction import Transaction


def message_of(report: Report, frame: Frame) -> tuple[str, str]:
    """Title and body."""
    words = PaperWords(report.language)
    which = words.report(report.kind, report.number)
    drill, kind = words.drill(frame.incident), words.kind(frame.plan)
    version = words.say("message_version", version=report.version) if report.version > 1 else ""
    head = words.say(
        "message_head",
        drill=drill,
        office=words.office(frame.site),
        report=which,
        serial=words.serial(report),
        version=version,
    )
    lines = [
        words.say("line", label=words.item(item.name), text=report.content[item.name])
        for item in FORMS[report.kind]
        if item.name in report.content
    ]
    title = words.say("message_title", drill=drill, report=which, kind=kind)
    return title, "\n".join((head, *lines, words.say("message_foot")))


def queue_report(transaction: Transaction, report: Report, frame: Frame, people: Iterable[Person]) -> None:
    """Who has no channel is named in the journal: the paper must be carried there, or read out."""
    title, body = message_of(report, frame)
    known = {channel.id for channel in transaction.site.channels()}
    now = transaction.clock.now()
    for person in people:
        channel_id = next((channel for channel in person.channels if channel in known), "")
        if not channel_id:
            name = person.name.zh or person.name.en
            data = {"name": name, "person": person.id, "phone": person.phones[0] if person.phones else ""}
            transaction.journal.append(Draft("no_channel", data=data, incident_id=report.incident_id))
            continue
        transaction.outbox.add(
            Message(
                id=new_id(now),
                dedupe_key=f"{report.incident_id}:{person.id}:{channel_id}:report:{report.id}",
                incident_id=report.incident_id,
                person_id=person.id,
                channel_id=channel_id,
                title=title,
                body=body,
                state=QUEUED,
                attempts=0,
                created_at=now,
                next_try_at=now,
                updated_at=now,
                attachment=report.paper,
                simulated=frame.incident.simulated,
            )
        )
    transaction.touch("message")
