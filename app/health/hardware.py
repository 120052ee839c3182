"""Keeps in mind which cameras the graphics card failed, so that no restart tries it anew by itself."""

import logging
from collections.abc import Callable

from app.cameras.console.wall import CameraWall
from app.cameras.protocol import Event, HardwareFailed
from app.core.clock import Clock
from app.model.health import Fallback
from app.model.journal import Draft
from app.storage.database import Database
from app.storage.losses import bear_loss
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)


class HardwareFallbacks:
    """Hears what hosts tell, on the thread of the cameras' events. Saving a camera with hardware decoding switched off
    forgets it.

    Args:
        fault: told of what nobody expected.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        wall: CameraWall,
        fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._wall = wall
        self._fault = fault
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Before the wall gets its cameras."""
        self._unsubscribe = self._wall.subscribe(self.hear)

    def stop(self) -> None:
        self._unsubscribe()

    def all(self) -> dict[str, Fallback]:
        """By camera."""
        return self._database.read(lambda reader: reader.fallbacks.all())

    def hear(self, event: Event) -> None:
        if not isinstance(event, HardwareFailed):
            return
        fallback = Fallback(self._clock.now(), event.cause)

        def keep(transaction: Transaction) -> None:
            cameras = {camera.id: camera for camera in transaction.site.cameras()}
            camera = cameras.get(event.camera_id)
            if camera is None or not camera.options.hardware:
                return
            if event.camera_id in transaction.fallbacks.all():
                return
            transaction.fallbacks.add(event.camera_id, fallback)
            data = {"cause": event.cause}
            transaction.journal.append(Draft("hardware_failed", data=data, camera_id=event.camera_id))
            transaction.touch("camera")

        # Until the next start software decodes all the same.
        see = bear_loss(log, "a failure of hardware decoding was not kept", self._fault)
        self._database.write(keep).add_done_callback(see)
