"""The frame buffers of the cameras that are shown, and when each camera was last seen."""

from collections.abc import Callable, Set

from app.cameras.console.display import Display
from app.cameras.frames import Frame
from app.cameras.protocol import Show


class Tiles:
    """Belongs to the thread that paints; `know` and `last_seen` may be called from any.

    Args:
        wish: tells the hosts what is to be drawn where.
        reported: when a camera's host decoded its last picture, as far as that is known.
    """

    def __init__(self, wish: Callable[[Show], None], reported: Callable[[str], float | None]) -> None:
        self._wish = wish
        self._reported = reported
        self._displays: dict[str, Display] = {}
        self._seen: dict[str, float] = {}
        self._known: Set[str] = frozenset()
        self._outdated: set[str] = set()

    def know(self, camera_ids: Set[str], changed: Set[str]) -> None:
        """A picture of a `changed` camera's old address must not stand for the new one."""
        gone, self._known = self._known - camera_ids, camera_ids
        for camera_id in gone | changed:
            self._seen.pop(camera_id, None)
        self._outdated |= changed

    def show(self, camera_id: str, width: int, height: int, closer: float) -> None:
        self._renew_outdated(camera_id)
        display = self._displays.get(camera_id)
        if display is None:
            display = self._displays[camera_id] = Display(camera_id, width, height, closer)
            # From here on the tile's own pictures count; until the first of them it is as old as the last one hidden.
            self._note(camera_id, self._reported(camera_id))
        else:
            display.resize(width, height, closer)
        self._wish(display.wish)

    def hide(self, camera_id: str) -> bool:
        """False where it was not shown."""
        display = self._displays.pop(camera_id, None)
        if display is None:
            return False
        if camera_id not in self._outdated:
            self._note(camera_id, display.captured())
        self._outdated.discard(camera_id)
        display.close()
        return True

    def frame(self, camera_id: str) -> Frame | None:
        """The newest picture, in shared memory. Paint it, then ask `still_valid`."""
        self._renew_outdated(camera_id)
        display = self._displays.get(camera_id)
        return None if display is None else display.frame()

    def marks(self) -> dict[str, int]:
        """Of all that are shown: differs from picture to picture, 0 before the first."""
        for camera_id in self._outdated & self._displays.keys():
            self._renew_outdated(camera_id)
        return {camera_id: display.mark() for camera_id, display in self._displays.items()}

    def still_valid(self, camera_id: str, frame: Frame) -> bool:
        display = self._displays.get(camera_id)
        return display is not None and display.still_valid(frame)

    def last_seen(self, camera_id: str) -> float | None:
        """When the picture on the tile was decoded; of a camera that is not shown, the last that could be."""
        display = self._displays.get(camera_id)
        if display is None or camera_id in self._outdated:
            self._note(camera_id, self._reported(camera_id))
        else:
            # What was decoded and did not get onto the tile makes nothing live.
            self._note(camera_id, display.captured())
        return self._seen.get(camera_id)

    def close(self) -> None:
        for display in self._displays.values():
            display.close()
        self._displays.clear()

    def _renew_outdated(self, camera_id: str) -> None:
        if camera_id not in self._outdated:
            return
        self._outdated.discard(camera_id)
        display = self._displays.pop(camera_id, None)
        if display is not None:
            display.close()
            self.show(camera_id, display.wish.width, display.wish.height, display.wish.closer)

    def _note(self, camera_id: str, at: float | None) -> None:
        if at is not None and camera_id in self._known:
            self._seen[camera_id] = max(at, self._seen.get(camera_id, at))
