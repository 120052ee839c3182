"""The hand on magnified pictures, live and recorded: wheel and keys bring nearer, a drag or the arrows move what is seen."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent

from app.ui.pictures.zoom import WHOLE, Zoom

_NOTCH = 1.25
_NEARER = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
_SHARE = 0.2
"""Of what is seen, by which an arrow moves it."""
_MOVES = {
    Qt.Key.Key_Left: (_SHARE, 0.0),
    Qt.Key.Key_Right: (-_SHARE, 0.0),
    Qt.Key.Key_Up: (0.0, _SHARE),
    Qt.Key.Key_Down: (0.0, -_SHARE),
}
_WHOLE_KEYS = (Qt.Key.Key_0, Qt.Key.Key_Escape)


class Magnifier:
    """Knows what is seen of each picture, by camera."""

    def __init__(self) -> None:
        self._zooms: dict[str, Zoom] = {}
        self._grabbed: tuple[str, QPointF] | None = None

    def of(self, camera_id: str) -> Zoom:
        return self._zooms.get(camera_id, WHOLE)

    def keep_only(self, camera_ids: Collection[str]) -> None:
        """The others are whole again."""
        self._zooms = {each: zoom for each, zoom in self._zooms.items() if each in camera_ids}

    def turn(self, camera_id: str, picture: QRect, at: QPointF, notches: float) -> None:
        """The wheel: what lies below the mouse stays there. `picture`: where it is painted."""
        across = (at.x() - picture.x()) / max(1, picture.width())
        down = (at.y() - picture.y()) / max(1, picture.height())
        self._set(camera_id, self.of(camera_id).by(_NOTCH**notches, across, down))

    def step(self, camera_id: str, notches: int) -> None:
        """By a button: the middle stays."""
        self._set(camera_id, self.of(camera_id).by(_NOTCH**notches))

    def reset(self, camera_id: str) -> bool:
        """All of it is seen; False where it already was."""
        return self._zooms.pop(camera_id, WHOLE).magnified

    def press(self, camera_id: str, event: QKeyEvent, *, alone: bool) -> bool:
        """False where the key is somebody else's. `alone`: + and − need no Ctrl here, the arrows no Shift."""
        key, zoom = Qt.Key(event.key()), self.of(camera_id)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _NEARER and (alone or control):
            self.step(camera_id, _NEARER[key])
        elif control or not zoom.magnified:
            return False
        elif key in _MOVES and (alone or shift):
            self._set(camera_id, zoom.moved(*_MOVES[key]))
        elif key in _WHOLE_KEYS:
            self.reset(camera_id)
        else:
            return False
        return True

    def grab(self, camera_id: str, at: QPointF) -> None:
        """The mouse goes down on the picture."""
        self._grabbed = (camera_id, at) if self.of(camera_id).magnified else None

    def drag(self, picture: QRect, at: QPointF) -> bool:
        """Whether it moves what is seen."""
        if self._grabbed is None:
            return False
        camera_id, before = self._grabbed
        self._grabbed = camera_id, at
        way = at - before
        right, down = way.x() / max(1, picture.width()), way.y() / max(1, picture.height())
        self._set(camera_id, self.of(camera_id).moved(right, down))
        return True

    def let_go(self) -> bool:
        """Whether something was held."""
        held, self._grabbed = self._grabbed is not None, None
        return held

    def _set(self, camera_id: str, zoom: Zoom) -> None:
        self._zooms[camera_id] = zoom


def picture_rect(area: QRect, width: int, height: int) -> QRect:
    """Where a picture of this shape stands in the area when all of it is seen; magnified it stays inside."""
    size = QSize(width, height).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRect(area.topLeft(), size)
    target.moveCenter(area.center())
    return target


def part_of(zoom: Zoom, width: int, height: int) -> QRectF:
    """What is seen of a picture with so many pixels."""
    return QRectF(*zoom.part(width, height))
