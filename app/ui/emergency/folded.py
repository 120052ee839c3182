"""A running incident in two lines, while others are worked on: what, where, since when, who answered. One key opens it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.escalation.tiers import next_to_call
from app.model.incident import TURN_OUT_S, turned_out_at
from app.ui import theme
from app.ui.emergency.situation import Facts
from app.ui.emergency.tier_words import TierWords
from app.ui.format import duration
from app.ui.incidents.words import IncidentWords
from app.ui.names import Names
from app.ui.services import Services
from app.ui.shell.figure import Figure


class FoldedIncident(QFrame):
    """Emits `wanted` with the incident's id."""

    wanted = Signal(str)

    def __init__(self, facts: Facts, services: Services, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incident")
        self.setProperty("drill", "true" if facts.incident.drill else "false")
        self._facts = facts
        self._services = services
        self._names = names
        self._words = TierWords(services, self)
        self._titles = IncidentWords(services, names, self)
        self._title = QLabel(self)
        self._title.setObjectName("title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self.clock = Figure(20, bold=True, sample="00:00", parent=self)
        self._answers = Figure(14, parent=self)
        self._next = Figure(14, parent=self)
        self.open = QPushButton(self)
        self.open.setObjectName("compact")
        self.open.clicked.connect(lambda: self.wanted.emit(self._facts.incident.id))
        self._build()
        self.retranslate()

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        incident = facts.incident
        place = self._names.place(incident.place_id) if incident.place_id else ""
        title = " · ".join(part for part in (self._titles.title(incident), place) if part)
        if self._title.text() != title:
            self._title.setText(title)
            self.open.setAccessibleName(self.tr("Open the card: {incident}").format(incident=title))
        confirmed = sum(call.acknowledged_at is not None for call in incident.calls)
        words = self.tr("{confirmed} of {called} confirmed")
        self._answers.show_text(words.format(confirmed=confirmed, called=len(incident.calls)))
        self.tick()

    def tick(self, beat: int | None = None) -> None:
        """`beat` as for a card."""
        incident = self._facts.incident
        elapsed = self._services.incidents.elapsed_s(incident)
        late = elapsed > TURN_OUT_S and turned_out_at(incident.calls) is None
        self.clock.show_text(duration(elapsed), theme.RED_TEXT if late else theme.TEXT)
        if beat not in (None, 0):
            return
        said = self._words.next(self._facts.state, self._services.escalation.seconds(self._facts.state))
        # That all have been called is no news beside the number of answers.
        waits = next_to_call(self._facts.state) is not None
        self._next.show_text(said.text if waits else "", said.colour)

    def retranslate(self) -> None:
        self.open.setText(self.tr("Open"))
        self._title.clear()
        self.show_facts(self._facts)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.clock)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._answers)
        words.addWidget(self._next)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addLayout(words, 1)
        below.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 14, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(below)
