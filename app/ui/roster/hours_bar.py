"""Draws a duty as a bar over the coming hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.model.roster import Duty
from app.ui import theme

HOURS = 24
_TICK_EVERY_H = 6
_NOW = QColor("#c9ced3")
_LATER = QColor("#78828c")
_BAR_PX = 14


class HoursBar(QStyledItemDelegate):
    """From the hour of now to the same hour tomorrow; a bar that is running is brighter, a tick every six hours."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._duties: Sequence[Duty] = ()
        self._now: datetime | None = None
        self._zone: tzinfo | None = None

    def show_duties(self, duties: Sequence[Duty], now: datetime, zone: tzinfo) -> None:
        self._duties, self._now, self._zone = duties, now, zone

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if self._now is None or index.row() >= len(self._duties):
            return
        area = QRectF(option.rect).adjusted(8, 0, -8, 0)
        painter.save()
        self._paint_ticks(painter, area, self._now)
        duty = self._duties[index.row()]
        left, right = (self._at(area, moment, self._now) for moment in (duty.starts, duty.ends))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_NOW if duty.starts <= self._now else _LATER)
        middle = area.center().y()
        painter.drawRoundedRect(QRectF(left, middle - _BAR_PX / 2, max(4.0, right - left), _BAR_PX), 3, 3)
        painter.restore()

    def _paint_ticks(self, painter: QPainter, area: QRectF, now: datetime) -> None:
        local = now.astimezone(self._zone).replace(minute=0, second=0, microsecond=0)
        painter.setPen(QColor(theme.LINE))
        for hour in range(1, HOURS + 1):
            moment = local + timedelta(hours=hour)
            if moment.hour % _TICK_EVERY_H == 0:
                x = self._at(area, moment, now)
                painter.drawLine(int(x), int(area.top()), int(x), int(area.bottom()))

    def _at(self, area: QRectF, moment: datetime, now: datetime) -> float:
        share = (moment - now).total_seconds() / (HOURS * 3600)
        return area.left() + area.width() * min(1.0, max(0.0, share))
