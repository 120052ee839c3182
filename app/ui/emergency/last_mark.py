"""What was marked last of a called person, to be taken back in that person's row."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.incident import Call, Withdrawal
from app.model.message import Message
from app.notify.restoring import reached_by_hand
from app.ui.emergency.take_back import TakeBackKey
from app.ui.language import Sentence
from app.ui.ops import Ops
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


class LastMark(TakeBackKey[Mark]):
    """The row gets the cursor afterwards and does nothing with it: Enter once too often marks nobody."""

    def __init__(self, call_id: str, services: Services, ops: Ops, column: QVBoxLayout, row: QWidget) -> None:
        super().__init__(services, ops, row, column, row)
        self.setObjectName("compact")
        self._call_id = call_id
        self._withdrawals = services.withdrawals
        self._name = ""
        self._short = False

    def be_short(self, *, short: bool) -> None:
        """A sign alone where the name needs the room; the words stand below the pointer and are read aloud."""
        if short != self._short:
            self._short = short
            self.retranslate()

    def say(self, name: str) -> None:
        """In the language shown; `name` of the person."""
        self._name = name
        self.retranslate()

    def words(self, about: Mark) -> tuple[str, str, str]:
        whole = {
            "acknowledged": self.tr("Take back: {name} has not confirmed"),
            "arrived": self.tr("Take back: {name} is not on scene"),
            "reached": self.tr("Take back: {name} was not reached by telephone"),
        }
        if about.answered:
            whole["acknowledged"] = self.tr("Take back the mark: {name} stays confirmed by their own answer")
            whole["reached"] = self.tr(
                "Take back: {name} was not reached by telephone, and stays confirmed by their own answer"
            )
        take_back = self.tr("Take back")
        return (
            "↶" if self._short else take_back,
            Sentence(whole[about.what]).format(name=self._name),
            self.tr("Not reached") if about.what == "reached" else take_back,
        )

    def store(self, about: Mark, reason: str) -> "Future[None]":
        take_back = {
            "acknowledged": self._withdrawals.acknowledgement,
            "arrived": self._withdrawals.arrival,
            "reached": self._withdrawals.reached,
        }
        return take_back[about.what](self._call_id, about.at, reason)
