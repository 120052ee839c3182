"""Labelled fields above Save, Cancel and Remove. Enter saves, Escape cancels."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.errors import InvalidInput
from app.ui.error_words import ErrorWords
from app.ui.forms.field import Field

Values = dict[str, Any]
LABEL_PX = (92, 200)
"""From a narrow form to a wide one: there a label in four lines beside a long field is no help."""
_FIELD_PX = 560
"""What a field has need of at most: labels get what is left of a wide form."""


class Form(QFrame):
    """Shows values and takes them back as they were typed; decides nothing about them."""

    save_wanted = Signal()
    cancel_wanted = Signal()
    remove_wanted = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self.fields: dict[str, Field] = {}
        self._beside: list[Field] = []
        """Those whose label stands beside them."""
        self._errors = ErrorWords(self)
        self._error: BaseException | None = None
        self.title = self._text("form_title")
        self.note = self._text("dim")
        self.trouble = self._text("problem")
        self.save = QPushButton(self)
        self.save.setObjectName("primary")
        self.save.clicked.connect(self.save_wanted)
        self.cancel = QPushButton(self)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.remove = QPushButton(self)
        self.remove.setObjectName("quiet")
        self.remove.clicked.connect(self.remove_wanted)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 4, 14, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._label_px = LABEL_PX[0]
        self._grid.setColumnMinimumWidth(0, self._label_px)
        self._grid.setColumnStretch(1, 1)
        self._build()

    def add(self, name: str, field: Field) -> None:
        """Fields appear, and are reached by Tab, in the order they are added."""
        row = self._grid.rowCount()
        field.label.setFixedWidth(self._label_px)
        self._beside.append(field)
        field.label.setMinimumHeight(40)
        self._grid.addWidget(field.label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        self._know(name, field)

    def add_wide(self, name: str, field: Field) -> None:
        """A field that needs the whole width: its label stands above it."""
        row = self._grid.rowCount()
        self._grid.addWidget(field.label, row, 0, 1, 2)
        self._grid.addWidget(field, row + 1, 0, 1, 2)
        self._know(name, field)

    def show_field(self, name: str, *, shown: bool) -> None:
        self.fields[name].setVisible(shown)
        self.fields[name].label.setVisible(shown)

    def values(self) -> Values:
        return {name: field.value() for name, field in self.fields.items()}

    def fill(self, values: Values) -> None:
        """Puts values in; what was refused before is forgotten."""
        for name, value in values.items():
            self.fields[name].set_value(value)
        self.clear_error()
        self.changed.emit()

    def show_error(self, error: BaseException) -> None:
        """Beside the field it names, else above the buttons. The text stays."""
        self.clear_error()
        self._error = error
        field = self._field_of(error)
        if field is None:
            self.trouble.setText("▲ " + self._errors.explain(error).text)
            self.trouble.show()
        else:
            field.show_problem(self._errors.explain(error).what)
            self._scroll.ensureWidgetVisible(field)
            field.begin()

    def show_state(self, title: str, note: str) -> None:
        self.title.setText(title)
        self.title.show()
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def clear_error(self) -> None:
        self._error = None
        self.trouble.hide()
        for field in self.fields.values():
            field.show_problem("")

    def show_top(self) -> None:
        """Another record is read from its beginning."""
        self._scroll.verticalScrollBar().setValue(0)

    def begin(self) -> None:
        """Puts the cursor into the first field."""
        next(iter(self.fields.values())).begin()

    def retranslate(self) -> None:
        self.save.setText(self.tr("Save  Enter"))
        self.cancel.setText(self.tr("Cancel  Esc"))
        self.remove.setText(self.tr("Remove"))
        if self._error is not None:
            self.show_error(self._error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least, most = LABEL_PX
        width = max(least, min(self.width() - _FIELD_PX, most))
        if width != self._label_px:
            self._label_px = width
            self._grid.setColumnMinimumWidth(0, width)
            for field in self._beside:
                field.label.setFixedWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancel_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _know(self, name: str, field: Field) -> None:
        self.fields[name] = field
        field.changed.connect(self._on_changed)
        field.grown.connect(self._order_tabs)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab walks the fields as they stand, then the buttons."""
        editors = [editor for field in self.fields.values() for editor in field.editors()]
        for before, after in pairwise([*editors, self.save, self.cancel, self.remove]):
            QWidget.setTabOrder(before, after)

    def _enter(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        else:
            self.save_wanted.emit()

    def _on_changed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Field):
            sender.show_problem("")
        self.changed.emit()

    def _field_of(self, error: BaseException) -> Field | None:
        if not isinstance(error, InvalidInput):
            return None
        field = self.fields.get(error.values.get("field", ""))
        return field if field is not None and field.isVisibleTo(self) else None

    def _text(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.hide()
        return label

    def _build(self) -> None:
        body = QWidget(self)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save, 2)
        row.addWidget(self.cancel, 1)
        row.addWidget(self.remove, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 10)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.note)
        column.addWidget(self.trouble)
        column.addLayout(row)
