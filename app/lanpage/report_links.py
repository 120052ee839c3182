"""The links of reports as screens see them: who has opened which, taking one back, letting another phone in."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace

from app.core.clock import Clock
from app.core.errors import NotFound
from app.lanpage.rules import REPORTS_FOR
from app.model.journal import Actor, Draft
from app.model.lan_page import ReportLink
from app.model.message import Message
from app.model.report import Report
from app.reports.content import told_of
from app.reports.messages import report_id_of
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction


@dataclass(frozen=True, slots=True)
class SentLink:
    """A link that still opens a report, or would."""

    report: Report
    person_id: str
    link: ReportLink


class ReportLinkBook:
    """A part of the page's service.

    Args:
        gate: raises NotAllowed where somebody has to be signed in and nobody is.
    """

    def __init__(
        self, database: Database, clock: Clock, actor: Callable[[], Actor], gate: Callable[[], None]
    ) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        self._gate = gate

    def all(self) -> list[SentLink]:
        """Of reports young enough to be opened, the newest first; a message that went by a second channel has the same."""
        since = self._clock.now() - REPORTS_FOR

        def question(reader: Reader) -> list[SentLink]:
            found = []
            for report in reader.reports.sent_since(since):
                first: dict[str, Message] = {}
                for message in reader.outbox.for_incident(report.incident_id):
                    if report_id_of(message) == report.id and "/r/" in message.body:
                        first.setdefault(message.person_id, message)
                found += [
                    SentLink(report, person_id, reader.lan_page.report_link(message.id))
                    for person_id, message in first.items()
                ]
            return found

        return self._database.read(question)

    def revoke(self, message_id: str) -> "Future[None]":
        """From now on the link opens nothing."""

        def revoked(link: ReportLink, transaction: Transaction) -> ReportLink:
            return replace(link, revoked_at=link.revoked_at or transaction.clock.now())

        return self._change(message_id, "report_link_revoked", revoked)

    def release(self, message_id: str) -> "Future[None]":
        """The next phone that opens the link gets it; the one that had it is out."""

        def released(link: ReportLink, transaction: Transaction) -> ReportLink:
            return ReportLink(link.message_id)

        return self._change(message_id, "report_link_released", released)

    def _change(
        self, message_id: str, kind: str, changed: Callable[[ReportLink, Transaction], ReportLink]
    ) -> "Future[None]":
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            message = transaction.outbox.get(message_id)
            report = transaction.reports.get(report_id_of(message)) if message is not None else None
            if message is None or report is None:
                raise NotFound("no_message", id=message_id)
            before = transaction.lan_page.report_link(message_id)
            after = changed(before, transaction)
            if after == before:
                return
            transaction.lan_page.save_report_link(after)
            data = {**told_of(report), "person": message.person_id}
            transaction.journal.append(Draft(kind, actor=actor, data=data, incident_id=report.incident_id))
            transaction.touch("link")

        return self._database.write(change)
