"""A text of several lines, as high as what stands in it."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.forms.field import Field

_LEAST_LINES = 3
_MOST_LINES = 14
_FRAME = 24
"""Border, padding and the margin of the text within."""


class _Growing(QPlainTextEdit):
    """Tab goes on to the next field; Enter begins a new line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._grow)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._grow()

    def _grow(self) -> None:
        lines = round(self.document().size().height())
        wanted = self.fontMetrics().lineSpacing() * min(max(lines, _LEAST_LINES), _MOST_LINES) + _FRAME
        if wanted != self.height():
            self.setFixedHeight(wanted)


class LongText(Field):
    """Several lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = _Growing(self)
        self.edit.textChanged.connect(self._tell)
        self._filling = False
        self._place(self.edit)

    def value(self) -> str:
        return self.edit.toPlainText().strip()

    def set_value(self, value: str) -> None:
        if value == self.edit.toPlainText():
            return
        self._filling = True
        self.edit.setPlainText(value)
        self._filling = False

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()
