"""The latest entries in the right rail: live, newest on top, runs of automatic ones folded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListView, QVBoxLayout, QWidget

from app.journal.folded import FoldedEntries, Splice
from app.journal.folding import Line
from app.model.journal import Entry
from app.ui.background import Latest
from app.ui.format import site_zone
from app.ui.journal.entry_words import EntryWords
from app.ui.journal.fold_words import FoldWords
from app.ui.journal.folded_rows import show_splices
from app.ui.journal.rail_row import CORRECTED, EntryDelegate
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services

SHOWN = 200
_FOLD_KEYS = {
    Qt.Key.Key_Return: None,
    Qt.Key.Key_Enter: None,
    Qt.Key.Key_Space: None,
    Qt.Key.Key_Right: False,
    Qt.Key.Key_Left: True,
}
"""Whether the fold must be open for the key to turn it; None for either."""
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _New:
    """`entries` that came after no. `after`, the newest first; so many that some between may be left out: `too_many`."""

    after: int
    entries: Sequence[Entry]
    corrected: frozenset[int]
    too_many: bool


class LatestEntries(QAbstractListModel):
    """The newest entries, runs of automatic ones folded. `refresh` reads in the background and adds what is new on top, so
    that nothing else is laid out again. `data(UserRole)` is the Line."""

    def __init__(
        self, services: Services, words: EntryWords, ops: Ops, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._latest = Latest(ops, self._question, self._add, self)
        self._words = words
        self._folds = FoldWords(self)
        self._entries = FoldedEntries(lambda entry: entry.at.date())
        self._corrected: set[int] = set()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._entries.lines):
            return None
        line = self._entries.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line)
        if role == CORRECTED:
            return line.entry is not None and line.number in self._corrected
        return None

    def refresh(self) -> None:
        """After new entries."""
        self._latest.ask()

    def reload(self) -> None:
        """Everything anew: another language, or names have changed."""
        self._start_over(_read(self._services, 0))

    def _question(self) -> Callable[[], _New]:
        services, after = self._services, self._entries.newest
        return lambda: _read(services, after)

    def _add(self, new: _New) -> None:
        if new.too_many or not self._entries.newest:
            self._start_over(new)
        elif new.after != self._entries.newest:
            # All was read anew in the meantime.
            self.refresh()
        else:
            self._put_on_top(new.entries)

    def _put_on_top(self, entries: Sequence[Entry]) -> None:
        amended = {entry.draft.amends for entry in entries if entry.draft.amends}
        self._corrected |= amended
        self._make(self._entries.put_on_top(entries))
        for number in amended:
            at = self._entries.row_of(number)
            if at >= 0:
                self.dataChanged.emit(self.index(at), self.index(at))
        self._make(self._entries.drop_oldest(SHOWN))

    def _start_over(self, new: _New) -> None:
        zone = site_zone(self._services.site.site().timezone)
        self.beginResetModel()
        self._entries.day_of = lambda entry: entry.at.astimezone(zone).date()
        self._corrected = set(new.corrected)
        self._entries.start_over(new.entries, folding=True)
        self.endResetModel()

    def toggle(self, at: int) -> None:
        """Opens or closes the fold of a row; nothing for an entry."""
        if 0 <= at < len(self._entries.lines):
            self._make(self._entries.toggle(self._entries.lines[at]))

    def _text(self, line: Line) -> str:
        if line.fold is not None:
            return self._folds.summary(line.fold)
        if line.entry is None:
            return ""
        return f"{self._words.sentence(line.entry)} {self._words.who(line.entry)}"

    def _make(self, splices: Sequence[Splice]) -> None:
        show_splices(self, self._entries, splices)


def _read(services: Services, after: int) -> _New:
    entries = services.journal.latest(SHOWN, after=after)
    too_many = len(entries) == SHOWN
    whole = too_many or not after
    corrected = services.journal.amendments([entry.number for entry in entries]) if whole else ()
    return _New(after, entries, frozenset(corrected), too_many)


class _List(QListView):
    """A click, Enter or Space opens and closes a fold; so do the arrows to the right and to the left."""

    def __init__(self, entries: LatestEntries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self.setModel(entries)
        self.clicked.connect(lambda index: entries.toggle(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        if isinstance(line, Line) and line.fold is not None and event.key() in _FOLD_KEYS:
            if _FOLD_KEYS[Qt.Key(event.key())] in (None, line.fold.opened):
                self._entries.toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class LogRail(QFrame):
    """Heading and list."""

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = EntryWords(names, self)
        self._heading = QLabel(self)
        self._heading.setObjectName("heading")
        self._empty = QLabel(self)
        self._empty.setObjectName("dim")
        self._empty.setWordWrap(True)
        self.model = LatestEntries(services, words, ops, self)
        self._delegate = EntryDelegate(services, words, self)
        self.view = _List(self.model, self)
        self.view.setObjectName("log_rail")
        self.view.setItemDelegate(self._delegate)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: a bar that comes with the tenth entry would make lines wrap anew and overlap.
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.setSelectionMode(QListView.SelectionMode.SingleSelection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 0, 0)
        layout.addWidget(self._heading)
        layout.addWidget(self._empty)
        layout.addWidget(self.view, 1)
        self.model.modelReset.connect(self._show_empty)
        self.model.rowsInserted.connect(self._show_empty)
        self.retranslate()

    def refresh(self, kinds: frozenset[str]) -> None:
        if kinds & Names.KINDS:
            self._delegate.forget()
            self.model.reload()
        elif "journal" in kinds:
            self.model.refresh()

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Duty log"))
        self._empty.setText(self.tr("Nothing written yet. Press / and write the first line."))
        self.view.setAccessibleName(self.tr("Latest entries of the duty log"))
        self._delegate.forget()
        self.model.reload()

    def _show_empty(self) -> None:
        self._empty.setVisible(self.model.rowCount() == 0)
