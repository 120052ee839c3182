"""Draws a cell of the month: letter and colour of each duty, a corner for what is wrong."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import theme
from app.ui.roster.month.marks import Mark
from app.ui.roster.month.model import MonthModel

COLOURS = (
    ("#c9ced3", "#15181c"),
    ("#3f4b66", "#f1f3f5"),
    ("#bdb59a", "#15181c"),
    ("#7c8299", "#15181c"),
    ("#57506e", "#f1f3f5"),
    ("#93a8a3", "#15181c"),
    ("#6b7680", "#f1f3f5"),
)
"""Muted, each told apart by how light it is: what is wrong alone is saturated. The last is for times without a kind."""
_FREE = QColor("#101317")
_GRID = QColor("#262b31")
_TODAY = QColor("#e6e9ec")
_MONTH = QColor("#7d868f")
_CORNER = 9


class MonthDelegate(QStyledItemDelegate):
    """The picture of each kind of mark is drawn once and kept: a month has a thousand of them."""

    def __init__(self, model: MonthModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._kept: dict[tuple[object, ...], QPixmap] = {}
        self._letters = theme.font(16, bold=True)
        self._small = theme.font(11)

    def forget(self) -> None:
        """After another language or screen."""
        self._kept.clear()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area, row, column = option.rect, index.row(), index.column()
        day = self._model.days[column]
        if day.free:
            painter.fillRect(area, _FREE)
        marks = self._model.marks(row, column)
        if marks:
            width = (area.width() - 2) // min(len(marks), 2)
            for place, mark in enumerate(marks[:2]):
                more = len(marks) > 2 and place == 1
                painter.drawPixmap(
                    area.left() + 1 + place * width,
                    area.top() + 1,
                    self._picture(
                        mark, width, area.height() - 2, painter.device().devicePixelRatio(), more=more
                    ),
                )
        if self._model.flag(row, column):
            self._corner(painter, area)
        wish = self._model.wish(self._model.people[row][0], day.iso)
        if wish:
            self._wish(painter, area, wish, over=bool(marks))
        if self._model.is_different(row, column):
            painter.setPen(QPen(_TODAY, 1, Qt.PenStyle.DashLine))
            painter.drawRect(area.adjusted(2, 2, -3, -3))
        if day.date.day == 1:
            painter.fillRect(QRect(area.left(), area.top(), 2, area.height()), _MONTH)
        if day.iso == self._model.today:
            painter.fillRect(QRect(area.left(), area.top(), 2, area.height()), _TODAY)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(theme.FOCUS), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _picture(self, mark: Mark, width: int, height: int, ratio: float, *, more: bool) -> QPixmap:
        key = (
            mark.letter,
            mark.colour,
            mark.below,
            mark.changed,
            mark.locked,
            mark.away,
            more,
            width,
            height,
            ratio,
        )
        if key not in self._kept:
            self._kept[key] = self._drawn(mark, width, height, ratio, more=more)
        return self._kept[key]

    def _drawn(self, mark: Mark, width: int, height: int, ratio: float, *, more: bool) -> QPixmap:
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        ground, ink = (
            QColor(name) for name in COLOURS[mark.colour % len(COLOURS) if mark.colour >= 0 else -1]
        )
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(1, 1, width - 2, height - 2)
        if mark.away:
            # Whoever is away keeps the letter, on no ground: nobody stands there.
            painter.setPen(QPen(QColor(theme.AMBER), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(area, 3, 3)
            ink = QColor(theme.AMBER)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(area, 3, 3)
        painter.setPen(ink)
        painter.setFont(self._letters)
        letter = f"{mark.letter}+" if more else mark.letter
        upper = QRectF(area.left(), area.top(), area.width(), area.height() * (0.62 if mark.below else 1.0))
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, letter)
        if mark.below:
            painter.setFont(self._small)
            lower = QRectF(area.left(), area.top() + area.height() * 0.58, area.width(), area.height() * 0.4)
            painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, mark.below)
        if mark.locked:
            painter.fillRect(QRectF(area.right() - 7, area.top() + 2, 5, 5), ink)
        if mark.changed:
            painter.setPen(QPen(ink, 2))
            painter.drawLine(
                QPointF(area.left() + 3, area.bottom() - 2), QPointF(area.right() - 3, area.bottom() - 2)
            )
        painter.end()
        return picture

    def _wish(self, painter: QPainter, area: QRect, wish: str, *, over: bool) -> None:
        """A small sign below: free or on duty, please; amber where the roster does not grant it."""
        granted = over == (wish == "on")
        painter.setPen(QColor(theme.QUIET if granted else theme.AMBER))
        painter.setFont(self._small)
        sign = "−" if wish == "off" else "+"
        painter.drawText(
            area.adjusted(3, 0, -2, -1), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, sign
        )

    def _corner(self, painter: QPainter, area: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.AMBER))
        right, top = area.right(), area.top()
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(right - _CORNER, top),
                    QPointF(right + 1, top),
                    QPointF(right + 1, top + _CORNER + 1),
                ]
            )
        )
