"""The chosen report: its sections as drafted, a person's own words, its versions; previewed, made, shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.model.period_report import PeriodReport, PeriodReportDraft, ReportKey
from app.period_reports.making import Drafted
from app.period_reports.service import Standing
from app.ui.background import Questions
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.period_reports.section import SectionEditor
from app.ui.period_reports.words import PeriodReportWords
from app.ui.services import Services

MAKE_KEY = "Ctrl+Return"
_KEEP_AFTER_MS = 700


class PeriodReportForm(QFrame):
    """Attributes:
    paper_made: a PDF to look at, and the name of its file.
    """

    paper_made = Signal(bytes, str)

    def __init__(
        self, services: Services, words: PeriodReportWords, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self._services, self._words, self._ops = services, words, ops
        self._questions, self._printing = Questions(ops, self), Questions(ops, self)
        self.standing: Standing | None = None
        self.editors: dict[str, SectionEditor] = {}
        self.title, self.state, self.covers = QLabel(self), QLabel(self), QLabel(self)
        self.preview, self.make = QPushButton(self), QPushButton(self)
        self.versions: list[QPushButton] = []
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        self._build()
        self._wire()
        self.retranslate()

    def retranslate(self) -> None:
        self.preview.setText(self.tr("Preview"))
        self.make.setText(self.tr("Make and sign  Ctrl+Enter"))
        for editor in self.editors.values():
            editor.retranslate()
        if self.standing is not None:
            self._show_head(self.standing)
            self.read()

    def show_report(self, standing: Standing) -> None:
        """The text of another report is kept before this one takes its place."""
        same = self.standing is not None and self.standing.report.key == standing.report.key
        if not same:
            self.keep_at_once()
        self.standing = standing
        self._show_head(standing)
        if not same:
            self._clear()
            self._scroll.verticalScrollBar().setValue(0)
        self.read()

    def read(self) -> None:
        """Drafts anew; what is typed stays."""
        if self.standing is None:
            return
        key, language = self.standing.report.key, current_language()
        self._questions.forget()
        self._questions.ask(lambda: self._services.period_reports.look(key, language), self._show)

    def own_words(self) -> dict[str, str]:
        return {name: editor.words.value() for name, editor in self.editors.items()}

    def keep(self) -> None:
        """Stores what is typed."""
        self._keeping.stop()
        if self.standing is not None and self.editors:
            draft = PeriodReportDraft(self.standing.report.key, self.own_words())
            self._ops.run(self._services.period_reports.keep(draft))

    def keep_at_once(self) -> None:
        """Before the window goes, or something else is shown."""
        if self._keeping.isActive():
            self.keep()

    def _show(self, drafted: Drafted) -> None:
        if self.standing is None or drafted.report.key != self.standing.report.key:
            return
        fresh = not self.editors
        for section in drafted.sections:
            editor = self.editors.get(section.id)
            if editor is None:
                editor = SectionEditor(section.id, self._inner)
                editor.changed.connect(self._keeping.start)
                self.editors[section.id] = editor
                self._column.insertWidget(self._column.count() - 1, editor)
            editor.show_section(section)
            if fresh:
                editor.words.set_value(drafted.draft.own_words.get(section.id, ""))

    def _show_head(self, standing: Standing) -> None:
        now = self._services.clock.now()
        self.title.setText(self._words.name(standing.report.key))
        self.state.setText(self._words.state(standing, now))
        self.state.setObjectName("problem" if "▲" in self.state.text() else "dim")
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)  # it asks for the name anew
        self.covers.setText(self._words.covers(standing))
        over = standing.report.span.until <= now
        self.make.setEnabled(over)
        self.make.setToolTip("" if over else self.tr("It can be made when its time is over."))
        for button in self.versions:
            self._past.removeWidget(button)
            button.deleteLater()
        self.versions = [self._version(report) for report in standing.made]
        self._past_title.setVisible(bool(self.versions))
        self._past_title.setText(self.tr("Made so far"))

    def _version(self, report: PeriodReport) -> QPushButton:
        button = QPushButton(self._words.made(report), self)
        button.clicked.connect(lambda: self._show_made(report))
        self._past.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def _show_made(self, report: PeriodReport) -> None:
        name = _file_name(report.key, report.version)
        self._printing.ask(
            lambda: self._services.period_reports.paper(report), lambda pdf: self.paper_made.emit(pdf, name)
        )

    def _preview(self) -> None:
        self._kept_first(self._print_preview)

    def _print_preview(self) -> None:
        if self.standing is None:
            return
        key, language = self.standing.report.key, current_language()
        name = _file_name(key, 0)
        self._printing.ask(
            lambda: self._services.period_reports.preview(key, language),
            lambda pdf: self.paper_made.emit(pdf, name),
        )

    def _make(self) -> None:
        if self.make.isEnabled():
            self._kept_first(self._make_it)

    def _make_it(self) -> None:
        if self.standing is None:
            return
        key, language = self.standing.report.key, current_language()
        self._ops.ask(lambda: self._services.period_reports.make(key, language), self._show_made)

    def _kept_first(self, then: Callable[[], None]) -> None:
        """What stands on the screen is what is printed."""
        self._keeping.stop()
        if self.standing is None or not self.editors:
            return
        draft = PeriodReportDraft(self.standing.report.key, self.own_words())
        self._ops.run(self._services.period_reports.keep(draft), lambda _: then())

    def _clear(self) -> None:
        for editor in self.editors.values():
            self._column.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self.editors = {}

    def _wire(self) -> None:
        self.preview.clicked.connect(self._preview)
        self.make.clicked.connect(self._make)
        shortcut = QShortcut(QKeySequence(MAKE_KEY), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._make)
        self._ops.closed.connect(self.keep_at_once)

    def _build(self) -> None:
        self.title.setObjectName("form_title")
        self.covers.setObjectName("dim")
        self.make.setObjectName("primary")
        self.title.setWordWrap(True)
        self.state.setWordWrap(True)
        self._past_title = QLabel(self)
        self._past_title.setObjectName("heading")
        self._inner = QWidget(self)
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(14, 8, 14, 8)
        self._column.setSpacing(2)
        self._past = QVBoxLayout()
        self._past.setSpacing(6)
        self._column.addWidget(self._past_title)
        self._column.addLayout(self._past)
        self._column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inner)
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 14, 0)
        head.setSpacing(2)
        for label in (self.title, self.state, self.covers):
            head.addWidget(label)
        keys = QHBoxLayout()
        keys.setContentsMargins(14, 4, 14, 10)
        keys.addWidget(self.preview)
        keys.addStretch(1)
        keys.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addLayout(keys)


def _file_name(key: ReportKey, version: int) -> str:
    name = f"{key.kind}-report-{key.period}"
    return f"{name}-v{version}" if version else name
