"""Reports over a time: the list on the left, the chosen one beside it."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.model.period_report import ReportKey
from app.period_reports.service import Standing
from app.ui.background import Questions
from app.ui.forms.rows import Row, RowsTable
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.papers.viewer import PaperViewer
from app.ui.period_reports.form import PeriodReportForm
from app.ui.period_reports.words import PeriodReportWords
from app.ui.services import Services

_LIST_SHARE, _FORM_SHARE = 5, 7
_KINDS = frozenset({"period_report", "site", "person"})


class PeriodReportsPage(QWidget):
    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = Names(services)
        self.words = PeriodReportWords(services, self._names, self)
        self._questions = Questions(ops, self)
        self.standings: list[Standing] = []
        self.list = RowsTable(self)
        self.hint, self.empty = QLabel(self), QLabel(self)
        self.hint.setObjectName("dim")
        self.hint.setWordWrap(True)
        self.empty.setObjectName("empty")
        self.empty.setWordWrap(True)
        self.form = PeriodReportForm(services, self.words, ops, self)
        self.viewer = PaperViewer(services.journal, ops, self)
        self.form.paper_made.connect(self.viewer.show_paper)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        left = QVBoxLayout()
        left.setContentsMargins(12, 10, 8, 8)
        left.addWidget(self.list, 1)
        left.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, _LIST_SHARE)
        row.addWidget(self.form, _FORM_SHARE)
        row.addWidget(self.empty, _FORM_SHARE)
        self.form.hide()
        self.setFocusProxy(self.list)
        ops.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        self._names.forget()
        self.list.setAccessibleName(self.tr("Reports of months and of days in special protection periods"))
        self.list.show_columns([self.tr("Report"), self.tr("State")], 0)
        self.hint.setText(
            self.tr("When they are due, and special protection periods, are set under F9, Reports.")
        )
        self.empty.setText(self.tr("The first month of the log has its report here."))
        self.viewer.retranslate()
        self.form.retranslate()
        if self.standings:
            self._show(self.standings)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    def hideEvent(self, event: QHideEvent) -> None:
        self.form.keep_at_once()
        super().hideEvent(event)

    def read(self) -> None:
        self._questions.forget()
        self._questions.ask(self._services.period_reports.all, self._show)

    def open(self, key: ReportKey) -> None:
        """Shows one report, where it is in the list."""
        number = next((n for n, one in enumerate(self.standings) if one.report.key == key), -1)
        if number >= 0:
            self.list.selectRow(number)

    def chosen(self) -> Standing | None:
        rows = self.list.selectionModel().selectedRows()
        return self.standings[rows[0].row()] if rows and rows[0].row() < len(self.standings) else None

    def _show(self, standings: list[Standing]) -> None:
        """What is chosen stays so; at first it is what waits to be made, else the newest."""
        chosen = self.chosen()
        now = self._services.clock.now()
        self.standings = standings
        rows = [
            Row(
                f"{one.report.key.kind} {one.report.key.period}",
                (self.words.short_name(one.report.key), self.words.short_state(one, now)),
            )
            for one in standings
        ]
        self.list.rows.show_rows(rows)
        self.empty.setVisible(not standings)
        self.form.setVisible(bool(standings))
        if not standings:
            return
        key = chosen.report.key if chosen is not None else self._first(standings).report.key
        self.open(key)
        if self.chosen() is None:
            self.list.selectRow(0)

    def _first(self, standings: list[Standing]) -> Standing:
        now = self._services.clock.now()
        over = [one for one in standings if one.report.span.until <= now]
        waiting = [one for one in over if not one.made and one.report.due_at is not None]
        return (waiting or over or standings)[0]

    def _choose(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.form.show_report(chosen)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & Names.KINDS:
            self._names.forget()
        if kinds & _KINDS and self.isVisible():
            self.read()
