"""Words cut to the room that a tile has: a shorter way to say it first, an ellipsis last."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout

NARROW = 230
"""Narrower tiles have no room for name and state side by side."""
_LOW = 120


def is_small(size: QSize) -> bool:
    """One of very many on a wall: a line of words at its foot is all that leaves the picture visible."""
    return size.width() < NARROW and size.height() < _LOW


def first_fitting(choices: Sequence[str], metrics: QFontMetrics, width: int) -> str:
    """The first that has room; where none has, as much of the last as there is room for."""
    fits = (choice for choice in choices if choice and metrics.horizontalAdvance(choice) <= width)
    last = choices[-1]
    return next(fits, "") or metrics.elidedText(last, Qt.TextElideMode.ElideRight, max(0, width))


def lines_of(text: str, font: QFont, width: int, most: int) -> list[str]:
    """The text broken into at most so many lines, the last one cut."""
    layout = QTextLayout(text, font)
    lines: list[str] = []
    layout.beginLayout()
    while text and len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        begin = line.textStart()
        rest = text[begin:] if len(lines) == most - 1 else text[begin : begin + line.textLength()]
        lines.append(first_fitting((rest.strip(),), QFontMetrics(font), width))
    layout.endLayout()
    return lines
