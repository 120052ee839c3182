"""What vanishes while somebody types must not hand the cursor to the emergency button."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget


class FocusGuard(QObject):
    """Qt gives the cursor of a hidden widget to the next one, whichever that is: a space typed on would start an
    emergency. The button gets it by Tab alone; `refuge` takes it otherwise.
    """

    def __init__(self, button: QWidget, refuge: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._button = button
        self._refuge = refuge
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._look)

    def _look(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self._button and before is not None and not (before.isVisible() and before.isEnabled()):
            self._refuge()
