"""What an incident owes above, and what was told: a page of its own beside people, messages and log."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.model.deadline import Due, PhoneReport
from app.model.incident import Incident
from app.model.message import BY_HAND, Message
from app.model.report import Receipt, Report, ReportDraft, ReportKind
from app.reports.content import newest_versions
from app.reports.making import number_of
from app.reports.messages import report_id_of
from app.reports.sheet_service import SHEETS, SheetKind
from app.ui.background import Questions
from app.ui.format import clock_time, iso_date, site_zone
from app.ui.language import Sentence, current_language
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.reports.due_list import DueList
from app.ui.reports.form import ReportForm
from app.ui.reports.report_list import ReportList, Shown
from app.ui.reports.words import ReportWords
from app.ui.services import Services

_KINDS: tuple[ReportKind, ...] = ("initial", "follow_up", "final")


class IncidentReports(QStackedWidget):
    """The overview, or the form being written. Emits `paper_made` with a PDF and the name of its file."""

    paper_made = Signal(object, str)

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._ops = ops
        self._words = ReportWords(names, self)
        self._questions = Questions(ops, self)
        self._incident: Incident | None = None
        self._messages: list[Message] = []
        self._dues: list[Due] = []
        self.form: ReportForm | None = None
        self.write = {kind: QPushButton(self) for kind in _KINDS}
        self.sheets = {what: QPushButton(self) for what in SHEETS}
        self._none = self._label("dim")
        self.dues, self.done = (DueList(services, names, ops, self) for _ in range(2))
        self.sent = ReportList(services, names, ops, self)
        self._calls = self._label("dim")
        self.sent.paper_wanted.connect(self._open_paper)
        self.sent.correction_wanted.connect(self._correct)
        self._build()

    def show_incident(self, incident: Incident, messages: list[Message], dues: list[Due]) -> None:
        """Reports and papers are read when somebody looks."""
        self._incident, self._messages, self._dues = incident, messages, dues
        if self.isVisible():
            self._show(incident, dues)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._incident is not None:
            self._show(self._incident, self._dues)

    def _show(self, incident: Incident, dues: list[Due]) -> None:
        reports = self._services.reports
        sent = reports.of_incident(incident.id)
        self._none.setVisible(not dues)
        self.dues.show_dues([due for due in dues if due.is_open])
        self.done.show_dues([due for due in dues if not due.is_open])
        self.sent.show_reports(_shown(sent, reports.receipts(incident.id), self._messages, dues))
        calls = self._services.clocks.phone_reports(incident.id)
        self._calls.setText("\n".join(map(self._call, calls)))
        self._calls.setVisible(bool(calls))
        self._show_keys(incident, sent)

    def tick(self) -> None:
        self.dues.tick()

    def retranslate(self) -> None:
        self._none.setText(self.tr("Nothing is owed above. The table is in the settings (F9), Reports."))
        for what, words in zip(SHEETS, self._words.sheets(), strict=True):
            self.sheets[what].setText(words)
        self.dues.retranslate()
        self.done.retranslate()
        if self.form is not None:
            self.form.retranslate()
            self._name_form(self.form)

    def _build(self) -> None:
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for kind, button in self.write.items():
            button.clicked.connect(lambda _=False, kind=kind: self._begin(kind))
            keys.addWidget(button)
        keys.addStretch(1)
        sheets = QHBoxLayout()
        sheets.setSpacing(8)
        for what, button in self.sheets.items():
            button.clicked.connect(lambda _=False, what=what: self._print(what))
            sheets.addWidget(button)
        sheets.addStretch(1)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 10, 8, 10)
        column.setSpacing(8)
        column.addLayout(keys)
        column.addLayout(sheets)
        for widget in (self._none, self.dues, self.sent, self._calls, self.done):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self.addWidget(area)

    def _show_keys(self, incident: Incident, sent: list[Report]) -> None:
        may = self._services.reports.may_write(incident)
        begun = {draft.kind for draft in self._services.reports.drafts(incident.id) if not draft.corrects}
        for kind, button in self.write.items():
            button.setVisible(kind in may)
            name = self._words.kind(kind, number_of(kind, sent))
            pattern = self.tr("Go on writing: {report}") if kind in begun else self.tr("Write: {report}")
            button.setText(pattern.format(report=name))
            button.setObjectName("primary" if may and kind == may[0] else "")
            button.style().polish(button)

    def _begin(self, kind: ReportKind) -> None:
        incident = self._incident
        if incident is None:
            return
        kept = any(
            one.kind == kind and not one.corrects for one in self._services.reports.drafts(incident.id)
        )
        self._open_form(self._services.reports.begin(incident.id, kind), fresh=not kept)

    def _correct(self, report: Report) -> None:
        self._open_form(self._services.reports.begin_correction(report.id), fresh=False)

    def _open_form(self, draft: ReportDraft, *, fresh: bool) -> None:
        self._close_form()
        form = ReportForm(draft, self._services, self._ops, self, fresh=fresh)
        form.sent.connect(lambda _: self._close_form())
        form.left.connect(self._close_form)
        form.preview_wanted.connect(self._preview)
        self.form = form
        self._name_form(form)
        self.addWidget(form)
        self.setCurrentWidget(form)
        form.begin()

    def _name_form(self, form: ReportForm) -> None:
        draft = form.draft()
        sent = self._services.reports.of_incident(draft.incident_id)
        name = self._words.kind(draft.kind, number_of(draft.kind, sent))
        corrected = next((one for one in sent if one.id == draft.corrects), None)
        if corrected is not None:
            name = self.tr("Correction of {title}").format(title=self._words.title(corrected))
        form.title.setText(name)

    def _close_form(self) -> None:
        form, self.form = self.form, None
        if form is None:
            return
        focused = QApplication.focusWidget()
        cursor_was_in_it = focused is not None and form.isAncestorOf(focused)
        self.setCurrentIndex(0)
        self.removeWidget(form)
        form.deleteLater()
        if self._incident is not None:
            self._show_keys(self._incident, self._services.reports.of_incident(self._incident.id))
        if cursor_was_in_it:
            # Else Qt gives it to whichever key comes next, the one that prints a call sheet.
            next((key for key in self.write.values() if not key.isHidden()), self).setFocus()

    def _preview(self, draft: ReportDraft) -> None:
        name = self.form.title.text() if self.form is not None else ""
        self._questions.ask(
            lambda: self._services.reports.preview(draft),
            lambda pdf: self.paper_made.emit(pdf, self.tr("{title} (draft)").format(title=name)),
        )

    def _print(self, what: SheetKind) -> None:
        incident, name = self._incident, self.sheets[what].text()
        if incident is None:
            return
        language = current_language()
        self._questions.ask(
            lambda: self._services.sheets.of_incident(what, incident.id, language),
            lambda pdf: self.paper_made.emit(pdf, name),
        )

    def _open_paper(self, report: Report) -> None:
        self._questions.ask(
            lambda: self._services.reports.paper(report),
            lambda pdf: self.paper_made.emit(pdf, self._words.title(report)),
        )

    def _call(self, report: PhoneReport) -> str:
        zone = site_zone(self._services.site.site().timezone)
        by = self._names.person(report.by_id) if report.by_id else self.tr("nobody signed in")
        words = Sentence(
            self.tr("{date} {time} told by phone: {recipient}, {whom}. Reported by: {by}")
        ).format(
            date=iso_date(report.at, zone),
            time=clock_time(report.at, zone),
            recipient=self._words.recipient(report.recipient),
            whom=report.whom,
            by=by,
        )
        return f"☎ {words} {report.said}".rstrip()

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label


def _shown(
    sent: list[Report], receipts: list[Receipt], messages: list[Message], dues: list[Due]
) -> list[Shown]:
    """The newest report on top."""
    late = {due.met_at for due in dues if due.missed_at and due.met_at}
    found = []
    for report in reversed(newest_versions(sent)):
        versions = [one for one in sent if (one.kind, one.number) == (report.kind, report.number)]
        about = [one for one in messages if report_id_of(one) == report.id]
        own = {one.person_id: one for one in about if one.channel_id != BY_HAND}
        dialled = [one for one in about if one.channel_id == BY_HAND]
        found.append(
            Shown(
                report,
                tuple(reversed([one for one in versions if one.version < report.version])),
                tuple(one for one in receipts if one.report_id == report.id),
                own,
                tuple(dialled),
                versions[0].sent_at in late,
            )
        )
    return found
