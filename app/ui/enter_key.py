"""Enter presses the button that has the cursor, as the space bar does; Qt does so in dialogues alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def presses_button(within: QWidget, event: QKeyEvent) -> bool:
    """Whether it was Enter, on a button in there; then it has been pressed."""
    focused = within.window().focusWidget()
    if event.key() not in ENTER or not isinstance(focused, QPushButton) or not within.isAncestorOf(focused):
        return False
    focused.click()
    return True
