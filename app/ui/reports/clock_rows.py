"""What one incident still owes: until when, amber before the time, red after it, and what to press once it is done."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.model.deadline import Due
from app.ui import theme
from app.ui.format import duration
from app.ui.language import Sentence
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.reports.phone_line import PhoneLine
from app.ui.reports.words import ReportWords
from app.ui.rows_by_id import keep_only
from app.ui.services import Services
from app.ui.shell.figure import Figure, FittingFigure


class ClockRow(QWidget):
    """One thing owed."""

    def __init__(
        self, due: Due, services: Services, names: Names, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.due = due
        self._clocks = services.clocks
        self._words = ReportWords(names, self)
        self._what = FittingFigure(15, parent=self)
        self._left = Figure(15, bold=True, parent=self)
        self.reported = QPushButton(self)
        self.reported.setObjectName("compact")
        self.reported.setVisible(due.stage == "phone")
        self.line = PhoneLine(due.incident_id, due.recipient, services, ops, self)
        self.reported.clicked.connect(self._begin)
        self.line.left.connect(self._end)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._what)
        words.addWidget(self._left)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addLayout(words, 1)
        row.addWidget(self.reported)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.line)
        self.retranslate()

    def text(self) -> str:
        return f"{self._what.text()}: {self._left.text()}"

    def show_due(self, due: Due) -> None:
        self.due = due
        self.tick()

    def tick(self) -> None:
        left = self._clocks.left_s(self.due)
        urgency = self._clocks.urgency(self.due)
        if urgency == "over":
            words = "▲ " + self.tr("{time} late").format(time=duration(-left))
            self._left.show_text(words, theme.RED_TEXT)
        else:
            mark = "▲ " if urgency == "soon" else ""
            colour = theme.AMBER if urgency == "soon" else theme.TEXT
            self._left.show_text(mark + self.tr("{time} left").format(time=duration(left)), colour)

    def retranslate(self) -> None:
        both = self._words.owed(self.due)
        self._what.show_first_fitting([both, both.partition(" · ")[0]])
        self.reported.setText(self.tr("Reported …"))
        whom = self._words.recipient(self.due.recipient)
        self.reported.setAccessibleName(Sentence(self.tr("{whom} was told by phone")).format(whom=whom))
        self.line.retranslate()
        self.tick()

    def _begin(self) -> None:
        self.reported.hide()
        self.line.begin()

    def _end(self) -> None:
        self.reported.show()
        self.reported.setFocus()


class ClockRows(QWidget):
    """The most urgent one to each recipient; hidden where nothing is owed. Rows stay while somebody types in them.

    Emits `grown` when there are more rows.
    """

    grown = Signal()

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._ops = ops
        self.rows: dict[str, ClockRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_dues(self, dues: Iterable[Due]) -> None:
        shown = {due.id: due for due in self._most_urgent(dues)}
        keep_only(self.rows, shown, self._column)
        more = not shown.keys() <= self.rows.keys()
        for due in shown.values():
            if due.id not in self.rows:
                self.rows[due.id] = ClockRow(due, self._services, self._names, self._ops, self)
                self._column.addWidget(self.rows[due.id])
            self.rows[due.id].show_due(due)
        if more:
            self.grown.emit()
        if self.isHidden() == bool(shown):
            self.setVisible(bool(shown))

    def tick(self) -> None:
        for row in self.rows.values():
            row.tick()

    def retranslate(self) -> None:
        for row in self.rows.values():
            row.retranslate()

    def _most_urgent(self, dues: Iterable[Due]) -> list[Due]:
        """The turn-out has its own place beside the big clock."""
        left_s = self._services.clocks.left_s
        waiting = [due for due in dues if due.is_open and due.stage != "turn_out"]
        first: dict[str, Due] = {}
        for due in sorted(waiting, key=left_s):
            first.setdefault(due.recipient.code, due)
        return list(first.values())
