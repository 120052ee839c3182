"""The hand on a camera: buttons, keys and the mouse held down, and let go however that happens."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.onvif.rules import STILL, Velocity, limited
from app.ui.ops import Ops
from app.ui.services import Services

DRAG = "drag"
_AGAIN_MS = 300
"""A held key asks for its move this often; the service stops a camera that is not asked for."""


class Hand(QObject):
    """Adds up what is held down; the sum steers the camera. `trouble` is None when a command was carried out."""

    trouble = Signal(object)

    def __init__(self, services: Services, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._held: dict[str, Velocity] = {}
        self.camera_id = ""
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._ask)

    def take(self, camera_id: str) -> None:
        """From now on this camera is steered; the one before is let go."""
        if camera_id != self.camera_id:
            self.release_all()
            self.camera_id = camera_id

    def hold(self, what: str, velocity: Velocity) -> None:
        """`what` names the key, button or drag, which is held until it is released."""
        if not self.camera_id or self._held.get(what) == velocity:
            return
        begins = not self._held
        self._held[what] = velocity
        if begins or what != DRAG:
            # A drag tells every pixel: what it says goes out with the next beat.
            self._ask()
        self._again.start()

    def holds(self, what: str) -> bool:
        return what in self._held

    def release(self, what: str) -> None:
        if self._held.pop(what, None) is None:
            return
        if self._held:
            self._ask()
        else:
            self._stop()

    def release_all(self) -> None:
        """The window, the focus or the camera is gone."""
        if self._held:
            self._held.clear()
            self._stop()

    def _stop(self) -> None:
        self._again.stop()
        camera_id = self.camera_id
        self._ops.ask(lambda: self._services.onvif.stop(camera_id), self._done, self.trouble.emit)

    def _ask(self) -> None:
        wanted = limited(
            Velocity(
                sum(velocity.pan for velocity in self._held.values()),
                sum(velocity.tilt for velocity in self._held.values()),
                sum(velocity.zoom for velocity in self._held.values()),
            )
        )
        camera_id = self.camera_id
        if wanted == STILL:
            self._ops.ask(lambda: self._services.onvif.stop(camera_id), self._done, self.trouble.emit)
            return
        self._ops.ask(
            lambda: self._services.onvif.move(camera_id, wanted.pan, wanted.tilt, wanted.zoom),
            self._done,
            self.trouble.emit,
        )

    def _done(self, _: None) -> None:
        self.trouble.emit(None)
