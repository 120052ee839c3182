"""A row that shows now these of its keys, now others."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.focus_mark import mark_focus
from app.ui.tab_order import go_on


class KeyedRow(QWidget):
    """It takes the cursor of a key that goes, and does nothing with it; Tab goes on from there.

    Qt would hand the cursor to the next key: pressing once too often must neither confirm for somebody else nor say that
    this one is on scene.

    Attributes:
        keys: in the order of Tab.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys: tuple[QPushButton, ...] = ()

    def show_keys(self, wishes: Iterable[tuple[QPushButton, bool]]) -> None:
        """Those that come are shown first."""
        for key, wanted in sorted(wishes, key=lambda wish: not wish[1]):
            if key.isVisibleTo(self) != wanted:
                if key.hasFocus():
                    self.take_cursor(key)
                key.setVisible(wanted)

    def take_cursor(self, gone: QWidget | None = None) -> None:
        """From a key that goes, or from what has closed."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt knows no place for the row itself: it stands before its first key, and behind all of them when one looks back."""
        if not self.hasFocus():
            return super().focusNextPrevChild(forward)
        here = next((key for key in self.keys if key.isVisibleTo(self)), None)
        if forward and here is not None:
            here.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            go_on(self.keys[-1] if forward else self.keys[0], forward=forward)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mark_focus(painter, self)
        painter.end()
