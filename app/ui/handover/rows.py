"""The rows of the form: parts, points, things to count."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.handover.handover_paper import history
from app.handover.wording import HandoverWords
from app.model.handover import DRAFT, Count, Handover, Point
from app.ui.handover.row_words import RowWords

Mark = Literal["", "open", "yes", "no"]
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One line; `key` is that of its point or the id of its item. `part` stands before the first row of a part."""

    key: str
    part: str
    text: str
    more: tuple[str, ...] = ()
    """Lines below it: what the outgoing says, how long it is open."""
    mark: Mark = ""
    right: str = ""
    """What the incoming says, or the counts."""
    wrong: bool = False
    """It needs a hand."""
    point: Point | None = None
    count: Count | None = None


class HandoverRows(QAbstractListModel):
    """`data(UserRole)` is the Row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show_rows(self, rows: list[Row]) -> None:
        if rows == self.rows:
            return
        same = [row.key for row in rows] == [row.key for row in self.rows]
        if same:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def place_of(self, key: str) -> int:
        return next((at for at, row in enumerate(self.rows) if row.key == key and key), -1)

    def next_open(self, after: int) -> int:
        """The next row that is still to be done; else the one below; -1 where there is none."""
        below = range(after + 1, len(self.rows))
        return next((at for at in below if self.rows[at].mark == "open"), below[0] if below else -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(part for part in (row.part, row.text, *row.more, row.right) if part)
        return None


def rows_of(handover: Handover, words: HandoverWords, said: RowWords) -> list[Row]:
    """In the order of the form; keys and equipment last."""
    return [*_points(handover, words, said), *_counts(handover, words, said)]


def _points(handover: Handover, words: HandoverWords, said: RowWords) -> Iterator[Row]:
    section = ""
    draft = handover.state == DRAFT
    for point in handover.points:
        part = words.section(point.fact.section) if point.fact.section != section else ""
        section = point.fact.section
        more = ([said.outgoing(point.words)] if point.words else []) + history(point, words)
        yield Row(
            point.key,
            part,
            words.sentence(point.fact),
            tuple(more),
            "" if draft else _mark(point),
            "" if draft and not point.verdict else said.verdict(point),
            point.fact.weight == "wrong" or bool(point.carried),
            point=point,
        )


def _mark(point: Point) -> Mark:
    if not point.verdict:
        return "open"
    return "no" if point.verdict == "refused" else "yes"


def _counts(handover: Handover, words: HandoverWords, said: RowWords) -> Iterator[Row]:
    draft = handover.state == DRAFT
    for number, count in enumerate(handover.counts):
        counted = count.outgoing if draft else count.incoming
        mark: Mark = "open" if counted is None else "no" if count.differs and not count.why else "yes"
        yield Row(
            count.item.id,
            "" if number else words.section("items"),
            words.name(count.item.name),
            (said.why(count.why),) if count.why else (),
            mark,
            said.counts(count, draft=draft),
            count.differs,
            count=count,
        )
