"""Suggestions above the line: what may be meant, by keyboard or mouse. It never takes the cursor."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme

_ROW = 40
_MOST_ROWS = 7
_WIDTH = 520
_PAD = 12
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`insert` goes into the line; the name stands large, what tells it apart beside it, its sort at the right."""

    insert: str
    name: str
    aside: str
    sort: str
    template_id: str = ""


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTH, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        suggestion: Suggestion = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor("#4a525b"))
        line = rect.adjusted(_PAD, 0, -_PAD, 0)
        painter.setFont(theme.font(14))
        painter.setPen(QColor(theme.TEXT if state & QStyle.StateFlag.State_Selected else theme.QUIET))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, right, suggestion.sort)
        line.setRight(line.right() - QFontMetrics(painter.font()).horizontalAdvance(suggestion.sort) - _PAD)
        font = theme.font(16)
        metrics = QFontMetrics(font)
        name = metrics.elidedText(suggestion.name, Qt.TextElideMode.ElideRight, line.width())
        aside_left = line.left() + metrics.horizontalAdvance(name) + _PAD
        aside = QFontMetrics(painter.font()).elidedText(
            suggestion.aside, Qt.TextElideMode.ElideRight, max(0, line.right() - aside_left)
        )
        painter.drawText(QRect(QPoint(aside_left, line.top()), line.bottomRight()), left, aside)
        painter.setFont(font)
        painter.setPen(QColor(theme.TEXT))
        painter.drawText(line, left, name)
        painter.restore()


class Suggestions(QFrame):
    """Emits `taken` with the suggestion that was pressed with the mouse."""

    taken = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("suggestions")
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Rows(self))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self.taken.emit(item.data(Qt.ItemDataRole.UserRole)))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self.hide()

    def offer(self, suggestions: list[Suggestion], *, chosen: bool) -> None:
        """`chosen`: the first one is what Enter takes; else only Tab or an arrow takes one."""
        self.list.clear()
        for suggestion in suggestions:
            item = QListWidgetItem(self.list)
            item.setData(Qt.ItemDataRole.UserRole, suggestion)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{suggestion.name} {suggestion.sort}")
        self.list.setCurrentRow(0 if chosen and suggestions else -1)

    def show_above(self, below: QPoint) -> None:
        """`below`: the upper edge of the line where the name begins, on the screen."""
        window = self._window
        below = window.mapFromGlobal(below)
        width = min(_WIDTH, window.width() - 16)
        height = min(self.list.count(), _MOST_ROWS) * _ROW + 4
        left = max(8, min(below.x(), window.width() - width - 8))
        self.setGeometry(left, max(8, below.y() - height - 4), width, height)
        self.show()
        self.raise_()

    def current(self) -> Suggestion | None:
        return self._at(self.list.currentRow())

    def first(self) -> Suggestion | None:
        return self.current() or self._at(0)

    def step(self, step: int) -> None:
        """The next one or the one before; around at the ends."""
        count = self.list.count()
        if count:
            row = self.list.currentRow()
            self.list.setCurrentRow((row + step) % count if row >= 0 else (0 if step > 0 else count - 1))

    def _at(self, row: int) -> Suggestion | None:
        item = self.list.item(row)
        found: Suggestion | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found
