"""A box whose choice takes effect at once: its keys open the list, and nothing is chosen before Enter."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from app.journal.completion import SPELT, Completion
from app.ui.forms.choices import Options, fill_box
from app.ui.forms.field import prepare_boxes

_OPEN = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Space,
)
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
"""Those of what the box stands on; Qt would choose the first line or the last."""
_MARGIN = 4
"""Qt leaves so many pixels free beside the text."""
Find = Callable[[str, bool], Sequence[str]]
"""Gives the data of the lines that the letters may mean, the best first; or of those alone that begin with them."""


class ListBox(QComboBox):
    """Arrow keys on a closed box would choose each line on the way: every plan passed would call its people.

    Letters go to the line they mean, also by pinyin: `hj` is 火警. Qt would look for lines that begin so.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._find: Find = lambda typed, begins: ()
        self._later: Callable[[], Options] | None = None
        prepare_boxes(self)
        self.view().installEventFilter(self)

    def find_by(self, find: Find) -> None:
        self._find = find

    def offer_later(self, question: str, choices: Callable[[], Options]) -> None:
        """Until it is opened it has the question and what is chosen: on a card that just comes up, two boxes of two thousand
        people take longer than everything else on it."""
        self._later = lambda: [("", question), *choices()]
        chosen = str(self.currentData() or "")
        kept = [one for one in self._later() if one[0] == chosen] if chosen else []
        if not self.view().isVisible():
            fill_box(self, [("", question), *kept], chosen if kept else "")

    def showPopup(self) -> None:
        self._typed = ""
        if self._later is not None:
            fill_box(self, self._later(), str(self.currentData() or ""))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt cuts a long name in the middle of a letter."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_text()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def shown_text(self) -> str:
        """What fits of the choice."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room - _MARGIN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPEN:
            self.showPopup()
        elif _is_letter(event):
            self.showPopup()
            self._type(event.text())
        elif event.key() in _ENDS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view() and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Backspace:
                self._type("")
                return True
            if _is_letter(event):
                self._type(event.text())
                return True
        return super().eventFilter(watched, event)

    def _type(self, letter: str) -> None:
        """No letter: the last one is taken back. One that fits nothing behind the others begins anew where a line begins
        with it, and is else forgotten: a slip must not lead to another plan.
        """
        for typed, begins in ((self._typed + letter if letter else self._typed[:-1], False), (letter, True)):
            found = self._find(typed, begins) if typed else ()
            row = next((row for row in map(self.findData, found) if row >= 0), -1)
            if row >= 0:
                self._typed = typed
                self.view().setCurrentIndex(
                    self.model().index(row, self.modelColumn(), self.rootModelIndex())
                )
                return
        if not letter:
            self._typed = self._typed[:-1]


def finder(completion: Completion, mark: str, what: str) -> Find:
    """By names of one sort."""

    def find(typed: str, begins: bool) -> list[str]:
        offers = completion.offers(mark, typed, whats=(what,))
        return [one.named.id for one in offers if not begins or one.rank <= SPELT]

    return find


def _is_letter(event: QKeyEvent) -> bool:
    plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return plain and bool(event.text().strip()) and event.text().isprintable()
