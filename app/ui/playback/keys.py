"""Which key does what in playback."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_KEYS = {
    Qt.Key.Key_Space: "play",
    Qt.Key.Key_Comma: "frame_back",
    Qt.Key.Key_Period: "frame_on",
    Qt.Key.Key_BracketLeft: "slower",
    Qt.Key.Key_BracketRight: "faster",
    Qt.Key.Key_P: "entry_back",
    Qt.Key.Key_N: "entry_on",
    Qt.Key.Key_S: "snapshot",
    Qt.Key.Key_E: "export",
    Qt.Key.Key_I: "start",
    Qt.Key.Key_O: "end",
    Qt.Key.Key_Plus: "closer",
    Qt.Key.Key_Equal: "closer",
    Qt.Key.Key_Minus: "wider",
    Qt.Key.Key_Left: "back",
    Qt.Key.Key_Right: "on",
    Qt.Key.Key_Return: "enlarge",
    Qt.Key.Key_Enter: "enlarge",
}


def command_of(event: QKeyEvent) -> str:
    """The word of what is wanted; empty for other keys and for those with Ctrl or Alt."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return "" if held else _KEYS.get(Qt.Key(event.key()), "")
