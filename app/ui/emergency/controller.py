"""From the key to the incident: effect first, questions later."""

import logging

from PySide6.QtCore import QObject, Signal

from app.model.incident import Incident
from app.ui.emergency.siren import Siren
from app.ui.ops import Ops
from app.ui.services import Services

log = logging.getLogger(__name__)


class EmergencyControl(QObject):
    """Presses, sounds the siren, and keeps the list of running incidents.

    Attributes:
        running_changed: the list is new.
        pressed: somebody pressed here; the window shows the right rail whatever else is open.
        accepted: the press is stored.
        refused: the press could not be stored; carries the error.
    """

    running_changed = Signal()
    pressed = Signal()
    accepted = Signal()
    refused = Signal(object)

    def __init__(self, services: Services, ops: Ops, siren: Siren, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._in_flight = 0
        self.siren = siren
        self.running: list[Incident] = services.incidents.running()
        self._known = {incident.id for incident in self.running}

    def press(self, origin: str = "button") -> None:
        """Opens an incident at once. Needs nobody signed in and asks nothing."""
        self._in_flight += 1
        # The service is asked before the siren is loaded: the record must not wait for a sound driver.
        self._ops.ask(lambda: self._services.incidents.press(origin=origin), self._opened, self._failed)
        self.siren.start()
        self.pressed.emit()

    def refresh(self) -> None:
        """After a change of incidents. One that another hand opened (a physical button, a command) sounds too."""
        self.running = self._services.incidents.running()
        new = [incident for incident in self.running if incident.id not in self._known]
        self._known |= {incident.id for incident in new}
        if any(not incident.drill for incident in new) and not self.siren.sounding:
            self.siren.start()
        if not any(not incident.drill for incident in self.running) and not self._in_flight:
            self.siren.stop()
        self.running_changed.emit()

    def _opened(self, incident: Incident) -> None:
        self._in_flight -= 1
        self.accepted.emit()
        log.info("incident %s opened from this console", incident.id)
        # Its siren sounds already; the refresh must not begin it again after somebody has muted it.
        self._known.add(incident.id)
        if all(known.id != incident.id for known in self.running):
            # Otherwise the change itself was told first, and all is shown already: once is enough in this second.
            self.refresh()

    def _failed(self, error: BaseException) -> None:
        # The siren goes on: people must hear it all the same.
        self._in_flight -= 1
        self.refused.emit(error)
