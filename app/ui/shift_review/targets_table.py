"""The shift against its targets: a row each, and each opens at its moment."""

from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.playback.recordings import moment
from app.shift_review.targets import Line
from app.ui import theme
from app.ui.format import duration, short_time
from app.ui.language import Worded, current_language
from app.ui.names import Names
from app.ui.reports.words import ReportWords

_STAGES = ("acknowledge", "turn_out", "phone", "written", "follow_up", "final")
_LIMITLESS = 10_000
_ABOVE = 5
_COLOURS = {"late": theme.AMBER, "never": theme.RED_TEXT, "none": theme.QUIET}


class TargetWords(Worded):
    """What was compared, what was wanted, what it was, and what is to be thought of it."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.zone: tzinfo = UTC
        self._reports = ReportWords(names, self)

    def headings(self) -> tuple[str, str, str, str]:
        return self.tr("Result"), self.tr("What"), self.tr("Target"), self.tr("Was")

    def row(self, line: Line) -> tuple[str, str, str, str]:
        return self.verdict(line), self.what(line), self._target(line), self._was(line)

    def verdict(self, line: Line) -> str:
        words = {
            "met": self.tr("in time"),
            "late": self.tr("▲ late"),
            "never": self.tr("▲ not done"),
            "open": self.tr("not due yet"),
            "none": self.tr("no target"),
        }
        if line.subject == "tour":
            words |= {"met": self.tr("whole"), "late": self.tr("▲ gaps"), "open": self.tr("under way")}
        if line.subject == "on_time":
            words |= {"met": self.tr("all in time"), "late": self.tr("▲ not all")}
        if line.subject == "clock_off":
            words |= {"late": self.tr("▲ early")}
        return words[line.verdict]

    def what(self, line: Line) -> str:
        """Without the incident it belongs to."""
        if line.subject in _STAGES:
            return self._reports.stage(line.subject, line.recipient)
        name = self._names.person(line.person_id) if line.person_id else ""
        words = {
            "on_time": self.tr("On duty in time"),
            "clock_on": self.tr("{name} clocked on").format(name=name),
            "clock_off": self.tr("{name} clocked off").format(name=name),
            "tour": self._tour(line),
            "handover": self._handover(line),
            "cameras": self.tr("Cameras without a good picture"),
            "alarms": self.tr("Alarms"),
            "corrections": self.tr("Corrected entries"),
        }
        return words[line.subject]

    def _tour(self, line: Line) -> str:
        name = line.name.in_language(current_language())
        return self.tr("Guard tour {tour}").format(tour=name) if name else self.tr("Guard tours")

    def _handover(self, line: Line) -> str:
        if not line.due_at:
            return self.tr("Handovers")
        time = short_time(moment(line.due_at), self.zone)
        return self.tr("Handover of {time}").format(time=time)

    def _target(self, line: Line) -> str:
        if line.verdict == "none":
            return "—"
        if line.subject == "tour":
            return self.tr("all {count}").format(count=line.of) if line.of else self.tr("every step")
        return f"≤ {duration(line.target_s or 0)}"

    def _was(self, line: Line) -> str:
        if line.subject == "tour" and line.verdict != "none":
            return self.tr("{seen} of {of}").format(seen=line.count, of=line.of) if line.of else "—"
        if line.subject == "on_time":
            return self.tr("{seen} of {of}").format(seen=line.count, of=line.of)
        if line.subject == "cameras":
            lost = duration(line.took_s or 0)
            return self.tr("{count}×, {time}").format(count=line.count, time=lost)
        if line.verdict == "none":
            return "—" if line.at is None and not line.count else str(line.count)
        return duration(line.took_s) if line.took_s is not None else "—"


class _Whole(QStyledItemDelegate):
    """As high as the words are in the width of their column: Qt measures them in more than it draws them in, and would
    leave out the last of them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint, table = super().sizeHint(option, index), self.parent()
        assert isinstance(table, QTableWidget)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        style = table.style()
        shown.rect = QRect(0, 0, table.columnWidth(index.column()), _LIMITLESS)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, shown, table) + 1
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, table).width() - 2 * margin
        words = shown.fontMetrics.boundingRect(
            QRect(0, 0, room, _LIMITLESS), Qt.TextFlag.TextWordWrap, shown.text
        )
        return QSize(hint.width(), max(hint.height(), words.height() + 2 * _ABOVE))


class TargetsTable(QTableWidget):
    """Emits `opened` with a position."""

    opened = Signal(float)

    def __init__(self, words: TargetWords, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setObjectName("shift_targets")
        self._words = words
        self._lines: tuple[Line, ...] = ()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        for column in range(3):
            mode = QHeaderView.ResizeMode.Stretch if column == 0 else QHeaderView.ResizeMode.ResizeToContents
            self.horizontalHeader().setSectionResizeMode(column, mode)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setItemDelegateForColumn(0, _Whole(self))
        self._fitting = QTimer(self)
        """A column tells of its new width before it has it."""
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self.resizeRowsToContents)
        self.horizontalHeader().sectionResized.connect(lambda *_: self._fitting.start())
        self.cellClicked.connect(lambda row, _column: self._open(row))

    def show_lines(self, lines: Sequence[Line], incidents: Mapping[str, str]) -> None:
        """`incidents`: what each is called, by its id. Targets stand below what was: there is room for three columns."""
        self._lines = tuple(lines)
        verdict, what, target, was = self._words.headings()
        self.setHorizontalHeaderLabels((what, f"{was} / {target}", verdict))
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            verdict, what, target, was = self._words.row(line)
            if line.incident_id:
                what += f"\n{incidents.get(line.incident_id, '')}"
            for column, text in enumerate((what, f"{was}\n{target}", verdict)):
                item = QTableWidgetItem(text)
                if column == 2 and line.verdict in _COLOURS:
                    item.setForeground(QColor(_COLOURS[line.verdict]))
                self.setItem(row, column, item)
        self._fitting.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentRow())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _open(self, row: int) -> None:
        at = self._lines[row].at if 0 <= row < len(self._lines) else None
        if at is not None:
            self.opened.emit(at)
