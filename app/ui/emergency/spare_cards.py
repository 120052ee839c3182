"""Cards that are ready before anybody presses: making one holds the window up longer than everything else a press does."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from app.core.clock import moment_of
from app.escalation.rules import begin
from app.model.incident import UNKNOWN_KIND, Call, Incident
from app.model.plan import Plan
from app.model.words import Words
from app.ui.emergency.card import IncidentCard
from app.ui.emergency.situation import OPEN_AT_ONCE, Facts, Offered
from app.ui.services import Services

_QUIET_MS = 250
"""After the last incident has ended, before the next card is made."""


class SpareCards(QObject):
    """As many as are open at once. `make` gives a hidden card where cards are shown.

    Measured, for the tenth of a second after a press: 10 ms of work less on the window's thread, 25 where it shares its
    processors with whatever calls people.
    """

    def __init__(
        self,
        services: Services,
        make: Callable[[Facts, Offered], IncidentCard],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._make = make
        self._begun = False
        self.cards: list[IncidentCard] = []
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._add)

    def begin(self) -> None:
        """Once the window stands and nobody waits for it. Draws a row of somebody called too, so that the first emergency
        does not wait for fonts and styles (150 ms, measured)."""
        facts = self._nothing()
        call = Call("", "", "", Words(), "operator", "0", 1, facts.incident.opened_at)
        shown = self._drawn(replace(facts, incident=replace(facts.incident, calls=(call,))))
        shown.deleteLater()
        self._begun = True
        self._quiet.start(0)

    def note(self, *, runs: bool) -> None:
        """Whether any incident runs: no card is made then."""
        if runs:
            self._quiet.stop()
        elif self._begun and len(self.cards) < OPEN_AT_ONCE:
            self._quiet.start(_QUIET_MS)

    def drop(self) -> None:
        """The site is another one: its time zone is what a card is made with. New ones follow once nothing runs."""
        while self.cards:
            self.cards.pop().deleteLater()

    def take(self, incident: Incident) -> IncidentCard | None:
        """None where none is left, and for a drill: its style is another one, and nobody's life hangs on it."""
        return self.cards.pop() if self.cards and not incident.drill else None

    def retranslate(self) -> None:
        for card in self.cards:
            card.retranslate()

    def _add(self) -> None:
        """One in a turn."""
        self.cards.append(self._drawn(self._nothing()))
        if len(self.cards) < OPEN_AT_ONCE:
            self._quiet.start(0)

    def _drawn(self, facts: Facts) -> IncidentCard:
        card = self._make(facts, Offered())
        card.hide()
        card.grab()
        return card

    def _nothing(self) -> Facts:
        now = self._services.clock.now()
        state = begin("", (), moment_of(self._services.clock))
        return Facts(Incident("", now, 0.0, "", now), Plan(UNKNOWN_KIND, Words()), state)
