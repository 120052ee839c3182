"""Paints tiles of playback. Nothing here may look like a live picture: word, date and time, and a frame of its own colour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen

from app.cameras.frames import Frame
from app.playback.session import PlaybackSession
from app.ui import theme
from app.ui.format import clock_time, iso_date
from app.ui.pictures.magnifier import part_of, picture_rect
from app.ui.pictures.zoom import Zoom
from app.ui.pictures.zoom_mark import ZoomMark

FRAME = QColor("#7fa6d6")
EMPTY = QColor("#0b0d0f")
_BAND = QColor(16, 26, 40, 225)
_BAND_HEIGHT = 30
_STILL_OPACITY = 0.7
_NAME_PX = 130
"""So much room a camera's name has at least, where the tile is not small."""
_WIDE_PX = 340
"""A tile that has room for whole words beside the mark of how much it is magnified."""
_FRAME_WIDTH = 3
_INSET = 6


@dataclass(frozen=True, slots=True)
class StillPicture:
    """A single picture that stands in where nothing was recorded; `words` say of when it is, `short` for small tiles."""

    image: QImage
    words: str
    short: str


def picture_area(rect: QRect) -> QRect:
    """The part of a tile that is the picture's."""
    return rect.adjusted(_FRAME_WIDTH, _BAND_HEIGHT, -_FRAME_WIDTH, -_FRAME_WIDTH)


