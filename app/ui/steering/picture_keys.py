"""What keys and the mouse mean on a picture that can be steered. They are taken before the wall sees them."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.onvif.rules import KEY_SPEED, STILL, Velocity, drag_velocity
from app.ui.steering.hand import DRAG, Hand

_WHEEL = "wheel"
_WHEEL_MS = 250
_TURNS = {
    Qt.Key.Key_Left: Velocity(pan=-KEY_SPEED),
    Qt.Key.Key_Right: Velocity(pan=KEY_SPEED),
    Qt.Key.Key_Up: Velocity(tilt=KEY_SPEED),
    Qt.Key.Key_Down: Velocity(tilt=-KEY_SPEED),
}
_ZOOMS = {
    Qt.Key.Key_Plus: Velocity(zoom=KEY_SPEED),
    Qt.Key.Key_Equal: Velocity(zoom=KEY_SPEED),
    Qt.Key.Key_Minus: Velocity(zoom=-KEY_SPEED),
}
_NUMBERS = tuple(getattr(Qt.Key, f"Key_{number}") for number in range(1, 10))
_CONTROL = Qt.KeyboardModifier.ControlModifier
_LETS_GO = (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.WindowDeactivate)


class PictureKeys(QObject):
    """Ctrl and arrows turn, + and - and the wheel zoom, a drag steers, 1 to 9 go to positions.

    With Ctrl, wheel, + and - and a drag are not the camera's: they magnify the picture.

    Attributes:
        number: a position was asked for by its key.
    """

    number = Signal(int)

    def __init__(self, picture: QWidget, hand: Hand) -> None:
        super().__init__(picture)
        self._hand = hand
        self._picture = picture
        self._pressed_at: QPoint | None = None
        self._wheel = QTimer(self)
        self._wheel.setSingleShot(True)
        self._wheel.setInterval(_WHEEL_MS)
        self._wheel.timeout.connect(lambda: hand.release(_WHEEL))

    def watch(self, *, on: bool) -> None:
        """Only while a camera is steered, and before whoever has begun to watch the picture since, as magnifying does with
        each that is enlarged."""
        self._picture.removeEventFilter(self)
        if on:
            self._picture.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._hand.camera_id:
            return False
        if event.type() in _LETS_GO:
            self._let_go()
            return False
        if isinstance(event, QKeyEvent):
            return self._key(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        return isinstance(event, QWheelEvent) and self._turn_wheel(event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.type() == QEvent.Type.KeyRelease:
            return self._key_up(key, again=event.isAutoRepeat())
        if event.type() != QEvent.Type.KeyPress:
            return False
        control = bool(event.modifiers() & _CONTROL)
        velocity = _TURNS.get(key) if control else _ZOOMS.get(key)
        if velocity is not None:
            self._hand.hold(key.name, velocity)
            return True
        if key in _NUMBERS and not control:
            self.number.emit(_NUMBERS.index(key) + 1)
            return True
        return False

    def _key_up(self, key: Qt.Key, *, again: bool) -> bool:
        if not self._hand.holds(key.name):
            return False
        if not again:
            self._hand.release(key.name)
        return True

    def _mouse(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = None if event.modifiers() & _CONTROL else at
        elif event.type() == QEvent.Type.MouseMove and self._pressed_at is not None:
            way = at - self._pressed_at
            velocity = drag_velocity(way.x(), way.y(), self._picture.width(), self._picture.height())
            if velocity != STILL or self._hand.holds(DRAG):
                self._hand.hold(DRAG, velocity)
            return True
        elif event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick):
            self._pressed_at = None
            self._hand.release(DRAG)
        return False

    def _turn_wheel(self, event: QWheelEvent) -> bool:
        turned = 0 if event.modifiers() & _CONTROL else event.angleDelta().y()
        if turned:
            self._hand.hold(_WHEEL, Velocity(zoom=KEY_SPEED if turned > 0 else -KEY_SPEED))
            self._wheel.start()
        return bool(turned)

    def _let_go(self) -> None:
        self._pressed_at = None
        self._hand.release_all()
