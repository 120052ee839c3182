"""What lies on a tile's picture: the veil over one that is not live, the badge of one in trouble, the mark of recording."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap

from app.ui import theme
from app.ui.wall.caption import TAPE, caption_height
from app.ui.wall.fitting import first_fitting, is_small, lines_of
from app.ui.wall.tile import Tile

_INSET, _SMALL_INSET = 10, 4
_LINE = 28
_BELOW_TAPE = 31
VEIL = QColor(14, 16, 18, 215)
_DETAIL = "#c3c9cf"


def draw_veil(painter: QPainter, tile: Tile) -> None:
    painter.fillRect(tile.rect, VEIL)
    if is_small(tile.rect.size()):
        _small_words(painter, tile)
        return
    # In a low tile the mark of recording would stand on the words.
    above = _BELOW_TAPE if tile.claim.tape else 4
    area = tile.rect.adjusted(8, above, -8, -caption_height(tile.rect.size()))
    font, small = theme.font(17), theme.font(14)
    height = QFontMetrics(small).height()
    line = first_fitting((tile.claim.line, tile.claim.short_line), QFontMetrics(font), area.width())
    # Above the caption, whose words must not be written over; what has no room ends with an ellipsis.
    detail = lines_of(tile.claim.detail, small, area.width(), max(1, (area.height() - _LINE) // height))
    top = area.y() + max(0, area.height() - _LINE - len(detail) * height) // 2
    painter.setFont(font)
    painter.setPen(QColor(theme.TEXT if tile.claim.state == "lost" else theme.QUIET))
    painter.drawText(QRect(area.x(), top, area.width(), _LINE), Qt.AlignmentFlag.AlignCenter, line)
    painter.setFont(small)
    painter.setPen(QColor(_DETAIL))
    for number, words in enumerate(detail):
        place = QRect(area.x(), top + _LINE + number * height, area.width(), height)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def _small_words(painter: QPainter, tile: Tile) -> None:
    """A mark and how old it is; below that as much of the cause as there is room for."""
    font, claim = theme.font(14), tile.claim
    metrics = QFontMetrics(font)
    area = tile.rect.adjusted(4, 2, -4, -caption_height(tile.rect.size()))
    lost = claim.state == "lost"
    said = (claim.line, claim.short_line or claim.line)
    line = first_fitting([f"▲ {words}" for words in said] if lost else said, metrics, area.width())
    height = metrics.height()
    lines = [line, *lines_of(claim.detail, font, area.width(), area.height() // height - 1)]
    top = area.y() + max(0, area.height() - len(lines) * height) // 2
    painter.setFont(font)
    painter.setPen(QColor(theme.AMBER if lost else theme.QUIET))
    for number, words in enumerate(lines):
        place = QRect(area.x(), top + number * height, area.width(), height)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(QColor(_DETAIL))


def draw_badge(painter: QPainter, tile: Tile) -> None:
    font = theme.font(14, bold=True)
    metrics = QFontMetrics(font)
    inset = _SMALL_INSET if is_small(tile.rect.size()) else _INSET
    room = tile.rect.width() - 2 * inset - 16
    text = first_fitting((f"▲ {tile.claim.badge}",), metrics, room)
    box = QRect(tile.rect.x() + inset, tile.rect.y() + inset, metrics.horizontalAdvance(text) + 16, 26)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.AMBER))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(QColor("#1b1400"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def tape_picture(word: str, ratio: float, *, runs: bool) -> QPixmap:
    """A red dot and a word, or an amber mark and a word."""
    mark, font = "●" if runs else "▲", theme.font(14)
    metrics = QFontMetrics(font)
    width, height = metrics.horizontalAdvance(f"{mark} {word}") + 16, 24
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 170))
    painter.drawRoundedRect(0, 0, width, height, 4, 4)
    painter.setFont(font)
    painter.setPen(QColor(TAPE if runs else theme.AMBER))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRect(8, 0, width, height), flags, mark)
    if runs:
        painter.setPen(QColor(theme.TEXT))
    painter.drawText(QRect(8 + metrics.horizontalAdvance(f"{mark} "), 0, width, height), flags, word)
    painter.end()
    return picture
