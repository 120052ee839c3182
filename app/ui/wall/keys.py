"""What keys and the mouse do on the wall."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.model.view import COUNTS
from app.ui.wall.arrangement import Arrangement
from app.ui.wall.tile import Tile

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENLARGE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAGE_KEYS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_LAYOUT_KEYS = {Qt.Key(Qt.Key.Key_1 + number): count for number, count in enumerate(COUNTS)}
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class WallKeys:
    """Moves the arrangement and says whether a key was meant for it.

    Args:
        rearranged: other tiles are to be shown.
        focus_moved: another tile of the same has the focus.
    """

    def __init__(
        self, arrangement: Arrangement, rearranged: Callable[[], None], focus_moved: Callable[[], None]
    ) -> None:
        self._arrangement = arrangement
        self._rearranged = rearranged
        self._focus_moved = focus_moved
        self._pressed_at: tuple[int, QPoint] | None = None
        self.dragged = -1
        """The tile that is being moved; -1 when none is."""
        self.target = -1

    def press(self, event: QKeyEvent, width: int, height: int) -> bool:
        """False where the key is somebody else's."""
        key, arrangement = Qt.Key(event.key()), self._arrangement
        if key in _ARROWS:
            moved = arrangement.beside(*_ARROWS[key], width, height)
            self._go(moved, carry=bool(event.modifiers() & _SHIFT))
            return True
        if key in _LAYOUT_KEYS:
            arrangement.set_layout(_LAYOUT_KEYS[key])
        elif key in _ENLARGE_KEYS or (key == Qt.Key.Key_Escape and arrangement.enlarged):
            arrangement.toggle_enlarged()
        elif key == Qt.Key.Key_Escape and arrangement.featured:
            arrangement.dismiss()
        elif key in _PAGE_KEYS:
            arrangement.turn_page(_PAGE_KEYS[key])
        else:
            return False
        self._rearranged()
        return True

    def mouse_down(self, tiles: list[Tile], where: QPoint) -> None:
        index = _tile_at(tiles, where)
        if index >= 0 and not self._arrangement.enlarged:
            self._arrangement.focused = index
            self._pressed_at = index, where
            self._focus_moved()

    def mouse_moved(self, tiles: list[Tile], where: QPoint) -> bool:
        """Whether something is being dragged. Tiles that stand out keep their places: they are only carried away."""
        if self._pressed_at is None:
            return False
        index, start = self._pressed_at
        if self.dragged < 0 and (where - start).manhattanLength() < QApplication.startDragDistance():
            return False
        self.dragged = index
        self.target = -1 if self._arrangement.featured else _tile_at(tiles, where)
        return True

    def mouse_up(self) -> None:
        """The tile dragged and the one under it change places."""
        dragged, target = self.dragged, self.target
        self._pressed_at, self.dragged, self.target = None, -1, -1
        if dragged >= 0 and target >= 0 and self._arrangement.exchange(dragged, target):
            self._rearranged()
        elif dragged >= 0:
            self._focus_moved()

    def _go(self, moved: int, *, carry: bool) -> None:
        arrangement = self._arrangement
        if moved == arrangement.focused:
            return
        if carry:
            if arrangement.exchange(arrangement.focused, moved):
                self._rearranged()
            return
        arrangement.focused = moved
        self._focus_moved()


def _tile_at(tiles: list[Tile], where: QPoint) -> int:
    return next((index for index, tile in enumerate(tiles) if tile.rect.contains(where)), -1)
