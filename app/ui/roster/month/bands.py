"""The day of each post: who stands there from when to when, and where somebody is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui import theme

_ROW, _TOP, _BAR = 36, 24, 22
_NAMES = 150
_PAINT = QColor("#3a424b")


@dataclass(frozen=True, slots=True)
class Bar:
    """A person from one moment to another; `gap`: nobody, the text says how many are missing."""

    starts: datetime
    ends: datetime
    text: str
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A line of the day; bars that overlap stand below each other."""

    name: str
    bars: tuple[Bar, ...]


class DayBands(QWidget):
    """From midnight to midnight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bands: list[tuple[str, list[list[Bar]]]] = []
        self._begins: datetime | None = None
        self._zone: tzinfo | None = None
        self._now: datetime | None = None

    def show_day(self, bands: Sequence[Band], begins: datetime, now: datetime, zone: tzinfo) -> None:
        self._bands = [(band.name, _rows(band.bars)) for band in bands]
        self._begins, self._now, self._zone = begins, now, zone
        said = [f"{band.name}: " + ", ".join(bar.text for bar in band.bars) for band in bands]
        self.setAccessibleDescription("; ".join(said))
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, _TOP + sum(len(rows) for _, rows in self._bands) * _ROW + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._begins is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(14))
        self._hours(painter, self._begins)
        top = float(_TOP)
        for name, rows in self._bands:
            painter.setPen(QColor(theme.TEXT))
            area = QRectF(8, top, _NAMES - 16, _ROW)
            cut = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
            for row in rows:
                for bar in row:
                    self._bar(painter, bar, top + (_ROW - _BAR) / 2, self._begins)
                top += _ROW
            painter.setPen(QColor(theme.LINE))
            painter.drawLine(0, int(top), self.width(), int(top))
        painter.end()

    def _hours(self, painter: QPainter, begins: datetime) -> None:
        for hour in range(0, 25, 2):
            moment = begins + timedelta(hours=hour)
            x = self._x(moment, begins)
            painter.setPen(QColor(theme.LINE))
            painter.drawLine(int(x), _TOP - 4, int(x), self.height())
            painter.setPen(QColor(theme.QUIET))
            area = QRectF(x - 30, 0, 60, _TOP - 4)
            if hour < 24:
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{moment.astimezone(self._zone):%H}")
        if self._now is not None and begins <= self._now < begins + timedelta(days=1):
            x = self._x(self._now, begins)
            painter.setPen(QPen(QColor(theme.TEXT), 2))
            painter.drawLine(int(x), _TOP - 6, int(x), self.height())

    def _bar(self, painter: QPainter, bar: Bar, top: float, begins: datetime) -> None:
        left, right = self._x(bar.starts, begins), self._x(bar.ends, begins)
        area = QRectF(left + 1, top, max(4.0, right - left - 2), _BAR)
        if bar.gap:
            painter.setPen(QPen(QColor(theme.AMBER), 1))
            painter.setBrush(QBrush(QColor(theme.AMBER), Qt.BrushStyle.BDiagPattern))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_PAINT)
        painter.drawRoundedRect(area, 3, 3)
        inner = area.adjusted(6, 0, -4, 0)
        text = painter.fontMetrics().elidedText(bar.text, Qt.TextElideMode.ElideRight, int(inner.width()))
        if bar.gap:
            # On hatching nothing can be read: the words get a ground of their own.
            width = painter.fontMetrics().horizontalAdvance(text) + 8
            painter.fillRect(
                QRectF(inner.left() - 4, area.top() + 2, width, _BAR - 4), QColor(theme.BACKGROUND)
            )
        painter.setPen(QColor(theme.AMBER if bar.gap else theme.TEXT))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _x(self, moment: datetime, begins: datetime) -> float:
        share = (moment - begins).total_seconds() / 86_400
        return _NAMES + (self.width() - _NAMES - 16) * min(1.0, max(0.0, share))


def _rows(bars: Sequence[Bar]) -> list[list[Bar]]:
    """As few rows as it takes that none overlaps."""
    rows: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda one: (one.starts, one.ends)):
        for row in rows:
            if row[-1].ends <= bar.starts:
                row.append(bar)
                break
        else:
            rows.append([bar])
    return rows or [[]]
