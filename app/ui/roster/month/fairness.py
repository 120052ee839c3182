"""Who is asked for how much: hours, and of these nights, weekends and holidays."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.roster.burden import EVENED_MONTHS, Load
from app.ui.forms.choices import fill_box
from app.ui.forms.field import prepare_boxes
from app.ui.roster.month.shades import COLOURS

if TYPE_CHECKING:
    from app.ui.roster.month.bars import Bars


class FairnessChart(QWidget):
    """A group of bars for each person: duties, nights, weekends, holidays; of the month alone or with those before.

    Attributes:
        earlier_wanted: what was before `first` is asked for; `show_earlier` answers.
        first: the first day shown.
    """

    earlier_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = QLabel(self)
        self.span = QComboBox(self)
        prepare_boxes(self.span)
        self.span.activated.connect(self._sum_up)
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
        head.addWidget(self.span)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 4)
        column.addLayout(head)
        self._column = column
        self._bars: "Bars | None" = None
        self._people: Sequence[tuple[str, str]] = ()
        self._own: Mapping[str, Load] = {}
        self.first = date.min
        self._earlier: Mapping[str, Load] | None = None
        self._loads: list[tuple[str, Load]] = []

    def retranslate(self) -> None:
        words = (self.tr("duties"), self.tr("nights"), self.tr("weekends"), self.tr("holidays"))
        for label, text in zip(self._kinds, words, strict=True):
            label.setText(text)
        spans = [("", self.tr("this month")), ("all", self.tr("with %n month(s) before", "", EVENED_MONTHS))]
        fill_box(self.span, spans, str(self.span.currentData() or ""))
        self.span.setAccessibleName(self.tr("What is counted"))
        self._say()

    def show_loads(self, loads: Mapping[str, Load], people: Sequence[tuple[str, str]], first: date) -> None:
        """Of whoever has a duty from `first` on."""
        if first != self.first:
            self._earlier = None
        self.first, self._people, self._own = first, people, loads
        self._sum_up()

    def show_earlier(self, first: date, loads: Mapping[str, Load]) -> None:
        if first == self.first:
            self._earlier = loads
            self._sum_up()

    def forget(self) -> None:
        """What stood in the months before may have changed."""
        self._earlier = None

    def _sum_up(self) -> None:
        loads = dict(self._own)
        if self.span.currentData():
            if self._earlier is None:
                self.earlier_wanted.emit()
            for person_id, load in (self._earlier or {}).items():
                loads[person_id] = loads.get(person_id, Load()) + load
        self._loads = [(name, loads[person_id]) for person_id, name in self._people if person_id in loads]
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
            self.tr("{least} to {most} h each, nights {fewest} to {nights}").format(
                least=f"{min(hours):g}", most=f"{max(hours):g}", fewest=min(nights), nights=max(nights)
            )
        )
