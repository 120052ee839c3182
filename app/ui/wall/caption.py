"""The foot of a tile: the camera's name, and what may be said of its picture."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QLinearGradient, QPainter, QPixmap

from app.ui import theme
from app.ui.wall.fitting import NARROW, first_fitting, is_small
from app.ui.wall.tile import Tile

_HEIGHT = 40
_SMALL_HEIGHT = 22
_SPACE = 10
_AROUND = 32
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CORNER = "#d5dade"
TAPE = "#ff5a4f"
"""Of what is being recorded."""


def caption_height(size: QSize) -> int:
    return _SMALL_HEIGHT if is_small(size) else _HEIGHT


def caption_picture(tile: Tile, ratio: float) -> QPixmap:
    size = tile.rect.size()
    width, height = size.width(), caption_height(size)
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    shade = QLinearGradient(0, 0, 0, height)
    shade.setColorAt(0.0, QColor(0, 0, 0, 130 if width < NARROW else 0))
    shade.setColorAt(0.35, QColor(0, 0, 0, 150))
    shade.setColorAt(1.0, QColor(0, 0, 0, 215))
    painter.fillRect(0, 0, width, height, shade)
    if is_small(size):
        _small_line(painter, tile, width)
    elif width < NARROW:
        _two_lines(painter, tile, width)
    else:
        _line(painter, tile, width)
    painter.end()
    return picture


def small_words(name: str, tile: Tile, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """Name and state side by side in little room: the state says as much as leaves the name whole."""
    claim, room = tile.claim, width - metrics.horizontalAdvance(name) - _SPACE
    wanted = (claim.corner, claim.short_corner)
    state = next(
        (words for words in wanted if words and metrics.horizontalAdvance(words) <= room), claim.mark
    )
    taken = metrics.horizontalAdvance(state) + _SPACE if state else 0
    # Names of many cameras differ at their ends.
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width - taken), state


def corner_words(tile: Tile, width: int) -> str:
    """What may be said of the picture beside a name: as much as leaves the name whole, within reason."""
    name = QFontMetrics(theme.font(15)).horizontalAdvance(tile.name)
    room = max(width * 2 // 5, min(width * 3 // 5, width - name - _AROUND))
    return first_fitting((tile.claim.corner, tile.claim.short_corner), QFontMetrics(theme.font(14)), room)


def _line(painter: QPainter, tile: Tile, width: int) -> None:
    """The name, and at the right what may be said of the picture."""
    small, corner = theme.font(14), corner_words(tile, width)
    corner_width = QFontMetrics(small).horizontalAdvance(corner)
    area = QRect(10, 8, width - 20, _HEIGHT - 10)
    painter.setFont(small)
    painter.setPen(QColor(_CORNER))
    painter.drawText(area, _RIGHT, corner)
    _name(painter, tile, area.adjusted(0, 0, -corner_width - 12, 0))


def _two_lines(painter: QPainter, tile: Tile, width: int) -> None:
    """A narrow tile has both, one below the other."""
    half, font = _HEIGHT // 2, theme.font(14)
    _name(painter, tile, QRect(6, 0, width - 12, half))
    painter.setFont(font)
    painter.setPen(QColor(_CORNER))
    words = first_fitting((tile.claim.corner, tile.claim.short_corner), QFontMetrics(font), width - 12)
    painter.drawText(QRect(6, half - 2, width - 12, half), _LEFT, words)


def _small_line(painter: QPainter, tile: Tile, width: int) -> None:
    font, area = theme.font(14), QRect(5, 0, width - 10, _SMALL_HEIGHT)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    if tile.claim.tape:
        # No room for a word of its own: a dot where it is written, with a warning where it should be.
        sign = "●" if tile.claim.tape_runs else "▲●"
        painter.setPen(QColor(TAPE if tile.claim.tape_runs else theme.AMBER))
        painter.drawText(area, _LEFT, sign)
        area.setLeft(area.left() + metrics.horizontalAdvance(f"{sign} "))
    name, state = small_words(tile.name, tile, metrics, area.width())
    painter.setPen(QColor(_CORNER))
    painter.drawText(area, _RIGHT, state)
    painter.setPen(QColor(theme.TEXT))
    painter.drawText(area, _LEFT, name)


def _name(painter: QPainter, tile: Tile, area: QRect) -> None:
    font = theme.font(15)
    name = QFontMetrics(font).elidedText(tile.name, Qt.TextElideMode.ElideRight, max(20, area.width()))
    painter.setFont(font)
    painter.setPen(QColor(theme.TEXT))
    painter.drawText(area, _LEFT, name)
