"""The red button. In view on every screen, F12 from everywhere."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui import theme

KEY = "F12"


class EmergencyButton(QAbstractButton):
    """Emits `struck` with `button` or `key`. It reacts when the mouse goes down, not when it comes up."""

    struck = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emergency")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pressed.connect(lambda: self.struck.emit("button"))
        shortcut = QShortcut(QKeySequence(KEY), self)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: self.struck.emit("key"))
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(self.tr("EMERGENCY"))
        self.setAccessibleName(self.tr("Emergency, key F12"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, 52)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#a81c22" if self.isDown() else theme.RED))
        painter.drawRoundedRect(self.rect(), 6, 6)
        large, small = theme.font(24, bold=True), theme.font(14)
        words = QFontMetrics(large).horizontalAdvance(self.text())
        cap = QFontMetrics(small).horizontalAdvance(KEY) + 14
        left = (self.width() - words - 14 - cap) // 2
        painter.setPen(QColor("#ffffff"))
        painter.setFont(large)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, 0, words + 4, self.height()), middle, self.text())
        box = QRect(left + words + 14, (self.height() - 24) // 2, cap, 24)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(small)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, KEY)
        if self.hasFocus():
            pen = painter.pen()
            pen.setWidth(3)
            painter.setPen(pen)
            painter.drawRoundedRect(self.rect().adjusted(3, 3, -3, -3), 5, 5)
        painter.end()
