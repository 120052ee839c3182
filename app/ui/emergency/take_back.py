"""The key that takes back what was marked last of a called person, and the line for the reason. Nothing modal."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.model.incident import Call, Withdrawal
from app.model.message import Message
from app.notify.restoring import reached_by_hand
from app.ui.emergency.twice import TWICE_S
from app.ui.ops import Ops
from app.ui.reports.reason_line import ReasonLine
from app.ui.services import Services


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands of somebody, and since when."""

    what: Withdrawal
    at: datetime
    answered: bool = False
    """The person has answered as well, and stays confirmed without it."""


def last_mark(call: Call, messages: Sequence[Message]) -> Mark | None:
    """One press undoes one press: the arrival before the confirmation, that before the telephone. What somebody has
    answered by themselves comes after what was pressed here."""
    if call.arrived_at is not None:
        return Mark("arrived", call.arrived_at)
    if call.marked and call.acknowledged_at is not None:
        return Mark("acknowledged", call.acknowledged_at, call.answered_at is not None)
    reached = reached_by_hand(messages, answered=call.has_answered)
    if reached is not None:
        return Mark("reached", reached.updated_at, call.has_answered)
    return Mark("acknowledged", call.acknowledged_at) if call.acknowledged_at is not None else None


class TakeBackKey(QPushButton):
    """The first press opens the line below the row, Enter takes back, Escape leaves. `row` gets the cursor afterwards.

    The line is made when it is wanted: of two hundred rows hardly one ever has it.
    """

    def __init__(self, call_id: str, services: Services, ops: Ops, row: QWidget) -> None:
        super().__init__(row)
        self.setObjectName("compact")
        self._call_id = call_id
        self._withdrawals = services.withdrawals
        self._monotonic = services.clock.monotonic
        self._ops = ops
        self._row = row
        self._since = float("-inf")
        self._name = ""
        self._short = False
        self.mark: Mark | None = None
        self.line: ReasonLine | None = None
        self.clicked.connect(self._ask)

    @property
    def wanted(self) -> bool:
        """Not while its line is open: that has the key which takes back."""
        return self.mark is not None and not self._asks()

    def offer(self, mark: Mark | None) -> None:
        """Another mark than the one that was asked about: what was being typed was about something else."""
        if mark == self.mark:
            return
        if mark is not None:
            self._since = self._monotonic()
        self.mark = mark
        if self.line is not None and self.line.drop():
            self._row.setFocus()
        self.say(self._name)

    def be_short(self, *, short: bool) -> None:
        """A sign alone where the name needs the room; the words stand below the pointer and are read aloud."""
        if short != self._short:
            self._short = short
            self.say(self._name)

    def say(self, name: str) -> None:
        """In the language shown; `name` of the person."""
        self._name = name
        self.setText("↶" if self._short else self.tr("Take back"))
        words = {
            "acknowledged": self.tr("Take back: {name} has not confirmed"),
            "arrived": self.tr("Take back: {name} is not on scene"),
            "reached": self.tr("Take back: {name} was not reached by telephone"),
        }
        if self.mark is not None and self.mark.answered:
            words["acknowledged"] = self.tr("Take back the mark: {name} stays confirmed by their own answer")
            words["reached"] = self.tr(
                "Take back: {name} was not reached by telephone, and stays confirmed by their own answer"
            )
        what = words.get(self.mark.what, "").format(name=name) if self.mark is not None else ""
        self.setAccessibleName(what)
        self.setToolTip(what)
        if self.line is not None:
            by_phone = self.mark is not None and self.mark.what == "reached"
            key = self.tr("Not reached") if by_phone else self.tr("Take back")
            self.line.say(self.tr("Reason, may stay empty"), key)
            self.line.line.setAccessibleName(what)
            self.line.retranslate()

    def _asks(self) -> bool:
        return self.line is not None and self.line.isVisibleTo(self._row)

    def _ask(self) -> None:
        if self._monotonic() - self._since < TWICE_S:
            return
        if self.line is None:
            self.line = self._made()
        self.say(self._name)
        self.line.begin()
        self.hide()

    def _made(self) -> ReasonLine:
        line = ReasonLine(self._store, self._ops, self._row)
        line.left.connect(self._left)
        column = self._row.layout()
        assert isinstance(column, QVBoxLayout), "a row has its lines one below the other"
        column.addWidget(line)
        line.stand_behind(self)
        return line

    def _store(self, reason: str) -> "Future[None]":
        take_back = {
            "acknowledged": self._withdrawals.acknowledgement,
            "arrived": self._withdrawals.arrival,
            "reached": self._withdrawals.reached,
        }
        assert self.mark is not None, "the line closes with what it is about"
        return take_back[self.mark.what](self._call_id, self.mark.at, reason)

    def _left(self) -> None:
        """The row takes the cursor and does nothing with it: Enter once too often marks nobody."""
        self.setVisible(self.wanted)
        self._row.setFocus()
