"""Back to work where the console cannot open its database: for the window that stands there instead."""

from collections.abc import Callable
from pathlib import Path

from app.backup.offers import Offer, find_offers
from app.backup.restoring import Restored, finish, finish_interrupted, prepare
from app.core.clock import Clock
from app.core.instance_lock import InstanceLock
from app.core.paths import DataFolder


class Rescue:
    """All methods take their time, and are for a worker's thread."""

    def __init__(self, folder: DataFolder, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def offers(self, asked: Path | None = None) -> list[Offer]:
        """The best first. `asked`: a folder that somebody has named."""
        return find_offers(self._folder, self._clock, asked)

    def restore(self, offer: Offer | None, told: Callable[[int], object] = lambda count: None) -> Restored:
        """None: begin anew. Raises AlreadyRunning, NotRestored, StorageUnavailable; then all is as it was."""
        with InstanceLock(self._folder.lock):
            finish_interrupted(self._folder)
            if offer is not None:
                prepare(offer, self._folder, told)
            return finish(offer, self._folder, self._clock, asked=offer.place if offer is not None else None)
