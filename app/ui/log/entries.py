"""The log as a table that grows: older pages as somebody scrolls, new entries on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.model.journal import Entry
from app.ui.background import Questions
from app.ui.journal.entry_words import EntryWords
from app.ui.ops import Ops
from app.ui.services import Services

PAGE = 200
_LATEST_CORRECTIONS = 30
_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    NUMBER = 0
    TIME = 1
    SENTENCE = 2
    WHO = 3


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What is asked for; empty means everything."""

    kinds: tuple[str, ...] = ()
    words: str = ""
    incident_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogRow:
    """An entry and its corrections, oldest first."""

    entry: Entry
    corrections: tuple[Entry, ...] = ()


class LogEntries(QAbstractTableModel):
    """Reads off the UI thread, a page at a time. `data(UserRole)` is the LogRow.

    Attributes:
        answered: a page has come, even an empty one.
        grew: so many rows were put on top.
        corrected: the row of this number has a new correction.
    """

    answered = Signal()
    grew = Signal(int)
    corrected = Signal(int)

    def __init__(
        self, services: Services, ops: Ops, words: EntryWords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._words = words
        self._questions = Questions(ops, self)
        self._filter = LogFilter()
        self._rows: list[LogRow] = []
        self._older = True
        self._asking = False
        self._starting_over = False
        self._looking = False
        self._look_again = False
        self._headings: tuple[str, ...] = ("",) * len(Column)

    def show_filtered(self, wanted: LogFilter) -> None:
        """Everything anew. What stood there goes only when the answer is there."""
        self._filter = wanted
        self._questions.forget()
        self._asking = self._starting_over = True
        self._looking = self._look_again = False
        self._questions.ask(lambda: self._read(wanted), self._start_over)

    def fetch_older(self) -> None:
        if self._asking or not self._older or not self._rows:
            return
        self._asking = True
        wanted, before = self._filter, self._rows[-1].entry.number
        self._questions.ask(lambda: self._read(wanted, before), self._append)

    def look_for_new(self) -> None:
        """After a change of the log: entries that fit on top, corrections wherever they belong."""
        if self._looking or self._starting_over:
            # What is being read may be older than this change.
            self._look_again = True
            return
        self._looking = True
        wanted = self._filter
        newest = self._rows[0].entry.number if self._rows else 0
        self._questions.ask(lambda: self._read_new(wanted, newest), self._put_on_top)

    def row_of(self, number: int) -> int:
        """Where an entry stands; -1 when it is not loaded."""
        return next((at for at, row in enumerate(self._rows) if row.entry.number == number), -1)

    def row(self, at: int) -> LogRow | None:
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def name_columns(self, headings: Sequence[str]) -> None:
        """After a change of language: headings, and every sentence anew."""
        self._headings = tuple(headings)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row.entry, index.column())
        return None

    def _text(self, entry: Entry, column: int) -> str:
        if column == Column.NUMBER:
            return str(entry.number)
        if column == Column.SENTENCE:
            return self._words.sentence(entry)
        return self._words.who(entry) if column == Column.WHO else ""

    def _read(self, wanted: LogFilter, before: int = 0, after: int = 0) -> list[LogRow]:
        journal = self._services.journal
        entries = journal.latest(
            PAGE,
            kinds=wanted.kinds,
            words=wanted.words,
            incident_id=wanted.incident_id,
            before=before,
            after=after,
            since=wanted.since,
            until=wanted.until,
        )
        corrections = journal.amendments([entry.number for entry in entries])
        return [LogRow(entry, tuple(corrections.get(entry.number, ()))) for entry in entries]

    def _read_new(self, wanted: LogFilter, newest: int) -> tuple[list[LogRow], dict[int, list[Entry]]]:
        """A correction belongs to its original even where the filter does not show it as an entry."""
        journal = self._services.journal
        amended = [entry.draft.amends for entry in journal.latest(_LATEST_CORRECTIONS, kinds=("amendment",))]
        return self._read(wanted, after=newest), journal.amendments(amended)

    def _start_over(self, rows: list[LogRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        self._asking = self._starting_over = False
        self._older = len(rows) == PAGE
        self._answered()

    def _append(self, rows: list[LogRow]) -> None:
        self._asking = False
        self._older = len(rows) == PAGE
        self._insert(len(self._rows), rows)
        self.answered.emit()

    def _put_on_top(self, found: tuple[list[LogRow], dict[int, list[Entry]]]) -> None:
        self._looking = False
        new, corrections = found
        if len(new) == PAGE:
            self.show_filtered(self._filter)
            return
        self._insert(0, new)
        for number, entries in corrections.items():
            self._mark_corrected(number, tuple(entries))
        if new:
            self.grew.emit(len(new))
        self._answered()

    def _answered(self) -> None:
        self.answered.emit()
        if self._look_again:
            self._look_again = False
            self.look_for_new()

    def _insert(self, at: int, rows: list[LogRow]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows[at:at] = rows
            self.endInsertRows()

    def _mark_corrected(self, number: int, corrections: tuple[Entry, ...]) -> None:
        at = self.row_of(number)
        if at >= 0 and len(self._rows[at].corrections) != len(corrections):
            self._rows[at] = LogRow(self._rows[at].entry, corrections)
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))
            self.corrected.emit(at)
