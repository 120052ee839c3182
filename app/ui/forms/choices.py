"""Fields that choose: one of several, some of several, yes or no, a number, a day."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QGridLayout, QLabel, QSpinBox, QWidget

from app.ui.forms.field import Field
from app.ui.language import current_locale

_BETWEEN_CHECKS = 12
Options = Sequence[tuple[str, str]]
"""Value and text of each choice."""


class ChoiceField(Field):
    """One of several. A value that is no longer offered stays and is shown as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox(self)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.activated.connect(lambda: self.changed.emit())
        self._place(self.box)

    def set_options(self, options: Options) -> None:
        fill_box(self.box, options, self.value())

    def value(self) -> str:
        return str(self.box.currentData() or "")

    def set_value(self, value: str) -> None:
        choose(self.box, value)


class OrderField(Field):
    """Several in an order: the first, then the next. As many boxes as the value needs, three at least."""

    _LEAST = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: Options = ()
        self._boxes: list[QComboBox] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._grid)
        self._column.addWidget(self.problem)
        self._grow(self._LEAST)

    def set_options(self, options: Options) -> None:
        kept = self.value()
        self._options = [("", "—"), *options]
        self.set_value(kept)

    def value(self) -> tuple[str, ...]:
        chosen = (str(box.currentData() or "") for box in self._boxes)
        return tuple(dict.fromkeys(value for value in chosen if value))

    def set_value(self, value: tuple[str, ...]) -> None:
        self._grow(len(value))
        for index, box in enumerate(self._boxes):
            fill_box(box, self._options, value[index] if index < len(value) else "")

    def set_label(self, text: str) -> None:
        super().set_label(text)
        for number, box in enumerate(self._boxes, start=1):
            box.setAccessibleName(f"{text} {number}")

    def _grow(self, count: int) -> None:
        while len(self._boxes) < count:
            index = len(self._boxes)
            box = QComboBox(self)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(lambda: self.changed.emit())
            fill_box(box, self._options, "")
            number = QLabel(f"{index + 1}.", self)
            number.setObjectName("dim")
            self._grid.addWidget(number, index, 0)
            self._grid.addWidget(box, index, 1)
            self._grid.setColumnStretch(1, 1)
            self._boxes.append(box)
            self._know(box)
            self.grown.emit()


class _CheckGrid(QWidget):
    """Check boxes in as few rows as the width allows, which hold as many each as can be."""

    def __init__(self, checks: Sequence[QCheckBox], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks: Sequence[QCheckBox] = checks
        self._room = self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_BETWEEN_CHECKS)
        self._grid.setVerticalSpacing(0)
        self.arrange()

    def replace(self, checks: Sequence[QCheckBox]) -> None:
        for check in self._checks:
            self._grid.removeWidget(check)
        self._checks, self._columns = checks, 0
        self.arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """After a new width or new texts."""
        room = max(1, (self.width() + _BETWEEN_CHECKS) // (self._widest() + _BETWEEN_CHECKS))
        rows = max(1, ceil(len(self._checks) / room))
        columns = max(1, ceil(len(self._checks) / rows))
        if (room, columns) == (self._room, self._columns):
            return
        for column in range(self._room, room):
            self._grid.setColumnStretch(column, 1)
        for column in range(room, self._room):
            self._grid.setColumnStretch(column, 0)
        self._room, self._columns = room, columns
        for index, check in enumerate(self._checks):
            self._grid.addWidget(check, index // columns, index % columns)
        self.updateGeometry()

    def _widest(self) -> int:
        return max((check.sizeHint().width() for check in self._checks), default=0)


class ChecksField(Field):
    """Some of several. What is chosen but not offered stays chosen."""

    def __init__(self, values: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.checks = self._made(values)
        self._others: tuple[str, ...] = ()
        self._grid = _CheckGrid(tuple(self.checks.values()), self)
        self._column.addWidget(self._grid)
        self._column.addWidget(self.problem)
        self._know(*self.checks.values())

    def offer(self, values: Sequence[str]) -> None:
        """Other ones to choose from. `set_texts` and `set_label` follow."""
        if list(values) == list(self.checks):
            return
        chosen, before = self.value(), list(self.checks.values())
        self.checks = self._made(values)
        self._grid.replace(tuple(self.checks.values()))
        for check in before:
            self._editors.remove(check)
            check.hide()
            check.deleteLater()
        self._know(*self.checks.values())
        self.set_value(chosen)
        self.grown.emit()

    def set_texts(self, texts: Sequence[str]) -> None:
        for check, text in zip(self.checks.values(), texts, strict=True):
            check.setText(text)
        self._grid.arrange()

    def set_label(self, text: str) -> None:
        self.label.setText(text)
        for check in self.checks.values():
            check.setAccessibleName(f"{text}: {check.text()}")

    def value(self) -> tuple[str, ...]:
        return tuple(value for value, check in self.checks.items() if check.isChecked()) + self._others

    def set_value(self, value: Sequence[str]) -> None:
        self._others = tuple(one for one in value if one not in self.checks)
        for known, check in self.checks.items():
            check.setChecked(known in value)

    def _made(self, values: Sequence[str]) -> dict[str, QCheckBox]:
        checks = {value: QCheckBox(self) for value in values}
        for check in checks.values():
            check.clicked.connect(lambda: self.changed.emit())
        return checks


class SwitchField(Field):
    """Yes or no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = QCheckBox(self)
        self.check.clicked.connect(lambda: self.changed.emit())
        self._place(self.check)

    def set_text(self, text: str) -> None:
        self.check.setText(text)

    def value(self) -> bool:
        return self.check.isChecked()

    def set_value(self, value: bool) -> None:
        self.check.setChecked(value)


class NumberField(Field):
    """A whole number."""

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QSpinBox(self)
        self.box.setRange(least, most)
        self.box.valueChanged.connect(lambda: self.changed.emit())
        self._place(self.box)

    def value(self) -> int:
        return self.box.value()

    def set_value(self, value: int) -> None:
        self.box.blockSignals(True)
        self.box.setValue(value)
        self.box.blockSignals(False)


class DayField(Field):
    """One date, with the name of its weekday beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QDateEdit(self)
        self.box.setDisplayFormat("yyyy-MM-dd")
        self._weekday = QLabel(self)
        self._weekday.setObjectName("dim")
        self.box.dateChanged.connect(lambda: self.changed.emit())
        self.box.dateChanged.connect(lambda: self._show_weekday())
        self._place(self.box, self._weekday)
        self._editors.remove(self._weekday)

    def set_label(self, text: str) -> None:
        super().set_label(text)
        self._show_weekday()

    def value(self) -> str:
        return self.box.date().toString(Qt.DateFormat.ISODate)

    def set_value(self, value: str) -> None:
        self.box.blockSignals(True)
        self.box.setDate(QDate.fromString(value, Qt.DateFormat.ISODate))
        self.box.blockSignals(False)
        self._show_weekday()

    def _show_weekday(self) -> None:
        self._weekday.setText(current_locale().dayName(self.box.date().dayOfWeek()))


def fill_box(box: QComboBox, options: Options, chosen: str) -> None:
    """Offers the options; a box that offers them already is left alone, for it may just be open."""
    offered = [(str(box.itemData(index)), box.itemText(index)) for index in range(box.count())]
    if offered != list(options):
        box.clear()
        for value, text in options:
            box.addItem(text, value)
    choose(box, chosen)


def choose(box: QComboBox, value: str) -> None:
    index = box.findData(value)
    if index < 0 and value:
        box.addItem(value, value)
        index = box.count() - 1
    box.setCurrentIndex(index)
