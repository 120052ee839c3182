"""Wheel, keys and drag on the enlarged picture of the wall. Those that steer a camera are taken before they come here."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.ui.pictures.magnifier import Magnifier


class TileMagnifying(QObject):
    """Watches what Qt tells a wall.

    Args:
        enlarged: the enlarged camera and where its picture is painted; None while nothing is enlarged.
        changed: something else of it is seen.
    """

    def __init__(
        self,
        view: QWidget,
        magnifier: Magnifier,
        enlarged: Callable[[], tuple[str, QRect] | None],
        changed: Callable[[], None],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._magnifier = magnifier
        self._enlarged = enlarged
        self._changed = changed

    def watch(self, *, on: bool) -> None:
        """Only while a picture is enlarged: whatever Qt tells passes through here, each picture of each tile too."""
        self._view.removeEventFilter(self)
        if on:
            self._view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent | QMouseEvent | QWheelEvent):
            return False
        found = self._enlarged()
        if found is None:
            return False
        taken = self._take(event, *found)
        if taken:
            self._changed()
        return taken

    def _take(self, event: QKeyEvent | QMouseEvent | QWheelEvent, camera_id: str, picture: QRect) -> bool:
        if isinstance(event, QWheelEvent):
            self._magnifier.turn(camera_id, picture, event.position(), event.angleDelta().y() / 120)
            return True
        if isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            return pressed and self._magnifier.press(camera_id, event, alone=True)
        return self._mouse(event, camera_id, picture)

    def _mouse(self, event: QMouseEvent, camera_id: str, picture: QRect) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._magnifier.grab(camera_id, event.position())
        elif event.type() == QEvent.Type.MouseMove and self._magnifier.drag(picture, event.position()):
            self._view.setCursor(Qt.CursorShape.ClosedHandCursor)
            return True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._magnifier.let_go()
        return False
