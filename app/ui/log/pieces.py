"""What people wrote, in one line of a list: kind and names as chips, the rest as words."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.ui import theme
from app.ui.entry.editor import CHIP
from app.ui.journal.note_words import Piece

_GAP = 8.0
_CHIP_PAD = 4.0
_CHIP_HEIGHT = 24.0
_NARROWEST = 24.0


class PiecePainter:
    """Draws from left to right; what has no room ends in an ellipsis."""

    def __init__(self) -> None:
        self._font = theme.font()
        self._struck = QFont(self._font)
        self._struck.setStrikeOut(True)
        self._metrics = QFontMetricsF(self._font)

    def draw(self, painter: QPainter, area: QRect, pieces: Sequence[Piece], *, struck: bool) -> None:
        """`struck`: the words that are no longer right; what is said beside them stands."""
        left, right = float(area.left()), float(area.right())
        before = ""
        for piece in pieces:
            chip = piece.what in ("kind", "name")
            left += _room(before, piece.what)
            before = piece.what
            width = right - left - (2 * _CHIP_PAD if chip else 0.0)
            if width < _NARROWEST:
                return
            text = " ".join(piece.text.split()) if chip or piece.what == "aside" else _one_line(piece.text)
            shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            advance = self._metrics.horizontalAdvance(shown)
            if chip:
                self._chip(
                    painter, QRectF(left, area.center().y() - _CHIP_HEIGHT / 2, advance, _CHIP_HEIGHT), piece
                )
                left += _CHIP_PAD
            quiet = struck or piece.what == "aside"
            painter.setFont(self._struck if struck and piece.what != "aside" else self._font)
            painter.setPen(QColor(theme.QUIET if quiet else theme.TEXT))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(left, area.top(), advance + 2, area.height()), flags, shown)
            left += advance + (_CHIP_PAD if chip else 0.0)
            if shown != text:
                return

    @staticmethod
    def _chip(painter: QPainter, rect: QRectF, piece: Piece) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.RAISED if piece.what == "kind" else CHIP))
        painter.drawRoundedRect(rect.adjusted(0, 0, 2 * _CHIP_PAD, 0), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _one_line(text: str) -> str:
    """Rooms at its ends stay: a name stands there."""
    return text.replace("\n", " ").replace("\t", " ")


def _room(before: str, what: str) -> float:
    """Names stand within their sentence; kind and asides apart from it."""
    return _GAP if before and ("kind" in (before, what) or "aside" in (before, what)) else 0.0
