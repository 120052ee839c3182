"""What stands out large on every wall of the window, and small beside the other places: what belongs to an incident first."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.incidents.pictures import LOOKED_AT_WITHIN_S, Running, StandsOut, stands_out
from app.model.incident import Incident
from app.ui.services import Services


class Spotlight(QObject):
    """Emits `changed` when other cameras stand out or the incident shown has moved on."""

    changed = Signal()
    incidents_changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._chosen = ""
        self._chosen_at = float("-inf")
        self._looked_at: dict[str, str] = {}
        """Camera that was chosen when an incident began, by incident; empty: none."""
        self.running: Sequence[Incident] = ()
        self.alarm = StandsOut()
        self.tour: tuple[str, ...] = ()

    @property
    def cameras(self) -> tuple[str, ...]:
        """Ids of those that stand out."""
        return self.alarm.camera_ids or self.tour

    def places(self) -> frozenset[str]:
        """Places of all running incidents."""
        return frozenset(incident.place_id for incident in self.running if incident.place_id)

    def choose(self, camera_id: str) -> None:
        """Somebody has chosen its picture on a wall."""
        self._chosen, self._chosen_at = camera_id, self._services.clock.monotonic()
        if self.alarm.incident is not None and not self.alarm.incident.place_id:
            self.changed.emit()

    def place_offered(self) -> str:
        """Of the picture chosen last, while the incident shown has no place; empty where there is none to offer."""
        incident = self.alarm.incident
        if incident is None or incident.place_id:
            return ""
        ago = self._services.clock.monotonic() - self._chosen_at
        if ago > self._services.incidents.elapsed_s(incident) + LOOKED_AT_WITHIN_S:
            return ""
        cameras = self._services.site.cameras()
        return next((camera.place_id for camera in cameras if camera.id == self._chosen), "")

    def incident_of(self, camera_id: str) -> str:
        """The running incident that the camera belongs to: it stands out for it, or is at its place. Empty for none."""
        if self.alarm.incident is not None and camera_id in self.alarm.camera_ids:
            return self.alarm.incident.id
        cameras = self._services.site.cameras()
        place_id = next((camera.place_id for camera in cameras if camera.id == camera_id), "")
        return next((one.id for one in self.running if place_id and one.place_id == place_id), "")

    def show_incidents(self, running: Sequence[Incident]) -> None:
        """Newest first. That messages went out or somebody answered moves no camera."""
        before, self.running = self.running, running
        fresh = self._services.clock.monotonic() - self._chosen_at <= LOOKED_AT_WITHIN_S
        now_looked_at = self._chosen if fresh else ""
        self._looked_at = {one.id: self._looked_at.get(one.id, now_looked_at) for one in running}
        if list(map(_what_and_where, before)) != list(map(_what_and_where, running)):
            self.reload()
        self.incidents_changed.emit()

    def show_tour(self, camera_ids: tuple[str, ...]) -> None:
        if camera_ids != self.tour:
            self.tour = camera_ids
            self.changed.emit()

    def reload(self) -> None:
        """Cameras, their places or the incidents have changed."""
        plan_of = self._services.incidents.plan_of
        running = [Running(one, plan_of(one), self._looked_at[one.id]) for one in self.running]
        self.alarm = stands_out(running, self._services.site.cameras(), self._services.site.places())
        self.changed.emit()


def _what_and_where(incident: Incident) -> tuple[object, ...]:
    """With the steps done: the next one stands beside the pictures."""
    return incident.id, incident.kind, incident.plan_version, incident.place_id, incident.steps_done
