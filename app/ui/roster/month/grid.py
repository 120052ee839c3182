"""The month under one's hands: arrows, letters, Delete, and a drag from duty to duty."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from app.ui import theme
from app.ui.roster.month.delegate import MonthDelegate
from app.ui.roster.month.model import MonthModel

COLUMN_PX, ROW_PX = 34, 36
WISHES = {"-": "off", "+": "on"}
"""Keys for what somebody would rather have on a day."""


class MonthGrid(QTableView):
    """Says what was done; what it means is the page's.

    Attributes:
        typed: a letter or figure, for the cells chosen.
        cleared: Delete.
        dragged: from one cell to another, as model indexes: by mouse, or by Enter on the one and Enter on the other.
        undo_wanted, redo_wanted, lock_wanted: Ctrl+Z, Ctrl+Y, Ctrl+L.
        current: another cell has the focus.
    """

    typed = Signal(str)
    cleared = Signal()
    dragged = Signal(object, object)
    undo_wanted = Signal()
    redo_wanted = Signal()
    lock_wanted = Signal()
    current = Signal()

    def __init__(self, model: MonthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("month_grid")
        self.setModel(model)
        self.delegate = MonthDelegate(model, self)
        self.setItemDelegate(self.delegate)
        self._from: QModelIndex | None = None
        self._press = QPoint()
        self._over: QModelIndex | None = None
        self._picked: QModelIndex | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        for header, size in ((across, COLUMN_PX), (down, ROW_PX)):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(20)
            header.setDefaultSectionSize(size)
            header.setHighlightSections(False)
        across.setFixedHeight(50)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.selectionModel().currentChanged.connect(lambda *_: self.current.emit())
        model.modelReset.connect(self._let_go)

    def chosen(self) -> list[QModelIndex]:
        return sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key, text = event.key(), event.text()
        if control and key == Qt.Key.Key_Z and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.undo_wanted.emit()
        elif control and key in (Qt.Key.Key_Y, Qt.Key.Key_Z):
            self.redo_wanted.emit()
        elif control and key == Qt.Key.Key_L:
            self.lock_wanted.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick_or_drop()
        elif key == Qt.Key.Key_Escape and self._picked is not None:
            self._let_go()
        elif text.strip() and (text.isalnum() or text in WISHES) and not control:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def _pick_or_drop(self) -> None:
        """A drag by keyboard."""
        begun, over, model = self._picked, self.currentIndex(), self.model()
        assert isinstance(model, MonthModel)
        self._let_go()
        if begun is not None:
            if over.isValid() and over != begun:
                self.dragged.emit(begun, over)
        elif over.isValid() and model.marks(over.row(), over.column()):
            self._picked = over

    def _let_go(self) -> None:
        self._picked = None
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._let_go()
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        model = self.model()
        assert isinstance(model, MonthModel)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and model.marks(index.row(), index.column()):
            self._from, self._press = index, event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        at = event.position().toPoint()
        if (at - self._press).manhattanLength() >= QApplication.startDragDistance():
            self.setCursor(Qt.CursorShape.DragMoveCursor)
            self._over = self.indexAt(at)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begun, over = self._from, self._over
        self._from = self._over = None
        self.unsetCursor()
        self.viewport().update()
        super().mouseReleaseEvent(event)
        if begun is not None and over is not None and over.isValid() and over != begun:
            self.dragged.emit(begun, over)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        begun, over = self._from, self._over
        if self._picked is not None:
            begun, over = self._picked, self.currentIndex()
        if begun is not None and over is not None and over.isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(theme.FOCUS), 2, Qt.PenStyle.DashLine))
            painter.drawRect(self.visualRect(begun).adjusted(1, 1, -2, -2))
            painter.drawRect(self.visualRect(over).adjusted(1, 1, -2, -2))
            painter.end()
