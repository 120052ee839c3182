"""The time line of a shift: lanes, a line where the cursor is, and what everything is to whoever rests on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.playback.rules import Span
from app.shift_review.bars import Bar
from app.shift_review.lanes import Lane, Mark
from app.ui import theme
from app.ui.playback.scale import HOUR, TimeScale
from app.ui.shift_review.geometry import RULER, LaneBox, box_at, height_of, lane_boxes
from app.ui.shift_review.lane_painter import COLUMN_PX, LABELS, LanePainter, focus_frame
from app.ui.shift_review.shades import SCREEN

_NEAR_PX = 6
_AROUND = 0.02
"""So much of the span is seen before its beginning and after its end."""
_PAN = 0.2
_ROOMY = 1.35


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under the mouse: marks (several where they are dense), or a bar."""

    lane: str
    marks: tuple[Mark, ...] = ()
    bar: Bar | None = None


class ShiftTimeLine(QWidget):
    """Emits `sought` with a position.

    Attributes:
        lane_chosen: the lane that next and previous keep to; empty for all.
    """

    sought = Signal(float)
    lane_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shift_time_line")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.zone: tzinfo = UTC
        self.names: Mapping[str, str] = {}
        self.bar_words: Mapping[str, str] = {}
        self.words: Callable[[Hit, float], str] = lambda hit, position: ""
        self.scale = TimeScale(0.0, HOUR, 1)
        self.position = 0.0
        self.reached = 0.0
        self.lane = ""
        self.lane_painter = LanePainter(SCREEN)
        self._lanes: tuple[Lane, ...] = ()
        self._boxes: tuple[LaneBox, ...] = ()
        self._span = Span(0.0, HOUR)
        self._pauses: tuple[Span, ...] = ()
        self._roomy = False
        self._painted: QPixmap | None = None
        self._grabbed: float | None = None
        self._scrubbing = False
        self.setFixedHeight(200)

    def show_lanes(
        self, lanes: tuple[Lane, ...], span: Span, reached: float, pauses: tuple[Span, ...]
    ) -> None:
        """Of another span all of it is seen; of the same one what was seen stays."""
        other = span != self._span
        self._lanes, self._span, self.reached, self._pauses = lanes, span, reached, pauses
        self._lay()
        if other:
            self.see_whole()
        self.repaint_lanes()

    def give_room(self, *, much: bool) -> None:
        """Higher lanes where the screen has room for them."""
        if much != self._roomy:
            self._roomy = much
            self._lay()

    def _lay(self) -> None:
        self._boxes = lane_boxes(self._lanes, roomy=_ROOMY if self._roomy else 1.0)
        self.setFixedHeight(round(height_of(self._boxes)))
        self.repaint_lanes()

    def see_whole(self) -> None:
        length = self._span.end - self._span.start
        widest = length * (1 + 2 * _AROUND)
        self._see(TimeScale(self._span.start - length * _AROUND, widest, self._width(), widest))

    def see(self, span: float) -> None:
        """So many seconds, around the cursor."""
        self._see(self.scale.spanning(span, self.position).centred(self.position))

    def zoom(self, factor: float, around: float | None = None) -> None:
        self._see(self.scale.zoomed(factor, self.position if around is None else around))

    def pan(self, share: float) -> None:
        """By a share of what is seen; positive is later."""
        self._see(TimeScale(self.scale.begin + share * self.scale.span, *self._of_scale()))

    def show_position(self, position: float) -> None:
        """Repaints only where the line moves by a pixel; turns the page where it leaves what is seen."""
        before = round(self.scale.x_of(self.position))
        self.position = position
        held = self.scale if self._scrubbing else self.scale.holding(position)
        if held != self.scale:
            self._see(held)
        elif round(self.scale.x_of(position)) != before:
            self.update()

    def choose_lane(self, step: int) -> None:
        """The lane below (1) or above (-1); beyond the ends: all of them."""
        names = ["", *(lane.name for lane in self._lanes)]
        self.lane = names[(names.index(self.lane) + step) % len(names)]
        self.update()
        self.lane_chosen.emit(self.lane)

    def repaint_lanes(self) -> None:
        """After a change of what is shown, of names or of the language."""
        self._painted = None
        self.update()

    def hit(self, x: float, y: float) -> Hit | None:
        box = box_at(self._boxes, y)
        if box is None or x < LABELS:
            return None
        lane = next(lane for lane in self._lanes if lane.name == box.name)
        position, reach = self._position_of(x), self.scale.span / self.scale.width
        near = lane.between(position - _NEAR_PX * reach, position + _NEAR_PX * reach)
        if near:
            if len(near) > 1:
                dense = lane.between(position - COLUMN_PX / 2 * reach, position + COLUMN_PX / 2 * reach)
                near = dense or (min(near, key=lambda mark: abs(mark.at - position)),)
            return Hit(lane.name, near)
        row = min(lane.rows - 1, int((y - box.top) / box.row))
        bars = lane.row_bars(row, position - 2 * reach, position + 2 * reach)
        return Hit(lane.name, bar=bars[0]) if bars else None

    def _see(self, scale: TimeScale) -> None:
        """Never far from the span."""
        length = self._span.end - self._span.start
        first = self._span.start - length * _AROUND
        last = self._span.end + length * _AROUND - scale.span
        begin = first if last < first else min(max(scale.begin, first), last)
        scale = TimeScale(begin, scale.span, self._width(), scale.widest)
        if scale != self.scale:
            self.scale = scale
            self.repaint_lanes()

    def _of_scale(self) -> tuple[float, int, float]:
        return self.scale.span, self.scale.width, self.scale.widest

    def _width(self) -> int:
        return max(1, self.width() - round(LABELS))

    def _position_of(self, x: float) -> float:
        return self.scale.position_of(x - LABELS)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._painted is None:
            self._painted = self._paint_lanes()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = next((box for box in self._boxes if box.name == self.lane), None)
        if chosen is not None:
            focus_frame(painter, QRectF(1, chosen.top - 1.5, self.width() - 2, chosen.height + 3))
        self._paint_cursor(painter)
        if self.hasFocus():
            focus_frame(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _paint_lanes(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        painted = QPixmap(self.size() * ratio)
        painted.setDevicePixelRatio(ratio)
        painted.fill(QColor(theme.BACKGROUND))
        painter = QPainter(painted)
        reached = Span(self._span.start, min(self._span.end, self.reached))
        self.lane_painter.paint(
            painter,
            self.scale,
            self._lanes,
            self._boxes,
            self.names,
            self.bar_words,
            reached,
            self._pauses,
            self.zone,
        )
        painter.end()
        return painted

    def _paint_cursor(self, painter: QPainter) -> None:
        x = LABELS + self.scale.x_of(self.position)
        if x < LABELS - 1:
            return
        painter.setPen(QColor(theme.TEXT))
        painter.drawLine(QPointF(x, RULER - 2), QPointF(x, self.height()))
        painter.setBrush(QColor(theme.TEXT))
        top = RULER - 5  # below the times
        painter.drawPolygon(QPolygonF([QPointF(x - 6, top), QPointF(x + 6, top), QPointF(x, top + 8)]))

    # What Qt tells

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _tell(self, at: QPoint, screen: QPoint) -> None:
        hit = self.hit(at.x(), at.y())
        words = self.words(hit, self._position_of(at.x())) if hit is not None else ""
        if words:
            QToolTip.showText(screen, words, self, QRect())
        else:
            QToolTip.hideText()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.scale = TimeScale(self.scale.begin, self.scale.span, self._width(), self.scale.widest)
        self.repaint_lanes()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(turned.x()) > abs(turned.y()):
            self.pan(-(turned.y() or turned.x()) / 120 * _PAN / 2)
        else:
            self.zoom(0.8 ** (turned.y() / 120), self._position_of(event.position().x()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x, y = event.position().x(), event.position().y()
        if event.button() != Qt.MouseButton.LeftButton or y < RULER:
            self._grabbed = x
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        hit = self.hit(x, y)
        if hit is not None and hit.marks:
            self.sought.emit(hit.marks[0].at)
        elif x >= LABELS:
            self._scrubbing = True
            self.sought.emit(self._position_of(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._grabbed is not None:
            self.pan((self._grabbed - x) / self.scale.width)
            self._grabbed = x
        elif self._scrubbing:
            self.sought.emit(self._position_of(min(max(x, LABELS), self.width())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed, self._scrubbing = None, False
        self.unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.choose_lane(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
