"""The bars of the fairness chart, drawn with pyqtgraph."""

from collections.abc import Sequence

import pyqtgraph as pg  # type: ignore[import-untyped]  # it has no types of its own
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.roster.burden import Load
from app.ui import theme
from app.ui.roster.month.shades import COLOURS

_WIDTH = 0.2


class Bars(QWidget):
    """A group of bars for each person: duties, nights, weekends, holidays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = pg.PlotWidget(self, background=theme.BACKGROUND)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(QColor(theme.LINE))
            axis.setTextPen(QColor(theme.QUIET))
            axis.setStyle(tickFont=theme.font(13))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._plot)

    def show_loads(self, loads: Sequence[tuple[str, Load]]) -> None:
        self._plot.clear()
        counts = [(load.duties, load.nights, load.weekends, load.holidays) for _, load in loads]
        for kind, colour in enumerate(COLOURS):
            heights = [count[kind] for count in counts]
            places = [number + (kind - 1.5) * _WIDTH for number in range(len(counts))]
            self._plot.addItem(
                pg.BarGraphItem(x=places, height=heights, width=_WIDTH, brush=colour, pen=None)
            )
        self._plot.getAxis("bottom").setTicks([[(number, name) for number, (name, _) in enumerate(loads)]])
        self._plot.setLimits(yMin=0)
