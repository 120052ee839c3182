"""A chart with one thing of it chosen, by mouse or arrow key. Drawn with pyqtgraph."""

from math import hypot

import pyqtgraph as pg  # type: ignore[import-untyped]  # it has no types of its own
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent  # type: ignore[import-untyped]  # nor there
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsRectItem, QVBoxLayout, QWidget

from app.ui.figures.drawings import Drawing, Heat, size_of
from app.ui.figures.ink import SCREEN, Ink
from app.ui.figures.painting import Canvas, Painted, paint

_RING = 22
_NEAR_PX = 26
_LEAST_HIGH = 110


class ChartView(QFrame):
    """Shows one drawing.

    Attributes:
        chosen: the number of the thing pointed at, -1 for none.
        opened: Enter or a double click on it.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None, ink: Ink = SCREEN) -> None:
        super().__init__(parent)
        self.setObjectName("figure_chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(_LEAST_HIGH)
        self.drawing: Drawing | None = None
        self.index = -1
        self._ink = ink
        self._painted = Painted(())
        self._mark: pg.GraphicsObject | QGraphicsRectItem | None = None
        self.plot = pg.PlotWidget(self, background=ink.ground)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.scene().sigMouseMoved.connect(self._point_at)
        self.plot.scene().sigMouseClicked.connect(self._on_click)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.plot)

    def show_drawing(self, drawing: Drawing) -> None:
        """Keeps what is chosen where the drawing still has it."""
        self.drawing = drawing
        self._draw()

    def choose(self, index: int) -> None:
        """Marks a thing and tells of it; -1 for none."""
        count = size_of(self.drawing) if self.drawing is not None else 0
        if index == self.index or not -1 <= index < count:
            return
        self.index = index
        self._draw_mark()
        self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.index >= 0:
            self.opened.emit(self.index)
            return
        step = self._step(key)
        if step is None or self.drawing is None:
            super().keyPressEvent(event)
            return
        self.choose(max(0, min(size_of(self.drawing) - 1, step)))

    def _step(self, key: Qt.Key) -> int | None:
        """Where an arrow key leads; None for other keys."""
        last = size_of(self.drawing) - 1 if self.drawing is not None else -1
        down = len(self.drawing.columns) if isinstance(self.drawing, Heat) else 1
        if key == Qt.Key.Key_Home:
            return 0
        if key == Qt.Key.Key_End:
            return last
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -down, Qt.Key.Key_Down: down}
        if key not in moves:
            return None
        goal = self.index + moves[key]
        return self.index if down > 1 and not 0 <= goal <= last else goal

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How many rows and labels have room is seen anew."""
        super().resizeEvent(event)
        self._again.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.index < 0:
            self.choose(0)

    def _draw(self) -> None:
        self.plot.clear()
        self._mark = None
        if self.drawing is None:
            return
        canvas = Canvas(self.plot, self._ink, self.plot.width(), self.plot.height())
        self.plot.setTitle(None)
        self.plot.getAxis("bottom").showLabel(False)
        self._painted = paint(canvas, self.drawing)
        self.index = min(self.index, size_of(self.drawing) - 1)
        self._draw_mark()

    def _draw_mark(self) -> None:
        if self._mark is not None:
            self.plot.removeItem(self._mark)
            self._mark = None
        if not 0 <= self.index < len(self._painted.rects):
            return  # beyond the rows that have room: the table shows it
        rect = self._painted.rects[self.index]
        if self._painted.cells:
            mark = QGraphicsRectItem(rect)
            pen = QPen(QColor(self._ink.chosen))
            pen.setWidth(2)
            # In pixels of the screen, whatever the scale of the chart.
            pen.setCosmetic(True)
            mark.setPen(pen)
        else:
            mark = pg.ScatterPlotItem(
                x=[rect.x()],
                y=[rect.y()],
                symbol="o",
                size=_RING,
                pen=pg.mkPen(self._ink.chosen, width=2),
                brush=None,
            )
        self._mark = mark
        self.plot.addItem(mark, ignoreBounds=True)

    def _point_at(self, place: QPointF) -> None:
        box = self.plot.getViewBox()
        if not box.sceneBoundingRect().contains(place):
            return
        if self._painted.cells:
            point = box.mapSceneToView(place)
            found = next((n for n, rect in enumerate(self._painted.rects) if rect.contains(point)), -1)
        else:
            found = self._nearest(place)
        if found >= 0:
            self.choose(found)

    def _on_click(self, event: MouseClickEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.double() and self.index >= 0:
            self.opened.emit(self.index)

    def _nearest(self, place: QPointF) -> int:
        box = self.plot.getViewBox()
        best, where = float(_NEAR_PX), -1
        for number, rect in enumerate(self._painted.rects):
            point = box.mapViewToScene(QRectF(rect).topLeft())
            away = hypot(point.x() - place.x(), point.y() - place.y())
            if away < best:
                best, where = away, number
        return where
