"""The live picture with its zones on it, to draw on by mouse or keys."""

from typing import Protocol, cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from app.model.site import Zone
from app.ui import theme
from app.ui.health.drawing import Drawing, Point, free_name, inside
from app.ui.services import Services
from app.ui.wall.painter import TilePainter
from app.ui.wall.shown import ShownPictures, Size
from app.ui.wall.tile import UNSEEN, Tile, TileWords

_TICK_MS = 100
_STEP = 0.02
_KEYS: dict[Qt.Key, Point] = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -_STEP),
    Qt.Key.Key_Down: (0.0, _STEP),
}


class _Walls(Protocol):
    shown: ShownPictures


class _Window(Protocol):
    """The window knows what each of its places shows, so that the hosts draw each camera once."""

    walls: _Walls


class ZoneCanvas(QWidget):
    """Emits `changed` after each change of the drawing."""

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._words = TileWords(services.clock, self)
        self._painter = TilePainter(services.wall)
        self._tile = Tile("", "", QRect())
        self._shape = QSize(16, 9)
        self._dragged: tuple[int, int] | None = None
        self._shown: ShownPictures | None = None
        self.drawing = Drawing()
        self.cursor_at: Point = (0.5, 0.5)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(320, 180)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._look)

    def open(self, camera_id: str, name: str, zones: tuple[Zone, ...]) -> None:
        self._tile = Tile(camera_id, name, self.rect())
        self._words.use_zone(self._services.site.site().timezone)
        self.drawing, self.cursor_at = Drawing(zones), (0.5, 0.5)
        self._ask()
        self.update()

    def change(self, drawing: Drawing) -> None:
        if drawing != self.drawing:
            self.drawing = drawing
            self.update()
            self.changed.emit()

    def close_zone(self) -> None:
        self.change(self.drawing.close(self._name()))

    def picture(self) -> QRectF:
        """Where the picture lies in the widget."""
        size = self._shape.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(0, 0, size.width(), size.height())
        area.moveCenter(QRectF(self.rect()).center())
        return area

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS:
            across, down = _KEYS[key]
            self.cursor_at = inside((self.cursor_at[0] + across, self.cursor_at[1] + down))
            self.update()
        elif key == Qt.Key.Key_Space:
            self.change(self.drawing.corner(self.cursor_at, self._name()))
        elif key == Qt.Key.Key_Backspace:
            self.change(self.drawing.back())
        elif key == Qt.Key.Key_Delete:
            self.change(self.drawing.remove())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self._point(event.position())
        if event.button() == Qt.MouseButton.RightButton:
            self.change(self.drawing.back())
            return
        hit = None if self.drawing.open_corners else self.drawing.hit(point)
        if hit is not None:
            self._dragged = hit
            self.change(self.drawing.choose(hit[0]))
        elif self.picture().contains(event.position()):
            self.change(self.drawing.corner(point, self._name()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self.change(self.drawing.move(*self._dragged, self._point(event.position())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.close_zone()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.BACKGROUND))
        if self._tile.camera_id:
            self._painter.paint(
                painter, self._tile, event.region(), self.devicePixelRatioF(), focused=self.hasFocus()
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, zone in enumerate(self.drawing.zones):
            self._paint_zone(painter, zone, chosen=number == self.drawing.chosen)
        self._paint_open(painter)
        if self.hasFocus():
            self._paint_cursor(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tile.rect = self.rect()
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        self._shown = cast("_Window", self.window()).walls.shown
        self._ask()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        self._show({})

    def _look(self) -> None:
        camera_id = self._tile.camera_id
        status = next((one for one in self._services.wall.statuses() if one.id == camera_id), UNSEEN)
        claim, frame = self._words.claim(status), self._services.wall.frame(camera_id)
        seen = (frame.seq, frame.captured) if frame is not None else self._tile.seen
        if frame is not None:
            self._shape = QSize(frame.width, frame.height)
        if claim != self._tile.claim or seen != self._tile.seen:
            self._tile.claim, self._tile.seen = claim, seen
            self.update()

    def _ask(self) -> None:
        if self.isVisible() and self._tile.camera_id:
            ratio = self.devicePixelRatioF()
            self._show(
                {self._tile.camera_id: Size(round(self.width() * ratio), round(self.height() * ratio))}
            )

    def _show(self, sizes: dict[str, Size]) -> None:
        if self._shown is not None:
            self._shown.show(self, sizes)

    def _name(self) -> str:
        return free_name(self.drawing.zones, self.tr("Zone {number}"))

    def _point(self, place: QPointF) -> Point:
        area = self.picture()
        return inside(((place.x() - area.x()) / area.width(), (place.y() - area.y()) / area.height()))

    def _place(self, point: Point) -> QPointF:
        area = self.picture()
        return QPointF(area.x() + point[0] * area.width(), area.y() + point[1] * area.height())

    def _paint_zone(self, painter: QPainter, zone: Zone, *, chosen: bool) -> None:
        places = [self._place(point) for point in zone.points]
        shape = QPolygonF(places)
        painter.setPen(QPen(QColor(theme.FOCUS), 3 if chosen else 2))
        painter.setBrush(QColor(255, 255, 255, 60 if chosen else 28))
        painter.drawPolygon(shape)
        painter.setBrush(QColor(theme.FOCUS))
        for place in places:
            painter.drawEllipse(place, 6 if chosen else 4, 6 if chosen else 4)
        middle = shape.boundingRect().center()
        painter.setFont(theme.font(15, bold=True))
        # A shadow keeps the name readable on any picture.
        for colour, aside in (("#000000", 1), (theme.TEXT, 0)):
            painter.setPen(QColor(colour))
            box = QRectF(middle.x() - 100 + aside, middle.y() - 12 + aside, 200, 24)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, zone.name)

    def _paint_open(self, painter: QPainter) -> None:
        places = [self._place(point) for point in self.drawing.open_corners]
        painter.setPen(QPen(QColor(theme.AMBER), 2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(QColor(theme.AMBER))
        for place in places:
            painter.drawEllipse(place, 6, 6)

    def _paint_cursor(self, painter: QPainter) -> None:
        place = self._place(self.cursor_at)
        for colour, width in (("#000000", 4), (theme.FOCUS, 2)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLine(place - QPointF(12, 0), place + QPointF(12, 0))
            painter.drawLine(place - QPointF(0, 12), place + QPointF(0, 12))
