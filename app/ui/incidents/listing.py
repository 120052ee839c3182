"""The list of incidents: newest on top, running ones marked by word, shape and colour."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.model.incident import RUNNING, Incident
from app.reports.deadlines import Fault
from app.ui import theme
from app.ui.incidents.words import IncidentWords

ROW = 92
FAULT = Qt.ItemDataRole.UserRole + 1
"""Role of the words for what is wrong with the reports."""
_PAD = 14
_TITLE_PX = 16
_Index = QModelIndex | QPersistentModelIndex


class IncidentList(QAbstractListModel):
    """`data(UserRole)` is the Incident."""

    def __init__(self, words: IncidentWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.incidents: list[Incident] = []
        self.faults: Mapping[str, Fault] = {}
        """Of their reports, by id."""

    def show_incidents(self, incidents: list[Incident], faults: Mapping[str, Fault]) -> None:
        self.faults = faults
        same = [item.id for item in incidents] == [item.id for item in self.incidents]
        if same:
            self.incidents = incidents
            self.repaint_all()
        else:
            self.beginResetModel()
            self.incidents = incidents
            self.endResetModel()

    def repaint_all(self) -> None:
        if self.incidents:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.incidents) - 1, 0))

    def row_of(self, incident_id: str) -> int:
        return next((at for at, item in enumerate(self.incidents) if item.id == incident_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.incidents)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.incidents):
            return None
        incident = self.incidents[index.row()]
        fault = self._words.fault(self.faults.get(incident.id, ""))
        if role == Qt.ItemDataRole.UserRole:
            return incident
        if role == FAULT:
            return fault
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = self._words
            parts = (
                words.title(incident),
                words.place(incident),
                words.state(incident),
                words.opened(incident),
                fault,
            )
            return " · ".join(part for part in parts if part)
        return None


def fitting(titles: Sequence[str], width: int) -> str:
    """The first that has room in so many pixels, else the last."""
    metrics = QFontMetrics(theme.font(_TITLE_PX, bold=True))
    return next((title for title in titles if metrics.horizontalAdvance(title) <= width), titles[-1])


class IncidentPainter(QStyledItemDelegate):
    """Name and state, place, time and turn-out: three lines."""

    def __init__(self, words: IncidentWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        incident: Incident = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        running = incident.state == RUNNING
        alarm = running and not incident.drill
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor("#3b424a"))
        if running:
            bar = theme.RED if alarm else theme.QUIET
            painter.fillRect(QRect(rect.left(), rect.top(), 5, rect.height() - 1), QColor(bar))
        mark = f"● {self._words.state(incident)} {self._words.length(incident)}"
        line = QRect(rect.left() + _PAD, rect.top() + 8, rect.width() - 2 * _PAD, 24)
        self._head(painter, line, self._words.titles(incident), str(index.data(FAULT)))
        colour = theme.RED_TEXT if alarm else theme.QUIET
        states = mark if running else f"{self._words.state(incident)} · {self._words.turn_out(incident)}"
        self._line(painter, line.translated(0, 25), states, colour)
        where = f"{self._words.opened(incident)[5:-3]} · {self._words.place(incident)}"
        self._line(painter, line.translated(0, 49), where, theme.QUIET)
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _head(self, painter: QPainter, area: QRect, titles: Sequence[str], fault: str) -> None:
        """The name, and at its right what is wrong with the reports."""
        if fault:
            mark = f"▲ {fault}"
            width = QFontMetrics(theme.font(14)).horizontalAdvance(mark) + 2
            place = QRect(area.right() - width, area.top(), width + 1, area.height())
            self._line(painter, place, mark, theme.AMBER)
            area = area.adjusted(0, 0, -width - 8, 0)
        self._line(painter, area, fitting(titles, area.width()), theme.TEXT, bold=True)

    def _line(self, painter: QPainter, area: QRect, text: str, colour: str, *, bold: bool = False) -> None:
        font = theme.font(_TITLE_PX if bold else 14, bold=bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
