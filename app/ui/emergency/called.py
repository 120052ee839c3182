"""The people called in one incident: what became of the message, and two buttons for what they say."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.model.incident import Call
from app.model.message import FAILED, SENT, UNKNOWN, Message
from app.ui import theme
from app.ui.code_words import CodeWords
from app.ui.format import duration, short_time, site_zone
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.shell.figure import Figure, FittingFigure

_NARROW = 330


@dataclass(frozen=True, slots=True)
class Standing:
    """A line of text, its colour and weight; `detail` is a quieter second line."""

    text: str
    colour: str = theme.TEXT
    bold: bool = False
    detail: str = ""


class CalledPerson(QWidget):
    """One row. `update_call` after changes, `tick` each second."""

    def __init__(self, call: Call, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self._messages: list[Message] = []
        self._ended: datetime | None = None
        self._clock = services.clock
        self._zone = site_zone(services.site.site().timezone)
        self._codes = CodeWords(self)
        self._name = FittingFigure(15, bold=True, parent=self)
        self._state = Figure(15, parent=self)
        self._detail = Figure(14, parent=self)
        self.acknowledged = QPushButton(self)
        self.acknowledged.setObjectName("compact")
        self.acknowledged.clicked.connect(lambda: ops.run(services.incidents.acknowledge(call.id)))
        self.arrived = QPushButton(self)
        self.arrived.setObjectName("compact")
        self.arrived.clicked.connect(lambda: ops.run(services.incidents.arrive(call.id)))
        self._build()
        self.retranslate()

    def state_text(self) -> str:
        return " · ".join(part for part in (self._state.text(), self._detail.text()) if part)

    def update_call(self, call: Call, messages: list[Message], ended: datetime | None = None) -> None:
        """With `ended` nothing runs on: no waiting counts up, no button asks."""
        self._call, self._messages, self._ended = call, messages, ended
        self._show_buttons()
        self.tick()

    def tick(self) -> None:
        standing = self._standing(self._ended or self._clock.now())
        self._state.show_text(standing.text, standing.colour, bold=standing.bold)
        self._detail.show_text(standing.detail, standing.colour)
        if self._detail.isVisibleTo(self) != bool(standing.detail):
            self._detail.setVisible(bool(standing.detail))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_buttons()

    def retranslate(self) -> None:
        name = self._call.name.in_language(current_language())
        role = self._codes.role(self._call.role)
        self._name.show_first_fitting([f"{name} · {role}", name] if role else [name])
        self.acknowledged.setText(self.tr("Confirmed"))
        self.acknowledged.setAccessibleName(self.tr("{name} has confirmed").format(name=name))
        self.arrived.setText(self.tr("On scene"))
        self.arrived.setAccessibleName(self.tr("{name} is on scene").format(name=name))
        self.tick()

    def _build(self) -> None:
        """Low rows: with ten people called, as many as possible must be seen without scrolling."""
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for line in (self._name, self._state, self._detail):
            words.addWidget(line)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        row.addLayout(words, 1)
        row.addWidget(self.acknowledged)
        row.addWidget(self.arrived)

    def _show_buttons(self) -> None:
        """Where the row is narrow, the next step alone: who arrives has confirmed before."""
        running = self._ended is None
        confirm = running and self._call.acknowledged_at is None
        arrive = running and self._call.arrived_at is None and not (confirm and self.width() < _NARROW)
        for button, wanted in ((self.acknowledged, confirm), (self.arrived, arrive)):
            if button.isVisibleTo(self) != wanted:
                button.setVisible(wanted)

    def _standing(self, now: datetime) -> Standing:
        call = self._call
        if call.arrived_at is not None:
            return Standing(self._at(self.tr("on scene {time}"), call.arrived_at), bold=True)
        if call.acknowledged_at is not None:
            return Standing(self._at(self.tr("confirmed {time}"), call.acknowledged_at))
        if self._ended is not None:
            return Standing(self.tr("never confirmed"), theme.QUIET)
        sent = next((message for message in self._messages if message.state == SENT), None)
        if sent is not None:
            waiting = duration((now - sent.updated_at).total_seconds())
            return Standing(self.tr("sent, no answer {time}").format(time=waiting), theme.AMBER)
        return self._not_sent()

    def _not_sent(self) -> Standing:
        """What the newest message of this person says; nobody may believe that it went out."""
        dial = self.tr("dial {phone}").format(phone=self._call.phone or "?")
        if not self._call.reachable or not self._messages:
            return Standing(dial, theme.RED_TEXT, bold=True)
        waiting = [message for message in self._messages if message.state not in (FAILED, UNKNOWN)]
        if waiting:
            word = self._codes.message_state(waiting[-1].state)
            failed_once = waiting[-1].attempts > 1 or bool(waiting[-1].error)
            if failed_once:
                return Standing(dial, theme.AMBER, bold=True, detail=word)
            return Standing(word, theme.AMBER)
        word = self._codes.message_state(self._messages[-1].state)
        return Standing(dial, theme.RED_TEXT, bold=True, detail=word)

    def _at(self, pattern: str, moment: datetime) -> str:
        return pattern.format(time=short_time(moment, self._zone))


class CalledPeople(QWidget):
    """All rows, in the order they were called."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self.rows: dict[str, CalledPerson] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)

    def show_calls(self, calls: tuple[Call, ...], messages: list[Message]) -> None:
        for call in calls:
            if call.id not in self.rows:
                row = CalledPerson(call, self._services, self._ops, self)
                self.rows[call.id] = row
                self._grid.addWidget(row, len(self.rows), 0)
            own = [message for message in messages if message.person_id == call.person_id]
            self.rows[call.id].update_call(call, sorted(own, key=lambda message: message.created_at))

    def tick(self) -> None:
        for row in self.rows.values():
            row.tick()

    def retranslate(self) -> None:
        for row in self.rows.values():
            row.retranslate()
