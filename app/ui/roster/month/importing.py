"""A roster from an Excel or CSV file: looked at first, every cell that is not understood named, then all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.model.rota import Cell, Line
from app.roster.edits import differences
from app.roster.files.meaning import LEFT_OUT, Meaning
from app.roster.files.reading import Table, read_tables
from app.roster.files.understanding import Mistake, Understood, best_of, understand
from app.ui.background import LongWork
from app.ui.code_words import CodeWords
from app.ui.error_words import ErrorWords
from app.ui.forms.choices import fill_box
from app.ui.forms.field import prepare_boxes
from app.ui.forms.rows import WRONG, Row, RowsTable
from app.ui.language import Sentence, current_language
from app.ui.ops import Ops
from app.ui.problem_words import ProblemWords
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.month.desk import Desk
from app.ui.roster.month.toolbar import MonthToolbar
from app.ui.services import Services


@dataclass(frozen=True, slots=True)
class _Looked:
    path: Path
    tables: tuple[Table, ...]
    number: int
    found: Understood

    @property
    def table(self) -> Table:
        return self.tables[self.number]


class ImportPanel(QWidget):
    """Words that nobody understands are explained once; the next file finds them explained.

    Attributes:
        opened: a file was looked at; the panel wants to be seen.
        previewed: people and dates of the draft that the file would change.
        told: what came of it.
    """

    opened = Signal()
    previewed = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        services: Services,
        ops: Ops,
        desk: Desk,
        toolbar: MonthToolbar,
        words: FindingWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._desk, self._toolbar, self._words = services, desk, toolbar, words
        self._codes, self._errors, self._problems = CodeWords(self), ErrorWords(self), ProblemWords(self)
        self._ops = ops
        self._work = LongWork(ops, self)
        self._looked: _Looked | None = None
        self._failed: BaseException | None = None
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.take_over, self.choose = QPushButton(self), QPushButton(self)
        self.take_over.setObjectName("primary")
        self.mistakes = RowsTable(self)
        self.boxes: dict[str, QComboBox] = {}
        self.sheet = QComboBox(self)
        prepare_boxes(self.sheet)
        self.sheet.activated.connect(self._choose_sheet)
        self._unknown = QWidget(self)
        self._grid = QGridLayout(self._unknown)
        self._scrolled = QScrollArea(self)
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setWidget(self._unknown)
        head = QHBoxLayout()
        head.addWidget(self.said, 1)
        head.addWidget(self.sheet)
        head.addWidget(self.choose)
        head.addWidget(self.take_over)
        both = QHBoxLayout()
        both.addWidget(self.mistakes, 1)
        both.addWidget(self._scrolled, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 4)
        column.addLayout(head)
        column.addLayout(both, 1)
        self.take_over.clicked.connect(self._take_over)
        self.choose.clicked.connect(self.choose_file)
        self.retranslate()

    def retranslate(self) -> None:
        self.take_over.setText(self.tr("Take over into the draft"))
        self.choose.setText(self.tr("Choose a file …"))
        headers = [self.tr("Cell"), self.tr("Text"), self.tr("Why it is not understood")]
        self.mistakes.show_columns(headers, 2)
        self.sheet.setAccessibleName(self.tr("Worksheet of the file"))
        self.mistakes.setAccessibleName(self.tr("Cells that are not understood"))
        self._show()

    def choose_file(self) -> None:
        """Not modal: the emergency button stays within reach."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        title = self.tr("Choose a roster")
        dialog = QFileDialog(self, title, folder if Path(folder).is_dir() else str(Path.home()))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Excel and CSV files (*.xlsx *.xlsm *.csv *.txt)"), self.tr("All files (*)")]
        )
        dialog.setModal(False)
        dialog.fileSelected.connect(lambda name: self.look_at(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def look_at(self, path: Path) -> None:
        """Reads a file and shows what it would bring; nothing is changed yet."""
        meaning = self._meaning()
        if meaning is None:
            return

        def work(_count: object) -> _Looked:
            tables = read_tables(path)
            return _Looked(path, tables, *best_of(tables, meaning))

        self._work.start(work, self._seen, self._refused)

    def forget(self) -> None:
        self._looked = self._failed = None
        self._show()

    def _seen(self, looked: _Looked) -> None:
        self._looked, self._failed = looked, None
        self._show()
        self.opened.emit()

    def _refused(self, error: BaseException) -> None:
        self._looked, self._failed = None, error
        self._show()
        self.opened.emit()

    def _choose_sheet(self) -> None:
        if self._looked is not None:
            self._understand(replace(self._looked, number=int(self.sheet.currentData())))

    def _understand(self, looked: _Looked) -> None:
        """Once more: another worksheet, or a word was explained."""
        meaning = self._meaning()
        if meaning is not None:
            self._looked = replace(looked, found=understand(looked.table, meaning))
            self._show()

    def _meaning(self) -> Meaning | None:
        sheet, line = self._desk.sheet, self._toolbar.chosen_line()
        if sheet is None or line is None:
            return None
        roster = self._services.roster
        names: dict[str, Line] = {}
        for one in sheet.lines:
            names[self._words.line(one)] = one
            if not one.post_id:
                names[self._codes.role(one.role)] = one
        for post in roster.posts():
            for one in sheet.lines:
                if one.post_id == post.id:
                    names |= {name: one for name in (post.name.zh, post.name.en) if name}
        said = roster.sheets.import_words()
        return Meaning(roster.people(), roster.books.kinds(), names, line, sheet.first, sheet.last, said)

    def _show(self) -> None:
        looked = self._looked
        mistakes = looked.found.mistakes if looked is not None else ()
        self.mistakes.rows.show_rows([Row(str(n), self._cells(one)) for n, one in enumerate(mistakes)])
        self._show_words(looked.found if looked is not None else Understood())
        sheets = looked.tables if looked is not None else ()
        fill_box(
            self.sheet,
            [(str(number), table.title) for number, table in enumerate(sheets)],
            str(looked.number) if looked is not None else "",
        )
        self.sheet.setVisible(len(sheets) > 1)
        self.take_over.setEnabled(looked is not None and not mistakes)
        self.said.setText(self._summary())
        gone, added = self._changes()
        self.previewed.emit(frozenset((cell.person_id, cell.date) for cell in (*gone, *added)))

    def _changes(self) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
        """What taking the file over would take away and bring."""
        looked = self._looked
        if looked is None or looked.found.mistakes:
            return (), ()
        return differences(self._desk.cells, self._taken_over(looked.found.cells))

    def _summary(self) -> str:
        if self._failed is not None:
            return f"{WRONG} {self._errors.explain(self._failed).text}"
        looked = self._looked
        if looked is None:
            return self.tr(
                "Choose an Excel or CSV file: people down and days across, or days down and posts across."
            )
        counted = Sentence(self.tr("%n duty(s) found in {file}.", "", len(looked.found.cells))).format(
            file=looked.path.name
        )
        if looked.table.hidden:
            counted += " " + self.tr("%n hidden row(s) or column(s) left out.", "", looked.table.hidden)
        if looked.found.mistakes:
            wrong = self.tr(
                "%n cell(s) not understood: nothing is taken over before all are.",
                "",
                len(looked.found.mistakes),
            )
            return f"{WRONG} {counted} {wrong}"
        gone, added = self._changes()
        changed = self.tr("Against the draft: {added} new, {gone} fall away (dashed in the month).")
        return f"{counted} {changed.format(added=len(added), gone=len(gone))}"

    def _cells(self, mistake: Mistake) -> tuple[str, ...]:
        return mistake.cell or "—", mistake.value, self._problems.explain(mistake.reason)

    def _nothing(self, kind: str) -> str:
        """A word that means no duty: a signature below the table, a sign for a free day, a column of remarks."""
        if kind == "shift":
            return self.tr("free: no duty")
        return self.tr("nobody: leave it out") if kind == "person" else self.tr("no post: leave it out")

    def _show_words(self, found: Understood) -> None:
        """A box for each word: what it means, remembered for the next file. What was explained can be changed."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.boxes.clear()
        words = [*((word, "") for word in found.unknown), *found.explained]
        for number, (word, said) in enumerate(words):
            kind, _, text = word.partition(":")
            box = QComboBox(self._unknown)
            prepare_boxes(box)
            box.setAccessibleName(text)
            options = [(LEFT_OUT, self._nothing(kind)), *self._options(kind)]
            fill_box(box, options if said else [("", self.tr("means …")), *options], said)
            box.activated.connect(lambda _=0, word=word: self._explain(word))
            self._grid.addWidget(QLabel(text, self._unknown), number, 0)
            self._grid.addWidget(box, number, 1)
            self.boxes[word] = box
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(len(words), 1)
        self._scrolled.setVisible(bool(words))

    def _options(self, kind: str) -> list[tuple[str, str]]:
        language, roster = current_language(), self._services.roster
        if kind == "person":
            return [(one.id, one.name.in_language(language)) for one in roster.people()]
        if kind == "shift":
            return [
                (f"{one.start}-{one.end}", f"{one.name.in_language(language)} {one.start}–{one.end}")
                for one in roster.books.kinds()
            ]
        sheet = self._desk.sheet
        lines = sheet.lines if sheet is not None else ()
        return [(f"{one.role}|{one.post_id}", self._words.line(one)) for one in lines]

    def _explain(self, word: str) -> None:
        said, looked = str(self.boxes[word].currentData() or ""), self._looked
        if not said or looked is None:
            return

        def done(_: object) -> None:
            if self._looked is looked:
                self._understand(looked)

        self._ops.ask(lambda: self._services.roster.sheets.remember_word(word, said), done)

    def _take_over(self) -> None:
        """In one edit: undo brings back what was there."""
        looked = self._looked
        if looked is None or looked.found.mistakes:
            return
        self._desk.replace(self._taken_over(looked.found.cells))
        self.told.emit(
            self.tr("%n duty(s) taken over. Undo brings back what was there.", "", len(looked.found.cells))
        )
        self.forget()

    def _taken_over(self, new: Sequence[Cell]) -> list[Cell]:
        """The draft as it would be. Lines that the file says nothing about stay as they are, and what is locked."""
        lines = {cell.line for cell in new}
        kept = [cell for cell in self._desk.cells if cell.line not in lines or cell.locked]
        taken = {(cell.person_id, cell.date, cell.line, cell.start) for cell in kept}
        return [
            *kept,
            *(cell for cell in new if (cell.person_id, cell.date, cell.line, cell.start) not in taken),
        ]
