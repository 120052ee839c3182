"""Answers what phones ask by the link of a report: it is read whole, and its receipt is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.core.clock import Clock
from app.incidents.plans import plan_of
from app.lanpage.links import id_of, is_genuine, make_report_token
from app.lanpage.rules import report_refusal
from app.lanpage.storing import noticing, stored
from app.model.incident import Incident, Source
from app.model.journal import Actor, Draft
from app.model.lan_page import ReportLink
from app.model.message import Message
from app.model.plan import Plan
from app.model.report import Receipt, Report
from app.model.site import Person, Site
from app.reports.answering import store_receipt
from app.reports.content import FORMS, told_of
from app.reports.messages import report_id_of
from app.reports.wording import PaperWords
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A report, and whom it was sent to by the message whose link was opened."""

    message: Message
    report: Report
    incident: Incident
    person: Person | None
    name: str


class ReportDesk:
    """One answer for each question; any number of threads may ask at once.

    Args:
        key: signs links; None while it cannot be read.
    """

    def __init__(self, database: Database, clock: Clock, key: Callable[[], bytes | None]) -> None:
        self._database = database
        self._clock = clock
        self._key = key

    def answer(self, asked: Mapping[str, Any]) -> Answer:
        """`report_door` or `report` to show, with a `notice` for what was not done, or `refused` and why.

        `asked["ask"]`: `report_look`; `report_open` binds the link to the device and confirms where that was pressed;
        `report_confirm`.
        """
        found = self._database.read(lambda reader: self._found(reader, str(asked.get("token", ""))))
        if found is None:
            return {"refused": "unknown"}
        what = str(asked.get("ask", ""))
        device, address = str(asked.get("device", "")), str(asked.get("address", ""))
        with noticing(what) as notice:
            if what == "report_open":
                refused = stored(self._database.write(lambda tx: self._bind(tx, found, device, address)))
                if refused:
                    return self._refused(refused)
            if what == "report_confirm" or (what == "report_open" and asked.get("acknowledge")):
                stored(self._database.write(lambda tx: self._confirm(tx, found, device, address)))
        return self._shown(found, device, notice.code)

    def _bind(self, transaction: Transaction, found: _Asked, device: str, address: str) -> str:
        """Why this device may not open it; else the link is this device's from now on."""
        link = transaction.lan_page.report_link(found.message.id)
        refused = self._refusal(transaction, found, link, device)
        if refused or link.device:
            return refused
        now = transaction.clock.now()
        opened = replace(link, device=device, opened_at=now, opened_from=address)
        transaction.lan_page.save_report_link(opened)
        data = {"name": found.name, "person": found.message.person_id, "path": "link", "address": address}
        data |= told_of(found.report)
        actor = Actor(found.message.person_id, found.name)
        draft = Draft("report_link_opened", actor=actor, data=data, incident_id=found.incident.id)
        transaction.journal.append(draft)
        transaction.touch("link")
        return ""

    def _confirm(self, transaction: Transaction, found: _Asked, device: str, address: str) -> None:
        """The receipt of the version that was opened; a second press changes nothing."""
        link = transaction.lan_page.report_link(found.message.id)
        if not link.device or self._refusal(transaction, found, link, device):
            return
        actor = Actor(found.message.person_id, found.name)
        store_receipt(
            transaction,
            found.report,
            found.message.person_id,
            found.name,
            Source(actor, "link", address),
        )

    def _refusal(self, store: Reader | Transaction, found: _Asked, link: ReportLink, device: str) -> str:
        now, page = self._clock.now(), store.lan_page.page()
        return report_refusal(page, link, found.report, found.person, device, now)

    def _shown(self, found: _Asked, device: str, notice: str) -> Answer:
        def read(reader: Reader) -> Answer:
            link = reader.lan_page.report_link(found.message.id)
            refused = self._refusal(reader, found, link, device)
            if refused:
                return self._refused(refused, _phone(found.report, reader))
            site = reader.site.site()
            plan = plan_of(found.incident, reader)
            head = _head(found, plan, site, _phone(found.report, reader))
            if not link.device:
                return {"report_door": head, "language": site.language}
            receipts = reader.reports.receipts_of(found.report.id)
            own = next((one for one in receipts if one.person_id == found.message.person_id), None)
            versions = reader.reports.of_incident(found.incident.id)
            sheet = {**head, **_whole(found.report, own, versions, site)}
            sheet["time"] = _local(self._clock.now(), site, "%H:%M:%S")
            return {"report": sheet, "notice": notice, "language": site.language}

        return self._database.read(read)

    @staticmethod
    def _refused(code: str, phone: str = "") -> Answer:
        return {"refused": code, "phone": phone}

    def _found(self, reader: Reader, token: str) -> _Asked | None:
        key, message_id = self._key(), id_of(token)
        message = reader.outbox.get(message_id) if key is not None and message_id else None
        report = reader.reports.get(report_id_of(message)) if message is not None else None
        if key is None or message is None or report is None:
            return None
        if not is_genuine(make_report_token(key, message.id, report.id, message.person_id), token):
            return None
        incident = reader.incidents.get(report.incident_id)
        assert incident is not None, "no report is stored without its incident"
        person = next((one for one in reader.site.people() if one.id == message.person_id), None)
        name = (person.name.zh or person.name.en) if person is not None else ""
        return _Asked(message, report, incident, person, name)


def _head(found: _Asked, plan: Plan, site: Site, phone: str) -> dict[str, Any]:
    """What the message's title said as well."""
    report, words = found.report, PaperWords(found.report.language)
    return {
        "drill": found.incident.drill,
        "site": {"zh": site.name.zh, "en": site.name.en},
        "kind": {"zh": plan.name.zh, "en": plan.name.en},
        "which": words.report(report.kind, report.number),
        "serial": words.serial(report),
        "version": report.version,
        "name": {"zh": found.person.name.zh, "en": found.person.name.en} if found.person else {},
        "sent": _local(report.sent_at, site, "%Y-%m-%d %H:%M"),
        "phone": phone,
    }


def _whole(report: Report, own: Receipt | None, versions: list[Report], site: Site) -> dict[str, Any]:
    """Every item with its words, what has changed, whether this person has confirmed, and whether it still holds."""
    words = PaperWords(report.language)
    newest = max(one.version for one in versions if (one.kind, one.number) == (report.kind, report.number))
    return {
        "items": [
            {
                "label": words.item(item.name),
                "text": report.content[item.name],
                "changed": item.name in report.changed,
            }
            for item in FORMS[report.kind]
            if item.name in report.content
        ],
        "reason": report.reason,
        "newest": newest,
        "confirmed": _local(own.at, site, "%m-%d %H:%M") if own is not None else "",
        "by": report.by.name,
    }


def _phone(report: Report, reader: Reader) -> str:
    """Of whoever sent it; empty where none is known."""
    people = {person.id: person for person in reader.site.people()}
    sender = people.get(report.by.person_id)
    return sender.phones[0] if sender is not None and sender.phones else ""


def _local(moment: datetime, site: Site, pattern: str) -> str:
    return moment.astimezone(ZoneInfo(site.timezone)).strftime(pattern)
