"""Paints tiles. The picture comes straight from shared memory; captions are kept as small pictures of their own."""

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QRegion

from app.cameras.console.wall import CameraWall
from app.cameras.frames import Frame
from app.ui import theme
from app.ui.pictures.magnifier import part_of, picture_rect
from app.ui.pictures.zoom_mark import ZoomMark
from app.ui.wall.caption import caption_height, caption_picture
from app.ui.wall.fitting import is_small
from app.ui.wall.marks import VEIL, draw_badge, draw_veil, tape_picture
from app.ui.wall.paint_watch import PaintWatch
from app.ui.wall.placing import margins_of, place
from app.ui.wall.tile import Tile

EMPTY = QColor("#0b0d0f")
_ALARM_WIDTH = 4
_INSET = 8
_CAPTIONS_KEPT = 4
_BOTH_MARKS = 420
"""A badge and the mark of recording side by side need so much."""


class TilePainter:
    """Belongs to one view."""

    def __init__(self, wall: CameraWall) -> None:
        self._wall = wall
        self.paints = PaintWatch()
        self.zoom_mark = ZoomMark()
        self._tapes: dict[tuple[str, bool, float], QPixmap] = {}

    def paint(self, painter: QPainter, tile: Tile, region: QRegion, ratio: float, *, focused: bool) -> None:
        """As far as it lies in the region. Leaves the painter's clip on the tile."""
        # One rectangle at a time: within a region of many Qt would hand each picture to threads of its own, row by row.
        painter.setClipRect(tile.rect)
        frame = None if tile.claim.state == "connecting" else self._wall.frame(tile.camera_id)
        whole = None
        if frame is None:
            painter.fillRect(tile.rect, EMPTY)
        else:
            whole = self._picture(painter, tile, frame, region, ratio)
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

    def _picture(
        self, painter: QPainter, tile: Tile, frame: Frame, region: QRegion, ratio: float
    ) -> Frame | None:
        """Paints from the slot itself; once more when the host came round to the slot meanwhile.

        Returns what was painted, None where it may be parts of two pictures.
        """
        for _ in range(2):
            image = QImage(frame.pixels, frame.width, frame.height, frame.stride, QImage.Format.Format_RGB32)
            if tile.zoom.magnified:
                self._place_part(painter, tile, image)
            else:
                self._place(painter, tile, image, region, ratio)
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
        for margin in margins_of(tile.rect, QRectF(target)):
            painter.fillRect(margin, EMPTY)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(target), image, part_of(tile.zoom, image.width(), image.height()))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)

    def _place(self, painter: QPainter, tile: Tile, image: QImage, region: QRegion, ratio: float) -> None:
        key = (image.width(), image.height(), ratio)
        placing = tile.placing
        if placing is None or placing.key != key:
            placing = tile.placing = place(tile.rect, *key)
        for margin in placing.margins:
            if region.intersects(margin):
                painter.fillRect(margin, EMPTY)
        if placing.exact:
            if ratio != 1.0:
                image.setDevicePixelRatio(ratio)
            painter.drawImage(placing.corner, image)
        else:
            painter.drawImage(placing.target, image)

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
        if tile.alarm:
            self._border(painter, tile.rect, theme.RED, _ALARM_WIDTH)
        if focused:
            inset = _ALARM_WIDTH if tile.alarm else 0
            self._border(painter, tile.rect.adjusted(inset, inset, -inset, -inset), theme.FOCUS, 2)

    def _border(self, painter: QPainter, rect: QRect, colour: str, width: int) -> None:
        """As four bars: a frame drawn by a pen costs as much as the picture in it."""
        fill = QColor(colour)
        left, top, across, down = rect.x(), rect.y(), rect.width(), rect.height()
        painter.fillRect(left, top, across, width, fill)
        painter.fillRect(left, top + down - width, across, width, fill)
        painter.fillRect(left, top + width, width, down - 2 * width, fill)
        painter.fillRect(left + across - width, top + width, width, down - 2 * width, fill)

    def _caption(self, painter: QPainter, tile: Tile, ratio: float) -> None:
        # Rates waver: the same few words come again and again.
        key = (ratio, tile.name, tile.claim.corner, tile.claim.tape)
        picture = tile.captions.get(key)
        if picture is None:
            if len(tile.captions) == _CAPTIONS_KEPT:
                tile.captions.clear()
            picture = tile.captions[key] = caption_picture(tile, ratio)
        top = tile.rect.bottom() + 1 - caption_height(tile.rect.size())
        painter.drawPixmap(tile.rect.x(), top, picture)


def zoom_corner(tile: Tile) -> QPoint:
    """Where the mark of a magnified picture ends: right above the words at the foot, away from all others."""
    return QPoint(tile.rect.right() - _INSET, tile.rect.bottom() - caption_height(tile.rect.size()) - _INSET)
