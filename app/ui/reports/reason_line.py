"""One line for a reason, opened by a button beside what it is about. Nothing modal."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.errors import DutyRoomError
from app.ui.error_words import ErrorWords
from app.ui.ops import Ops

_NARROW = 330


class ReasonLine(QWidget):
    """`store` is asked with the text; a refusal stands below the line and the text stays. Escape leaves."""

    left = Signal()

    def __init__(
        self, store: "Callable[[str], Future[None]]", ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store_text = store
        self._ops = ops
        self._errors = ErrorWords(self)
        self.line = QLineEdit(self)
        self.line.returnPressed.connect(self._store)
        self.save = QPushButton(self)
        self.save.setObjectName("primary")
        self.save.clicked.connect(self._store)
        self.back = QPushButton(self)
        self.back.clicked.connect(self._leave)
        self._problem = QLabel(self)
        self._problem.setObjectName("problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(self.save)
        keys.addWidget(self.back)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.line, 1)
        self._row.addLayout(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.addLayout(self._row)
        column.addWidget(self._problem)
        self.hide()
        self.retranslate()

    def begin(self) -> None:
        self._problem.hide()
        self.show()
        self.line.setFocus()

    def stand_behind(self, key: QWidget) -> None:
        """For Tab: it may have been made, or moved, long after the keys around it."""
        for before, after in ((key, self.line), (self.line, self.save), (self.save, self.back)):
            QWidget.setTabOrder(before, after)

    def drop(self) -> bool:
        """What it was about is gone, and what was typed with it. Says whether it had the cursor."""
        had = self.isAncestorOf(self.window().focusWidget() or self)
        self.line.clear()
        self.hide()
        return had

    def say(self, question: str, button: str) -> None:
        """The words that belong to what it is about."""
        self.line.setPlaceholderText(question)
        self.line.setAccessibleName(question)
        self.save.setText(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow rail the keys stand below: a reason of three letters could be read beside them."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        across = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != across:
            self._row.setDirection(across)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.back.setText(self.tr("Back"))

    def _store(self) -> None:
        self._ops.ask(lambda: self._store_text(self.line.text()), lambda _: self._stored(), self._refused)

    def _stored(self) -> None:
        self.line.clear()
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, DutyRoomError):
            self._ops.failed.emit(error)
            return
        self._problem.setText("▲ " + self._errors.explain(error).text)
        self._problem.show()
        self.line.setFocus()
