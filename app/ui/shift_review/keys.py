"""Which key does what in the review of a shift."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_KEYS = {
    Qt.Key.Key_Space: "play",
    Qt.Key.Key_BracketLeft: "slower",
    Qt.Key.Key_BracketRight: "faster",
    Qt.Key.Key_P: "entry_back",
    Qt.Key.Key_N: "entry_on",
    Qt.Key.Key_I: "incident_on",
    Qt.Key.Key_A: "alarm_on",
    Qt.Key.Key_R: "remark",
    Qt.Key.Key_T: "turn_side",
    Qt.Key.Key_C: "cameras",
    Qt.Key.Key_Plus: "closer",
    Qt.Key.Key_Equal: "closer",
    Qt.Key.Key_Minus: "wider",
    Qt.Key.Key_0: "whole",
    Qt.Key.Key_1: "hour",
    Qt.Key.Key_2: "minutes",
    Qt.Key.Key_Comma: "pan_back",
    Qt.Key.Key_Period: "pan_on",
    Qt.Key.Key_Left: "back",
    Qt.Key.Key_Right: "on",
    Qt.Key.Key_Home: "begin",
    Qt.Key.Key_End: "end",
    Qt.Key.Key_PageUp: "page_back",
    Qt.Key.Key_PageDown: "page_on",
    Qt.Key.Key_Return: "enlarge",
    Qt.Key.Key_Enter: "enlarge",
}
SHIFTS = {"shift_before": 1, "shift_after": -1}
"""Of the newest first, so many further: also while nothing is looked at."""
_WITH_CTRL = {
    Qt.Key.Key_P: "print",
    Qt.Key.Key_PageUp: "shift_before",
    Qt.Key.Key_PageDown: "shift_after",
}
_WITH_SHIFT = {
    Qt.Key.Key_I: "incident_back",
    Qt.Key.Key_A: "alarm_back",
    Qt.Key.Key_Left: "far_back",
    Qt.Key.Key_Right: "far_on",
}


def command_of(event: QKeyEvent) -> str:
    """The word of what is wanted; empty for other keys, and for those with Alt."""
    held = event.modifiers()
    key = Qt.Key(event.key())
    if held & Qt.KeyboardModifier.AltModifier:
        return ""
    if held & Qt.KeyboardModifier.ControlModifier:
        return _WITH_CTRL.get(key, "")
    if held & Qt.KeyboardModifier.ShiftModifier and key in _WITH_SHIFT:
        return _WITH_SHIFT[key]
    return _KEYS.get(key, "")
