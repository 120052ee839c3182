"""Why something that should be recorded is not; told once for all cameras, however many a dead disk stops."""

import threading
from collections.abc import Callable, Collection

from app.model.journal import Draft

Written = tuple[str, str]
"""A camera and its clip; no clip for continuous recording."""
_DISK: Written = ("", "")


class Faults:
    """May be used from any thread. `journal` gets one entry when a code comes up, and one when the last has gone."""

    def __init__(self, journal: Callable[[Draft], None]) -> None:
        self._journal = journal
        self._lock = threading.Lock()
        self._codes: dict[Written, str] = {}

    def now(self) -> dict[str, str]:
        """Codes by camera; the disk as a whole under the empty name."""
        with self._lock:
            return {camera_id: code for (camera_id, _), code in self._codes.items()}

    def take(self, camera_id: str, code: str, keep_id: str = "") -> None:
        """An empty code: well again."""
        with self._lock:
            before = set(self._codes.values())
            if code:
                self._codes[camera_id, keep_id] = code
            else:
                self._codes.pop((camera_id, keep_id), None)
            self._tell(before, camera_id)

    def only(self, wanted: Collection[Written]) -> None:
        """Of what nobody wants written nothing is wrong."""
        with self._lock:
            before = set(self._codes.values())
            for written in [each for each in self._codes if each != _DISK and each not in wanted]:
                del self._codes[written]
            self._tell(before, "")

    def _tell(self, before: set[str], camera_id: str) -> None:
        after = set(self._codes.values())
        for code in sorted(after - before):
            self._journal(Draft("recording_fault", data={"code": code}, camera_id=camera_id))
        for code in sorted(before - after):
            self._journal(Draft("recording_restored", data={"code": code}))
