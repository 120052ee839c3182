"""Who is asked for how much: hours, and of these nights, weekends and holidays."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

import pyqtgraph as pg  # type: ignore[import-untyped]  # it has no types of its own
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.model.roster import Duty
from app.roster.burden import Load, loads_of
from app.roster.days import Days
from app.ui import theme

_COLOURS = ("#c9ced3", "#5f6f92", "#8d8672", "#6d5f7c")
_WIDTH = 0.2


class FairnessChart(QWidget):
    """A group of bars for each person: duties, nights, weekends, holidays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = QLabel(self)
        self._kinds = [QLabel(self) for _ in _COLOURS]
        head = QHBoxLayout()
        head.setSpacing(6)
        for kind, colour in zip(self._kinds, _COLOURS, strict=True):
            square = QLabel("■", self)
            square.setStyleSheet(f"color: {colour}")
            head.addWidget(square)
            head.addWidget(kind)
        head.addSpacing(16)
        head.addWidget(self.said, 1)
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
        column.setContentsMargins(8, 6, 8, 4)
        column.addLayout(head)
        column.addWidget(self._plot, 1)
        self._loads: list[tuple[str, Load]] = []

    def retranslate(self) -> None:
        words = (self.tr("duties"), self.tr("nights"), self.tr("weekends"), self.tr("holidays"))
        for label, text in zip(self._kinds, words, strict=True):
            label.setText(text)
        self._say()

    def show_duties(
        self, duties: Iterable[Duty], people: Sequence[tuple[str, str]], zone: ZoneInfo, days: Days
    ) -> None:
        """Whoever has a duty; who has none is only counted."""
        found = loads_of(duties, zone, days)
        self._loads = [(name, found[person_id]) for person_id, name in people if person_id in found]
        self._draw()
        self._say()

    def _draw(self) -> None:
        self._plot.clear()
        counts = [[load.duties, load.nights, load.weekends, load.holidays] for _, load in self._loads]
        for kind, colour in enumerate(_COLOURS):
            heights = [count[kind] for count in counts]
            places = [number + (kind - 1.5) * _WIDTH for number in range(len(counts))]
            self._plot.addItem(
                pg.BarGraphItem(x=places, height=heights, width=_WIDTH, brush=colour, pen=None)
            )
        names = [(number, name) for number, (name, _) in enumerate(self._loads)]
        self._plot.getAxis("bottom").setTicks([names])
        self._plot.setLimits(yMin=0)

    def _say(self) -> None:
        if not self._loads:
            self.said.setText(self.tr("Nobody has a duty yet."))
            return
        hours = [load.hours for _, load in self._loads]
        nights = [load.nights for _, load in self._loads]
        self.said.setText(
            self.tr("{least} to {most} h each, {fewest} to {nights} nights").format(
                least=f"{min(hours):g}", most=f"{max(hours):g}", fewest=min(nights), nights=max(nights)
            )
        )
