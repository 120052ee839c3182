"""The charts down the left: each with its name, its one number, and the number before."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui import theme
from app.ui.figures.sheet import Sheet

WIDTH = 222
_ROW_PX = 41
_PAD = 12
_Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheets: tuple[Sheet, ...] = ()

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """In place where there are as many: what is chosen stays so."""
        if len(sheets) != len(self.sheets):
            self.beginResetModel()
            self.sheets = tuple(sheets)
            self.endResetModel()
            return
        self.sheets = tuple(sheets)
        self.dataChanged.emit(self.index(0), self.index(len(sheets) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.sheets)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        sheet = self.sheets[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return sheet.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " · ".join(part for part in (sheet.title, sheet.number, sheet.compared) if part)
        return None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(WIDTH, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, _Rows)
        sheet = model.sheets[index.row()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor("#3b424a"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.TEXT))
        inner = rect.adjusted(_PAD, 1, -_PAD + 4, -1)
        half = inner.height() // 2
        painter.setPen(QColor(theme.TEXT))
        self._line(painter, QRect(inner.left(), inner.top(), inner.width(), half), sheet.title, 15)
        painter.setPen(QColor(theme.QUIET))
        lower = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        both = " · ".join(part for part in (sheet.number, sheet.compared) if part)
        self._line(painter, lower, both, 14, otherwise=sheet.number)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, text: str, pixels: int, otherwise: str = "") -> None:
        """The longer words where they have room."""
        font = theme.font(pixels)
        metrics = QFontMetrics(font)
        if otherwise and metrics.horizontalAdvance(text) > rect.width():
            text = otherwise
        painter.setFont(font)
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)


class ChartList(QListView):
    """Emits `picked` with the number of the chart."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figure_list")
        self._kept = 0
        self.rows = _Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(self))
        self.setFixedWidth(WIDTH)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self.picked.emit(now.row()))

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """The chart that was chosen stays so, also over a moment in which there are none."""
        if self.current() >= 0:
            self._kept = self.current()
        self.rows.show_sheets(sheets)
        if sheets and not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(min(self._kept, len(sheets) - 1)))

    def current(self) -> int:
        return self.currentIndex().row()
