"""Paints tiles. The picture comes straight from shared memory; captions are kept as small pictures of their own."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QLinearGradient, QPainter, QPixmap

from app.cameras.console.wall import CameraWall
from app.cameras.frames import Frame
from app.ui import theme
from app.ui.wall.paint_watch import PaintWatch
from app.ui.wall.tile import Tile

EMPTY = QColor("#0b0d0f")
_CAPTION = 40
_TWO_LINES = 230
"""Narrower tiles have no room for name and state side by side."""
_VEIL = QColor(14, 16, 18, 215)
_ALARM_WIDTH = 4
_TAPE = "#ff5a4f"
_BOTH_MARKS = 420
"""A badge and the mark of recording side by side need so much."""


class TilePainter:
    """Belongs to one view."""

    def __init__(self, wall: CameraWall) -> None:
        self._wall = wall
        self.paints = PaintWatch()
        self._tapes: dict[tuple[str, bool, float], QPixmap] = {}

    def paint(self, painter: QPainter, tile: Tile, ratio: float, *, focused: bool) -> None:
        # One rectangle at a time: within a region of many Qt would hand each picture to threads of its own, row by row.
        painter.setClipRect(tile.rect)
        frame = None if tile.claim.state == "connecting" else self._wall.frame(tile.camera_id)
        whole = frame is not None and self._picture(painter, tile, frame, ratio)
        if not whole:
            painter.fillRect(tile.rect, EMPTY)
        if tile.claim.state in ("lost", "connecting"):
            self._veil(painter, tile)
        self._caption(painter, tile, ratio)
        if tile.claim.badge:
            self._badge(painter, tile)
        if tile.claim.tape:
            self._tape(painter, tile, ratio)
        self._frame(painter, tile, focused=focused)
        painter.setClipping(False)

    def _picture(self, painter: QPainter, tile: Tile, frame: Frame, ratio: float) -> bool:
        """Paints from the slot itself; once more when the host came round to the slot meanwhile."""
        for _ in range(2):
            image = QImage(frame.pixels, frame.width, frame.height, frame.stride, QImage.Format.Format_RGB32)
            self._place(painter, tile.rect, image, ratio)
            if self._wall.still_valid(tile.camera_id, frame):
                self.paints.note(tile.camera_id, frame)
                return True
            newer = self._wall.frame(tile.camera_id)
            if newer is None:
                return False
            frame = newer
        return True

    def _place(self, painter: QPainter, rect: QRect, image: QImage, ratio: float) -> None:
        size = QSize(image.width(), image.height())
        room = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        fits = size.width() <= room.width() and size.height() <= room.height()
        touches = room.width() - size.width() < 4 or room.height() - size.height() < 4
        if fits and touches:
            image.setDevicePixelRatio(ratio)
            target = QRectF(0, 0, size.width() / ratio, size.height() / ratio)
        else:
            # In the instant after a change of layout the host still draws the old size.
            scaled = size.scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(0, 0, scaled.width(), scaled.height())
        target.moveTopLeft(
            QPointF(
                rect.x() + int((rect.width() - target.width()) / 2),
                rect.y() + int((rect.height() - target.height()) / 2),
            )
        )
        self._margins(painter, rect, target)
        if fits and touches:
            painter.drawImage(target.topLeft(), image)
        else:
            painter.drawImage(target, image)

    def _margins(self, painter: QPainter, rect: QRect, target: QRectF) -> None:
        inner = target.toAlignedRect()
        if inner.left() > rect.left() or inner.right() < rect.right():
            painter.fillRect(QRect(rect.topLeft(), inner.bottomLeft()), EMPTY)
            painter.fillRect(QRect(inner.topRight(), rect.bottomRight()), EMPTY)
        if inner.top() > rect.top() or inner.bottom() < rect.bottom():
            painter.fillRect(QRect(rect.topLeft(), inner.topRight()), EMPTY)
            painter.fillRect(QRect(inner.bottomLeft(), rect.bottomRight()), EMPTY)

    def _veil(self, painter: QPainter, tile: Tile) -> None:
        painter.fillRect(tile.rect, _VEIL)
        middle = tile.rect.center().y()
        width = tile.rect.width() - 16
        painter.setFont(theme.font(17))
        painter.setPen(QColor(theme.TEXT if tile.claim.state == "lost" else theme.QUIET))
        painter.drawText(
            QRect(tile.rect.x() + 8, middle - 30, width, 28), Qt.AlignmentFlag.AlignCenter, tile.claim.line
        )
        painter.setFont(theme.font(14))
        painter.setPen(QColor("#c3c9cf"))
        wrap = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignHCenter.value
        painter.drawText(QRect(tile.rect.x() + 8, middle + 2, width, 44), wrap, tile.claim.detail)

    def _badge(self, painter: QPainter, tile: Tile) -> None:
        font = theme.font(14, bold=True)
        metrics = QFontMetrics(font)
        text = f"▲ {tile.claim.badge}"
        box = QRect(tile.rect.x() + 10, tile.rect.y() + 10, metrics.horizontalAdvance(text) + 16, 26)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.AMBER))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor("#1b1400"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _tape(self, painter: QPainter, tile: Tile, ratio: float) -> None:
        """At the top right; where a badge stands beside it in a small tile, below that."""
        key = (tile.claim.tape, tile.claim.tape_runs, ratio)
        picture = self._tapes.get(key)
        if picture is None:
            picture = self._tapes[key] = _tape_picture(tile.claim.tape, ratio, runs=tile.claim.tape_runs)
        left = tile.rect.right() - 7 - round(picture.width() / ratio)
        below = 30 if tile.claim.badge and tile.rect.width() < _BOTH_MARKS else 0
        painter.drawPixmap(left, tile.rect.y() + 10 + below, picture)

    def paint_moved(self, painter: QPainter, rect: QRect) -> None:
        """The tile that is being dragged away."""
        painter.fillRect(rect, _VEIL)

    def paint_target(self, painter: QPainter, rect: QRect) -> None:
        """The tile it would change places with."""
        self._border(painter, rect, theme.FOCUS, _ALARM_WIDTH)

    def _frame(self, painter: QPainter, tile: Tile, *, focused: bool) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if tile.alarm:
            self._border(painter, tile.rect, theme.RED, _ALARM_WIDTH)
        if focused:
            inset = _ALARM_WIDTH if tile.alarm else 0
            self._border(painter, tile.rect.adjusted(inset, inset, -inset, -inset), theme.FOCUS, 2)

    def _border(self, painter: QPainter, rect: QRect, colour: str, width: int) -> None:
        pen = painter.pen()
        pen.setColor(QColor(colour))
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setWidth(width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        half = width // 2
        painter.drawRect(rect.adjusted(half, half, -half - width % 2, -half - width % 2))

    def _caption(self, painter: QPainter, tile: Tile, ratio: float) -> None:
        key = (tile.rect.width(), ratio, tile.name, tile.claim.corner)
        if tile.caption is None or tile.caption_key != key:
            tile.caption = _caption_picture(tile, ratio)
            tile.caption_key = key
        painter.drawPixmap(tile.rect.x(), tile.rect.bottom() + 1 - _CAPTION, tile.caption)


def _tape_picture(word: str, ratio: float, *, runs: bool) -> QPixmap:
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
    painter.setPen(QColor(_TAPE if runs else theme.AMBER))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRect(8, 0, width, height), flags, mark)
    if runs:
        painter.setPen(QColor(theme.TEXT))
    painter.drawText(QRect(8 + metrics.horizontalAdvance(f"{mark} "), 0, width, height), flags, word)
    painter.end()
    return picture


def _caption_picture(tile: Tile, ratio: float) -> QPixmap:
    width = tile.rect.width()
    picture = QPixmap(round(width * ratio), round(_CAPTION * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    shade = QLinearGradient(0, 0, 0, _CAPTION)
    shade.setColorAt(0.0, QColor(0, 0, 0, 130 if width < _TWO_LINES else 0))
    shade.setColorAt(0.35, QColor(0, 0, 0, 150))
    shade.setColorAt(1.0, QColor(0, 0, 0, 215))
    painter.fillRect(0, 0, width, _CAPTION, shade)
    if width < _TWO_LINES:
        _caption_lines(painter, tile, width)
    else:
        _caption_line(painter, tile, width)
    painter.end()
    return picture


def _caption_line(painter: QPainter, tile: Tile, width: int) -> None:
    """The name, and at the right what may be said of the picture."""
    small = theme.font(14)
    corner_width = QFontMetrics(small).horizontalAdvance(tile.claim.corner) if tile.claim.corner else 0
    area = QRect(10, 8, width - 20, _CAPTION - 10)
    painter.setFont(small)
    painter.setPen(QColor("#d5dade"))
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tile.claim.corner)
    _caption_name(painter, tile, area.adjusted(0, 0, -corner_width - 12, 0))


def _caption_lines(painter: QPainter, tile: Tile, width: int) -> None:
    """A small tile has both, one below the other."""
    half = _CAPTION // 2
    _caption_name(painter, tile, QRect(6, 0, width - 12, half))
    painter.setFont(theme.font(14))
    painter.setPen(QColor("#d5dade"))
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRect(6, half - 2, width - 12, half), left, tile.claim.corner)


def _caption_name(painter: QPainter, tile: Tile, area: QRect) -> None:
    font = theme.font(15)
    name = QFontMetrics(font).elidedText(tile.name, Qt.TextElideMode.ElideRight, max(20, area.width()))
    painter.setFont(font)
    painter.setPen(QColor(theme.TEXT))
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
