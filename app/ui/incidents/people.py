"""Who was called, by tier: telephone in full, every time to the second, and the same keys as in the rail."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.model.escalation import Escalation
from app.model.incident import Call, Incident
from app.model.message import Message
from app.ui.call_reasons import CallReasons
from app.ui.emergency.called import CalledPerson
from app.ui.emergency.tier_words import TierWords
from app.ui.emergency.ways import Ways
from app.ui.format import clock_time, site_zone
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.shell.figure import FittingFigure

_AT_A_TIME = 3


class TierPeople(QWidget):
    """Rows stay while their incident is shown, so that a key being pressed is not taken away. Emits `grown`."""

    grown = Signal()

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._ways = Ways(names, site_zone(services.site.site().timezone), self)
        self._incident: Incident | None = None
        self._of: Mapping[str, list[Message]] = {}
        self._words = TierWords(services, self)
        self._reasons = CallReasons(names, self)
        self._groups: dict[int, QVBoxLayout] = {}
        self._state: Escalation | None = None
        self.rows: dict[str, CalledPerson] = {}
        self._facts: dict[str, QLabel] = {}
        self.tiers: dict[int, FittingFigure] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_incident(
        self, incident: Incident, by_person: Mapping[str, list[Message]], state: Escalation
    ) -> None:
        """`by_person`: what was sent to whom."""
        if self._incident is None or self._incident.id != incident.id:
            self._clear()
        self._incident, self._state = incident, state
        self._of = by_person
        for call in incident.calls:
            if call.id in self.rows:
                self._update(call, incident)
                self._tell(call)
        self._fill()

    def tick(self) -> None:
        self._head()
        for row in self.rows.values():
            row.tick()

    def retranslate(self) -> None:
        for row in self.rows.values():
            row.retranslate()
        self._say()

    def _fill(self) -> None:
        """So many rows at a time: two hundred at once would hold the window up."""
        incident = self._incident
        missing = [call for call in incident.calls if call.id not in self.rows] if incident else []
        for call in missing[:_AT_A_TIME]:
            self._add(call)
            if incident is not None:
                self._update(call, incident)
            self._tell(call)
        if missing:
            self.grown.emit()
        if len(missing) > _AT_A_TIME:
            QTimer.singleShot(0, self, self._fill)
        self._head()

    def _update(self, call: Call, incident: Incident) -> None:
        self.rows[call.id].update_call(call, self._of.get(call.person_id, []), incident.closed_at)

    def _add(self, call: Call) -> None:
        group = self._group(call.tier)
        self.rows[call.id] = CalledPerson(call, self._ways, self._services, self._ops, self)
        facts = self._facts[call.id] = QLabel(self)
        facts.setObjectName("dim")
        facts.setWordWrap(True)
        facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        facts.setContentsMargins(0, 0, 0, 10)
        group.addWidget(self.rows[call.id])
        group.addWidget(facts)

    def _group(self, tier: int) -> QVBoxLayout:
        """People who join a tier later stand below their own heading."""
        if tier not in self.tiers:
            self.tiers[tier] = FittingFigure(15, parent=self)
            self._groups[tier] = QVBoxLayout()
            self._groups[tier].setSpacing(2)
            self._groups[tier].addWidget(self.tiers[tier])
            self._column.insertLayout(sorted(self.tiers).index(tier), self._groups[tier])
        return self._groups[tier]

    def _say(self) -> None:
        self._head()
        for call in self._incident.calls if self._incident else ():
            self._tell(call)

    def _tell(self, call: Call) -> None:
        label = self._facts.get(call.id)
        if label is not None and label.text() != (text := self._times(call)):
            label.setText(text)

    def _head(self) -> None:
        if self._state is None or self._incident is None:
            return
        elapsed = self._services.escalation.seconds(self._state)
        for tier, label in self.tiers.items():
            run = self._state.run(tier)
            if run is None:
                continue
            said = self._words.head(self._state, run, self._incident.calls, elapsed)
            label.show_first_fitting([said.text, *said.shorter], said.colour, bold=True)

    def _times(self, call: Call) -> str:
        code, _, detail = call.why.partition(":")
        why = self._reasons.why(code, detail, call.role)
        parts = [call.phone or self.tr("no telephone known"), *([why] if why else [])]
        for pattern, moment in (
            (self.tr("called {time}"), call.called_at),
            (self.tr("confirmed {time}"), call.acknowledged_at),
            (self.tr("own answer {time}"), call.answered_at),
            (self.tr("on scene {time}"), call.arrived_at),
        ):
            if moment is not None:
                parts.append(pattern.format(time=clock_time(moment, self._ways.zone)))
        if call.withdrawn_at is not None:
            said = self._ways.taken_back.said(call.withdrawn_at, call.withdrawn_by, exact=True)
            parts.append(
                self.tr("mark by mistake: {said}").format(said=said) if call.withdrawn == "marked" else said
            )
        ways = self._ways.told(self._of.get(call.person_id, ()))
        return " · ".join(parts) + (f"\n{ways}" if ways else "")

    def _clear(self) -> None:
        for widget in (*self.rows.values(), *self._facts.values(), *self.tiers.values()):
            widget.hide()
            widget.deleteLater()
        for group in self._groups.values():
            self._column.removeItem(group)
        for known in (self.rows, self._facts, self.tiers, self._groups):
            known.clear()
