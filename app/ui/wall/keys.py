"""What keys and the mouse do on the wall."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent

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
_LAYOUT_KEYS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 4, Qt.Key.Key_3: 9, Qt.Key.Key_4: 16}


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

    def press(self, event: QKeyEvent, width: int, height: int) -> bool:
        """False where the key is somebody else's."""
        key, arrangement = Qt.Key(event.key()), self._arrangement
        if key in _ARROWS:
            if arrangement.move_focus(*_ARROWS[key], width, height):
                self._focus_moved()
            return True
        if key in _LAYOUT_KEYS:
            arrangement.set_layout(_LAYOUT_KEYS[key])
        elif key in _ENLARGE_KEYS or (key == Qt.Key.Key_Escape and arrangement.enlarged):
            arrangement.toggle_enlarged()
        elif key in _PAGE_KEYS:
            arrangement.turn_page(_PAGE_KEYS[key])
        else:
            return False
        self._rearranged()
        return True

    def focus_at(self, tiles: list[Tile], where: QPoint) -> None:
        for index, tile in enumerate(tiles):
            if not self._arrangement.enlarged and tile.rect.contains(where):
                self._arrangement.focused = index
                self._focus_moved()
