"""Where the cursor is."""

from PySide6.QtWidgets import QApplication, QWidget


def holder() -> QWidget:
    """The widget that takes what is typed."""
    found = QApplication.focusWidget()
    assert found is not None
    return found
