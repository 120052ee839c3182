"""Which period, and which incidents: real ones, false alarms, drills."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.figures.counting import Count
from app.figures.periods import after, before, period_of
from app.figures.rules import Figures
from app.figures.service import FigureService
from app.model.figures import GROUPS, UNITS, Group, Period, Unit
from app.ui.figures.words import FigureWords

_ARROW_PX = 40


class PeriodBar(QWidget):
    """Begins with the month of today.

    Attributes:
        wanted: another period or other incidents are asked for.
        chart_wanted, table_wanted: the chart as a picture, its table as a file.
    """

    wanted = Signal()
    chart_wanted = Signal()
    table_wanted = Signal()

    def __init__(self, service: FigureService, words: FigureWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._service, self._words = service, words
        self.period: Period = service.current("month")
        self.group: Group = "real"
        self._counts: dict[Group, Count] = {}
        self.units: dict[Unit, QPushButton] = {unit: self._button() for unit in UNITS}
        self.groups: dict[Group, QPushButton] = {group: self._button() for group in GROUPS}
        self.earlier, self.later, self.today = self._button(), self._button(), self._button()
        self.chart, self.table = self._button(), self._button()
        self.name, self.compared = QLabel(self), QLabel(self)
        self.name.setObjectName("strong")
        self.name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.compared.setObjectName("dim")
        self._exclusive(self.units.values())
        self._exclusive(self.groups.values())
        self.units[self.period.unit].setChecked(True)
        self.groups[self.group].setChecked(True)
        self._wire(parent)
        self._arrange()
        self.retranslate()

    def retranslate(self) -> None:
        units = {
            "day": self.tr("Day"),
            "week": self.tr("Week"),
            "month": self.tr("Month"),
            "year": self.tr("Year"),
        }
        for number, (unit, button) in enumerate(self.units.items(), start=1):
            button.setText(units[unit])
            button.setToolTip(f"Alt+{number}")
        for button, text, words, key in (
            (self.earlier, "◀", self.tr("The period before"), "Alt+←"),
            (self.later, "▶", self.tr("The period after"), "Alt+→"),
        ):
            button.setText(text)
            button.setAccessibleName(words)
            button.setToolTip(f"{words}  {key}")
        self.today.setText(self.tr("Now", "to the period of today"))
        self.today.setToolTip("Alt+Home")
        self.chart.setText("PNG …")
        self.chart.setAccessibleName(self.tr("Save the chart as a picture"))
        self.chart.setToolTip(self.tr("Save the chart as a picture"))
        self.table.setText("Excel …")
        self.table.setAccessibleName(self.tr("Save the table as an Excel file"))
        self.table.setToolTip(self.tr("Save the table as an Excel file"))
        self._show_groups()
        self._show_period()

    def show_answer(self, figures: Figures) -> None:
        """What the figures on screen are about."""
        self._counts = figures.groups
        self.compared.setText(self._words.compared(figures))
        self._show_groups()

    def go(self, period: Period) -> None:
        if period != self.period:
            self.period = period
            self.units[period.unit].setChecked(True)
            self._show_period()
            self.wanted.emit()

    def choose_unit(self, unit: Unit) -> None:
        """The period of that kind in which the last day shown lies, no later than today."""
        today = self._service.current("day").first
        self.go(period_of(unit, min(max(self.period.first, min(self.period.last, today)), today)))
        self.units[self.period.unit].setChecked(True)

    def _choose_group(self, group: Group) -> None:
        if group != self.group:
            self.group = group
            self.wanted.emit()

    def _show_period(self) -> None:
        self.name.setText(self._words.period(self.period))
        ahead = after(self.period).first > self._service.current("day").first
        self.later.setEnabled(not ahead)
        self.today.setEnabled(self.period != self._service.current(self.period.unit))

    def _show_groups(self) -> None:
        words = {
            "real": self.tr("Real"),
            "false_alarm": self.tr("False alarms"),
            "drill": self.tr("Drills"),
        }
        for group, button in self.groups.items():
            count = self._counts.get(group)
            button.setText(f"{words[group]} {count.now}" if count else words[group])

    def _wire(self, page: QWidget) -> None:
        for unit, button in self.units.items():
            button.clicked.connect(lambda _=False, unit=unit: self.choose_unit(unit))
        for group, button in self.groups.items():
            button.clicked.connect(lambda _=False, group=group: self._choose_group(group))
        self.earlier.clicked.connect(self._back)
        self.later.clicked.connect(self._forward)
        self.today.clicked.connect(self._now)
        self.chart.clicked.connect(self.chart_wanted)
        self.table.clicked.connect(self.table_wanted)
        keys: list[tuple[str, Callable[[], None]]] = [
            ("Alt+Left", self._back), ("Alt+Right", self._forward), ("Alt+Home", self._now),
        ]  # fmt: skip
        keys += [
            (f"Alt+{number}", partial(self.choose_unit, unit)) for number, unit in enumerate(UNITS, start=1)
        ]
        for key, work in keys:
            shortcut = QShortcut(QKeySequence(key), page)
            # Anywhere in the window while the page is shown: the cursor may stand on its tab.
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(work)

    def _back(self) -> None:
        self.go(before(self.period))

    def _forward(self) -> None:
        if self.later.isEnabled():
            self.go(after(self.period))

    def _now(self) -> None:
        self.go(self._service.current(self.period.unit))

    def _arrange(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(6)
        for button in self.units.values():
            upper.addWidget(button)
        upper.addSpacing(14)
        self.earlier.setFixedWidth(_ARROW_PX)
        self.later.setFixedWidth(_ARROW_PX)
        upper.addWidget(self.earlier)
        upper.addWidget(self.name, 1)
        upper.addWidget(self.later)
        upper.addWidget(self.today)
        upper.addSpacing(14)
        upper.addWidget(self.chart)
        upper.addWidget(self.table)
        lower = QHBoxLayout()
        lower.setSpacing(6)
        for group in self.groups.values():
            lower.addWidget(group)
        lower.addSpacing(12)
        lower.addWidget(self.compared, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(upper)
        column.addLayout(lower)

    def _button(self) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("compact")
        return button

    def _exclusive(self, buttons: Iterable[QPushButton]) -> None:
        group = QButtonGroup(self)
        for button in buttons:
            button.setCheckable(True)
            group.addButton(button)
