"""Several places of the window show pictures of the same cameras: the hosts draw each once, for the largest of them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.cameras.console.wall import CameraWall


class Size(NamedTuple):
    """Device pixels across and down of the tile; a part of the picture is shown `closer` times larger."""

    width: int
    height: int
    closer: float = 1.0


class ShownPictures:
    """Knows what each viewer shows; one for the whole window, on the UI thread."""

    def __init__(self, wall: CameraWall) -> None:
        self._wall = wall
        self._viewers: dict[object, Mapping[str, Size]] = {}
        self._important: dict[object, frozenset[str]] = {}

    def show(self, viewer: object, sizes: Mapping[str, Size], important: Iterable[str] = ()) -> None:
        """All that this viewer shows from now on; nothing: it is hidden. `important` ones keep every picture."""
        before = self._wanted()
        self._important[viewer] = frozenset(important)
        if sizes:
            self._viewers[viewer] = dict(sizes)
        else:
            self._viewers.pop(viewer, None)
            self._important.pop(viewer)
        wanted = self._wanted()
        for camera_id in before.keys() - wanted.keys():
            self._wall.hide(camera_id)
        for camera_id, size in wanted.items():
            self._wall.show(camera_id, *size)
        self._wall.prefer(frozenset().union(*self._important.values()))

    def _wanted(self) -> dict[str, Size]:
        wanted: dict[str, Size] = {}
        for sizes in self._viewers.values():
            for camera_id, size in sizes.items():
                most = wanted.get(camera_id, size)
                wanted[camera_id] = Size(
                    max(most.width, size.width),
                    max(most.height, size.height),
                    max(most.closer, size.closer),
                )
        return wanted