class PlaybackPainter(QObject):
    """Belongs to one view."""

    def __init__(self, session: PlaybackSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._zoom_mark = ZoomMark(self)
        self.still: Callable[[str], StillPicture | None] = lambda camera_id: None
        """What to show of a camera where it was not recorded."""
        self.is_coming: Callable[[str], bool] = lambda camera_id: False
        """Whether it was recorded here all the same, in a file that is still being written."""

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        camera_id: str,
        name: str,
        zoom: Zoom,
        zone: tzinfo,
        *,
        focused: bool,
    ) -> None:
        painter.fillRect(rect, EMPTY)
        frame = self._session.frame(camera_id)
        state = self._session.tile_state(camera_id, frame.pts if frame else None)
        at = None
        if frame is not None and state in ("picture", "searching"):
            # Below the band: nothing that was recorded is hidden by words.
            at = self._picture(painter, picture_area(rect), camera_id, frame, zoom)
        still = self.still(camera_id) if state == "gap" else None
        if still is not None:
            target = picture_rect(picture_area(rect), still.image.width(), still.image.height())
            # Dimmer than what was recorded: it is of another moment.
            painter.setOpacity(_STILL_OPACITY)
            painter.drawImage(QRectF(target), still.image)
            painter.setOpacity(1.0)
        elif at is None:
            self._words(painter, rect, self._why(camera_id, state, zone))
        if still is not None:
            self._band(painter, rect, name, (f"▣ {still.words}", f"▣ {still.short}"), QColor(theme.AMBER))
        else:
            short = "" if at is None else clock_time(datetime.fromtimestamp(at, zone), zone)
            self._band(painter, rect, name, (f"◀◀ {self._when(at, zone)}", f"◀◀ {short}"), FRAME)
        self._foot(painter, rect, zoom, self._aside(camera_id, state, rect.width()) if at is not None else "")
        self._edge(painter, rect, QColor(theme.AMBER) if still is not None else FRAME, _FRAME_WIDTH)
        if focused:
            inner = rect.adjusted(_FRAME_WIDTH, _FRAME_WIDTH, -_FRAME_WIDTH, -_FRAME_WIDTH)
            self._edge(painter, inner, QColor(theme.FOCUS), 2)

    def words(self, camera_id: str, zone: tzinfo) -> str:
        """What the tile says, for those who hear it."""
        frame = self._session.frame(camera_id)
        state = self._session.tile_state(camera_id, frame.pts if frame else None)
        still = self.still(camera_id) if state == "gap" else None
        if still is not None:
            return still.words
        shown = state in ("picture", "searching") and frame is not None
        if not shown or frame is None:
            return self._why(camera_id, state, zone)[0]
        when, keys = self._when(frame.pts, zone), self._session.shows_keys_only(camera_id)
        return self.tr("{when}, key frames only").format(when=when) if keys else when

    def _aside(self, camera_id: str, state: str, width: int) -> str:
        """What else there is to say of a picture that is shown; empty where it is the one asked for."""
        if state == "searching":
            return self.tr("Searching …")
        if not self._session.shows_keys_only(camera_id):
            return ""
        return self.tr("▼ Key frames only") if width >= _WIDE_PX else self.tr("▼ Key frames")

    def _picture(
        self, painter: QPainter, rect: QRect, camera_id: str, frame: Frame, zoom: Zoom
    ) -> float | None:
        """Returns the time of the picture painted."""
        current: Frame | None = frame
        for _ in range(2):
            if current is None:
                return None
            image = QImage(
                current.pixels, current.width, current.height, current.stride, QImage.Format.Format_RGB32
            )
            target = picture_rect(rect, image.width(), image.height())
            painter.drawImage(QRectF(target), image, part_of(zoom, image.width(), image.height()))
            if self._session.still_valid(camera_id, current):
                return current.pts
            current = self._session.frame(camera_id)
        return current.pts if current else None

    def _when(self, at: float | None, zone: tzinfo) -> str:
        """`Playback 2026-11-23 14:32:07.4`"""
        if at is None:
            return self.tr("Playback")
        local = datetime.fromtimestamp(at, zone)
        time = f"{local.date().isoformat()} {local.strftime('%H:%M:%S')}.{local.microsecond // 100_000}"
        return self.tr("Playback {time}").format(time=time)

    def _moment(self, at: float, zone: tzinfo) -> str:
        """The time; of another day than the one looked at also the date."""
        local, here = (datetime.fromtimestamp(each, zone) for each in (at, self._session.position))
        time = clock_time(local, zone)
        return time if local.date() == here.date() else f"{iso_date(local, zone)} {time}"

    def _why(self, camera_id: str, state: str, zone: tzinfo) -> tuple[str, str]:
        """Why there is no picture, and what comes."""
        if state == "gap":
            shown = self._session.showing(camera_id)
            onward, ended = shown.next_start, shown.last_end
            if onward is None and self.is_coming(camera_id):
                return self.tr("Still being written to disk"), self.tr("here in a moment")
            if onward is None:
                more = self.tr("and nothing after it")
                if ended is not None:
                    time = self._moment(ended, zone)
                    more = self.tr("the last recording ends at {time}").format(time=time)
                return self.tr("Nothing recorded at this time"), more
            time = self._moment(onward, zone)
            return self.tr("Nothing recorded at this time"), self.tr("goes on at {time}").format(time=time)
        if state == "unreadable":
            return self.tr("▲ This recorded file cannot be read"), self.tr(
                "Others may: go on or back a little"
            )
        return self.tr("Searching …"), ""

    def _words(self, painter: QPainter, rect: QRect, words: tuple[str, str]) -> None:
        middle, centre = rect.center().y(), Qt.AlignmentFlag.AlignCenter
        painter.setFont(theme.font(16))
        painter.setPen(QColor(theme.TEXT))
        painter.drawText(QRect(rect.x() + 8, middle - 26, rect.width() - 16, 26), centre, words[0])
        painter.setFont(theme.font(14))
        painter.setPen(QColor(theme.QUIET))
        painter.drawText(QRect(rect.x() + 8, middle + 2, rect.width() - 16, 24), centre, words[1])

    def _band(self, painter: QPainter, rect: QRect, name: str, when: tuple[str, str], colour: QColor) -> None:
        """In a small tile the short words, so that the camera's name finds room beside them."""
        painter.fillRect(QRect(rect.x(), rect.y(), rect.width(), _BAND_HEIGHT), _BAND)
        area = QRect(rect.x() + 10, rect.y(), rect.width() - 20, _BAND_HEIGHT)
        font = theme.font(14, bold=True)
        metrics, usual = QFontMetrics(font), QFontMetrics(theme.font(14))
        # Not by the name's own length: tiles side by side say the same.
        words = next(
            (each for each in when if metrics.horizontalAdvance(each) + _NAME_PX <= area.width()), when[-1]
        )
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        left = area.width() - metrics.horizontalAdvance(words) - 14
        painter.setFont(theme.font(14))
        painter.setPen(QColor(theme.TEXT))
        shown = usual.elidedText(name, Qt.TextElideMode.ElideRight, max(0, left))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)

    def _foot(self, painter: QPainter, rect: QRect, zoom: Zoom, text: str) -> None:
        corner = QPoint(rect.right() - _INSET, rect.bottom() - _INSET)
        if zoom.magnified:
            self._zoom_mark.paint(painter, corner, zoom)
            corner.setX(self._zoom_mark.area(corner, zoom).left() - _INSET)
        if not text:
            return
        font = theme.font(14)
        wide = QFontMetrics(font).horizontalAdvance(text) + 20
        area = QRect(corner.x() - wide, corner.y() - 28, wide, 28)
        painter.fillRect(area, _BAND)
        painter.setFont(font)
        painter.setPen(QColor(theme.TEXT))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _edge(self, painter: QPainter, rect: QRect, colour: QColor, width: int) -> None:
        pen = QPen(colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width // 2
        painter.drawRect(rect.adjusted(half, half, -half - width % 2, -half - width % 2))
