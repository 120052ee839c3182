"""A field of rows in an order of their own: each can be moved up or taken out."""

from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from app.ui.forms.field import Field
from app.ui.forms.row_count import keep_count

_KEY_PX = 40


class OrderedRow(QFrame):
    """One of them, with its number and the keys for its place; the rest is its own."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = QLabel(self)
        self.number.setObjectName("dim")
        self.up, self.remove = QPushButton("↑", self), QPushButton("✕", self)
        for button in (self.up, self.remove):
            button.setObjectName("compact")
            button.setFixedWidth(_KEY_PX)

    def value(self) -> Any:
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        raise NotImplementedError

    def editors(self) -> list[QWidget]:
        """In the order of Tab."""
        raise NotImplementedError

    def retranslate(self) -> None:
        raise NotImplementedError

    def show_at(self, number: int, value: Any) -> None:
        """`changed` is not told."""
        self.blockSignals(True)
        self.number.setText(f"{number}.")
        self.up.setEnabled(number > 1)
        self.show_value(value)
        self.blockSignals(False)

    def name_keys(self, up: str, remove: str) -> None:
        for button, words in ((self.up, up), (self.remove, remove)):
            button.setAccessibleName(words)
            button.setToolTip(words)


Row = TypeVar("Row", bound=OrderedRow)


class OrderedField(Field, Generic[Row]):
    """Cancel brings back what was taken out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.add = QPushButton(self)

    def made_row(self) -> Row:
        raise NotImplementedError

    def value(self) -> tuple[Any, ...]:
        return tuple(row.value() for row in self.rows)

    def set_value(self, value: tuple[Any, ...]) -> None:
        if keep_count(self.rows, len(value), self._column, self._append):
            self.grown.emit()
        for number, (row, one) in enumerate(zip(self.rows, value, strict=True), start=1):
            row.show_at(number, one)

    def set_label(self, text: str) -> None:
        self.label.setText(text)
        for row in self.rows:
            row.retranslate()

    def editors(self) -> list[QWidget]:
        return [*(editor for row in self.rows for editor in row.editors()), *self._editors]

    def put_last(self, *values: Any) -> None:
        """The cursor goes to the last of them."""
        self.set_value((*self.value(), *values))
        if values:
            self.rows[-1].editors()[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def begin_at(self, row: Row | None) -> None:
        """Without a row at the button to add one."""
        place = row.editors()[0] if row is not None else self.add
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self) -> None:
        row = self.made_row()
        row.retranslate()
        row.changed.connect(self.changed)
        row.up.clicked.connect(lambda: self._move_up(row))
        row.remove.clicked.connect(lambda: self._take_out(row))
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)

    def _move_up(self, row: Row) -> None:
        index = self.rows.index(row)
        values = list(self.value())
        if index > 0:
            values[index - 1], values[index] = values[index], values[index - 1]
            self.set_value(tuple(values))
            self.changed.emit()

    def _take_out(self, row: Row) -> None:
        index = self.rows.index(row)
        values = self.value()
        self.set_value(values[:index] + values[index + 1 :])
        self.changed.emit()
