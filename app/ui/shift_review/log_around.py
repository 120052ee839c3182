"""What the log says around the moment looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.shift_review.lanes import Mark
from app.shift_review.looked import LookedShift
from app.ui.shift_review.words import ShiftReviewWords

_AROUND = 9
_NEAR_S = 0.0005


class LogAround(QListWidget):
    """Emits `sought` with the moment of an entry that was pressed. The last that had happened is marked."""

    sought = Signal(float)

    def __init__(self, words: ShiftReviewWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log_around")
        self._words = words
        self._shown: tuple[int, ...] = ()
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._seek)

    def show_moment(self, looked: LookedShift, position: float) -> None:
        marks = _beside(looked, position)
        current = sum(1 for mark in marks if mark.at <= position + _NEAR_S) - 1
        shown = (current, *(mark.entry.number for mark in marks), len(looked.corrections))
        if shown == self._shown:
            return
        self._shown = shown
        self.clear()
        for mark in marks:
            self.addItem(self._item(mark, looked))
        self.setCurrentRow(current)
        if current >= 0:
            self.scrollToItem(self.item(current), QListWidget.ScrollHint.PositionAtCenter)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Entries around this moment; Enter goes there"))
        self._shown = ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._seek(self.currentItem())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _item(self, mark: Mark, looked: LookedShift) -> QListWidgetItem:
        words = self._words.entry(mark.entry)
        struck = looked.corrections.get(mark.entry.number)
        item = QListWidgetItem(f"{words}\n↳ {self._words.corrected(struck[-1])}" if struck else words)
        item.setData(Qt.ItemDataRole.UserRole, mark.at)
        return item

    def _seek(self, item: QListWidgetItem) -> None:
        self.sought.emit(float(item.data(Qt.ItemDataRole.UserRole)))


def _beside(looked: LookedShift, position: float) -> Sequence[Mark]:
    """Some before and some after, of people and of the program alike."""
    found: list[Mark] = []
    for name in ("people", "automatic"):
        lane = looked.lane(name)
        place = lane.count(float("-inf"), position + _NEAR_S)
        found += lane.marks[max(0, place - _AROUND) : place + _AROUND]
    found.sort(key=lambda mark: (mark.at, mark.entry.number))
    place = sum(1 for mark in found if mark.at <= position + _NEAR_S)
    return found[max(0, place - _AROUND) : place + _AROUND]
