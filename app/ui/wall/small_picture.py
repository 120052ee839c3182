"""One camera as a small picture outside the wall; a click, or Enter, goes to the wall."""

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui import theme
from app.ui.services import Services
from app.ui.wall.painter import TilePainter
from app.ui.wall.shown import ShownPictures, Size
from app.ui.wall.tile import UNSEEN, Tile, TileWords

_TICK_MS = 100


class SmallPicture(QAbstractButton):
    """Says of its picture what a tile says. Draws nothing while it is hidden."""

    def __init__(self, services: Services, shown: ShownPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._shown = shown
        self._words = TileWords(services.clock, self)
        self._painter = TilePainter(services.wall)
        self.tile = Tile("", "", QRect())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)
        self.hide()

    def show_camera(self, camera_id: str, name: str, *, alarm: bool) -> None:
        """An empty id hides the picture."""
        if (camera_id, name, alarm) != (self.tile.camera_id, self.tile.name, self.tile.alarm):
            self._words.use_zone(self._services.site.site().timezone)
            self.tile = Tile(camera_id, name, self.rect(), alarm=alarm)
            self.setAccessibleName(self.tr("{name}, to the wall").format(name=name))
            self.setToolTip(self.accessibleName())
        self.setVisible(bool(camera_id))
        self._ask()
        self.look()

    def look(self) -> None:
        """Repaints when there is a new picture or something else to say."""
        if not self.isVisible():
            return
        status = next(
            (one for one in self._services.wall.statuses() if one.id == self.tile.camera_id), UNSEEN
        )
        claim = self._words.claim(status)
        frame = self._services.wall.frame(self.tile.camera_id)
        seen = (frame.seq, frame.captured) if frame is not None else self.tile.seen
        if claim != self.tile.claim or seen != self.tile.seen:
            self.tile.claim, self.tile.seen = claim, seen
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.BACKGROUND))
        if self.tile.camera_id:
            self._painter.paint(
                painter, self.tile, event.region(), self.devicePixelRatioF(), focused=self.hasFocus()
            )
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.tile.rect = self.rect()
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        self._ask()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        self._shown.show(self, {})

    def _ask(self) -> None:
        if self.isVisible() and self.tile.camera_id:
            ratio = self.devicePixelRatioF()
            size = Size(round(self.width() * ratio), round(self.height() * ratio))
            self._shown.show(self, {self.tile.camera_id: size}, (self.tile.camera_id,))
