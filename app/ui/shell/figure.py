"""Text that changes every second without asking the layout for a new place each time."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme


class Figure(QWidget):
    """One line, painted; as wide as `sample` or as the place it is given, elided at the end."""

    def __init__(
        self,
        pixels: int = theme.BASE_PX,
        *,
        bold: bool = False,
        sample: str = "",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._font = theme.font(pixels, bold=bold)
        self._sample = sample
        self._align = align
        self._text = ""
        self._colour = QColor(theme.TEXT)
        wide = QSizePolicy.Policy.Fixed if sample else QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._text

    def show_text(self, text: str, colour: str = theme.TEXT, *, bold: bool | None = None) -> None:
        """Repaints only when something differs."""
        wanted = QColor(colour)
        if bold is not None and bold != self._font.bold():
            self._font.setBold(bold)
        elif text == self._text and wanted == self._colour:
            return
        self._text, self._colour = text, wanted
        self.setAccessibleName(text)
        self.setToolTip(text if self._is_cut(text) else "")
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        return QSize(metrics.horizontalAdvance(self._sample) + 2 if self._sample else 40, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(self._colour)
        shown = QFontMetrics(self._font).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self._align | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def _is_cut(self, text: str) -> bool:
        return QFontMetrics(self._font).horizontalAdvance(text) > self.width()
