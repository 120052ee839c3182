"""A value of a form, with its label beside it and its problem below it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

_INDENT_PX = 8


class Field(QWidget):
    """Base of all fields.

    Attributes:
        changed: somebody altered the value; `set_value` does not tell.
        grown: there are other editors than before, which Tab must find.
    """

    changed = Signal()
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setObjectName("field_label")
        self.label.setWordWrap(True)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._editors: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def set_label(self, text: str) -> None:
        self.label.setText(text)
        for editor in self._editors:
            editor.setAccessibleName(text)

    def show_problem(self, text: str) -> None:
        """Empty text: all is well."""
        self.problem.setText(f"▲ {text}" if text else "")
        self.problem.setVisible(bool(text))
        for editor in self._editors:
            editor.setAccessibleDescription(text)

    def begin(self) -> None:
        """Puts the cursor into the field."""
        self._editors[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def editors(self) -> Sequence[QWidget]:
        """In Tab order."""
        return self._editors

    def _place(self, *editors: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for editor in editors:
            row.addWidget(editor, 1)
        self._column.addLayout(row)
        self._column.addWidget(self.problem)
        self._know(*editors)

    def _know(self, *editors: QWidget) -> None:
        for editor in editors:
            self._editors.append(editor)
        prepare_boxes(*editors)
        if self._editors:
            self.label.setBuddy(self._editors[0])


class _NoWheel(QObject):
    """Turning the wheel over a form scrolls it; it must never alter a value on the way."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def prepare_boxes(*editors: QWidget) -> None:
    """Keeps the wheel from altering boxes and numbers; indents numbers like lines of text."""
    for editor in editors:
        if isinstance(editor, QAbstractSpinBox):
            editor.lineEdit().setTextMargins(_INDENT_PX, 0, _INDENT_PX, 0)
        if isinstance(editor, QComboBox | QAbstractSpinBox):
            editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            editor.installEventFilter(_NoWheel(editor))
