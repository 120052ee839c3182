"""Who is asked for how much: hours, and of these nights, weekends and holidays."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.model.roster import Duty
from app.roster.burden import Load, loads_of
from app.roster.days import Days
from app.ui.roster.month.shades import COLOURS

if TYPE_CHECKING:
    from app.ui.roster.month.bars import Bars


class FairnessChart(QWidget):
    """A group of bars for each person: duties, nights, weekends, holidays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = QLabel(self)
        self._kinds = [QLabel(self) for _ in COLOURS]
        head = QHBoxLayout()
        head.setSpacing(6)
        for kind, colour in zip(self._kinds, COLOURS, strict=True):
            square = QLabel("■", self)
            square.setStyleSheet(f"color: {colour}")
            head.addWidget(square)
            head.addWidget(kind)
        head.addSpacing(16)
        head.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 4)
        column.addLayout(head)
        self._column = column
        self._bars: "Bars | None" = None
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
        if self._bars is not None:
            self._bars.show_loads(self._loads)
        self._say()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._bars is None:
            # The drawing library takes long to load: whoever only looks at the month must not wait for it.
            from app.ui.roster.month.bars import Bars

            self._bars = Bars(self)
            self._column.addWidget(self._bars, 1)
            self._bars.show_loads(self._loads)

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
