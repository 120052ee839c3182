"""Puts a report into the outbox: to each person on their first channel, its words in full."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from app.core.ids import new_id
from app.model.journal import Draft
from app.model.message import Message, queued
from app.model.report import Report
from app.model.site import Person
from app.reports.content import FORMS
from app.reports.report_paper import Frame
from app.reports.wording import PaperWords
from app.storage.transaction import Transaction


class ReportLinks(Protocol):
    """Makes the link by which one receiver reads a report whole and gives its receipt."""

    def report_link(self, message_id: str, report_id: str, person_id: str) -> str:
        """Empty while there is no page to open."""
        ...


class _NoLinks:
    def report_link(self, message_id: str, report_id: str, person_id: str) -> str:
        return ""


NO_REPORT_LINKS: ReportLinks = _NoLinks()


def report_id_of(message: Message) -> str:
    """Of the report that a message brings; empty for any other message."""
    return message.dedupe_key.partition(":report:")[2]


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


def queue_report(
    transaction: Transaction, report: Report, frame: Frame, people: Iterable[Person], links: ReportLinks
) -> None:
    """Each message ends with its receiver's own link. Who has no channel is named in the journal: the paper must be carried
    there, or read out."""
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
        message_id = new_id(now)
        link = links.report_link(message_id, report.id, person.id)
        words = PaperWords(report.language)
        key = f"{report.incident_id}:{person.id}:{channel_id}:report:{report.id}"
        said = f"{body}\n{words.say('message_link', link=link)}" if link else body
        message = queued(message_id, key, channel_id, person.id, (title, said), now)
        simulated = frame.incident.simulated
        transaction.outbox.add(replace(message, attachment=report.paper, simulated=simulated))
    transaction.touch("message")
