"""The time line: recordings as bars, marks above them, a line where playback is."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.playback.rules import Clip, Span, spans
from app.ui import theme
from app.ui.focus_mark import mark_focus
from app.ui.playback.loading import Mark
from app.ui.playback.scale import DAY, HOUR, MINUTE, TimeScale

BAR, BAR_FOCUSED = QColor("#5d7ea3"), QColor("#7fb0ea")
MOTION = QColor("#f1f3f5")
CHOSEN = QColor(242, 184, 75, 46)
_LABELS, _MARKS = 24, 20
_ROW_LEAST, _ROW_MOST = 8, 16
_ROWS_LEAST = 42
"""Pixels of all rows together."""
_NEAR_PX = 6
_MARK_COLOURS = {"incident": theme.RED_TEXT, "entry": theme.TEXT}


class TimeLine(QWidget):
    """Emits `sought` with a position, `seen_changed` after each zoom or move."""

    sought = Signal(float)
    seen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("time_line")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(_height(1))
        self.scale = TimeScale(0.0, HOUR, 1)
        self.position = 0.0
        self.chosen: Span | None = None
        self.zone: tzinfo = UTC
        self._bars: dict[str, list[Span]] = {}
        self._motion: Mapping[str, list[Span]] = {}
        self._marks: tuple[Mark, ...] = ()
        self.words: Callable[[Mark], str] = lambda mark: ""
        """What is told to whoever rests on a mark."""
        self.names: Callable[[str], str] = lambda camera_id: ""
        """… on a camera's row."""
        self._focused = ""
        self._dragging = False

    def show_recordings(
        self, shelves: Mapping[str, tuple[Clip, ...]], motion: Mapping[str, list[Span]] = MappingProxyType({})
    ) -> None:
        self._bars = {camera_id: spans(clips) for camera_id, clips in shelves.items()}
        self._motion = motion
        self.setFixedHeight(_height(len(shelves)))
        self.update()

    def show_focused(self, camera_id: str) -> None:
        """Whose row it is that belongs to the tile with the cursor."""
        if camera_id != self._focused:
            self._focused = camera_id
            self.update()

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """In order of time."""
        self._marks = marks
        self.update()

    def show_position(self, position: float) -> None:
        """Repaints only where the line moves by a pixel."""
        before = round(self.scale.x_of(self.position))
        self.position = position
        if not self._dragging and self.scale.holding(position) != self.scale:
            self._see(self.scale.holding(position))
        elif round(self.scale.x_of(position)) != before:
            self.update()

    def show_chosen(self, chosen: Span | None) -> None:
        """The stretch that an export would take."""
        self.chosen = chosen
        self.update()

    def zoom(self, factor: float, around: float | None = None) -> None:
        self._see(self.scale.zoomed(factor, self.position if around is None else around))

    def see_span(self, span: float) -> None:
        """A day, an hour or a minute, around the position."""
        self._see(TimeScale(self.position - span / 2, span, self.scale.width))

    def look_at(self, position: float) -> None:
        """Shows this moment in the middle."""
        self.position = position
        self._see(self.scale.centred(position))

    def mark_at(self, x: float) -> Mark | None:
        near = [mark for mark in self._marks if abs(self.scale.x_of(mark.position) - x) <= _NEAR_PX]
        return min(near, key=lambda mark: abs(self.scale.x_of(mark.position) - x), default=None)

    def row_at(self, y: float) -> str:
        """The camera whose row is there; empty outside of all."""
        top, high = self._rows()
        row = int((y - top) // high)
        return list(self._bars)[row] if y >= top and row < len(self._bars) else ""

    def _rows(self) -> tuple[float, float]:
        """Where the first row begins, and from one to the next."""
        top = _LABELS + _MARKS
        return top, (self.height() - top - 4) / max(1, len(self._bars))

    def _see(self, scale: TimeScale) -> None:
        if scale != self.scale:
            self.scale = scale
            self.update()
            self.seen_changed.emit()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.BACKGROUND))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_chosen(painter)
        self._paint_ticks(painter)
        self._paint_bars(painter)
        self._paint_marks(painter)
        x = self.scale.x_of(self.position)
        painter.setPen(QColor(theme.TEXT))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.setBrush(QColor(theme.TEXT))
        painter.drawPolygon(QPolygonF([QPointF(x - 6, 0), QPointF(x + 6, 0), QPointF(x, 8)]))
        mark_focus(painter, self)
        painter.end()

    def _paint_chosen(self, painter: QPainter) -> None:
        if self.chosen is None:
            return
        left, right = self.scale.x_of(self.chosen.start), self.scale.x_of(self.chosen.end)
        painter.fillRect(QRectF(left, 0, max(1.0, right - left), self.height()), CHOSEN)
        painter.setPen(QColor(theme.AMBER))
        for x in (left, right):
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))

    def _paint_ticks(self, painter: QPainter) -> None:
        offset = datetime.fromtimestamp(self.scale.begin, self.zone).utcoffset()
        ticks, step = self.scale.ticks(offset.total_seconds() if offset else 0.0)
        painter.setFont(theme.font(14))
        for position in ticks:
            x = self.scale.x_of(position)
            painter.setPen(QColor(theme.LINE))
            painter.drawLine(QPointF(x, _LABELS), QPointF(x, self.height()))
            label = self._label(position, step)
            half = painter.fontMetrics().horizontalAdvance(label) / 2
            if half <= x <= self.width() - half:
                # Half a time at the edge could be read as another one.
                painter.setPen(QColor(theme.QUIET))
                centre = Qt.AlignmentFlag.AlignCenter
                painter.drawText(QRectF(x - 50, 1, 100, _LABELS - 2), centre, label)

    def _label(self, position: float, step: float) -> str:
        local = datetime.fromtimestamp(round(position), self.zone)
        if step >= DAY or (local.hour, local.minute, local.second) == (0, 0, 0):
            return local.strftime("%m-%d")
        return local.strftime("%H:%M" if step >= MINUTE else "%H:%M:%S")

    def _paint_bars(self, painter: QPainter) -> None:
        top, apart = self._rows()
        high = min(_ROW_MOST, apart - 2)
        thin = min(3.0, high / 3)
        painter.setPen(Qt.PenStyle.NoPen)
        for row, (camera_id, bars) in enumerate(self._bars.items()):
            y = top + row * apart
            painter.fillRect(QRectF(0, y, self.width(), high), QColor(theme.SURFACE))
            focused = camera_id == self._focused and len(self._bars) > 1
            self._paint_spans(painter, bars, y, high, BAR_FOCUSED if focused else BAR)
            # Motion: a light line along the foot of its camera's bar, so that it is seen without colour.
            self._paint_spans(painter, self._motion.get(camera_id, ()), y + high - thin, thin, MOTION)

    def _paint_spans(
        self, painter: QPainter, bars: Iterable[Span], y: float, high: float, colour: QColor
    ) -> None:
        for bar in bars:
            left, right = self.scale.x_of(bar.start), self.scale.x_of(bar.end)
            if right >= 0 and left <= self.width():
                painter.fillRect(QRectF(left, y, max(1.0, right - left), high), colour)

    def _paint_marks(self, painter: QPainter) -> None:
        middle = _LABELS + _MARKS / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for mark in self._marks:
            x = self.scale.x_of(mark.position)
            if not -_NEAR_PX <= x <= self.width() + _NEAR_PX:
                continue
            painter.setBrush(QColor(_MARK_COLOURS[mark.kind]))
            if mark.kind == "incident":
                corners = [(0, -8), (8, 7), (-8, 7)]
            else:
                corners = [(0, -6), (5, 0), (0, 6), (-5, 0)]
            painter.drawPolygon(QPolygonF([QPointF(x + right, middle + down) for right, down in corners]))

    # What Qt tells

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _tell(self, at: QPoint, screen: QPoint) -> None:
        mark, row = self.mark_at(at.x()), self.row_at(at.y())
        words = self.names(row) if row else self.words(mark) if mark else ""
        if words:
            QToolTip.showText(screen, words, self, QRect())
        else:
            QToolTip.hideText()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.scale = TimeScale(self.scale.begin, self.scale.span, max(1, self.width()))
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        self.zoom(0.8**turns, self.scale.position_of(event.position().x()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        mark = self.mark_at(event.position().x())
        on_mark = mark is not None and event.position().y() < _LABELS + _MARKS
        self._dragging = not on_mark
        self.sought.emit(mark.position if mark and on_mark else self.scale.position_of(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self.sought.emit(self.scale.position_of(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(0.5)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(2.0)
        else:
            super().keyPressEvent(event)


def _height(rows: int) -> int:
    """Of many cameras each row still shows bar and motion apart."""
    return _LABELS + _MARKS + 4 + max(_ROWS_LEAST, rows * _ROW_LEAST)
