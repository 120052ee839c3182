"""Calls somebody besides those of the plan, and hands the incident to another operator. Chosen first, done by a key."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import cache

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.journal.completion import Completion
from app.model.incident import Incident
from app.model.line import WHERE
from app.model.site import Person
from app.ui.code_words import CodeWords
from app.ui.emergency.list_box import ListBox, finder
from app.ui.forms.choices import Options
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services

_RUNS = ("operator", "leader")
"""Who may run an incident."""


class _Choice(QWidget):
    """A box of people; the key beside it appears with a choice, so that no key on the way calls anybody."""

    def __init__(self, do: "Callable[[str], Future[None]]", ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._do = do
        self._ops = ops
        self.box = ListBox(self)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(6)
        self.box.currentIndexChanged.connect(lambda _: self._show_key())
        self.key = QPushButton(self)
        self.key.setObjectName("compact")
        self.key.clicked.connect(self._press)
        self.key.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.box, 1)
        row.addWidget(self.key)

    def offer(self, question: str, people: Callable[[], Options], key: str) -> None:
        self.box.offer_later(question, people)
        self.box.setAccessibleName(question)
        self.key.setText(key)
        self._show_key()

    def _show_key(self) -> None:
        chosen = bool(self.box.currentData())
        if self.key.isVisibleTo(self) != chosen:
            self.key.setVisible(chosen)
        self.key.setAccessibleName(f"{self.key.text()}: {self.box.currentText()}")

    def _press(self) -> None:
        person_id = str(self.box.currentData() or "")
        if person_id:
            self._ops.run(self._do(person_id))
            self.box.setFocus()
            self.box.setCurrentIndex(0)


class MoreHands(QWidget):
    """Belongs to one incident at a time."""

    def __init__(
        self, incident: Incident, services: Services, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._incident = incident
        self._people: tuple[Person, ...] = ()
        self._codes = CodeWords(self)
        escalation = services.escalation
        self.add = _Choice(lambda person: escalation.add_person(self._incident.id, person), ops, self)
        self.hand_over = _Choice(lambda person: escalation.hand_over(self._incident.id, person), ops, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.add)
        column.addWidget(self.hand_over)

    def show_incident(self, incident: Incident) -> None:
        """Messages of an incident change every second; who may be called or take it over does not."""
        before, self._incident = self._incident, incident
        if _who(before) != _who(incident):
            self.retranslate()

    def offer(self, people: Iterable[Person], completion: Completion) -> None:
        """Who can be called or take it over; `completion` knows whom letters mean."""
        self._people = tuple(people)
        for choice in (self.add, self.hand_over):
            choice.box.find_by(finder(completion, WHERE, "person"))
        self.retranslate()

    def retranslate(self) -> None:
        self.add.offer(self.tr("Call somebody else …"), self._others, self.tr("Call"))
        self.hand_over.offer(self.tr("Hand the incident to …"), self._runners, self.tr("Hand over"))

    def _others(self) -> Options:
        called = {call.person_id for call in self._incident.calls}
        return self._named(person for person in self._people if person.id not in called)

    def _runners(self) -> Options:
        return self._named(
            person
            for person in self._people
            if person.id != self._incident.operator_id and set(person.roles) & set(_RUNS)
        )

    def _named(self, people: Iterable[Person]) -> Options:
        language, role = current_language(), cache(self._codes.role)
        return [
            (person.id, " · ".join((person.name.in_language(language), *map(role, person.roles))))
            for person in people
        ]


def _who(incident: Incident) -> tuple[str, frozenset[str]]:
    return incident.operator_id, frozenset(call.person_id for call in incident.calls)
