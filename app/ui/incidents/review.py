"""The review of an incident: results, what was late, conclusions, measures; drills beside those before them."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.evidence.bundle import Bundle
from app.model.incident import RUNNING, Incident
from app.model.plan import Plan
from app.reports.review_service import Looked
from app.ui import theme
from app.ui.background import Count, Questions
from app.ui.evidence.hand_over import Export, HandOver
from app.ui.format import duration
from app.ui.forms.long_text import LongText
from app.ui.forms.marked_lines import MarkedLines
from app.ui.forms.rows import Row, RowsTable
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.papers.press import print_paper
from app.ui.pictures.kept import pictures_of
from app.ui.reviews.drills import DrillComparison
from app.ui.reviews.measures import MeasureList, NewMeasure
from app.ui.reviews.paper import ReviewPaper
from app.ui.reviews.words import ReviewWords
from app.ui.services import Services
from app.ui.shell.figure import Figure

_KEEP_AFTER_MS = 700
_TIMELINE_PX = 420
_HAND_OVER_PX = 250


class IncidentReview(QWidget):
    """Reads when it is looked at. Emits `paper_made` with a PDF and the name of its file, `opened` with a picture."""

    paper_made = Signal(object, str)
    opened = Signal(object)

    def __init__(
        self, incident: Incident, services: Services, names: Names, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._incident = incident
        self._services = services
        self._names = names
        self._ops = ops
        self._words = ReviewWords(services, names, self)
        self._papers = ReviewPaper(services, names, self)
        self._questions, self._printing = Questions(ops, self), Questions(ops, self)
        self._looked: Looked | None = None
        self.print = QPushButton(self)
        self.print.clicked.connect(self._print)
        self.evidence = QPushButton(self)
        self.evidence.clicked.connect(self._show_hand_over)
        self.hand_over = HandOver(self._prepare_evidence, ops, self)
        self.hand_over.setFixedHeight(_HAND_OVER_PX)
        self.hand_over.hide()
        self.hand_over.left.connect(self._leave_hand_over)
        self._running = self._label("dim")
        self._headings = {
            name: self._label("heading")
            for name in ("results", "findings", "conclusions", "measures", "timeline")
        }
        self.results = QVBoxLayout()
        self._result_rows: list[Figure] = []
        self.findings = MarkedLines(between=2, parent=self)
        self.drills = DrillComparison(services, names, self._words, self)
        self.drills.setVisible(incident.drill)
        self.conclusions = LongText(self)
        self.save = QPushButton(self)
        self.save.clicked.connect(self._save)
        self._saved = self._label("dim")
        self.measures = MeasureList(services, names, ops, self)
        self.new_measure = NewMeasure(incident.id, services, ops, self)
        self.timeline = RowsTable(self)
        self.timeline.setFixedHeight(_TIMELINE_PX)
        self.timeline.doubleClicked.connect(self._open_picture)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self._keep)
        self.conclusions.changed.connect(self._on_typed)
        ops.closed.connect(self._keep_at_once)
        self._build()

    def show_incident(self, incident: Incident) -> None:
        self._incident = incident
        if self.isVisible():
            self.look()

    def look(self) -> None:
        """Asks for everything anew."""
        incident = self._incident
        self._questions.forget()
        self._questions.ask(lambda: self._services.reviews.look(incident.id), self._show)
        if incident.drill:
            self._questions.ask(lambda: self._services.reviews.last_drills(incident), self.drills.show_drills)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def retranslate(self) -> None:
        self.print.setText(self.tr("Print the review"))
        self.evidence.setText(self.tr("Evidence bundle …"))
        self.hand_over.retranslate()
        self.hand_over.show_ready(
            self.tr("Log, pictures, clips, messages, reports and review as one folder, listed and signed."),
            ready=True,
        )
        self._running.setText(self.tr("The incident still runs: this is how it stands now."))
        names = {
            "results": self.tr("Against the targets"),
            "findings": self.tr("What was late or not done"),
            "conclusions": self.tr("Conclusions"),
            "measures": self.tr("Measures"),
            "timeline": self.tr("Time line"),
        }
        for name, words in names.items():
            self._headings[name].setText(words)
        self.conclusions.edit.setAccessibleName(names["conclusions"])
        self.conclusions.edit.setPlaceholderText(
            self.tr("What went well, what did not, what follows from it")
        )
        self.save.setText(self.tr("Write the conclusions down"))
        self.new_measure.retranslate()
        self.timeline.setAccessibleName(names["timeline"])
        self.timeline.show_columns([self.tr("Time"), self.tr("After"), self.tr("What happened")], wide=2)
        if self._looked is not None:
            self._show(self._looked)
        self.drills.retranslate()

    def _build(self) -> None:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 10, 8, 10)
        column.setSpacing(6)
        head, below = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._running)
        head.addStretch(1)
        head.addWidget(self.print)
        head.addWidget(self.evidence)
        below.addWidget(self.save)
        below.addWidget(self._saved, 1)
        self.results.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.hand_over)
        column.addWidget(self._headings["results"])
        column.addLayout(self.results)
        column.addWidget(self.drills)
        column.addWidget(self._headings["findings"])
        column.addWidget(self.findings)
        column.addWidget(self._headings["conclusions"])
        column.addWidget(self.conclusions)
        column.addLayout(below)
        for widget in (self._headings["measures"], self.measures, self.new_measure):
            column.addWidget(widget)
        column.addWidget(self._headings["timeline"])
        column.addWidget(self.timeline)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _show(self, looked: Looked) -> None:
        first = self._looked is None
        self._looked = looked
        self._running.setVisible(looked.incident.state == RUNNING)
        self._show_results(looked)
        plan = self._plan()
        lines = [("▲", self._words.finding(one, plan)) for one in looked.findings]
        nothing = self.tr("Nothing was late, and nothing was left undone.")
        self.findings.show_lines(lines or [("", nothing)])
        if first:
            self.conclusions.set_value(looked.review.draft or looked.review.conclusions)
        self._show_saved()
        self.measures.show_measures(looked.measures)
        rows = [
            Row(
                str(number),
                (self._words.time(item), self._words.after(item, looked.incident), self._words.line(item)),
            )
            for number, item in enumerate(looked.items)
        ]
        if rows != self.timeline.rows.rows:
            self.timeline.rows.show_rows(rows)

    def _open_picture(self, index: QModelIndex) -> None:
        """The first of those that were kept at that moment."""
        item = self._looked.items[index.row()] if self._looked else None
        pictures = pictures_of(list(item.pictures)) if item else []
        if pictures:
            self.opened.emit(pictures[0])

    def _show_results(self, looked: Looked) -> None:
        while len(self._result_rows) < len(looked.results):
            row = Figure(15, parent=self)
            self._result_rows.append(row)
            self.results.addWidget(row)
        for row, one in zip(self._result_rows, looked.results, strict=False):
            words = self.tr("{what}: {took}, target {target}").format(
                what=self._words.stage(one), took=self._words.took(one), target=duration(one.target_s)
            )
            row.show_text(f"▲ {words}" if one.late else f"✓ {words}", theme.AMBER if one.late else theme.TEXT)
        self._headings["results"].setVisible(bool(looked.results))

    def _show_saved(self) -> None:
        kept = self._looked.review.conclusions if self._looked else ""
        typed = self.conclusions.value()
        self.save.setEnabled(bool(typed) and typed != kept)
        if not typed or typed == kept:
            self._saved.setText(self.tr("Written down.") if kept else "")
        else:
            self._saved.setText(self.tr("Not written down yet; the text is kept."))

    def _on_typed(self) -> None:
        self._keeping.start()
        self._show_saved()

    def _keep(self) -> None:
        self._ops.run(self._services.reviews.keep_draft(self._incident.id, self.conclusions.value()))

    def _keep_at_once(self) -> None:
        if self._keeping.isActive():
            self._keeping.stop()
            self._services.reviews.keep_draft(self._incident.id, self.conclusions.value())

    def _save(self) -> None:
        self._keeping.stop()
        text = self.conclusions.value()
        self._ops.ask(lambda: self._services.reviews.conclude(self._incident.id, text), lambda _: self.look())

    def _print(self) -> None:
        incident, plan = self._incident, self._plan()
        self._printing.forget()
        self._printing.ask(
            lambda: self._services.reviews.look(incident.id), lambda looked: self._print_looked(looked, plan)
        )

    def _print_looked(self, looked: Looked, plan: Plan) -> None:
        blocks, pictures = self._papers.blocks(looked, plan), self._papers.captions(looked)
        name = self._papers.title(looked.incident)
        self._printing.ask(
            lambda: print_paper(self._papers.paper(looked, blocks, pictures)),
            lambda pdf: self.paper_made.emit(pdf, name),
        )

    def _leave_hand_over(self) -> None:
        self.evidence.setFocus()
        self.hand_over.hide()

    def _show_hand_over(self) -> None:
        self.hand_over.show()
        self.hand_over.reason.setFocus()

    def _prepare_evidence(self, reason: str) -> Export:
        """The review goes along as it reads now."""
        incident, evidence = self._incident, self._services.incident_evidence
        looked, plan = self._services.reviews.look(incident.id), self._plan()
        blocks, pictures = self._papers.blocks(looked, plan), self._papers.captions(looked)

        def export(target: Path, count: Count) -> Bundle:
            review = print_paper(self._papers.paper(looked, blocks, pictures))
            return evidence.export(incident.id, reason, target, {"review": review}, count)

        return export

    def _plan(self) -> Plan:
        return self._services.incidents.plan_of(self._incident)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label
