"""The pictures of playback side by side, each with its own zoom."""

from collections.abc import Callable, Sequence
from datetime import UTC, tzinfo

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.playback.session import PlaybackSession
from app.ui import theme
from app.ui.focus_mark import mark_focus
from app.ui.pictures.magnifier import Magnifier, picture_rect
from app.ui.playback.painter import PlaybackPainter, StillPicture, picture_area
from app.ui.wall import layout

FRAME_TICK_MS = 20


class PlaybackView(QWidget):
    """Emits `ticked` for each look at the pictures, while it is seen."""

    ticked = Signal()

    def __init__(self, session: PlaybackSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("playback_view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 180)
        self._session = session
        self._painter = PlaybackPainter(session, self)
        self._cameras: list[tuple[str, str]] = []
        self._rects: list[QRect] = []
        self._seen: dict[str, tuple[object, ...]] = {}
        self.magnifier = Magnifier()
        self.zone: tzinfo = UTC
        self.empty_text = ""
        self.focused = 0
        self.enlarged = False
        self._tick = QTimer(self)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.setInterval(FRAME_TICK_MS)
        self._tick.timeout.connect(self._look)

    def show_cameras(self, cameras: Sequence[tuple[str, str]]) -> None:
        """Ids and names, in the order of the tiles."""
        self._cameras = list(cameras)
        self.focused = min(self.focused, max(0, len(cameras) - 1))
        self.enlarged = self.enlarged and len(cameras) > 1
        self.magnifier.keep_only(dict(cameras))
        self.arrange()

    def fill_gaps(self, still: Callable[[str], StillPicture | None]) -> None:
        """What stands where a camera was not recorded; a picture that stays must be the same object."""
        self._painter.still = still

    def await_newest(self, is_coming: Callable[[str], bool]) -> None:
        """Whether a gap is none: its file is still being written."""
        self._painter.is_coming = is_coming

    def focused_camera(self) -> str:
        return self._cameras[self.focused][0] if self._cameras else ""

    def focus_camera(self, camera_id: str) -> None:
        ids = [each for each, _ in self._cameras]
        if camera_id in ids:
            self.focused = ids.index(camera_id)
            self.arrange()

    def tile_words(self, camera_id: str) -> str:
        return self._painter.words(camera_id, self.zone)

    def toggle_enlarged(self) -> None:
        self.enlarged = not self.enlarged and len(self._cameras) > 1
        self.arrange()

    def move_focus(self, step: int) -> None:
        """Down the column (`step` 1) or up (-1), and on in the one beside: left and right belong to the time line."""
        if self.enlarged or not self._cameras:
            return
        count = len(self._cameras)
        across = layout.columns_for(self.width(), self.height(), count)
        order = sorted(range(count), key=lambda index: (index % across, index // across))
        self.focused = order[(order.index(self.focused) + step) % count]
        self.setAccessibleDescription(self.tile_words(self.focused_camera()))
        self.update()

    def arrange(self) -> None:
        """Lays the tiles out and asks for pictures of their size."""
        shown = self.shown()
        boxes = layout.boxes(max(1, self.width()), max(1, self.height()), max(1, len(shown)))
        self._rects = [QRect(box.x, box.y, box.width, box.height) for box in boxes][: len(shown)]
        if self.isVisible():
            ratio = self.devicePixelRatioF()
            for (camera_id, _), rect in zip(shown, self._rects, strict=True):
                area = picture_area(rect)
                closer = self.magnifier.of(camera_id).closer
                self._session.show(
                    camera_id, round(area.width() * ratio), round(area.height() * ratio), closer
                )
            self._session.rest({camera_id for camera_id, _ in self._cameras} - {each for each, _ in shown})
        self.update()

    def shown(self) -> list[tuple[str, str]]:
        """Cameras whose tiles are seen."""
        if self.enlarged:
            return self._cameras[self.focused : self.focused + 1]
        return self._cameras

    def _look(self) -> None:
        for (camera_id, _), rect in zip(self.shown(), self._rects, strict=True):
            frame = self._session.frame(camera_id)
            at = frame.pts if frame else None
            state = self._session.tile_state(camera_id, at)
            gap = state == "gap"
            still = self._painter.still(camera_id) if gap else None
            keys = self._session.shows_keys_only(camera_id)
            coming = gap and self._painter.is_coming(camera_id)
            now = (state, at, frame.seq if frame else 0, still, coming, keys)
            if now != self._seen.get(camera_id):
                self._seen[camera_id] = now
                self.update(rect)
        self.ticked.emit()

    def _at(self, point: QPoint) -> int:
        """Index of the tile under the mouse; -1 where there is none."""
        return next((index for index, rect in enumerate(self._rects) if rect.contains(point)), -1)

    # What Qt tells

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        region = event.region()
        if region.boundingRect() == self.rect() or not self._rects:
            painter.fillRect(event.rect(), QColor(theme.BACKGROUND))
        for index, ((camera_id, name), rect) in enumerate(zip(self.shown(), self._rects, strict=True)):
            if region.intersects(rect):
                focused = self.hasFocus() and (self.enlarged or index == self.focused)
                zoom = self.magnifier.of(camera_id)
                self._painter.paint(painter, rect, camera_id, name, zoom, self.zone, focused=focused)
        if not self._cameras:
            painter.setFont(theme.font(18))
            painter.setPen(QColor(theme.TEXT))
            wrap = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignCenter.value
            painter.drawText(self.rect().adjusted(40, 40, -40, -40), wrap, self.empty_text)
            mark_focus(painter, self)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        self.arrange()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        index = self._at(event.position().toPoint())
        if index < 0:
            return
        camera_id = self.shown()[index][0]
        notches = event.angleDelta().y() / 120
        self.magnifier.turn(camera_id, self._picture(index), event.position(), notches)
        self.arrange()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Here + and − and the arrows alone are the time line's.
        if self._cameras and self.magnifier.press(self.focused_camera(), event, alone=False):
            self.arrange()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().toPoint())
        if index >= 0:
            if not self.enlarged:
                self.focused = index
            self.magnifier.grab(self.focused_camera(), event.position())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = 0 if self.enlarged else self.focused
        if index < len(self._rects) and self.magnifier.drag(self._picture(index), event.position()):
            self.update(self._rects[index])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.magnifier.let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at(event.position().toPoint()) >= 0:
            self.toggle_enlarged()

    def _picture(self, index: int) -> QRect:
        """Where the picture of a tile is painted."""
        area = picture_area(self._rects[index])
        frame = self._session.frame(self.shown()[index][0])
        return picture_rect(area, frame.width, frame.height) if frame else area
