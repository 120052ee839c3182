"""Figures: a list of charts, the chosen one large, its table below it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.figures.rules import Figures
from app.model.figures import Group, Period
from app.ui.background import Questions
from app.ui.figures.chart import ChartView
from app.ui.figures.chart_list import ChartList
from app.ui.figures.files import FigureFiles, Leaving
from app.ui.figures.period_bar import PeriodBar
from app.ui.figures.sheet import ABOUT_INCIDENTS, Line, Sheet
from app.ui.figures.sheets import SheetMaker
from app.ui.figures.split import ChartAndTable
from app.ui.figures.words import FigureWords, file_stem
from app.ui.forms.rows import Row, RowsTable
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services

_KINDS = frozenset({"incident", "due", "report", "place", "camera", "plan", "site"})
_AGAIN_MS = 1000
"""An emergency changes something many times a second: a year is not counted anew for each."""
_TABLE_ROW_PX = 30
_FRAME_PX = 18
"""Lines around the table, and room for a bar below wide ones."""
_WIDTHS_FROM_ROWS = 40
_TABLE_LEAST_PX = 76


@dataclass(frozen=True, slots=True)
class _Answer:
    figures: Figures
    sheets: tuple[Sheet, ...]


class FiguresPage(QWidget):
    """Asks in the background; what stands on screen stays until the answer is there.

    Attributes:
        incident_wanted: an incident is to be shown where all of it is.
    """

    incident_wanted = Signal(str)

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._ops = services, ops
        self._words = FigureWords(services, Names(services), self)
        # Of a year with thousands of incidents the words alone take a while: they are found on the asking thread, by
        # objects that no other thread uses.
        self._asked_words = FigureWords(services, Names(services), self)
        self._maker = SheetMaker(self._asked_words, self)
        self._questions = Questions(ops, self)
        self.files = FigureFiles(services.journal, ops, self, self._leaving)
        self._stale = True
        self.figures: Figures | None = None
        self.sheets: list[Sheet] = []
        self.bar = PeriodBar(services.figures, self._words, self)
        self.list = ChartList(self)
        self.chart = ChartView(self)
        self.table = RowsTable(self)
        self.table.verticalHeader().setDefaultSectionSize(_TABLE_ROW_PX)
        # Widths from so many rows: those of thousands of incidents would hold the window up.
        self.table.horizontalHeader().setResizeContentsPrecision(_WIDTHS_FROM_ROWS)
        self.table.setMinimumHeight(_TABLE_LEAST_PX)
        self.title, self.summary, self.key, self.said, self.notes, self.empty, self.hint = (
            QLabel(self) for _ in range(7)
        )
        self.open = QPushButton(self)
        self._arrange()
        self._wire()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._read_again)
        self.retranslate()

    def retranslate(self) -> None:
        self._words.forget()
        self.bar.retranslate()
        self.list.setAccessibleName(self.tr("Charts"))
        self.table.setAccessibleName(self.tr("The chart as a table"))
        self.open.setText(self.tr("Open the incident"))
        self.hint.setText(
            self.tr(
                "↑ ↓ chart · Tab into it, arrows from one to the next, Enter opens · Alt+← → period · Alt+1–4 day to year"
            )
        )
        self._blank()
        if self.isVisible():
            self.read()

    def sheet(self) -> Sheet | None:
        """The one that is shown."""
        number = self.list.current()
        return self.sheets[number] if 0 <= number < len(self.sheets) else None

    def line(self) -> Line | None:
        """The row of the table that is chosen."""
        sheet, chosen = self.sheet(), self.table.selectionModel().selectedRows()
        return sheet.lines[chosen[0].row()] if sheet is not None and chosen else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.read()

    def read(self) -> None:
        """Asks for the period and the incidents that the bar names."""
        self._stale = False
        period, group = self.bar.period, self.bar.group
        self._questions.forget()
        self._questions.ask(lambda: self._answer(period, group), self._show)

    def _answer(self, period: Period, group: Group) -> _Answer:
        """On the asking thread."""
        self._asked_words.forget()
        figures = self._services.figures.read(period, group)
        return _Answer(figures, tuple(self._maker.all(figures)))

    def _leaving(self) -> Leaving | None:
        sheet = self.sheet()
        if sheet is None:
            return None
        parts = [self._words.site(), self._words.period(self.bar.period)]
        if sheet.id in ABOUT_INCIDENTS:
            parts.append(self._words.group(self.bar.group))
        return Leaving(sheet, " · ".join(parts), file_stem(self.bar.period))

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & Names.KINDS:
            self._words.forget()
        if not kinds & _KINDS:
            return
        self._stale = True
        if self.isVisible() and not self._again.isActive():
            self._again.start()

    def _read_again(self) -> None:
        if self.isVisible() and self._stale:
            self.read()

    def _blank(self) -> None:
        """Until there is an answer in these words."""
        self.sheets = []
        self._stale = True
        self.list.show_sheets(())
        for part in (self.empty, self.notes, self.open, self.chart, self.table, self.key):
            part.hide()
        for label in (self.title, self.summary, self.said):
            label.clear()

    def _show(self, answer: _Answer) -> None:
        """What was chosen stays so where the same chart of the same period is shown anew."""
        before, index = self.figures, self.chart.index
        self.figures, self.sheets = answer.figures, list(answer.sheets)
        self.bar.show_answer(answer.figures)
        self.list.show_sheets(self.sheets)
        self._show_sheet()
        asked = answer.figures.asked
        if index >= 0 and before is not None and before.asked.period == asked.period:
            self.chart.choose(index)

    def _show_sheet(self) -> None:
        sheet = self.sheet()
        if sheet is None:
            return
        self.title.setText(sheet.title)
        self.summary.setText(sheet.summary)
        self.key.setText(sheet.key)
        self.notes.setText("\n".join(sheet.notes))
        self.notes.setVisible(bool(sheet.notes) and sheet.drawing is not None)
        self.empty.setText(sheet.empty)
        shown = sheet.drawing is not None
        self.empty.setVisible(not shown)
        self.chart.setVisible(shown)
        self.key.setVisible(shown)
        self.table.setVisible(shown)
        self.bar.chart.setEnabled(shown)
        self.bar.table.setEnabled(shown)
        for button in self.bar.groups.values():
            button.setEnabled(sheet.id in ABOUT_INCIDENTS)
        self.said.clear()
        self.chart.setAccessibleName(f"{sheet.title}. {sheet.summary}")
        self.table.rows.show_rows([])  # those of another chart have other columns
        self.table.show_columns(list(sheet.headers), 0)
        self.table.rows.show_rows(
            [Row(str(n), tuple(str(cell) for cell in line.cells)) for n, line in enumerate(sheet.lines)]
        )
        self._split.need(
            self.table.horizontalHeader().height() + _TABLE_ROW_PX * len(sheet.lines) + _FRAME_PX
        )
        if sheet.drawing is not None:
            self.chart.index = -1
            self.chart.show_drawing(sheet.drawing)
        self._offer()

    def _choose(self, number: int) -> None:
        """What is pointed at in the chart is the row of the table, and is read out."""
        sheet = self.sheet()
        row = number // sheet.across if sheet is not None else -1
        if sheet is None or not 0 <= row < len(sheet.lines):
            return
        line = sheet.lines[row]
        if sheet.across > 1:
            column = number % sheet.across
            self._say(f"{line.cells[0]} {column:02d}:00 · {line.cells[column + 1]}")
        else:
            self._say(line.said)
        if self._row() != row:
            self.table.selectRow(row)
        self._offer()

    def _choose_row(self) -> None:
        sheet, row = self.sheet(), self._row()
        if sheet is None or row < 0:
            return
        if sheet.across == 1:
            self.chart.choose(row)
            self._say(sheet.lines[row].said)
        self._offer()

    def _row(self) -> int:
        chosen = self.table.selectionModel().selectedRows()
        return chosen[0].row() if chosen else -1

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.chart.setAccessibleDescription(words)

    def _offer(self) -> None:
        line = self.line()
        self.open.setVisible(line is not None and bool(line.incident_id))

    def _open(self) -> None:
        line = self.line()
        if line is not None and line.incident_id:
            self.incident_wanted.emit(line.incident_id)

    def _wire(self) -> None:
        self.bar.wanted.connect(self.read)
        self.bar.chart_wanted.connect(self.files.ask_for_chart)
        self.bar.table_wanted.connect(self.files.ask_for_table)
        self.files.told.connect(self.said.setText)
        self.list.picked.connect(lambda _: self._show_sheet())
        self.chart.chosen.connect(self._choose)
        self.chart.opened.connect(lambda _: self._open())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose_row())
        self.table.activated.connect(lambda _: self._open())
        self.open.clicked.connect(self._open)
        self._ops.changed.connect(self._on_changed)

    def _arrange(self) -> None:
        for label, name in (
            (self.title, "title"), (self.summary, "strong"), (self.key, "dim"), (self.notes, "dim"), (self.empty, "empty"),
            (self.said, ""), (self.hint, "dim"),
        ):  # fmt: skip
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.notes, self.empty, self.summary, self.said, self.key):
            label.setWordWrap(True)
        self.key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        upper = QWidget(self)
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.title)
        head.addWidget(self.key, 1)
        above.addLayout(head)
        above.addWidget(self.summary)
        above.addWidget(self.empty, 1)
        above.addWidget(self.chart, 1)
        readout = QHBoxLayout()
        readout.addWidget(self.said, 1)
        readout.addWidget(self.open)
        above.addLayout(readout)
        self._split = ChartAndTable(upper, self.table, self)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._split, 1)
        right.addWidget(self.notes)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 6)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addLayout(row, 1)
        column.addWidget(self.hint)
        self.setFocusProxy(self.list)
