"""From the key to the incident: effect first, questions later."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.model.incident import Incident
from app.ui.background import Latest
from app.ui.emergency.siren import Siren
from app.ui.emergency.situation import Offered, Situation, read_situation
from app.ui.ops import Ops
from app.ui.services import Services

log = logging.getLogger(__name__)
_OFFERED_STANDS_S = 30.0
"""Who stands at a post changes with the clock, too."""
_REST_SHARE = 40
_LONGEST_REST_S = 1.0
"""Cards of two hundred people take so long to be brought up to date that doing so at once with every message would leave
the window late all the time; small ones follow within a tenth of a second."""


class EmergencyControl(QObject):
    """Presses, sounds the siren, and keeps what is known of running incidents, read in the background.

    Attributes:
        running_changed: what runs, or what is known of it, is new.
        pressed: somebody pressed here; the window shows the right rail whatever else is open.
        accepted: the press is stored; carries the incident's id.
        refused: the press could not be stored; carries the error.
    """

    running_changed = Signal()
    pressed = Signal()
    accepted = Signal(str)
    refused = Signal(object)

    def __init__(self, services: Services, ops: Ops, siren: Siren, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._in_flight = 0
        self._chosen = ""
        self._site_changed_at = float("-inf")
        self.siren = siren
        self._latest = Latest(ops, self._question, self._take, self)
        self.situation = read_situation(services, None)
        self._known = {incident.id for incident in self.running}

    @property
    def running(self) -> list[Incident]:
        """Real ones before drills, then the newest first."""
        return [facts.incident for facts in self.situation.facts]

    def press(self, origin: str = "button") -> None:
        """Opens an incident at once. Needs nobody signed in and asks nothing."""
        self._in_flight += 1
        # The service is asked before the siren is loaded: the record must not wait for a sound driver.
        self._ops.ask(lambda: self._services.incidents.press(origin=origin), self._opened, self._failed)
        self.siren.start()
        self.pressed.emit()

    def refresh(self, *, site_changed: bool = False) -> None:
        """After a change of incidents or of the site."""
        if site_changed:
            self._site_changed_at = self._services.clock.monotonic()
        self._latest.ask()

    def note_showing(self, took_s: float) -> None:
        """So long it took to bring all cards up to date."""
        self._latest.rest(min(_LONGEST_REST_S, _REST_SHARE * took_s))

    def open_card(self, incident_id: str) -> None:
        """Everything about this one is wanted, whatever else runs."""
        self._chosen = incident_id
        self._latest.renew()

    def _question(self) -> Callable[[], Situation]:
        services, before, chosen = self._services, self.situation.opened, self._chosen
        offered = self._offered_still()
        return lambda: read_situation(services, offered, before, chosen)

    def _offered_still(self) -> Offered | None:
        """Where what was read is old or the site has changed since, None."""
        read_at = self.situation.offered.read_at
        old = self._services.clock.monotonic() - read_at > _OFFERED_STANDS_S
        return None if old or read_at <= self._site_changed_at else self.situation.offered

    def _take(self, situation: Situation) -> None:
        """One that another hand opened (a physical button, a command) sounds too."""
        self.situation = situation
        new = [incident for incident in self.running if incident.id not in self._known]
        self._known |= {incident.id for incident in new}
        if any(not incident.drill for incident in new) and not self.siren.sounding:
            self.siren.start()
        if not any(not incident.drill for incident in self.running) and not self._in_flight:
            self.siren.stop()
        self.running_changed.emit()

    def _opened(self, incident: Incident) -> None:
        self._in_flight -= 1
        self.accepted.emit(incident.id)
        log.info("incident %s opened from this console", incident.id)
        # Its siren sounds already; the refresh must not begin it again after somebody has muted it.
        self._known.add(incident.id)
        if all(known.id != incident.id for known in self.running):
            # What is being read may be from before it, and would stop the siren.
            self._latest.renew()

    def _failed(self, error: BaseException) -> None:
        # The siren goes on: people must hear it all the same.
        self._in_flight -= 1
        self.refused.emit(error)
