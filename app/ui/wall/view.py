"""The wall: one widget that paints all tiles, and of these only the ones that changed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
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
)
from PySide6.QtWidgets import QWidget

from app.model.site import Camera
from app.ui import theme
from app.ui.language import current_language
from app.ui.services import Services
from app.ui.wall import layout
from app.ui.wall.painter import TilePainter
from app.ui.wall.tile import UNSEEN, Tile, TileWords

FRAME_TICK_MS = 20
STATE_TICK_MS = 250
_LET_GO_AFTER_MS = 20_000
"""Away from the wall for this long, the hosts stop drawing for it; before that coming back costs nothing."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENLARGE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LAYOUT_KEYS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 4, Qt.Key.Key_3: 9, Qt.Key.Key_4: 16}


class WallView(QWidget):
    """Emits `arranged` after each change of layout, page or enlargement."""

    arranged = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wall_view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 200)
        self._services = services
        self._wall = services.wall
        self._words = TileWords(services.clock, self)
        self._painter = TilePainter(services.wall)
        self._cameras: list[Camera] = []
        self._shown: set[str] = set()
        self._alarm_places: frozenset[str] = frozenset()
        self.tiles: list[Tile] = []
        self.count = 9
        self.page = 0
        self.focused = 0
        self.enlarged = ""
        self._frames = self._timer(FRAME_TICK_MS, self._look_at_frames)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._states = self._timer(STATE_TICK_MS, self.look_at_states)
        self._let_go = self._timer(_LET_GO_AFTER_MS, self._hide_all)
        self._let_go.setSingleShot(True)
        self.reload()

    def reload(self) -> None:
        """Cameras or their names have changed."""
        first = not self._cameras
        self._cameras = [camera for camera in self._services.site.cameras() if camera.enabled]
        self._words.use_zone(self._services.site.site().timezone)
        if first:
            self.count = layout.fitting_layout(len(self._cameras))
        known = {camera.id for camera in self._cameras}
        if self.enlarged not in known:
            self.enlarged = ""
        self.arrange()

    def set_layout(self, count: int) -> None:
        self.count, self.enlarged, self.page = count, "", 0
        self.focused = min(self.focused, count - 1)
        self.arrange()

    def pages(self) -> int:
        return layout.page_count(len(self._cameras), self.count)

    def turn_page(self, step: int) -> None:
        self.page = (self.page + step) % self.pages()
        self.enlarged, self.focused = "", 0
        self.arrange()

    def toggle_enlarged(self) -> None:
        """The focused tile over the whole wall, and back."""
        if self.enlarged:
            self.enlarged = ""
        elif self.focused < len(self.tiles):
            self.enlarged = self.tiles[self.focused].camera_id
        self.arrange()

    def mark_places(self, place_ids: frozenset[str]) -> None:
        """Cameras at these places get the red frame of a running incident."""
        if place_ids != self._alarm_places:
            self._alarm_places = place_ids
            self.arrange()

    def arrange(self) -> None:
        """Lays the tiles out and tells the hosts which pictures to draw, in which size."""
        self.page = min(self.page, self.pages() - 1)
        visible = self._visible()
        places = layout.boxes(*self._room(), self._tile_count())
        language = current_language()
        self.tiles = [
            Tile(
                camera.id,
                camera.name.in_language(language),
                QRect(box.x, box.y, box.width, box.height),
                alarm=bool(camera.place_id) and camera.place_id in self._alarm_places,
            )
            for camera, box in zip(visible, places, strict=False)
        ]
        if not self.enlarged:
            self.focused = min(self.focused, max(0, len(self.tiles) - 1))
        self._ask_hosts()
        self.look_at_states()
        self.update()
        self.arranged.emit()

    def look_at_states(self) -> None:
        """Asks how the cameras stand and repaints tiles that have something else to say."""
        statuses = {status.id: status for status in self._wall.statuses()}
        for tile in self.tiles:
            claim = self._words.claim(statuses.get(tile.camera_id, UNSEEN))
            if claim != tile.claim:
                tile.claim = claim
                self.update(tile.rect)

    def empty_text(self) -> str:
        """What to do when there is no camera at all."""
        if self._cameras:
            return ""
        return self.tr("No cameras yet. Add one in the settings (F9) or import a site file.")

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Wall of camera pictures"))
        self.arrange()

    def _visible(self) -> list[Camera]:
        if self.enlarged:
            return [camera for camera in self._cameras if camera.id == self.enlarged]
        return self._cameras[self.page * self.count : (self.page + 1) * self.count]

    def _ask_hosts(self) -> None:
        if not self.isVisible():
            return
        ratio = self.devicePixelRatioF()
        wanted = {tile.camera_id for tile in self.tiles}
        for camera_id in self._shown - wanted:
            self._wall.hide(camera_id)
        for tile in self.tiles:
            self._wall.show(
                tile.camera_id, round(tile.rect.width() * ratio), round(tile.rect.height() * ratio)
            )
        self._shown = wanted

    def _hide_all(self) -> None:
        for camera_id in self._shown:
            self._wall.hide(camera_id)
        self._shown = set()

    def _look_at_frames(self) -> None:
        for tile in self.tiles:
            frame = self._wall.frame(tile.camera_id)
            if frame is not None and (frame.seq, frame.captured) != tile.seen:
                tile.seen = (frame.seq, frame.captured)
                self.update(tile.rect)

    def _timer(self, interval: int, tick: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval)
        timer.timeout.connect(tick)
        return timer

    # What Qt tells

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        region = event.region()
        if region.boundingRect() == self.rect() or not self.tiles:
            painter.fillRect(event.rect(), QColor(theme.BACKGROUND))
        ratio = self.devicePixelRatioF()
        for index, tile in enumerate(self.tiles):
            if region.intersects(tile.rect):
                focused = self.hasFocus() and (bool(self.enlarged) or index == self.focused)
                self._painter.paint(painter, tile, ratio, focused=focused)
        if not self.tiles:
            painter.setFont(theme.font(18))
            painter.setPen(QColor(theme.TEXT))
            wrap = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignCenter.value
            painter.drawText(self.rect().adjusted(40, 40, -40, -40), wrap, self.empty_text())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        self._let_go.stop()
        self.arrange()
        self._frames.start()
        self._states.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._frames.stop()
        self._states.stop()
        self._let_go.start()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.arrange()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._focus_at(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._focus_at(event)
        self.toggle_enlarged()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._move_focus(*_ARROWS[key])
        elif key in _LAYOUT_KEYS:
            self.set_layout(_LAYOUT_KEYS[key])
        elif key in _ENLARGE_KEYS or (key == Qt.Key.Key_Escape and self.enlarged):
            self.toggle_enlarged()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn_page(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _room(self) -> tuple[int, int]:
        return max(1, self.width()), max(1, self.height())

    def _tile_count(self) -> int:
        """Places on each page: a site with fewer cameras than the layout gets larger pictures."""
        return 1 if self.enlarged else max(1, min(self.count, len(self._cameras)))

    def _move_focus(self, columns: int, rows: int) -> None:
        if self.enlarged:
            return
        tiles = self._tile_count()
        across = layout.columns_for(*self._room(), tiles)
        moved = layout.neighbour(self.focused, columns, rows, columns=across, tiles=tiles)
        if moved < len(self.tiles):
            self.focused = moved
            tile = self.tiles[moved]
            self.setAccessibleDescription(f"{tile.name} {tile.claim.corner or tile.claim.badge}")
            self.update()

    def _focus_at(self, event: QMouseEvent) -> None:
        for index, tile in enumerate(self.tiles):
            if not self.enlarged and tile.rect.contains(event.position().toPoint()):
                self.focused = index
                self.update()
