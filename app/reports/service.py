"""Written reports: forms that survive a crash, reports that never change once sent, receipts."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from zoneinfo import ZoneInfo

from app.core.clock import Clock, moment_of
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.core.ids import new_id
from app.model.incident import RUNNING, Incident, Source
from app.model.journal import Actor, Draft
from app.model.paper import Paper
from app.model.report import Receipt, Report, ReportDraft, ReportKind
from app.reports.answering import store_receipt
from app.reports.content import check_content, next_kinds, tidy, told_of
from app.reports.deadlines import Fault, fault_of
from app.reports.making import (
    begun,
    begun_correction,
    changed_of,
    corrected,
    existing,
    existing_report,
    filled,
    frame_of,
    number_of,
    serial_of,
)
from app.reports.messages import NO_REPORT_LINKS, ReportLinks, queue_report
from app.reports.report_paper import report_paper
from app.reports.settling import reopened_at, settle_incident
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.transaction import Reader, Transaction

Print = Callable[[Paper], bytes]
PATHS = ("phone", "message", "paper")
"""By which a receiver says that a report has arrived."""
_LONGEST_WORDS = 1000


class ReportService:
    """Reports of incidents as screens see them.

    Args:
        print_paper: makes the PDF of a paper, on whatever thread asks.
        links: makes the link by which each receiver reads a report and gives its receipt.
    """

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        clock: Clock,
        actor: Callable[[], Actor],
        print_paper: Print,
        links: ReportLinks = NO_REPORT_LINKS,
    ) -> None:
        self._database = database
        self._media = media
        self._clock = clock
        self._actor = actor
        self._print = print_paper
        self._links = links
        self._sending = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reports")

    def close(self) -> None:
        """Waits for a report that is just being sent."""
        self._sending.shutdown()

    def of_incident(self, incident_id: str) -> list[Report]:
        """All versions, in the order in which they were sent."""
        return self._database.read(lambda reader: reader.reports.of_incident(incident_id))

    def faults(self, incident_ids: list[str]) -> dict[str, Fault]:
        """What a list of incidents must not hide: a report overdue, never made, late or corrected; the worst of each."""
        dues, corrected = self._database.read(
            lambda reader: (reader.dues.of_incidents(incident_ids), reader.reports.corrected(incident_ids))
        )
        found = {one: fault_of(dues.get(one, ()), corrected=one in corrected) for one in incident_ids}
        return {incident_id: fault for incident_id, fault in found.items() if fault}

    def receipts(self, incident_id: str) -> list[Receipt]:
        return self._database.read(lambda reader: reader.reports.receipts(incident_id))

    def drafts(self, incident_id: str) -> list[ReportDraft]:
        """Forms that were begun and not sent."""
        return self._database.read(lambda reader: reader.reports.drafts(incident_id))

    def may_write(self, incident: Incident) -> tuple[ReportKind, ...]:
        """Which reports may be written now, the one wanted first."""
        sent, reopened = self._database.read(
            lambda reader: (reader.reports.of_incident(incident.id), reopened_at(reader, incident.id))
        )
        return next_kinds(sent, running=incident.state == RUNNING, reopened_at=reopened)

    def begin(self, incident_id: str, kind: ReportKind) -> ReportDraft:
        """The form that was begun before; else a new one with all that is known. Raises NotFound."""
        return self._database.read(lambda reader: begun(reader, incident_id, kind))

    def begin_correction(self, report_id: str) -> ReportDraft:
        """The form of a correction: what was sent, to be mended. Raises NotFound."""
        return self._database.read(lambda reader: begun_correction(reader, report_id))

    def refill(self, draft: ReportDraft) -> ReportDraft:
        """The same form as it would be begun now, in its language."""
        return self._database.read(lambda reader: filled(reader, draft))

    def keep(self, draft: ReportDraft) -> "Future[None]":
        """What was typed survives whatever happens to the program."""

        def change(transaction: Transaction) -> None:
            transaction.reports.save_draft(draft)
            transaction.touch_quietly("report_draft")

        return self._database.write(change)

    def discard(self, draft: ReportDraft) -> "Future[None]":
        def change(transaction: Transaction) -> None:
            transaction.reports.remove_draft(draft.incident_id, draft.kind, draft.corrects)
            transaction.touch_quietly("report_draft")

        return self._database.write(change)

    def preview(self, draft: ReportDraft) -> bytes:
        """The PDF as it would be sent, marked as a draft. Long: not for the UI thread."""
        return self._print(self._database.read(lambda reader: self._made(reader, draft, self._actor())[1]))

    def send(self, draft: ReportDraft) -> "Future[Report]":
        """Stores the report for good, queues its messages and drops the form.

        Fails with InvalidInput (item_missing, moment_form, time_ahead, too_long, no_receiver, reason_empty),
        NotAllowed (report_sent), NotFound, StorageUnavailable.
        """
        actor = self._actor()
        return self._sending.submit(lambda: self._send(draft, actor))

    def paper(self, report: Report) -> bytes:
        """The PDF that was sent. Raises NotFound where its file has gone, NotAllowed where it is no longer that file."""
        path = self._media.find(report.paper)
        if path is None:
            raise NotFound("no_paper", id=report.id)
        if self._media.fault_of(report.paper):
            raise NotAllowed("paper_changed", id=report.id)
        return path.read_bytes()

    def confirm(self, report_id: str, person_id: str, whom: str, path: str) -> "Future[None]":
        """Somebody says that the report has arrived. Fails with NotFound or InvalidInput (whom_empty)."""
        actor = self._actor()
        name = whom.strip()[:_LONGEST_WORDS]
        if not name or path not in PATHS:
            raise InvalidInput(field="whom", reason="whom_empty")

        def change(transaction: Transaction) -> None:
            report = existing_report(transaction, report_id)
            store_receipt(transaction, report, person_id, name, Source(actor, path))

        return self._database.write(change)

    def _send(self, draft: ReportDraft, actor: Actor) -> Report:
        made, paper = self._database.read(lambda reader: self._made(reader, draft, actor, for_good=True))
        digest = self._media.keep(self._print(paper), ".pdf")
        report = replace(made, paper=digest)
        return self._database.write(lambda transaction: self._store(transaction, draft, report)).result()

    def _made(
        self, reader: Reader, draft: ReportDraft, actor: Actor, *, for_good: bool = False
    ) -> tuple[Report, Paper]:
        """The report the form becomes, and its paper."""
        moment = moment_of(self._clock)
        incident = existing(reader, draft.incident_id)
        before = corrected(reader, draft)
        reports = reader.reports.of_incident(incident.id)
        content = tidy(draft.kind, draft.content)
        zone = ZoneInfo(reader.site.site().timezone)
        if for_good:
            check_content(draft.kind, draft.content, moment.now, zone)
            _check_frame(draft, before)
        report = Report(
            id=new_id(moment.now),
            incident_id=incident.id,
            kind=draft.kind,
            number=before.number if before else number_of(draft.kind, reports),
            version=before.version + 1 if before else 1,
            serial=before.serial if before else serial_of(reader, incident, moment.now.astimezone(zone).year),
            language=draft.language,
            content=content,
            changed=changed_of(content, before, reports),
            people=draft.people,
            sent_at=moment.now,
            sent_monotonic=moment.monotonic,
            boot_id=moment.boot_id,
            by=actor,
            reason=draft.reason.strip()[:_LONGEST_WORDS] if before else "",
        )
        return report, report_paper(report, frame_of(reader, report, before), draft=not for_good)

    def _store(self, transaction: Transaction, draft: ReportDraft, report: Report) -> Report:
        incident = existing(transaction, report.incident_id)
        sent = transaction.reports.of_incident(incident.id)
        key = (report.kind, report.number, report.version)
        if any((one.kind, one.number, one.version) == key for one in sent):
            raise NotAllowed("report_sent")
        transaction.reports.add(report)
        transaction.reports.remove_draft(draft.incident_id, draft.kind, draft.corrects)
        kind = "report_sent" if report.version == 1 else "report_corrected"
        data = {**told_of(report), "people": ",".join(report.people), "reason": report.reason}
        data["changed"] = " ".join(report.changed)
        transaction.journal.append(
            Draft(kind, actor=report.by, data=data, incident_id=incident.id, media=(report.paper,))
        )
        frame = frame_of(transaction, report, corrected(transaction, draft))
        queue_report(transaction, report, frame, frame.people, self._links)
        transaction.touch("report")
        settle_incident(transaction, incident)
        return report


def _check_frame(draft: ReportDraft, before: Report | None) -> None:
    if not draft.people:
        raise InvalidInput(field="people", reason="no_receiver")
    if before is not None and not draft.reason.strip():
        raise InvalidInput(field="reason", reason="reason_empty")
