"""Pictures that wait for the entry they belong to: of what was found wrong, or the last one of a camera that is lost."""

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.cameras.console.pictures import Picture
from app.cameras.console.wall import CameraWall
from app.core.clock import Clock
from app.core.errors import StorageUnavailable
from app.health.entries import Kept
from app.model.health import LOST
from app.storage.media import MediaStore

log = logging.getLogger(__name__)
_DEADLINE_S = 3.0
_Key = tuple[str, str]
"""Camera and condition."""


@dataclass(frozen=True, slots=True)
class _Shot:
    jpeg: bytes = field(repr=False)
    taken: datetime | None = None
    """None: at the moment of the entry."""
    age_s: float = 0.0


class Shots:
    """May be used from any thread."""

    def __init__(self, wall: CameraWall, media: MediaStore, clock: Clock) -> None:
        self._wall = wall
        self._media = media
        self._clock = clock
        self._lock = threading.Lock()
        self._shots: dict[_Key, _Shot] = {}
        self._asked: set[str] = set()

    def put(self, key: _Key, jpeg: bytes) -> None:
        with self._lock:
            self._shots[key] = _Shot(jpeg)

    def ask_last(self, camera_id: str) -> None:
        """The camera has just lost its picture: what did it show last?"""
        with self._lock:
            self._asked.add(camera_id)
        self._wall.snapshot(camera_id, self._give_last, _DEADLINE_S)

    def forget_last(self, camera_id: str) -> None:
        """It was no loss."""
        with self._lock:
            self._asked.discard(camera_id)
            self._shots.pop((camera_id, LOST), None)

    def keep(self, key: _Key) -> Kept | None:
        """Stores the picture for its entry; the entry matters more than its picture."""
        with self._lock:
            if key[1] == LOST:
                self._asked.discard(key[0])
            shot = self._shots.pop(key, None)
        if shot is None:
            return None
        try:
            return Kept(self._media.keep(shot.jpeg, ".jpg"), shot.taken, shot.age_s)
        except StorageUnavailable:
            log.exception("picture of camera %s not kept", key[0])
            return None

    def _give_last(self, picture: Picture) -> None:
        taken = self._clock.now() - timedelta(seconds=picture.age_s)
        with self._lock:
            # One that comes after its entry is written belongs to none.
            if picture.jpeg and picture.camera_id in self._asked:
                self._shots[picture.camera_id, LOST] = _Shot(picture.jpeg, taken, picture.age_s)
            self._asked.discard(picture.camera_id)
