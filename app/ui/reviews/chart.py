"""Drills beside each other: each result as a share of its target, so that two minutes and an hour stand on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg  # type: ignore[import-untyped]  # it has no types of its own
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import theme

HEIGHT = 300
MOST = 250.0
"""Percent; what took longer, or was never done, stands at the upper edge."""
_TWO_LINES = 48
_SYMBOLS = ("o", "s", "t", "d")
_COLOURS = ("#f1f3f5", "#7fb4e6", "#c9a0dc", "#9bcf9b")


@dataclass(frozen=True, slots=True)
class Line:
    """One target through all drills; None: never done."""

    name: str
    percents: tuple[float | None, ...]


class DrillChart(QWidget):
    """Told apart by symbol, not by colour alone; the target is the line at 100 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self.plot = pg.PlotWidget(self, background=theme.BACKGROUND)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self._legend = self.plot.addLegend(
            offset=(10, 6), labelTextSize="14px", labelTextColor=theme.TEXT, colCount=3
        )
        for name in ("left", "bottom"):
            axis = self.plot.getAxis(name)
            axis.setTextPen(theme.QUIET)
            axis.setPen(theme.LINE)
            axis.setStyle(tickFont=_font())
        self.plot.getAxis("bottom").setHeight(_TWO_LINES)
        self.setFixedHeight(HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot)

    def show_lines(self, drills: Sequence[str], lines: Sequence[Line], target: str, beyond: str) -> None:
        """`drills` name the columns, the oldest first; `target` names the line at 100 %, `beyond` the upper edge."""
        self.lines = tuple(lines)
        self.plot.clear()
        self._legend.clear()
        dashed = pg.mkPen(theme.AMBER, width=2, style=Qt.PenStyle.DashLine)
        self.plot.plot([-0.5, len(drills) - 0.5], [100, 100], pen=dashed, name=target)
        for index, line in enumerate(lines):
            self._draw(line, _SYMBOLS[index % len(_SYMBOLS)], _COLOURS[index % len(_COLOURS)])
        self.plot.getAxis("bottom").setTicks([list(enumerate(drills))])
        marks = [(value, f"{value} %") for value in (0, 50, 100, 150, 200)]
        self.plot.getAxis("left").setTicks([[*marks, (MOST, beyond)]])
        self.plot.setXRange(-0.5, max(1, len(drills)) - 0.5, padding=0.02)
        self.plot.setYRange(0, MOST + 90, padding=0.02)

    def _draw(self, line: Line, symbol: str, colour: str) -> None:
        heights = [MOST if value is None else min(value, MOST) for value in line.percents]
        late = [value is None or value > 100 for value in line.percents]
        brushes = [pg.mkBrush(theme.RED) if one else pg.mkBrush(colour) for one in late]
        self.plot.plot(
            list(range(len(heights))),
            heights,
            pen=pg.mkPen(colour, width=2),
            symbol=symbol,
            symbolSize=11,
            symbolPen=pg.mkPen(colour, width=2),
            symbolBrush=brushes,
            name=line.name,
        )


def _font() -> QFont:
    return theme.font(14)
