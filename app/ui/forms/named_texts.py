"""A list of texts with names: telephone numbers, documents."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.model.words import Words
from app.ui.forms.field import Field
from app.ui.forms.row_count import keep_count
from app.ui.forms.texts import show_text

Named = tuple[Words, str]


class _Row(QFrame):
    changed = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chinese, self.english, self.text = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.remove = QPushButton("✕", self)
        self.remove.setObjectName("compact")
        self.remove.setFixedWidth(40)
        self.remove.clicked.connect(self.remove_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for line in (self.chinese, self.english, self.text):
            row.addWidget(line, 1)
            line.textEdited.connect(lambda: self.changed.emit())
        row.addWidget(self.remove)

    def value(self) -> Named:
        return Words(self.chinese.text().strip(), self.english.text().strip()), self.text.text().strip()

    def show_value(self, value: Named) -> None:
        words, text = value
        for line, shown in ((self.chinese, words.zh), (self.english, words.en), (self.text, text)):
            if line.text().strip() != shown:
                show_text(line, shown)


class NamedTextsField(Field):
    """Rows of a name in both languages and a text. A row without anything in it is no part of the value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[_Row] = []
        self._what = ""
        self.add = QPushButton(self)
        self.add.clicked.connect(self._add)
        self._column.addWidget(self.problem)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._know(self.add)

    def set_words(self, add: str, what: str) -> None:
        """What the button says, and what stands in the last column."""
        self._what = what
        self.add.setText(add)
        for row in self.rows:
            self._name(row)

    def value(self) -> tuple[Named, ...]:
        return tuple(value for row in self.rows if (value := row.value())[0] or value[1])

    def set_value(self, value: tuple[Named, ...]) -> None:
        self._show(value)

    def set_label(self, text: str) -> None:
        self.label.setText(text)
        for row in self.rows:
            self._name(row)

    def editors(self) -> list[QWidget]:
        inside = (editor for row in self.rows for editor in (row.chinese, row.english, row.text, row.remove))
        return [*inside, self.add]

    def begin(self) -> None:
        self.editors()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, values: tuple[Named, ...]) -> None:
        changed = keep_count(self.rows, len(values), self._column, self._append)
        for row, value in zip(self.rows, values, strict=True):
            row.show_value(value)
        if changed:
            self.grown.emit()

    def _append(self) -> None:
        row = _Row(self)
        self._name(row)
        row.changed.connect(self.changed)
        row.remove_wanted.connect(self._take_out)
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)

    def _name(self, row: _Row) -> None:
        for line, text in (
            (row.chinese, self.tr("Chinese")),
            (row.english, self.tr("English")),
            (row.text, self._what),
        ):
            line.setPlaceholderText(text)
            line.setAccessibleName(f"{self.label.text()}: {text}")
        row.remove.setAccessibleName(self.tr("Take the line out"))
        row.remove.setToolTip(self.tr("Take the line out"))

    def _add(self) -> None:
        self._show((*(row.value() for row in self.rows), (Words(), "")))
        self.rows[-1].chinese.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take_out(self) -> None:
        gone = cast("_Row", self.sender())
        self._show(tuple(row.value() for row in self.rows if row is not gone))
        self.changed.emit()
