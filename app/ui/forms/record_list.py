"""The list beside a form: a table, a button to add, a line to undo."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.ui.forms.rows import Row, RowsTable

ADD_KEY = "Ctrl+N"


class RecordList(QWidget):
    """`chosen` carries the id of the row somebody goes to; showing rows anew does not choose."""

    chosen = Signal(str)
    add_wanted = Signal()
    undo_wanted = Signal()
    enter_wanted = Signal()
    """Enter on a row: the cursor belongs into the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RowsTable(self)
        self.add = QPushButton(self)
        self.add.clicked.connect(self.add_wanted)
        self.empty = QLabel(self)
        self.empty.setObjectName("empty")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._removed = ""
        self._marking = False
        self._marked = ""
        self._undone = QLabel(self)
        self._undone.setWordWrap(True)
        self.undo = QPushButton(self)
        self.undo.clicked.connect(self.undo_wanted)
        self._build()

    @property
    def rows(self) -> list[Row]:
        return self.table.rows.rows

    def put_above(self, widget: QWidget) -> None:
        """Something to read before the list."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, widget)

    def show_rows(self, rows: Sequence[Row], chosen: str) -> None:
        """Shows the rows and marks the chosen one, at the place where the list was scrolled to."""
        if rows != self.rows:
            at = self.table.verticalScrollBar().value()
            self.table.rows.show_rows(rows)
            self.table.verticalScrollBar().setValue(at)
        self.mark(chosen)
        self._pages.setCurrentWidget(self.table if rows else self.empty)

    def mark(self, chosen: str) -> None:
        self._marking = True
        moved = chosen != self._marked
        self._marked = chosen
        number = next((n for n, row in enumerate(self.rows) if row.id == chosen), -1)
        if number >= 0:
            self.table.selectRow(number)
            if moved:
                # The table may just be getting smaller: by a line above it, by a form that grows.
                QTimer.singleShot(0, self, self._show_marked)
        else:
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        self._marking = False

    def _show_marked(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def show_removed(self, name: str) -> None:
        """Offers to undo a removal; an empty name takes the offer away."""
        self._removed = name
        self._offer.setVisible(bool(name))
        self.retranslate()

    def name_add(self, text: str) -> None:
        """Says on the button what is added, and by which key; a list that adds nothing has no words for it."""
        if not text:
            return
        self.add.setText(f"{text}  {ADD_KEY}")
        self.add.setShortcut(QKeySequence(ADD_KEY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self.enter_wanted.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self._undone.setText(self.tr("Removed: {name}").format(name=self._removed))
        self.undo.setText(self.tr("Undo"))

    def _build(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        self._offer = QFrame(self)
        self._offer.setObjectName("undo_offer")
        offer = QHBoxLayout(self._offer)
        offer.setContentsMargins(12, 4, 4, 4)
        offer.addWidget(self._undone, 1)
        offer.addWidget(self.undo)
        self._offer.hide()
        self.head = QHBoxLayout()
        self.head.addWidget(self.add)
        self.head.addStretch(1)
        self.foot = QHBoxLayout()
        """For what a page can do with the record that is chosen."""
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 0, 8)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addWidget(self._offer)
        column.addWidget(self._pages, 1)
        column.addLayout(self.foot)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._marking:
            self.chosen.emit(self.rows[current.row()].id)
