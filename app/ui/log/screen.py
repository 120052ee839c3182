"""F4: the whole duty log."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.journal.entry_words import EntryWords
from app.ui.journal.kind_words import kind_words
from app.ui.log.detail import EntryDetail
from app.ui.log.entries import LogEntries, LogFilter, LogRow
from app.ui.log.export_panel import ExportPanel
from app.ui.log.filters import LogFilters
from app.ui.log.painting import RowPainter
from app.ui.log.proof import Proof
from app.ui.log.scope import Scope
from app.ui.log.table import LogTable
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.pictures.viewer import PictureViewer
from app.ui.services import Services

_DETAIL_SHARE = 0.33
_DETAIL_LEAST = 300


class LogScreen(QWidget):
    """Filters on top, the table, the chosen entry beside it, the proof below."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._ops = services, ops
        self._journal = services.journal
        self._journal.sayings = kind_words()
        self._names = Names(services)
        words = EntryWords(self._names, self)
        self.scope = Scope(services, ops, self)
        self.filters = LogFilters(services, ops, self._names, self.scope, self)
        self.model = LogEntries(services, ops, words, self)
        self._painter = RowPainter(services, words, self)
        self.table = LogTable(self.model, self._painter, self)
        self.detail = EntryDetail(services, self._names, words, ops, self)
        self.proof = Proof(services, ops, self)
        self.export: ExportPanel | None = None
        self._empty = QLabel(self)
        self._empty.setObjectName("dim")
        self._empty.setWordWrap(True)
        self._all = QPushButton(self)
        self._all.clicked.connect(self.filters.clear)
        self._above = QPushButton(self)
        self._above.setObjectName("compact")
        self._above.clicked.connect(self.table.scrollToTop)
        self._build()
        self.viewer = PictureViewer(services, self._names, ops, self)
        self._wire(ops)
        self.setFocusProxy(self.table)
        self.retranslate()
        self.filters.tell()

    def retranslate(self) -> None:
        self._names.forget()
        self._painter.forget()
        self.scope.retranslate()
        self.filters.retranslate()
        self.model.name_columns((self.tr("No."), self.tr("Time"), self.tr("Entry"), self.tr("By")))
        self.table.setAccessibleName(self.tr("Duty log"))
        self.detail.retranslate()
        self.proof.retranslate()
        if self.export is not None:
            self.export.retranslate()
        self._above.setText(self.tr("↑ new entries"))
        self._all.setText(self.tr("Show all entries"))
        self._show_empty()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_widths()
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._let_go():
            self.table.scrollToTop()
        super().hideEvent(event)

    def _set_widths(self) -> None:
        for beside in (self.detail, self.export):
            if beside is not None:
                beside.setFixedWidth(max(_DETAIL_LEAST, round(self.width() * _DETAIL_SHARE)))

    def _build(self) -> None:
        table = QVBoxLayout()
        table.setSpacing(8)
        table.addWidget(self._above)
        table.addWidget(self._empty)
        table.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        table.addWidget(self.table, 1)
        self._middle = middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(table, 1)
        middle.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 0, 8)
        column.setSpacing(8)
        self.filters.setContentsMargins(0, 0, 12, 0)
        column.addWidget(self.filters)
        column.addLayout(middle, 1)
        column.addWidget(self.proof)
        self._above.hide()

    def _wire(self, ops: Ops) -> None:
        self.filters.wanted.connect(self._look_anew)
        self.model.answered.connect(self._show_empty)
        self.model.grew.connect(lambda _count: self._on_grown())
        self.model.dataChanged.connect(lambda *_: self.detail.show_row(self.table.current()))
        self.table.chosen.connect(self.detail.show_row)
        self.table.verticalScrollBar().valueChanged.connect(self._forget_new)
        self.detail.opened.connect(self.viewer.show_picture)
        self.detail.number_wanted.connect(self.show_number)
        self.proof.export_wanted.connect(self._show_export)
        ops.changed.connect(self._on_changed)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filters.words.setFocus)
        export = QShortcut(QKeySequence("Ctrl+E"), self)
        export.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        export.activated.connect(self._show_export)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.filters.saved.ask_name)

    def _show_export(self) -> None:
        """In the place of the chosen entry."""
        if self.export is None:
            self.export = ExportPanel(self._services, self._names, self._ops, self)
            self.export.left.connect(self._leave_export)
            self._middle.addWidget(self.export)
            self._set_widths()
        self.detail.hide()
        self.export.offer(self.filters.current().wanted())

    def _leave_export(self) -> None:
        if self.export is not None:
            self.export.hide()
        self.detail.show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & Names.KINDS:
            self.retranslate()
        if "incident" in kinds:
            self.filters.list_incidents()
        if "journal_check" in kinds:
            self.proof.retranslate()
            if self.model.unsearched:
                # The index reaches further now.
                self.filters.tell()
        if "journal" in kinds:
            self.filters.keep_up()
            self.model.look_for_new()

    def _look_anew(self, wanted: LogFilter) -> None:
        self._above.hide()
        if self.export is not None and self.export.isVisible():
            self.export.what.offer(wanted.wanted())
        self.model.show_filtered(wanted)

    def _on_grown(self) -> None:
        self._above.setVisible(self.table.verticalScrollBar().value() > 0)

    def _forget_new(self, value: int) -> None:
        if value == 0:
            self._above.hide()
            self._let_go()

    def _let_go(self) -> bool:
        row = self.table.current()
        return self.model.let_go(row.entry.number if row is not None else 0)

    def show_number(self, number: int) -> None:
        """An entry by its number; beside the table only, when it lies deep or the filter hides it."""
        if self.model.row_of(number) >= 0:
            self.table.select_number(number)
            return
        for entry in self._journal.latest(1, before=number + 1):
            corrections = self._journal.amendments([entry.number]).get(entry.number, [])
            self.detail.show_row(LogRow(entry, tuple(corrections)))

    def _show_empty(self) -> None:
        nothing = self.model.rowCount() == 0
        filtered = self.filters.current() != LogFilter()
        if filtered:
            self._empty.setText(self.tr("No entry fits. Use fewer words, other kinds or another day."))
        else:
            self._empty.setText(self.tr("Nothing written yet. Press / and write the first line."))
        if self.model.unsearched:
            self._empty.setText(
                self.tr(
                    "The index of the log is still being made: %n older entry(s) not searched yet.",
                    "",
                    self.model.unsearched,
                )
            )
        self._empty.setVisible(nothing or self.model.unsearched > 0)
        self._all.setVisible(nothing and filtered)
