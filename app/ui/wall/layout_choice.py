"""How many pictures at once: a button for each of the usual numbers, one with a menu for the large ones."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from app.model.view import COUNTS

_LEAST_WIDTH = 40
_LARGEST_BUTTON = 16


class LayoutChoice(QWidget):
    """Emits `wanted` with a number of pictures. The wall itself takes the keys, 1 for the first number and so on."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {count: self._button(count) for count in COUNTS if count <= _LARGEST_BUTTON}
        self.menu = QMenu(self)
        self.actions_of = {count: self._action(count) for count in COUNTS if count > _LARGEST_BUTTON}
        self.more = QPushButton(self)
        self.more.setObjectName("compact")
        self.more.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (*self.buttons.values(), self.more):
            row.addWidget(button)
        self._count = 0
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """The number shown now; 0 while the wall shows something else."""
        self._count = count
        for number, button in self.buttons.items():
            button.setChecked(number == count)
        for number, action in self.actions_of.items():
            action.setChecked(number == count)
        large = count in self.actions_of
        self.more.setText(f"{count} ▾" if large else f"{min(self.actions_of)}+ ▾")
        self.more.setCheckable(large)
        self.more.setChecked(large)

    def retranslate(self) -> None:
        for key, count in enumerate(COUNTS, start=1):
            words = self.tr("%n picture(s), key {key}", "", count).format(key=key)
            if count in self.buttons:
                self.buttons[count].setToolTip(words)
                self.buttons[count].setAccessibleName(words)
            else:
                self.actions_of[count].setText(words)
        words = self.tr("More pictures: {counts}, keys {first} to {last}").format(
            counts=" · ".join(map(str, self.actions_of)), first=len(self.buttons) + 1, last=len(COUNTS)
        )
        self.more.setToolTip(words)
        self.more.setAccessibleName(words)

    def _button(self, count: int) -> QPushButton:
        button = QPushButton(str(count), self)
        button.setObjectName("compact")
        button.setCheckable(True)
        button.setMinimumWidth(_LEAST_WIDTH)
        button.clicked.connect(lambda: self.wanted.emit(count))
        return button

    def _action(self, count: int) -> QAction:
        action = QAction(self)
        action.setCheckable(True)
        action.triggered.connect(lambda: self.wanted.emit(count))
        self.menu.addAction(action)
        return action
