"""Back to work where the console cannot open its database: for the window that stands there instead."""

import logging
from collections.abc import Callable
from pathlib import Path

from app.backup.offers import Offer, find_offers
from app.backup.restoring import Restored, finish, finish_interrupted, prepare
from app.core.clock import Clock
from app.core.instance_lock import InstanceLock
from app.core.paths import DataFolder
from app.model.journal import Actor

log = logging.getLogger(__name__)
_COMMANDS_END_WITHIN_S = 2.0
"""A command may hold the folder for a moment."""


class Rescue:
    """All methods take their time, and are for a worker's thread."""

    def __init__(self, folder: DataFolder, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def offers(self, asked: Path | None = None) -> list[Offer]:
        """The best first. `asked`: a folder that somebody has named."""
        return find_offers(self._folder, self._clock, asked)

    def finish(self, offer: Offer, actor: Actor) -> Restored:
        """What the console has prepared takes the place of the database that it has just closed. Raises as `restore`."""
        with InstanceLock(self._folder.lock, _COMMANDS_END_WITHIN_S):
            restored = finish(offer, self._folder, self._clock, actor)
        log.warning("restored from %s; what was there lies in %s", offer.backup.name, restored.aside)
        return restored

    def restore(self, offer: Offer | None, told: Callable[[int], object] = lambda count: None) -> Restored:
        """None: begin anew. Raises AlreadyRunning, NotRestored, StorageUnavailable; then all is as it was."""
        with InstanceLock(self._folder.lock):
            finish_interrupted(self._folder)
            if offer is not None:
                prepare(offer, self._folder, told)
            return finish(offer, self._folder, self._clock, asked=offer.place if offer is not None else None)
