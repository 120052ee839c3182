"""What stands out large on every wall of the window, and small beside the other places: an incident's place first."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.model.incident import Incident
from app.model.site import Camera
from app.ui.services import Services


class Spotlight(QObject):
    """Emits `changed` when other cameras stand out or the incident shown has moved on."""

    changed = Signal()
    incidents_changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.running: Sequence[Incident] = ()
        self.incident: Incident | None = None
        """The newest that runs at a place with cameras."""
        self.alarm: tuple[str, ...] = ()
        self.tour: tuple[str, ...] = ()

    @property
    def cameras(self) -> tuple[str, ...]:
        """Ids of those that stand out."""
        return self.alarm or self.tour

    def places(self) -> frozenset[str]:
        """Places of all running incidents."""
        return frozenset(incident.place_id for incident in self.running if incident.place_id)

    def show_incidents(self, running: Sequence[Incident]) -> None:
        """Newest first."""
        self.running = running
        self.reload()
        self.incidents_changed.emit()

    def show_tour(self, camera_ids: tuple[str, ...]) -> None:
        if camera_ids != self.tour:
            self.tour = camera_ids
            self.changed.emit()

    def reload(self) -> None:
        """Cameras, their places or the incidents have changed."""
        cameras = [camera for camera in self._services.site.cameras() if camera.enabled]
        found = next(((one, ids) for one in self.running if (ids := _at(one.place_id, cameras))), None)
        self.incident, self.alarm = found if found is not None else (None, ())
        self.changed.emit()


def _at(place_id: str, cameras: Sequence[Camera]) -> tuple[str, ...]:
    return tuple(camera.id for camera in cameras if place_id and camera.place_id == place_id)
