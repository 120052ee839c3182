"""A key that takes back what was done last, and the line for the reason. Nothing modal."""

from concurrent.futures import Future
from typing import Generic, TypeVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.emergency.twice import TWICE_S
from app.ui.ops import Ops
from app.ui.reports.reason_line import ReasonLine
from app.ui.services import Services

A = TypeVar("A")


class TakeBackKey(QPushButton, Generic[A]):
    """The first press opens the line, Enter takes back, Escape leaves; `otherwise` gets the cursor afterwards.

    The line is made when it is wanted: of two hundred rows hardly one ever has it. It stands last in `column`.

    Attributes:
        about: what would be taken back; None while there is nothing.
    """

    def __init__(
        self, services: Services, ops: Ops, otherwise: QWidget, column: QVBoxLayout, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.otherwise = otherwise
        self.about: A | None = None
        self.line: ReasonLine | None = None
        self._monotonic = services.clock.monotonic
        self._ops = ops
        self._column = column
        self._since = float("-inf")
        self.clicked.connect(self._ask)

    @property
    def wanted(self) -> bool:
        """Not while its line is open: that has the key which takes back."""
        return self.about is not None and (self.line is None or self.line.isHidden())

    def offer(self, about: A | None) -> None:
        """Something else than was asked about: what was being typed was about that."""
        if about == self.about:
            return
        if about is not None:
            self._since = self._monotonic()
        self.about = about
        if self.line is not None and self.line.drop():
            self.give_cursor()
        self.retranslate()

    def retranslate(self) -> None:
        if self.about is None:
            return
        key, whole, save = self.words(self.about)
        self.setText(key)
        self.setAccessibleName(whole)
        self.setToolTip(whole)
        if self.line is not None:
            self.line.say(self.tr("Reason, may stay empty"), save)
            self.line.line.setAccessibleName(whole)

    def words(self, about: A) -> tuple[str, str, str]:
        """What stands on the key, all that it means, and what stands on the line's key."""
        raise NotImplementedError

    def store(self, about: A, reason: str) -> "Future[None]":
        """Takes it back."""
        raise NotImplementedError

    def give_cursor(self) -> None:
        self.otherwise.setFocus()

    def _ask(self) -> None:
        if self._monotonic() - self._since < TWICE_S:
            return
        if self.line is None:
            self.line = self._made()
        self.retranslate()
        self.line.begin()
        self.hide()

    def _made(self) -> ReasonLine:
        line = ReasonLine(self._store, self._ops, self.parentWidget())
        line.left.connect(self._left)
        self._column.addWidget(line)
        line.stand_behind(self)
        return line

    def _store(self, reason: str) -> "Future[None]":
        assert self.about is not None, "the line closes with what it is about"
        return self.store(self.about, reason)

    def _left(self) -> None:
        self.setVisible(self.wanted)
        self.give_cursor()
