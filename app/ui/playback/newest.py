"""The last minute: recorded, and still in a file that is being written. Whoever comes near it has that file made whole."""

from collections.abc import Callable, Mapping, Sequence

from app.playback.recordings import Recordings
from app.playback.rules import Clip

_NEWEST_S = 120.0
"""A file lasts a minute, and until the key frame after that."""
_AHEAD_S = 15.0
"""Before playback reaches the end of what is whole."""


class Newest:
    """Args:
    now: the position of this moment.
    """

    def __init__(self, recordings: Recordings, now: Callable[[], float]) -> None:
        self._recordings = recordings
        self._now = now
        self._unfinished: frozenset[str] = frozenset()

    @property
    def anything(self) -> bool:
        """Something is being written."""
        return bool(self._unfinished)

    def is_coming(self, camera_id: str, position: float) -> bool:
        """Where no file has this position: one that is being written may."""
        return camera_id in self._unfinished and self._is_new(position)

    def look(self, shelves: Mapping[str, Sequence[Clip]], position: float) -> None:
        """A few times a second: has files made whole in whose time playback is, or soon will be."""
        self._unfinished = self._recordings.unfinished()
        if not self._is_new(position):
            return
        for camera_id in self._unfinished & shelves.keys():
            whole_until = max((clip.end for clip in shelves[camera_id]), default=0.0)
            if position > whole_until - _AHEAD_S:
                self._recordings.finish(camera_id)

    def _is_new(self, position: float) -> bool:
        now = self._now()
        return now - _NEWEST_S < position <= now
