"""Rows of texts in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui import theme

ROW_PX = 42
LEAST_PX = 60
WRONG = "▲"
"""A cell that begins with it is amber."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `unsaved` marks text that was typed and not stored."""

    id: str
    cells: tuple[str, ...]
    unsaved: bool = False


class RowsModel(QAbstractTableModel):
    """Rows of texts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._headers: list[str] = []

    def show_headers(self, headers: Sequence[str]) -> None:
        self.beginResetModel()
        self._headers = list(headers)
        self.endResetModel()

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QColor | None:
        if role == Qt.ItemDataRole.ForegroundRole:
            wrong = self.rows[index.row()].cells[index.column()].startswith(WRONG)
            return QColor(theme.AMBER) if wrong else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.rows[index.row()]
        text = row.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole and row.unsaved and index.column() == 0:
            return f"● {text}"
        return text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None


class RowsTable(QTableView):
    """Whole rows are chosen, nothing is edited in place; Tab leaves the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rows")
        self._wide = 0
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.rows.modelReset.connect(self._fit)

    def show_columns(self, headers: Sequence[str], wide: int) -> None:
        """`wide` is the column that takes the width the others leave."""
        self._wide = wide
        self.rows.show_headers(headers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Gives each column what it needs. Where that is too much the wide one gives way, then the others; the first, by
        which a row is known, only beyond half the room."""
        count = self.rows.columnCount()
        header = self.horizontalHeader()
        needs = [max(self.sizeHintForColumn(n), header.sectionSizeHint(n)) for n in range(count)]
        room = self.viewport().width()
        if count > 1 and sum(needs) > room:
            needs[0] = min(needs[0], max(room // 2, room - sum(needs[1:])))
            if self._wide:
                too_much = max(0, sum(needs) - room)
                needs[self._wide] = max(min(needs[self._wide], LEAST_PX), needs[self._wide] - too_much)
            cap = _cap(needs[1:], room - needs[0])
            needs[1:] = [min(need, cap) for need in needs[1:]]
        if count:
            needs[self._wide] += max(0, room - sum(needs))
        for column, width in enumerate(needs):
            header.resizeSection(column, width)


def _cap(needs: Sequence[int], room: int) -> int:
    """The width that none may exceed so that all fit."""
    rest = room
    for number, need in enumerate(sorted(needs)):
        fair = rest // (len(needs) - number)
        if need > fair:
            return max(fair, LEAST_PX)
        rest -= need
    return max(needs)
