"""A box whose choice takes effect at once: its keys open the list, and nothing is chosen before Enter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.forms.field import prepare_boxes

_OPEN = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Space,
)


class ListBox(QComboBox):
    """Arrow keys on a closed box would choose each line on the way: every plan passed would call its people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        prepare_boxes(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPEN:
            self.showPopup()
        elif event.text().isprintable() and event.text():
            self.showPopup()
            self.view().keyboardSearch(event.text())
        else:
            super().keyPressEvent(event)
