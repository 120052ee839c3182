"""Draws a row: its part, a mark, the sentence in as many lines as it takes, at the right what the incoming says."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import theme
from app.ui.handover.rows import Row

_MARK = 28
_PAD = 9
_RIGHT_SHARE = 0.25
_PART_SHARE = 0.16
_LEAST = 44
_TEXT_PX, _SMALL_PX = 16, 14
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_MARKS = {"open": "○", "yes": "✓", "no": "×"}
_Index = QModelIndex | QPersistentModelIndex


class RowPainter(QStyledItemDelegate):
    """For a list as wide as its viewport."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        width = self._view.viewport().width()
        text, more, right = self._areas(row, QRect(0, 0, width, 0))
        part = _height(row.part, _SMALL_PX, _part_width(width))
        height = max(text.height() + more.height(), right.height(), part) + 2 * _PAD
        return QSize(width, max(_LEAST, height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        painter.save()
        self._paint_row(painter, row, rect, option.state)
        painter.setPen(QColor(theme.LINE))
        if row.part and index.row():
            painter.drawLine(rect.topLeft(), rect.topRight())
        painter.drawLine(
            rect.left() + _PAD + _part_width(rect.width()), rect.bottom(), rect.right(), rect.bottom()
        )
        painter.restore()

    def _paint_row(self, painter: QPainter, row: Row, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor("#3b424a"))
            if self._view.hasFocus():
                painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), QColor(theme.FOCUS))
        text, more, right = self._areas(row, rect)
        part = QRect(rect.left() + _PAD, text.top() + 1, _part_width(rect.width()), rect.height() - _PAD)
        painter.setFont(theme.font(_SMALL_PX, bold=True))
        painter.setPen(QColor(theme.QUIET))
        painter.drawText(part, _WRAP, row.part)
        painter.setFont(theme.font(18, bold=True))
        painter.setPen(QColor(_mark_colour(row)))
        mark = QRect(text.left() - _MARK, text.top() - 2, _MARK, 26)
        painter.drawText(
            mark, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, _MARKS.get(row.mark, "")
        )
        painter.setFont(theme.font(_TEXT_PX))
        painter.setPen(QColor(theme.AMBER if row.wrong else theme.TEXT))
        painter.drawText(text, _WRAP, ("▲ " if row.wrong else "") + row.text)
        painter.setFont(theme.font(_SMALL_PX))
        painter.setPen(QColor(theme.TEXT))
        painter.drawText(more, _WRAP, "\n".join(row.more))
        amber = row.mark == "no" or row.right.startswith("▲")
        painter.setPen(QColor(theme.AMBER if amber else theme.QUIET))
        painter.drawText(right, _WRAP, row.right)

    def _areas(self, row: Row, rect: QRect) -> tuple[QRect, QRect, QRect]:
        """Of the sentence, the lines below it, the right side."""
        right_width = round(rect.width() * _RIGHT_SHARE) if row.right else 0
        before = _PAD + _part_width(rect.width()) + _PAD + _MARK
        left = rect.left() + before
        width = rect.width() - before - _PAD - (right_width + _PAD if right_width else 0)
        top = rect.top() + _PAD
        sentence = ("▲ " if row.wrong else "") + row.text
        text = QRect(left, top, width, _height(sentence, _TEXT_PX, width))
        more = QRect(left, text.bottom() + 3, width, _height("\n".join(row.more), _SMALL_PX, width))
        x = rect.right() - _PAD - right_width
        right = QRect(x, top + 2, right_width, _height(row.right, _SMALL_PX, right_width))
        return text, more, right


def _part_width(width: int) -> int:
    return round(width * _PART_SHARE)


def _height(text: str, pixels: int, width: int) -> int:
    if not text:
        return 0
    metrics = QFontMetrics(theme.font(pixels))
    return metrics.boundingRect(QRect(0, 0, max(width, 1), 10_000), _WRAP, text).height()


def _mark_colour(row: Row) -> str:
    return theme.AMBER if row.mark == "no" else theme.TEXT if row.mark == "yes" else theme.QUIET
