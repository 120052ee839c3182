"""The table of the log: keeps still what is being read."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.log.entries import Column, LogEntries, LogRow
from app.ui.log.painting import CORRECTED_ROW, ROW, RowPainter

_NEAR_END_ROWS = 60
_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_WIDTHS = {Column.NUMBER: 66, Column.TIME: 128, Column.WHO: 104}


class LogTable(QTableView):
    """Emits `chosen` with the LogRow that is selected, or None. A click or Enter opens and closes a fold."""

    chosen = Signal(object)

    def __init__(self, model: LogEntries, painter: RowPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log_table")
        self._entries = model
        self.setModel(model)
        self.setItemDelegate(painter)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        columns.setSectionResizeMode(Column.SENTENCE, QHeaderView.ResizeMode.Stretch)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._fetch_near_end())
        self.clicked.connect(lambda index: self._entries.toggle(index.row()))
        model.rowsInserted.connect(self._on_inserted)
        model.rowsAboutToBeRemoved.connect(self._on_removing)
        model.answered.connect(self._fetch_near_end)
        model.modelReset.connect(self._on_reset)
        model.corrected.connect(self._set_height)
        self.selectionModel().currentRowChanged.connect(lambda *_: self._tell_chosen())

    def current(self) -> LogRow | None:
        return self._entries.row(self.currentIndex().row())

    def select_number(self, number: int) -> None:
        """Selects an entry if it is loaded, and opens the fold that hides it."""
        self._entries.reveal(number)
        at = self._entries.row_of(number)
        if at >= 0:
            self.selectRow(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        at = self.currentIndex().row()
        turns = {Qt.Key.Key_Right: False, Qt.Key.Key_Left: True}
        if row is not None and row.fold is not None and event.key() in (*_OPEN_KEYS, *turns):
            if turns.get(Qt.Key(event.key()), row.fold.opened) == row.fold.opened:
                self._entries.toggle(at)
                self.selectRow(at)
            return
        super().keyPressEvent(event)

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        above = first <= self._top_row() and self.verticalScrollBar().value() > 0
        for at in range(first, last + 1):
            self._set_height(at)
        if above:
            # What is being read stays under the eye; the new entries wait above it.
            self._shift(sum(self.rowHeight(at) for at in range(first, last + 1)))

    def _on_removing(self, _parent: QModelIndex, first: int, last: int) -> None:
        if last < self._top_row():
            self._shift(-sum(self.rowHeight(at) for at in range(first, last + 1)))

    def _top_row(self) -> int:
        return self.rowAt(0)

    def _shift(self, height: int) -> None:
        bar = self.verticalScrollBar()
        if height > 0:
            bar.setMaximum(bar.maximum() + height)
        bar.setValue(bar.value() + height)

    def _on_reset(self) -> None:
        for at in range(self._entries.rowCount()):
            self._set_height(at)
        self.scrollToTop()
        self._tell_chosen()

    def _set_height(self, at: int) -> None:
        row = self._entries.row(at)
        wanted = CORRECTED_ROW if row and row.corrections else ROW
        if self.rowHeight(at) != wanted:
            self.setRowHeight(at, wanted)

    def _fetch_near_end(self) -> None:
        """Also when a page has folded into a few lines and there is nothing to scroll yet."""
        below = self.verticalHeader().length() - self.verticalScrollBar().value() - self.viewport().height()
        if below < _NEAR_END_ROWS * ROW:
            self._entries.fetch_older()

    def _tell_chosen(self) -> None:
        self.chosen.emit(self.current())
