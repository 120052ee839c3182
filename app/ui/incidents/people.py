"""Who was called, by tier: telephone in full, every time to the second, and the same keys as in the rail."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.model.escalation import Escalation
from app.model.incident import Call, Incident
from app.model.message import Message
from app.ui.emergency.called import CalledPerson
from app.ui.emergency.tier_words import TierWords
from app.ui.format import clock_time, site_zone
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.shell.figure import Figure


class TierPeople(QWidget):
    """Rows stay while their incident is shown, so that a key being pressed is not taken away."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._incident: Incident | None = None
        self._messages: list[Message] = []
        self._words = TierWords(services, self)
        self._state: Escalation | None = None
        self.rows: dict[str, CalledPerson] = {}
        self._facts: dict[str, QLabel] = {}
        self.tiers: dict[int, Figure] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_incident(self, incident: Incident, messages: list[Message], state: Escalation) -> None:
        if self._incident is None or self._incident.id != incident.id:
            self._clear()
        self._incident, self._messages, self._state = incident, messages, state
        for call in incident.calls:
            if call.id not in self.rows:
                self._add(call)
            own = [message for message in messages if message.person_id == call.person_id]
            own.sort(key=lambda message: message.created_at)
            self.rows[call.id].update_call(call, own, incident.closed_at)
        self._say()

    def tick(self) -> None:
        self._head()
        for row in self.rows.values():
            row.tick()

    def retranslate(self) -> None:
        for row in self.rows.values():
            row.retranslate()
        self._say()

    def _add(self, call: Call) -> None:
        if call.tier not in self.tiers:
            self.tiers[call.tier] = Figure(15, parent=self)
            self._column.addWidget(self.tiers[call.tier])
        self.rows[call.id] = CalledPerson(call, self._services, self._ops, self)
        self._facts[call.id] = self._label("dim")
        self._facts[call.id].setContentsMargins(0, 0, 0, 10)
        self._column.insertWidget(self._column.count() - 1, self.rows[call.id])

    def _say(self) -> None:
        self._head()
        for call in self._incident.calls if self._incident else ():
            self._facts[call.id].setText(self._times(call))

    def _head(self) -> None:
        if self._state is None or self._incident is None:
            return
        elapsed = self._services.escalation.seconds(self._state)
        for tier, label in self.tiers.items():
            run = self._state.run(tier)
            if run is None:
                continue
            said = self._words.head(self._state, run, self._incident.calls, elapsed)
            label.show_text(said.text, said.colour, bold=True)

    def _times(self, call: Call) -> str:
        zone = site_zone(self._services.site.site().timezone)
        parts = [call.phone or self.tr("no telephone known")]
        for pattern, moment in (
            (self.tr("called {time}"), call.called_at),
            (self.tr("confirmed {time}"), call.acknowledged_at),
            (self.tr("on scene {time}"), call.arrived_at),
        ):
            if moment is not None:
                parts.append(pattern.format(time=clock_time(moment, zone)))
        return " · ".join(parts)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)
        return label

    def _clear(self) -> None:
        for widget in (*self.rows.values(), *self._facts.values(), *self.tiers.values()):
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.rows.clear()
        self._facts.clear()
        self.tiers.clear()
