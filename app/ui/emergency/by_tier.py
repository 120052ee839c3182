"""The people called in one incident, under the headings of their tiers."""

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.model.escalation import WAITING, Escalation
from app.model.incident import Call
from app.model.message import Message
from app.notify.rules import needs_hand
from app.ui.emergency.called import CalledPerson
from app.ui.emergency.tier_words import TierWords
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.shell.figure import Figure

MOST = 20
"""Rows of one tier: nobody finds a person among two hundred in a rail, and building so many held the window up."""


class _TierGroup(QWidget):
    """A tier's heading above its people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Figure(15, parent=self)
        self.more = QLabel(self)
        self.more.setObjectName("dim")
        self.more.setWordWrap(True)
        self.more.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(0)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.more)

    def add(self, row: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, row)


class CalledPeople(QWidget):
    """In the order they were called; of a large tier those first who must be dialled by hand, the others are counted."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._words = TierWords(services, self)
        self._state: Escalation | None = None
        self._calls: tuple[Call, ...] = ()
        self.rows: dict[str, CalledPerson] = {}
        self.groups: dict[int, _TierGroup] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_calls(self, calls: tuple[Call, ...], messages: list[Message], state: Escalation) -> None:
        self._calls, self._state = calls, state
        of = by_person(messages)
        for run in state.runs:
            if run.state != WAITING:
                self._group(run.number)
        for tier in {call.tier for call in calls}:
            self._add([call for call in calls if call.tier == tier], of)
        for call in calls:
            if call.id in self.rows:
                self.rows[call.id].update_call(call, of.get(call.person_id, []))
        self._say()

    def tick(self) -> None:
        self._say()
        for row in self.rows.values():
            row.tick()

    def retranslate(self) -> None:
        for row in self.rows.values():
            row.retranslate()
        self._say()

    def _add(self, calls: list[Call], messages: Mapping[str, list[Message]]) -> None:
        """A row that is there stays, so that a key being pressed is not taken away."""
        urgent = sorted(calls, key=lambda call: not _needs_hand(call, messages.get(call.person_id, ())))
        there = sum(call.id in self.rows for call in calls)
        for call in [call for call in urgent if call.id not in self.rows][: max(0, MOST - there)]:
            group = self._group(call.tier)
            self.rows[call.id] = CalledPerson(call, self._services, self._ops, group)
            group.add(self.rows[call.id])

    def _group(self, number: int) -> _TierGroup:
        if number not in self.groups:
            self.groups[number] = _TierGroup(self)
            place = sorted(self.groups).index(number)
            self._column.insertWidget(place, self.groups[number])
        return self.groups[number]

    def _say(self) -> None:
        if self._state is None:
            return
        elapsed = self._services.escalation.seconds(self._state)
        for run in self._state.runs:
            if run.number in self.groups:
                said = self._words.head(self._state, run, self._calls, elapsed)
                self.groups[run.number].heading.show_text(said.text, said.colour, bold=True)
                self._count_others(run.number)

    def _count_others(self, number: int) -> None:
        others = [call for call in self._calls if call.tier == number and call.id not in self.rows]
        more = self.groups[number].more
        if others:
            silent = sum(call.acknowledged_at is None for call in others)
            words = self.tr("and {count} more, {silent} without answer: F2")
            text = words.format(count=len(others), silent=silent)
            if more.text() != text:
                more.setText(text)
        if more.isVisibleTo(self) != bool(others):
            more.setVisible(bool(others))


def by_person(messages: Iterable[Message]) -> dict[str, list[Message]]:
    """In the order they were written."""
    found: dict[str, list[Message]] = {}
    for message in sorted(messages, key=lambda message: message.created_at):
        found.setdefault(message.person_id, []).append(message)
    return found


def _needs_hand(call: Call, messages: Iterable[Message]) -> bool:
    return call.acknowledged_at is None and (not call.reachable or any(map(needs_hand, messages)))
