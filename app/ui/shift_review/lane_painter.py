"""Paints the lanes of a shift: only what is seen, and what is too dense as columns of how much there was."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from math import log2

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen

from app.playback.rules import Span
from app.shift_review.bars import Bar
from app.shift_review.lanes import Lane
from app.ui import theme
from app.ui.playback.scale import DAY, MINUTE, TimeScale
from app.ui.shift_review.geometry import RULER, LaneBox
from app.ui.shift_review.shades import OTHER_TROUBLE, Shades
from app.ui.shift_review.signs import paint_sign

LABELS = 118.0
COLUMN_PX = 6
"""Width of a column of dense marks."""
_SIGN_PX = 11
"""So much room has a sign at least; with less, columns say how many there are."""
_PLACE_PX = 13
_WEIGHTS = {
    "missed": 9, "wrong": 8, "alarm": 8, "remark": 7, "arrived": 6, "acknowledged": 5, "correction": 4, "called": 3,
    "note": 2, "held": 2, "again": 1,
}  # fmt: skip
_TALLEST = 5.0
"""Thirty-two entries fill the height of a lane."""
_WORDS_PX = 64


class LanePainter:
    """`scale` has the width of the lanes alone; they begin right of their names.

    Attributes:
        drawn: how many signs, columns and bars the last painting took; what is dense takes no more.
    """

    def __init__(self, shades: Shades, factor: float = 1.0) -> None:
        self._shades = shades
        self._factor = factor
        self.left = LABELS * factor
        self.drawn = 0

    def paint(
        self,
        painter: QPainter,
        scale: TimeScale,
        lanes: Sequence[Lane],
        boxes: Sequence[LaneBox],
        names: Mapping[str, str],
        bar_words: Mapping[str, str],
        span: Span,
        pauses: Sequence[Span],
        zone: tzinfo,
    ) -> None:
        """`bar_words`: what stands within the bars of incidents, by their ids. Of `pauses` nothing is known."""
        self.drawn = 0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = boxes[-1].bottom if boxes else RULER * self._factor
        painter.fillRect(
            QRectF(0, 0, self.left + scale.width, height + 10 * self._factor), QColor(self._shades.background)
        )
        for box in boxes:
            self._base(painter, scale, box, names.get(box.name, box.name), span)
        self._ruler(painter, scale, height, zone)
        painter.save()
        painter.setClipRect(QRectF(self.left, 0, scale.width, height + 10 * self._factor))
        self._pauses(painter, scale, boxes, pauses)
        for lane, box in zip(lanes, boxes, strict=True):
            self._bars(painter, scale, lane, box, bar_words)
            self._marks(painter, scale, lane, box)
        painter.restore()

    def _base(self, painter: QPainter, scale: TimeScale, box: LaneBox, name: str, span: Span) -> None:
        """The lane's name, and its ground from the beginning of the span to its end."""
        painter.setFont(theme.font(round(14 * self._factor)))
        painter.setPen(QColor(self._shades.quiet))
        area = QRectF(8 * self._factor, box.top - 2, self.left - 14 * self._factor, box.height + 4)
        shown = QFontMetrics(painter.font()).elidedText(
            name, Qt.TextElideMode.ElideRight, round(area.width())
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        left, right = self._x(scale, span.start), self._x(scale, span.end)
        left, right = max(self.left, left), min(self.left + scale.width, right)
        if right > left:
            painter.fillRect(QRectF(left, box.top, right - left, box.height), QColor(self._shades.lane))

    def _pauses(
        self, painter: QPainter, scale: TimeScale, boxes: Sequence[LaneBox], pauses: Sequence[Span]
    ) -> None:
        """Hatched through all lanes."""
        hatch = QBrush(QColor(self._shades.line), Qt.BrushStyle.BDiagPattern)
        for pause in pauses:
            left, right = self._x(scale, pause.start), self._x(scale, pause.end)
            if boxes and right > self.left and left < self.left + scale.width:
                top = boxes[0].top
                painter.fillRect(QRectF(left, top, right - left, boxes[-1].bottom - top), hatch)

    def _ruler(self, painter: QPainter, scale: TimeScale, height: float, zone: tzinfo) -> None:
        offset = datetime.fromtimestamp(scale.begin, zone).utcoffset()
        ticks, step = scale.ticks(offset.total_seconds() if offset else 0.0)
        painter.setFont(theme.font(round(14 * self._factor)))
        for position in ticks:
            x = self._x(scale, position)
            painter.setPen(QColor(self._shades.line))
            painter.drawLine(QPointF(x, RULER * self._factor), QPointF(x, height))
            painter.setPen(QColor(self._shades.quiet))
            words = _label(position, step, zone)
            half = painter.fontMetrics().horizontalAdvance(words) / 2 + 4 * self._factor
            # The last hour of a shift ends at the edge: its time stands beside the line, whole.
            centre = min(x, self.left + scale.width - half)
            area = QRectF(centre - half, 1, 2 * half, (RULER - 2) * self._factor)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def _bars(
        self, painter: QPainter, scale: TimeScale, lane: Lane, box: LaneBox, words: Mapping[str, str]
    ) -> None:
        for row in range(lane.rows):
            top, reached = box.top + row * box.row, -2.0
            for bar in lane.row_bars(row, scale.begin, scale.end):
                left = max(self.left - 2, self._x(scale, bar.start))
                right = min(self.left + scale.width + 2, max(left + 2, self._x(scale, bar.end)))
                if right < reached + 1:
                    continue  # within a pixel that is painted already
                reached = right
                self.drawn += 1
                self._bar(painter, lane.name, bar, QRectF(left, top, right - left, box.row - 1), words)

    def _bar(self, painter: QPainter, lane: str, bar: Bar, area: QRectF, words: Mapping[str, str]) -> None:
        colour = QColor(self._shades.bars.get(bar.code, OTHER_TROUBLE))
        height = area.height() * min(1.0, max(0.15, bar.share))
        area = QRectF(area.left(), area.bottom() - height, area.width(), height)
        painter.fillRect(area, colour)
        if bar.code in ("drill", "short", "stopped", "several"):
            # Told apart without colour.
            painter.fillRect(area, QBrush(QColor(self._shades.background), Qt.BrushStyle.BDiagPattern))
        if bar.code == "nobody":
            painter.fillRect(area, QBrush(QColor(self._shades.background), Qt.BrushStyle.DiagCrossPattern))
        if lane == "incidents" and area.width() >= _WORDS_PX * self._factor:
            self._within(painter, words.get(bar.id, ""), area, bar.code)

    def _within(self, painter: QPainter, text: str, area: QRectF, code: str) -> None:
        painter.setFont(theme.font(round(14 * self._factor), bold=True))
        inner = area.adjusted(5 * self._factor, -3, -3, 3)
        shown = QFontMetrics(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, round(inner.width())
        )
        if code == "drill":
            painter.fillRect(
                QRectF(
                    inner.left() - 3,
                    area.top(),
                    QFontMetrics(painter.font()).horizontalAdvance(shown) + 6,
                    area.height(),
                ),
                QColor(self._shades.bars["drill"]),
            )
        painter.setPen(QColor("#ffffff" if code == "level_1" else "#15181c"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _marks(self, painter: QPainter, scale: TimeScale, lane: Lane, box: LaneBox) -> None:
        count = lane.count(scale.begin, scale.end)
        if not count:
            return
        middle = box.top + box.height / 2
        if count * _SIGN_PX * self._factor > scale.width:
            self._columns(painter, scale, lane, box)
            if lane.name == "people":
                self._signs(painter, scale, lane, middle, ("remark",))
            return
        self._signs(painter, scale, lane, middle)

    def _signs(
        self, painter: QPainter, scale: TimeScale, lane: Lane, y: float, only: tuple[str, ...] = ()
    ) -> None:
        # Where several fall on one place, the one that matters most stands for them.
        placed: dict[int, tuple[int, float, str]] = {}
        for mark in lane.between(scale.begin, scale.end):
            if only and mark.code not in only:
                continue
            x = self._x(scale, mark.at)
            place, weight = int(x / (_PLACE_PX * self._factor)), _WEIGHTS.get(mark.code, 0)
            if place not in placed or placed[place][0] < weight:
                placed[place] = (weight, x, mark.code)
        for _weight, x, code in placed.values():
            self.drawn += 1
            paint_sign(painter, code, x, y, self._shades.marks[code], self._factor)

    def _columns(self, painter: QPainter, scale: TimeScale, lane: Lane, box: LaneBox) -> None:
        wide = COLUMN_PX * self._factor
        seconds = scale.span / scale.width * wide
        # Columns stand on the clock, so that they do not flicker while the lanes move.
        begin = scale.begin // seconds * seconds
        columns: list[QRectF] = []
        caps: list[QRectF] = []
        for number in range(int(scale.width / wide) + 2):
            since = begin + number * seconds
            count = lane.count(since, since + seconds)
            if not count:
                continue
            self.drawn += 1
            high = max(3.0, min(1.0, log2(1 + count) / _TALLEST) * (box.height - 2))
            column = QRectF(self._x(scale, since), box.bottom - 1 - high, wide - 1, high)
            columns.append(column)
            if lane.has_alarm(since, since + seconds):
                column = QRectF(column)
                column.setHeight(max(4.0 * self._factor, high / 3))
                caps.append(column)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        usual = self._shades.marks["note" if lane.name == "people" else "entry"]
        for colour, rects in ((usual, columns), (self._shades.marks["alarm"], caps)):
            painter.setBrush(QColor(colour))
            painter.drawRects(rects)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)

    def _x(self, scale: TimeScale, position: float) -> float:
        return self.left + scale.x_of(position)


def focus_frame(painter: QPainter, area: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.FOCUS), 1))
    painter.drawRect(area)


def _label(position: float, step: float, zone: tzinfo) -> str:
    local = datetime.fromtimestamp(round(position), zone)
    if step >= DAY or (local.hour, local.minute, local.second) == (0, 0, 0):
        return local.strftime("%m-%d")
    return local.strftime("%H:%M" if step >= MINUTE else "%H:%M:%S")
