"""Why something that should be recorded is not; told once for all cameras, however many a dead disk stops."""

import threading
from collections.abc import Callable, Collection

from app.model.journal import Draft


class Faults:
    """May be used from any thread. `journal` gets one entry when a code comes up, and one when the last has gone."""

    def __init__(self, journal: Callable[[Draft], None]) -> None:
        self._journal = journal
        self._lock = threading.Lock()
        self._codes: dict[str, str] = {}

    def now(self) -> dict[str, str]:
        """Codes by camera; the disk as a whole under the empty name."""
        with self._lock:
            return dict(self._codes)

    def take(self, camera_id: str, code: str) -> None:
        """An empty code: well again."""
        with self._lock:
            before = set(self._codes.values())
            if code:
                self._codes[camera_id] = code
            else:
                self._codes.pop(camera_id, None)
            self._tell(before, camera_id)

    def only(self, camera_ids: Collection[str]) -> None:
        """Of cameras that nobody wants recorded nothing is wrong."""
        with self._lock:
            before = set(self._codes.values())
            for camera_id in [each for each in self._codes if each and each not in camera_ids]:
                del self._codes[camera_id]
            self._tell(before, "")

    def _tell(self, before: set[str], camera_id: str) -> None:
        after = set(self._codes.values())
        for code in sorted(after - before):
            self._journal(Draft("recording_fault", data={"code": code}, camera_id=camera_id))
        for code in sorted(before - after):
            self._journal(Draft("recording_restored", data={"code": code}))
