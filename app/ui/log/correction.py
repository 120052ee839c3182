"""The form that corrects an entry: a new entry that points at the old one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.model.journal import Entry
from app.ui.entry.editor import TokenEdit
from app.ui.entry.names import LineNames
from app.ui.entry.popup import Suggestions
from app.ui.entry.suggesting import Suggesting
from app.ui.error_words import ErrorWords
from app.ui.ops import Ops
from app.ui.services import Services

_LINES = 4


class Correction(QWidget):
    """Stays with the entry it was opened for until stored or given up; what was typed goes only then."""

    closed = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._errors = ErrorWords(self)
        self._error: BaseException | None = None
        self._storing = False
        self.number = 0
        self._heading = QLabel(self)
        self._heading.setObjectName("heading")
        self._heading.setWordWrap(True)
        self.text = TokenEdit(self)
        self.text.least_lines = _LINES
        self.text.entered.connect(lambda: self.reason.setFocus(Qt.FocusReason.TabFocusReason))
        self.text.left.connect(self._close)
        self.text.textChanged.connect(self._read)
        self.known = LineNames(services, ops, self)
        self.known.read.connect(self._read)
        self.popup = Suggestions(self.window())
        self._suggesting = Suggesting(services, self.known, self.text, self.popup, self)
        self.reason: QLineEdit = QLineEdit(self)
        self.reason.returnPressed.connect(self.store)
        self.trouble = QLabel(self)
        self.trouble.setObjectName("problem")
        self.trouble.setWordWrap(True)
        self.confirm = QPushButton(self)
        self.confirm.setObjectName("primary")
        self.confirm.clicked.connect(self.store)
        self._cancel = QPushButton(self)
        self._cancel.clicked.connect(self._close)
        row = QHBoxLayout()
        row.addWidget(self.confirm, 1)
        row.addWidget(self._cancel, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._heading, self.text, self.reason, self.trouble):
            column.addWidget(widget)
        column.addLayout(row)
        for key, action in ((QKeySequence("Ctrl+Return"), self.store), (QKeySequence("Esc"), self._close)):
            shortcut = QShortcut(key, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
        self.retranslate()
        self.hide()

    def correct(self, number: int, text: str) -> None:
        """Opens the form, unless one is open already."""
        self.known.want()
        if not self.number:
            self.number = number
            self.text.setPlainText(text)
            self._suggesting.forget()
            self.reason.clear()
            self._error = None
            self.retranslate()
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.selectAll()

    def store(self) -> None:
        if self._storing or not self.number:
            return
        self._storing = True
        number, text, reason = self.number, self.text.toPlainText(), self.reason.text()
        self._ops.ask(lambda: self._services.lines.amend(number, text, reason), self._stored, self._failed)

    def retranslate(self) -> None:
        self._heading.setText(
            self.tr("Correction of no. {number}: the old words stay in the log.").format(number=self.number)
        )
        self.text.setAccessibleName(self.tr("Corrected text"))
        self.text.setPlaceholderText(self.tr("What should it say?"))
        self.reason.setAccessibleName(self.tr("Reason for the correction"))
        self.reason.setPlaceholderText(self.tr("Reason (needed)"))
        self.confirm.setText(self.tr("Store correction"))
        self._cancel.setText(self.tr("Cancel"))
        self.trouble.setText("▲ " + self._errors.explain(self._error).text if self._error else "")
        self.trouble.setVisible(self._error is not None)

    def _read(self) -> None:
        """What the new words name is marked as in the line."""
        self.text.show_parsed(self._services.lines.read(self.text.text(), self.known.lexicon))

    def _stored(self, _entry: Entry) -> None:
        self._storing = False
        self._close()

    def _failed(self, error: BaseException) -> None:
        self._storing = False
        self._error = error
        self.retranslate()

    def _close(self) -> None:
        self.number = 0
        self._error = None
        self._suggesting.close()
        self.hide()
        self.closed.emit()
