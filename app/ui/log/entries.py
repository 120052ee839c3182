"""The log as a table that grows: older pages as somebody scrolls, new entries on top, automatic ones folded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from itertools import islice

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.journal.folded import FoldedEntries, Splice
from app.journal.folding import Fold
from app.journal.kinds import PASSING, PEOPLE
from app.model.journal import CORRECTIONS, Entry
from app.model.search import Wanted
from app.ui.background import Questions
from app.ui.format import site_zone
from app.ui.journal.entry_words import EntryWords
from app.ui.journal.fold_words import FoldWords
from app.ui.journal.folded_rows import show_splices
from app.ui.ops import Ops
from app.ui.services import Services

PAGE = 200
KEPT = 2000
"""So many of the newest entries stay loaded once nobody reads the older ones any more."""
_LARGE_PAGE = 1000
"""Of a log that folds into few lines."""
EVERYTHING, OF_PEOPLE, IMPORTANT = "all", "people", "important"
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
    scope: str = EVERYTHING
    place_id: str = ""
    camera_id: str = ""
    person_id: str = ""

    @property
    def folds(self) -> bool:
        """Whoever looks for something sees each hit by itself; a day alone is still the log as it was."""
        return self == LogFilter(since=self.since, until=self.until)

    def wanted(self) -> Wanted:
        """The same as the log is asked."""
        return Wanted(
            self.words,
            self.kinds or (PEOPLE if self.scope == OF_PEOPLE else ()),
            (*PEOPLE, *PASSING) if self.scope == IMPORTANT else (),
            self.place_id,
            self.camera_id,
            self.person_id,
            self.incident_id,
            self.since,
            self.until,
        )


@dataclass(frozen=True, slots=True)
class LogRow:
    """An entry and its corrections, oldest first; or a fold, whose newest entry it then is."""

    entry: Entry
    corrections: tuple[Entry, ...] = ()
    fold: Fold | None = None
    inside: bool = False
    """Of a fold that is open."""


class LogEntries(QAbstractTableModel):
    """Reads off the UI thread, a page at a time. `data(UserRole)` is the LogRow.

    Attributes:
        answered: a page has come, even an empty one.
        grew: so many entries have come on top.
        corrected: the row of this place has a new correction.
        unsearched: entries that were passed over, as the index does not hold them yet.
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
        self._folds = FoldWords(self)
        self._questions = Questions(ops, self)
        self._filter = LogFilter()
        self.unsearched = 0
        self._entries = FoldedEntries(lambda entry: entry.at.date())
        self._corrections: dict[int, tuple[Entry, ...]] = {}
        self._page = PAGE
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
        self._page = PAGE
        self._questions.ask(lambda: self._read(wanted, PAGE), lambda page: self._start_over(page, wanted))

    def fetch_older(self) -> None:
        if self._asking or not self._older or not self._entries.lines:
            return
        self._asking = True
        wanted, before, size = self._filter, self._entries.oldest, self._page
        self._questions.ask(lambda: self._read(wanted, size, before), lambda page: self._append(page, size))

    def look_for_new(self) -> None:
        """After a change of the log: entries that fit on top, corrections wherever they belong."""
        if self._looking or self._starting_over:
            # What is being read may be older than this change.
            self._look_again = True
            return
        self._looking = True
        wanted, newest = self._filter, self._entries.newest
        self._questions.ask(lambda: self._read_new(wanted, newest), self._put_on_top)

    def let_go(self, chosen: int = 0) -> bool:
        """Drops the older pages that somebody has scrolled through; not while the chosen entry lies among them."""
        if self._asking or len(self._entries) <= 2 * KEPT:
            return False
        last = next(islice(self._entries.entries(), KEPT - 1, None)).number
        if 0 < chosen < last:
            return False
        self._make(self._entries.drop_oldest(KEPT))
        self._corrections = {number: found for number, found in self._corrections.items() if number >= last}
        self._older = True
        return True

    def row_of(self, number: int) -> int:
        """Where an entry stands, or the fold that hides it; -1 when it is not loaded."""
        return self._entries.row_of(number)

    def reveal(self, number: int) -> None:
        """Opens the fold that hides an entry."""
        self._make(self._entries.reveal(number))

    def toggle(self, at: int) -> None:
        """Opens or closes the fold of a row; nothing for an entry."""
        if 0 <= at < len(self._entries.lines):
            self._make(self._entries.toggle(self._entries.lines[at]))
            self.answered.emit()

    def row(self, at: int) -> LogRow | None:
        if not 0 <= at < len(self._entries.lines):
            return None
        line = self._entries.lines[at]
        if line.fold is not None:
            return LogRow(line.fold.entries[0], fold=line.fold)
        if line.entry is None:
            return None
        return LogRow(line.entry, self._corrections.get(line.entry.number, ()), inside=line.inside)

    def fold_text(self, fold: Fold) -> str:
        """What a fold holds, in words; the last one may go on in what is not loaded yet."""
        goes_on = self._older and fold.entries[-1].number == self._entries.oldest
        return self._folds.summary(fold, goes_on=goes_on)

    def name_columns(self, headings: Sequence[str]) -> None:
        """After a change of language: headings, and every sentence anew."""
        self._headings = tuple(headings)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._entries.lines:
            last = len(self._entries.lines) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, len(Column) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries.lines)

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
            return self._text(row, index.column())
        return None

    def _text(self, row: LogRow, column: int) -> str:
        if row.fold is not None:
            return self.fold_text(row.fold) if column == Column.SENTENCE else ""
        if column == Column.NUMBER:
            return str(row.entry.number)
        if column == Column.SENTENCE:
            return self._words.sentence(row.entry)
        return self._words.who(row.entry) if column == Column.WHO else ""

    def _read(self, wanted: LogFilter, size: int, before: int = 0, after: int = 0) -> "_Page":
        journal = self._services.journal
        found = journal.find(wanted.wanted(), size, before=before, after=after)
        corrections = journal.amendments([entry.number for entry in found.entries])
        return _Page(list(found.entries), corrections, found.unsearched)

    def _read_new(self, wanted: LogFilter, newest: int) -> "tuple[_Page, dict[int, list[Entry]]]":
        """A correction belongs to its original even where the filter does not show it as an entry."""
        journal = self._services.journal
        amended = [entry.draft.amends for entry in journal.latest(_LATEST_CORRECTIONS, kinds=CORRECTIONS)]
        return self._read(wanted, PAGE, after=newest), journal.amendments(amended)

    def _start_over(self, page: "_Page", wanted: LogFilter) -> None:
        zone = site_zone(self._services.site.site().timezone)
        self.beginResetModel()
        self._entries.day_of = lambda entry: entry.at.astimezone(zone).date()
        self._corrections.clear()
        self.unsearched = page.unsearched
        self._keep_corrections(page)
        self._entries.start_over(page.entries, folding=wanted.folds)
        self.endResetModel()
        self._asking = self._starting_over = False
        self._older = len(page.entries) == PAGE
        self._choose_page(len(self._entries.lines), len(page.entries))
        self._answered()

    def _append(self, page: "_Page", size: int) -> None:
        self._asking = False
        self._older = len(page.entries) == size
        before = len(self._entries.lines)
        self._keep_corrections(page)
        self._make(self._entries.append(page.entries))
        self._choose_page(len(self._entries.lines) - before, size)
        self.answered.emit()

    def _choose_page(self, lines: int, entries: int) -> None:
        """Where much folds, a page of entries would be a few lines."""
        self._page = _LARGE_PAGE if lines * 4 < entries else PAGE

    def _put_on_top(self, found: "tuple[_Page, dict[int, list[Entry]]]") -> None:
        self._looking = False
        new, corrections = found
        if len(new.entries) == PAGE:
            self.show_filtered(self._filter)
            return
        self._keep_corrections(new)
        self._make(self._entries.put_on_top(new.entries))
        for number, entries in corrections.items():
            self._mark_corrected(number, tuple(entries))
        if new.entries:
            self.grew.emit(len(new.entries))
        self._answered()

    def _answered(self) -> None:
        self.answered.emit()
        if self._look_again:
            self._look_again = False
            self.look_for_new()

    def _make(self, splices: Sequence[Splice]) -> None:
        show_splices(self, self._entries, splices, len(Column) - 1)

    def _keep_corrections(self, page: "_Page") -> None:
        self._corrections.update({number: tuple(found) for number, found in page.corrections.items()})

    def _mark_corrected(self, number: int, corrections: tuple[Entry, ...]) -> None:
        at = self._entries.row_of(number)
        if at >= 0 and len(self._corrections.get(number, ())) != len(corrections):
            self._corrections[number] = corrections
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))
            self.corrected.emit(at)


@dataclass(frozen=True, slots=True)
class _Page:
    entries: list[Entry]
    corrections: dict[int, list[Entry]]
    unsearched: int = 0
