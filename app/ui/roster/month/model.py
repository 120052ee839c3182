"""People by days, as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.language import current_language, current_locale
from app.ui.roster.month.marks import Mark, Marks

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Day:
    """A column: `free` days are drawn darker; `name` is that of a holiday."""

    date: date
    free: bool = False
    name: str = ""

    @property
    def iso(self) -> str:
        return self.date.isoformat()


class MonthModel(QAbstractTableModel):
    """Holds what is shown; changes tell only the cells they touch."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people: list[tuple[str, str]] = []
        """Id and name."""
        self.days: list[Day] = []
        self.today = ""
        self._marks: Marks = {}
        self._flags: Mapping[tuple[str, str], str] = {}
        self._wishes: Mapping[tuple[str, str], str] = {}
        self._compared: frozenset[tuple[str, str]] = frozenset()
        self._places: dict[tuple[str, str], tuple[int, int]] = {}

    def show_frame(self, people: Sequence[tuple[str, str]], days: Sequence[Day], today: str) -> None:
        """Other people or days."""
        self.beginResetModel()
        self.people, self.days, self.today = list(people), list(days), today
        self._places = {
            (person_id, day.iso): (row, column)
            for row, (person_id, _) in enumerate(self.people)
            for column, day in enumerate(self.days)
        }
        self.endResetModel()

    def show_marks(self, marks: Marks) -> None:
        before, self._marks = self._marks, marks
        self._tell({key for key in {*before, *marks} if before.get(key) != marks.get(key)})

    def show_flags(self, flags: Mapping[tuple[str, str], str]) -> None:
        """What is wrong, by person and date."""
        before, self._flags = self._flags, flags
        self._tell({key for key in {*before, *flags} if before.get(key) != flags.get(key)})

    def show_compared(self, different: frozenset[tuple[str, str]]) -> None:
        """Cells in which another draft says something else."""
        before, self._compared = self._compared, different
        self._tell(set(before ^ different))

    def show_wishes(self, wishes: Mapping[tuple[str, str], str]) -> None:
        """Who would rather be free (`off`) or on duty (`on`), by person and date."""
        before, self._wishes = self._wishes, wishes
        self._tell({key for key in {*before, *wishes} if before.get(key) != wishes.get(key)})

    def wish(self, person_id: str, day: str) -> str:
        return self._wishes.get((person_id, day), "")

    def marks(self, row: int, column: int) -> tuple[Mark, ...]:
        return self._marks.get((self.people[row][0], self.days[column].iso), ())

    def flag(self, row: int, column: int) -> str:
        return self._flags.get((self.people[row][0], self.days[column].iso), "")

    def is_different(self, row: int, column: int) -> bool:
        return (self.people[row][0], self.days[column].iso) in self._compared

    def place(self, person_id: str, day: str) -> tuple[int, int] | None:
        """Row and column."""
        return self._places.get((person_id, day))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.days)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(f"{mark.letter}{mark.below}" for mark in self.marks(index.row(), index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name, day = self.people[index.row()][1], self.days[index.column()]
            said = " ".join(mark.letter for mark in self.marks(index.row(), index.column()))
            return f"{name}, {day.iso}: {said or '—'} {self.flag(index.row(), index.column())}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.flag(index.row(), index.column()) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation == Qt.Orientation.Vertical:
            return self.people[section][1] if role == Qt.ItemDataRole.DisplayRole else None
        day = self.days[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{day.iso} {day.name}".strip()
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        weekday = current_locale().dayName(day.date.isoweekday(), QLocale.FormatType.NarrowFormat)
        if current_language() == "en":
            weekday = current_locale().dayName(day.date.isoweekday(), QLocale.FormatType.ShortFormat)[:2]
        return f"{day.date.day}\n{weekday}"

    def _tell(self, keys: set[tuple[str, str]]) -> None:
        places = [self._places[key] for key in keys if key in self._places]
        if len(places) > 200:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.people) - 1, len(self.days) - 1))
            return
        for row, column in places:
            index = self.index(row, column)
            self.dataChanged.emit(index, index)
