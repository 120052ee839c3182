"""The people called in one incident, under the headings of their tiers."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.model.escalation import WAITING, Escalation
from app.model.incident import Call
from app.model.message import Message
from app.ui.beats import BEATS
from app.ui.emergency.called import CalledPerson
from app.ui.emergency.situation import Facts
from app.ui.emergency.tier_words import TierWords
from app.ui.emergency.ways import Ways
from app.ui.format import site_zone
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.shell.figure import FittingFigure

MOST = 20
"""Rows of one tier: nobody finds a person among two hundred in a rail, and building so many held the window up."""


class _TierGroup(QWidget):
    """A tier's heading above its people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = FittingFigure(15, parent=self)
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
    """In the order they were called; of a large tier those first who must be dialled by hand, the others are counted.

    Emits `grown` once there are more rows.
    """

    grown = Signal()

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._words = TierWords(services, self)
        self._ways = Ways(names, site_zone(services.site.site().timezone), self)
        self._state: Escalation | None = None
        self._calls: tuple[Call, ...] = ()
        self._of: Mapping[str, list[Message]] = {}
        self._by_hand: Collection[str] = ()
        self._missing: list[Call] = []
        self.rows: dict[str, CalledPerson] = {}
        self.groups: dict[int, _TierGroup] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_calls(self, facts: Facts) -> None:
        """Rows that are missing follow one at a time: all of them at once would hold the window up."""
        calls = facts.incident.calls
        self._calls, self._state = calls, facts.state
        self._of, self._by_hand = facts.by_person, facts.by_hand
        for run in facts.state.runs:
            if run.state != WAITING:
                self._group(run.number)
        for call in calls:
            if call.id in self.rows:
                self.rows[call.id].update_call(call, self._of.get(call.person_id, []))
        self._missing = [
            call for tier in sorted({call.tier for call in calls}) for call in self._wanted(tier)
        ]
        self._fill()
        self._say()

    def tick(self, beat: int | None = None) -> None:
        """Each row with one beat of a second: all of them at once would hold the window up."""
        if beat in (None, 0):
            self._say()
        for row in list(self.rows.values())[beat :: None if beat is None else BEATS]:
            row.tick()

    def retranslate(self) -> None:
        for row in self.rows.values():
            row.retranslate()
        self._say()

    def _wanted(self, tier: int) -> list[Call]:
        """Of a tier, who has no row yet. A row that is there stays, so that a key being pressed is not taken away."""
        calls = [call for call in self._calls if call.tier == tier]
        urgent = sorted(calls, key=lambda call: call.id not in self._by_hand)
        there = sum(call.id in self.rows for call in calls)
        return [call for call in urgent if call.id not in self.rows][: max(0, MOST - there)]

    def _fill(self) -> None:
        if not self._missing:
            return
        call = self._missing.pop(0)
        group = self._group(call.tier)
        row = self.rows[call.id] = CalledPerson(call, self._ways, self._services, self._ops, group)
        group.add(row)
        row.update_call(call, self._of.get(call.person_id, []))
        if self._missing:
            QTimer.singleShot(0, self, self._fill)
        else:
            self.grown.emit()
            self._say()

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
                self.groups[run.number].heading.show_first_fitting(
                    [said.text, *said.shorter], said.colour, bold=True
                )
                self._count_others(run.number)

    def _count_others(self, number: int) -> None:
        seen = {*self.rows, *(call.id for call in self._missing)}
        others = [call for call in self._calls if call.tier == number and call.id not in seen]
        more = self.groups[number].more
        if others:
            silent = sum(call.acknowledged_at is None for call in others)
            words = self.tr("and {count} more, {silent} without answer: F2")
            text = words.format(count=len(others), silent=silent)
            if more.text() != text:
                more.setText(text)
        if more.isVisibleTo(self) != bool(others):
            more.setVisible(bool(others))
