"""A leader's remark on the moment looked at: one line, and what it belongs to."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.journal.rules import MAX_TEXT
from app.ui.error_words import ErrorWords


class RemarkLine(QFrame):
    """Emits `given` with text, incident and camera; `left` where somebody turns away from it. The text goes when stored."""

    given = Signal(str, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("remark_line")
        self._errors = ErrorWords(self)
        self._error: BaseException | None = None
        self.about = QLabel(self)
        self.about.setObjectName("strong")
        self.line = QLineEdit(self)
        self.line.setMaxLength(MAX_TEXT)
        self.line.returnPressed.connect(self._give)
        self.incident, self.camera = QComboBox(self), QComboBox(self)
        for box in (self.incident, self.camera):
            box.setMaximumWidth(220)
        self.trouble = QLabel(self)
        self.trouble.setObjectName("problem")
        self.trouble.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(self.about)
        row.addWidget(self.line, 1)
        for widget in (self.incident, self.camera, self.trouble):
            row.addWidget(widget)
        self.hide()
        self.retranslate()

    def begin(
        self, incidents: Sequence[tuple[str, str]], cameras: Sequence[tuple[str, str]], incident_id: str
    ) -> None:
        """Ids and names of what it may belong to; `incident_id` is proposed."""
        self._offer(self.incident, self.tr("no incident"), incidents, incident_id)
        self._offer(self.camera, self.tr("no camera"), cameras, "")
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_moment(self, time: str) -> None:
        self.about.setText(self.tr("Remark on {time}").format(time=time))

    def stored(self, text: str) -> None:
        """Only what was stored leaves the line."""
        self._error = None
        self.trouble.hide()
        if self.line.text() == text:
            self.line.clear()
            self.hide()

    def refuse(self, error: BaseException) -> None:
        self._error = error
        self.trouble.setText(self._errors.explain(error).text)
        self.trouble.show()

    def retranslate(self) -> None:
        self.line.setPlaceholderText(self.tr("What is to be said of this moment: Enter stores, Esc leaves"))
        self.line.setAccessibleName(self.tr("Remark on the moment looked at"))
        self.incident.setAccessibleName(self.tr("Incident it belongs to"))
        self.camera.setAccessibleName(self.tr("Camera it belongs to"))
        if self._error is not None:
            self.trouble.setText(self._errors.explain(self._error).text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            # What is typed here is no key of the time line's.
            event.accept()

    def _give(self) -> None:
        text = self.line.text()
        if text.strip():
            self.given.emit(
                text, str(self.incident.currentData() or ""), str(self.camera.currentData() or "")
            )

    def _offer(self, box: QComboBox, none: str, offered: Sequence[tuple[str, str]], chosen: str) -> None:
        with QSignalBlocker(box):
            box.clear()
            box.addItem(none, "")
            for record_id, name in offered:
                box.addItem(name, record_id)
            box.setCurrentIndex(max(0, box.findData(chosen)))
        box.setVisible(bool(offered))
