"""A line that is opened by a key beside what it is about. Nothing modal."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.errors import DutyRoomError
from app.ui.error_words import ErrorWords
from app.ui.ops import Ops


class AskedLine(QWidget):
    """Hidden until `open_line`; Enter or the key stores, Escape leaves. A refusal stands below it and what was typed stays.

    Attributes:
        left: it has closed, stored or not.
        line: where the cursor begins.
    """

    left = Signal()

    def __init__(self, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ops = ops
        self._errors = ErrorWords(self)
        self.line = QLineEdit(self)
        self.line.returnPressed.connect(self.store)
        self.save, self.back = QPushButton(self), QPushButton(self)
        self.save.setObjectName("primary")
        self.save.clicked.connect(self.store)
        self.back.clicked.connect(self._leave)
        self._problem = QLabel(self)
        self._problem.setObjectName("problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 6)
        self._column.setSpacing(6)
        self.hide()

    def store(self) -> None:
        """Asks a service for it; ends with `stored` or `refused`."""
        raise NotImplementedError

    def open_line(self) -> None:
        self._problem.hide()
        self.show()
        self.line.setFocus()

    def stored(self) -> None:
        self.line.clear()
        self._leave()

    def refused(self, error: BaseException) -> None:
        if not isinstance(error, DutyRoomError):
            self._ops.failed.emit(error)
            return
        self._problem.setText("▲ " + self._errors.explain(error).text)
        self._problem.show()
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def ask(self, question: str, key: str, back: str) -> None:
        """The words of it."""
        self.line.setPlaceholderText(question)
        self.line.setAccessibleName(question)
        self.save.setText(key)
        self.back.setText(back)

    def put_below(self, *rows: QBoxLayout) -> None:
        """One below the other, what was refused below all of them."""
        for row in rows:
            row.setSpacing(8)
            self._column.addLayout(row)
        self._column.addWidget(self._problem)

    def keys(self, share: int = 0) -> QHBoxLayout:
        """Both of them; with `share` the first takes what room there is."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save, share)
        row.addWidget(self.back)
        return row

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
