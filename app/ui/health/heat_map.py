"""Cameras by days, each cell as bright as the day was bad. Drawn with pyqtgraph, like the drills in `app/ui/reviews/chart.py`."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg  # type: ignore[import-untyped]  # it has no types of its own
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGraphicsRectItem, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.health.shades import SHADES

Floats = NDArray[np.float64]
_ROW_PX = 26
_NAMES_PX = 190
_DAYS_PX = 34
_LABEL_EVERY_PX = 60
_KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """`steps[row][column]`: 0 to 5."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    steps: tuple[tuple[int, ...], ...]


class HeatMap(QWidget):
    """Emits `chosen(row, column)` when the mouse or an arrow key points at another cell."""

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.grid = Grid((), (), ())
        self.cell = (0, 0)
        self._plot = pg.PlotWidget(self, background=theme.SURFACE)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.invertY(True)
        self._image = pg.ImageItem(axisOrder="row-major")
        self._image.setLookupTable(np.array([QColor(shade).getRgb() for shade in SHADES], np.uint8))
        self._lines = pg.PlotCurveItem(connect="pairs", pen=pg.mkPen(theme.SURFACE, width=2))
        self._mark = QGraphicsRectItem()
        self._plot.addItem(self._image)
        self._plot.addItem(self._lines)
        self._plot.addItem(self._mark)
        self._plot.scene().sigMouseMoved.connect(self._point_at)
        self._dress_axes()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._plot)

    def show_grid(self, grid: Grid) -> None:
        """Keeps the chosen cell where there still is one; the newest day of the first camera at first."""
        first = not self.grid.rows
        self.grid = grid
        high, wide = len(grid.rows), len(grid.columns)
        self.setMinimumHeight(_DAYS_PX + _ROW_PX * high + 6)
        self._image.setImage(np.array(grid.steps, np.uint8).reshape(high, wide), levels=(0, len(SHADES) - 1))
        self._lines.setData(*_cell_lines(high, wide))
        self._plot.setRange(xRange=(0, wide), yRange=(0, high), padding=0)
        metrics = QFontMetrics(theme.font(14))
        names = [metrics.elidedText(row, Qt.TextElideMode.ElideRight, _NAMES_PX - 16) for row in grid.rows]
        self._plot.getAxis("left").setTicks([[(row + 0.5, name) for row, name in enumerate(names)]])
        self._label_days()
        row, column = (0, wide - 1) if first else self.cell
        self.choose(min(row, high - 1), min(column, wide - 1))

    def choose(self, row: int, column: int) -> None:
        """Marks a cell; one outside is none."""
        if not (0 <= row < len(self.grid.rows) and 0 <= column < len(self.grid.columns)):
            return
        self.cell = (row, column)
        self._mark.setRect(column, row, 1, 1)
        self.chosen.emit(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.choose(self.cell[0] + step[0], self.cell[1] + step[1])

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._show_focus()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._show_focus()
        super().focusOutEvent(event)

    def _show_focus(self) -> None:
        pen = QPen(QColor(theme.FOCUS if self.hasFocus() else theme.QUIET))
        pen.setWidth(3 if self.hasFocus() else 2)
        # In pixels of the screen, whatever the scale of the cells.
        pen.setCosmetic(True)
        self._mark.setPen(pen)

    def _point_at(self, place: QPointF) -> None:
        point = self._plot.getViewBox().mapSceneToView(place)
        self.choose(int(np.floor(point.y())), int(np.floor(point.x())))

    def _dress_axes(self) -> None:
        shown = (True, True, False, False)
        self._plot.showAxes(shown, showValues=shown)
        for side, size in (("left", _NAMES_PX), ("top", _DAYS_PX)):
            axis = self._plot.getAxis(side)
            axis.setStyle(tickFont=theme.font(14), tickLength=0, hideOverlappingLabels=False)
            axis.setTextPen(theme.TEXT)
            axis.setPen(theme.LINE)
            (axis.setWidth if side == "left" else axis.setHeight)(size)
        # Room for the half of today's label that stands beyond its cell.
        self._plot.getPlotItem().layout.setContentsMargins(0, 0, 14, 0)
        self._show_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label_days()

    def _label_days(self) -> None:
        """As many as have room, today among them."""
        days = self.grid.columns
        room = max(1, self.width() - _NAMES_PX)
        every = max(1, round(len(days) * _LABEL_EVERY_PX / room + 0.5))
        shown = [number for number in range(len(days)) if (len(days) - 1 - number) % every == 0]
        self._plot.getAxis("top").setTicks([[(number + 0.5, days[number]) for number in shown]])


def _cell_lines(high: int, wide: int) -> tuple[Floats, Floats]:
    """Ends of the lines between the cells, in pairs."""
    across = [(x, y) for y in range(high + 1) for x in (0, wide)]
    down = [(x, y) for x in range(wide + 1) for y in (0, high)]
    points = np.array(across + down, np.float64)
    return points[:, 0], points[:, 1]
