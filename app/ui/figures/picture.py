"""A chart as a picture on white, with its title and what it is about: to put into a document."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.figures.chart import ChartView
from app.ui.figures.drawings import Drawing
from app.ui.figures.ink import PAPER
from app.ui.figures.sheet import Sheet
from app.ui.pictures.png import png_of

_WIDE, _HIGH = 1180, 660
_SHARP = 2.0
_EDGE = 28
_CHART_TOP = 124


def picture_of(sheet: Sheet, drawing: Drawing, about: str) -> bytes:
    """The PNG. On the UI thread: what draws charts is a widget."""
    image = QImage(int(_WIDE * _SHARP), int(_HIGH * _SHARP), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARP)
    image.fill(QColor(PAPER.ground))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _head(painter, sheet, about)
    chart = ChartView(ink=PAPER)
    # Shown to nobody: it has a size and is drawn all the same.
    chart.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    chart.setStyleSheet("#figure_chart { border: none; background: #ffffff; }")
    chart.resize(_WIDE - 2 * _EDGE, _HIGH - _CHART_TOP - _EDGE)
    chart.show()
    chart.show_drawing(drawing)
    # Nobody waits for the event that would give the axes their widths.
    chart.plot.getPlotItem().layout.activate()
    chart.render(painter, QPoint(_EDGE, _CHART_TOP), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
    chart.hide()
    chart.deleteLater()
    return png_of(image)


def _head(painter: QPainter, sheet: Sheet, about: str) -> None:
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    for top, high, pixels, colour, words in (
        (20, 34, 24, PAPER.text, sheet.title),
        (54, 26, 16, PAPER.quiet, about),
        (80, 22, 15, PAPER.quiet, sheet.summary),
        (102, 22, 15, PAPER.quiet, sheet.key),
    ):
        painter.setPen(QColor(colour))
        painter.setFont(theme.font(pixels, bold=pixels > 20))
        painter.drawText(QRect(_EDGE, top, _WIDE - 2 * _EDGE, high), left, words)
