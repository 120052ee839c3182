"""The wall: one widget that paints all tiles, and of these only the ones that changed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.ui import theme
from app.ui.language import current_language
from app.ui.pictures.magnifier import Magnifier, picture_rect
from app.ui.services import Services
from app.ui.wall.arrangement import Arrangement
from app.ui.wall.fitting import is_small
from app.ui.wall.keys import WallKeys
from app.ui.wall.magnifying import TileMagnifying
from app.ui.wall.painter import TilePainter
from app.ui.wall.shown import ShownPictures, Size
from app.ui.wall.tile import UNSEEN, Tape, Tile, TileWords, whole_words

FRAME_TICK_MS = 25
"""Short enough for cameras of 30 pictures a second, none of which may be passed over; longer ticks paint more tiles at once,
which is cheaper for each."""
STATE_TICK_MS = 250
_LET_GO_AFTER_MS = 20_000
"""Away from the wall for this long, the hosts stop drawing for it; before that coming back costs nothing."""


class WallView(QWidget):
    """Emits `arranged` after each change of layout, page or enlargement, `chosen` with a camera that a hand has chosen.

    Attributes:
        carried: a camera whose tile is dragged out of the wall, where on the screen that is, and whether it is let go.
    """

    arranged = Signal()
    chosen = Signal(str)
    carried = Signal(str, QPoint, bool)

    def __init__(self, services: Services, shown: ShownPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wall_view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 200)
        self._services = services
        self._wall = services.wall
        self._shown = shown
        self._words = TileWords(services.clock, self)
        self._painter = TilePainter(services.wall)
        self.paints = self._painter.paints
        self._alarm_places: frozenset[str] = frozenset()
        self.arrangement = Arrangement()
        self._keys = WallKeys(self.arrangement, self._rearranged, self._tell_focus)
        self.magnifier = Magnifier()
        self._magnifying = TileMagnifying(self, self.magnifier, self._enlarged, self._show_zoom)
        self.tiles: list[Tile] = []
        self._covered = QRegion()
        self._frames = self._timer(FRAME_TICK_MS, self._look_at_frames)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._states = self._timer(STATE_TICK_MS, self.look_at_states)
        self._let_go = self._timer(_LET_GO_AFTER_MS, self._hide_all)
        self._let_go.setSingleShot(True)
        self.reload()

    def reload(self) -> None:
        """Cameras or their names have changed."""
        self._words.use_zone(self._services.site.site().timezone)
        self.arrangement.know(self._services.site.cameras())
        self.arrange()

    def set_layout(self, count: int) -> None:
        self.arrangement.set_layout(count)
        self.arrange()

    def turn_page(self, step: int) -> None:
        self.arrangement.turn_page(step)
        self.arrange()

    def toggle_enlarged(self) -> None:
        """The focused tile over the whole wall, and back."""
        self.arrangement.toggle_enlarged()
        self._rearranged()

    def magnify(self, notches: int) -> None:
        """The enlarged picture, about its middle."""
        if self.arrangement.enlarged and self.tiles:
            self.magnifier.step(self.arrangement.enlarged, notches)
            self._show_zoom()

    def step_back(self) -> None:
        """As Escape does: to the whole picture, then to the other ones."""
        if self.magnifier.reset(self.arrangement.enlarged):
            self._show_zoom()
        elif self.arrangement.enlarged:
            self.toggle_enlarged()

    def feature(self, camera_ids: Sequence[str]) -> None:
        """These stand out large until none are asked for; then the wall is as it was."""
        if self.arrangement.feature(camera_ids):
            self.arrange()

    def focused_camera(self) -> str:
        """The camera of the tile that has the focus or stands enlarged; empty when there is none."""
        found = [tile for index, tile in enumerate(self.tiles) if self.arrangement.is_focused(index)]
        return found[0].camera_id if found else ""

    def lost_camera(self) -> str:
        """The focused camera, if its picture is lost; else empty."""
        chosen = self.focused_camera()
        lost = any(tile.camera_id == chosen and tile.claim.state == "lost" for tile in self.tiles)
        return chosen if lost else ""

    def mark_places(self, place_ids: frozenset[str]) -> None:
        """Cameras at these places get the red frame of a running incident."""
        if place_ids != self._alarm_places:
            self._alarm_places = place_ids
            self.arrange()

    def arrange(self) -> None:
        """Lays the tiles out and tells the hosts which pictures to draw, in which size."""
        self.arrangement.keep_focus_inside()
        self.magnifier.keep_only([self.arrangement.enlarged])
        language = current_language()
        self.tiles = [
            Tile(
                camera.id,
                camera.name.in_language(language),
                QRect(box.x, box.y, box.width, box.height),
                alarm=bool(camera.place_id) and camera.place_id in self._alarm_places,
                zoom=self.magnifier.of(camera.id),
            )
            for camera, box in zip(
                self.arrangement.visible(), self.arrangement.boxes(*self._room()), strict=False
            )
        ]
        self._covered = QRegion()
        for tile in self.tiles:
            self._covered += tile.rect
        self._magnifying.watch(on=bool(self.arrangement.enlarged))
        self._ask_hosts()
        self.look_at_states()
        self.update()
        self.arranged.emit()

    def look_at_states(self) -> None:
        """Asks how the cameras stand and repaints tiles that have something else to say."""
        statuses = {status.id: status for status in self._wall.statuses()}
        recording = self._services.recording
        tape = Tape(recording.recorded_now(), recording.kept_now(), recording.faults())
        for tile in self.tiles:
            claim = self._words.claim(statuses.get(tile.camera_id, UNSEEN))
            claim = self._words.taped(claim, tile.camera_id, tape)
            if claim != tile.claim:
                tile.claim = claim
                self.update(tile.rect)

    def empty_text(self) -> str:
        """What to do when there is no camera at all."""
        if self.arrangement.cameras:
            return ""
        return self.tr("No cameras yet. Add one in the settings (F9) or import a site file.")

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Wall of camera pictures"))
        self.arrange()

    def _ask_hosts(self) -> None:
        if not self.isVisible():
            return
        ratio = self.devicePixelRatioF()
        self._shown.show(
            self,
            {
                tile.camera_id: Size(
                    round(tile.rect.width() * ratio), round(tile.rect.height() * ratio), tile.zoom.closer
                )
                for tile in self.tiles
            },
            {self.focused_camera(), *self.arrangement.featured}
            | {t.camera_id for t in self.tiles if t.alarm},
        )

    def _rearranged(self) -> None:
        """By hand."""
        self.arrange()
        if self.arrangement.enlarged:
            self.chosen.emit(self.arrangement.enlarged)

    def _enlarged(self) -> tuple[str, QRect] | None:
        """The enlarged camera, and where its picture is painted."""
        if not self.arrangement.enlarged or not self.tiles:
            return None
        tile = self.tiles[0]
        frame = self._wall.frame(tile.camera_id)
        return tile.camera_id, picture_rect(tile.rect, frame.width, frame.height) if frame else tile.rect

    def _show_zoom(self) -> None:
        tile = self.tiles[0]
        tile.zoom = self.magnifier.of(tile.camera_id)
        self._ask_hosts()
        self._describe(tile)
        self.update()

    def _hide_all(self) -> None:
        self._shown.show(self, {})

    def _look_at_frames(self) -> None:
        marks = self._wall.marks()
        for tile in self.tiles:
            mark = marks.get(tile.camera_id, 0)
            if mark and mark != tile.mark:
                tile.mark = mark
                self.update(tile.changes_within)

    def _timer(self, interval: int, tick: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval)
        timer.timeout.connect(tick)
        return timer

    # What Qt tells

    def event(self, event: QEvent) -> bool:
        """Words that a small tile has to cut stand whole beside the mouse."""
        # Its kind is asked last: each picture comes by here, and Python makes an object of every kind.
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tile = next((tile for tile in self.tiles if tile.rect.contains(event.pos())), None)
            if tile is not None and is_small(tile.rect.size()):
                QToolTip.showText(event.globalPos(), whole_words(tile), self, tile.rect)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        region = event.region()
        gaps = region.subtracted(self._covered)
        if not gaps.isEmpty():
            painter.setClipRegion(gaps)  # tiles fill themselves
            painter.fillRect(self.rect(), QColor(theme.BACKGROUND))
            painter.setClipping(False)
        ratio = self.devicePixelRatioF()
        for index, tile in enumerate(self.tiles):
            if region.intersects(tile.rect):
                focused, within = self.hasFocus() and self.arrangement.is_focused(index), tile.changes_within
                self._painter.paint(painter, tile, region, ratio, focused=focused)
                if tile.changes_within != within:
                    # Of another size or shape: what was beside the picture before is not what is beside it now.
                    self.update(tile.rect)
        painter.setClipping(False)
        self._paint_drag(painter)
        if not self.tiles:
            painter.setFont(theme.font(18))
            painter.setPen(QColor(theme.TEXT))
            wrap = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignCenter.value
            painter.drawText(self.rect().adjusted(40, 40, -40, -40), wrap, self.empty_text())
        painter.end()

    def _paint_drag(self, painter: QPainter) -> None:
        if 0 <= self._keys.dragged < len(self.tiles):
            self._painter.paint_moved(painter, self.tiles[self._keys.dragged].rect)
        if 0 <= self._keys.target < len(self.tiles):
            self._painter.paint_target(painter, self.tiles[self._keys.target].rect)

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
        if event.button() == Qt.MouseButton.LeftButton:
            self._keys.mouse_down(self.tiles, event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._keys.mouse_moved(self.tiles, event.position().toPoint()):
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
            self._tell_carried(event, let_go=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.unsetCursor()
        self._tell_carried(event, let_go=True)
        self._keys.mouse_up()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._keys.mouse_down(self.tiles, event.position().toPoint())
        self.toggle_enlarged()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event, *self._room()):
            super().keyPressEvent(event)

    def _room(self) -> tuple[int, int]:
        return max(1, self.width()), max(1, self.height())

    def _tell_carried(self, event: QMouseEvent, *, let_go: bool) -> None:
        dragged = self._keys.dragged
        if 0 <= dragged < len(self.tiles) and (
            let_go or not self.rect().contains(event.position().toPoint())
        ):
            self.carried.emit(self.tiles[dragged].camera_id, event.globalPosition().toPoint(), let_go)

    def _tell_focus(self) -> None:
        if self.arrangement.focused >= len(self.tiles):
            return
        tile = self.tiles[self.arrangement.focused]
        self._describe(tile)
        self._ask_hosts()
        self.update()
        self.chosen.emit(tile.camera_id)

    def _describe(self, tile: Tile) -> None:
        zoomed = self._painter.zoom_mark.words(tile.zoom) if tile.zoom.magnified else ""
        words = (tile.name, tile.claim.corner or tile.claim.badge, zoomed)
        self.setAccessibleDescription(" ".join(part for part in words if part))
