"""A button that gives way on a small screen, as the choices beside it do."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from app.ui.wall.fitting_box import BEFORE_KEY


class FittingButton(QPushButton):
    """Where there is no room for words and key, the words stand alone; the tip says the key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        metrics, hint = self.fontMetrics(), self.sizeHint()
        key = metrics.horizontalAdvance(self.text()) - metrics.horizontalAdvance(self._words())
        return QSize(hint.width() - key, hint.height())

    def shown(self) -> str:
        """What stands on it."""
        return self.text() if self.width() >= self.sizeHint().width() else self._words()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.shown()
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()

    def _words(self) -> str:
        return self.text().rpartition(BEFORE_KEY)[0] or self.text()
