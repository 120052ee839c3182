"""Paints tiles. The picture comes straight from shared memory; captions are kept as small pictures of their own."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from app.cameras.console.wall import CameraWall
from app.cameras.frames import Frame
from app.ui import theme
from app.ui.pictures.magnifier import part_of, picture_rect
from app.ui.pictures.zoom_mark import ZoomMark
from app.ui.wall.caption import caption_height, caption_picture
from app.ui.wall.fitting import is_small
from app.ui.wall.marks import VEIL, draw_badge, draw_veil, tape_picture
from app.ui.wall.paint_watch import PaintWatch
from app.ui.wall.tile import Tile

EMPTY = QColor("#0b0d0f")
_ALARM_WIDTH = 4
_INSET = 8
_BOTH_MARKS = 420
"""A badge and the mark of recording side by side need so much."""


class TilePainter:
    """Belongs to one view."""

    def __init__(self, wall: CameraWall) -> None:
        self._wall = wall
        self.paints = PaintWatch()
        self.zoom_mark = ZoomMark()
        self._tapes: dict[tuple[str, bool, float], QPixmap] = {}

    def paint(self, painter: QPainter, tile: Tile, ratio: float, *, focused: bool) -> None:
        # One rectangle at a time: within a region of many Qt would hand each picture to threads of its own, row by row.
        painter.setClipRect(tile.rect)
        frame = None if tile.claim.state == "connecting" else self._wall.frame(tile.camera_id)
        whole = None
        if frame is None:
            painter.fillRect(tile.rect, EMPTY)
        else:
            whole = self._picture(painter, tile, frame, ratio)
        self.paints.note(tile.camera_id, tile.claim, whole)
        if tile.claim.state in ("lost", "connecting"):
            draw_veil(painter, tile)
        self._caption(painter, tile, ratio)
        if tile.zoom.magnified:
            self.zoom_mark.paint(painter, zoom_corner(tile), tile.zoom)
        if tile.claim.badge:
            draw_badge(painter, tile)
        if tile.claim.tape and not is_small(tile.rect.size()):
            self._tape(painter, tile, ratio)
        self._frame(painter, tile, focused=focused)
        painter.setClipping(False)

    def _picture(self, painter: QPainter, tile: Tile, frame: Frame, ratio: float) -> Frame | None:
        """Paints from the slot itself; once more when the host came round to the slot meanwhile.

        Returns what was painted, None where it may be parts of two pictures.
        """
        for _ in range(2):
            image = QImage(frame.pixels, frame.width, frame.height, frame.stride, QImage.Format.Format_RGB32)
            if tile.zoom.magnified:
                self._place_part(painter, tile, image)
            else:
                self._place(painter, tile.rect, image, ratio)
            if self._wall.still_valid(tile.camera_id, frame):
                return frame
            newer = self._wall.frame(tile.camera_id)
            if newer is None:
                painter.fillRect(tile.rect, EMPTY)
                return None
            frame = newer
        return None

    def _place_part(self, painter: QPainter, tile: Tile, image: QImage) -> None:
        """The host has drawn it with more pixels, as far as the camera has them."""
        target = picture_rect(tile.rect, image.width(), image.height())
        self._margins(painter, tile.rect, QRectF(target))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(target), image, part_of(tile.zoom, image.width(), image.height()))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)

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

    def _tape(self, painter: QPainter, tile: Tile, ratio: float) -> None:
        """At the top right; where a badge stands beside it in a small tile, below that."""
        key = (tile.claim.tape, tile.claim.tape_runs, ratio)
        picture = self._tapes.get(key)
        if picture is None:
            picture = self._tapes[key] = tape_picture(tile.claim.tape, ratio, runs=tile.claim.tape_runs)
        left = tile.rect.right() - 7 - round(picture.width() / ratio)
        below = 30 if tile.claim.badge and tile.rect.width() < _BOTH_MARKS else 0
        painter.drawPixmap(left, tile.rect.y() + 10 + below, picture)

    def paint_moved(self, painter: QPainter, rect: QRect) -> None:
        """The tile that is being dragged away."""
        painter.fillRect(rect, VEIL)

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
        key = (tile.rect.size().toTuple(), ratio, tile.name, tile.claim.corner, tile.claim.tape)
        if tile.caption is None or tile.caption_key != key:
            tile.caption = caption_picture(tile, ratio)
            tile.caption_key = key
        top = tile.rect.bottom() + 1 - caption_height(tile.rect.size())
        painter.drawPixmap(tile.rect.x(), top, tile.caption)


def zoom_corner(tile: Tile) -> QPoint:
    """Where the mark of a magnified picture ends: right above the words at the foot, away from all others."""
    return QPoint(tile.rect.right() - _INSET, tile.rect.bottom() - caption_height(tile.rect.size()) - _INSET)
