"""Text that changes every second without asking the layout for a new place each time."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme


class Figure(QWidget):
    """One line, painted; as wide as `sample` or as the place it is given, elided at the end.

    A text with more letters than the sample (an hour on a clock) becomes the sample.
    """

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
        if self._sample and len(text) > len(self._sample):
            self._sample = text
            self.updateGeometry()
        self.setAccessibleName(text)
        self.setToolTip(text if self._is_cut(text) else "")
        self.update()

    def width_of(self, text: str) -> int:
        """Pixels that a text would take."""
        return QFontMetrics(self._font).horizontalAdvance(text)

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
        return self.width_of(text) > self.width()


class FittingFigure(Figure):
    """Shows the first of several wordings that fits, longest first: names are left out whole, never cut."""

    def __init__(
        self, pixels: int = theme.BASE_PX, *, bold: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(pixels, bold=bold, parent=parent)
        self._choices: list[str] = [""]
        self._wanted_colour = theme.TEXT
        self._wanted_bold: bool | None = None

    def show_first_fitting(
        self, choices: list[str], colour: str = theme.TEXT, *, bold: bool | None = None
    ) -> None:
        if (choices, colour, bold) != (self._choices, self._wanted_colour, self._wanted_bold):
            self._choices, self._wanted_colour, self._wanted_bold = choices, colour, bold
            self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._choose()

    def _choose(self) -> None:
        fitting = (choice for choice in self._choices if self.width_of(choice) <= self.width())
        self.show_text(next(fitting, self._choices[-1]), self._wanted_colour, bold=self._wanted_bold)
        self.setToolTip(self._choices[0])
        self.setAccessibleName(self._choices[0])
