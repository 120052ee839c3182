"""A tile's frame buffer: made anew when the tile changes its size, the old picture staying until the new one is there."""

from app.cameras.frames import Frame, FrameReader
from app.cameras.protocol import Show
from app.cameras.sizes import room_for

_LARGER_THAN_NEEDED = 4
_ROOM_STEP = 160
"""Buffers are made a little larger than asked, so that dragging a window's edge does not make one per pixel."""


class Display:
    """Belongs to the UI thread; the wall's thread sees only the Show commands made from it."""

    def __init__(self, camera_id: str, width: int, height: int, closer: float = 1.0) -> None:
        self._camera_id = camera_id
        self._reader = self._make(*room_for((width, height), closer))
        self._before: FrameReader | None = None
        self._shown: FrameReader = self._reader
        self.wish = Show(camera_id, self._reader.name, width, height, closer=closer)

    def resize(self, width: int, height: int, closer: float = 1.0) -> bool:
        """True when the host has to be told."""
        if (width, height, closer) == (self.wish.width, self.wish.height, self.wish.closer):
            return False
        room = room_for((width, height), closer)
        if not self._fits(*room):
            if self._reader.newest() is not None or self._before is None:
                self._drop_before()
                self._before = self._reader
            else:
                self._reader.close()
            self._reader = self._make(*room)
        self.wish = Show(self._camera_id, self._reader.name, width, height, closer=closer)
        return True

    def frame(self) -> Frame | None:
        """The newest picture, in place."""
        frame = self._reader.newest()
        if frame is not None:
            self._shown = self._reader
            self._drop_before()
            return frame
        if self._before is None:
            return None
        self._shown = self._before
        return self._before.newest()

    def mark(self) -> int:
        """Differs from picture to picture, 0 before the first."""
        return self._reader.mark() or (self._before.mark() if self._before else 0)

    def still_valid(self, frame: Frame) -> bool:
        return self._shown.still_valid(frame)

    def captured(self) -> float | None:
        at = self._reader.captured()
        return at if at is not None or self._before is None else self._before.captured()

    def close(self) -> None:
        self._reader.close()
        self._drop_before()

    def _fits(self, width: int, height: int) -> bool:
        """Not too small, and not so much too large that the memory of a magnified picture would be held for ever."""
        reader = self._reader
        enough = width <= reader.width and height <= reader.height
        return enough and reader.width * reader.height <= _LARGER_THAN_NEEDED * _room(width) * _room(height)

    def _drop_before(self) -> None:
        if self._before is not None:
            self._before.close()
            self._before = None

    @staticmethod
    def _make(width: int, height: int) -> FrameReader:
        return FrameReader(_room(width), _room(height))


def _room(length: int) -> int:
    return -(-length // _ROOM_STEP) * _ROOM_STEP
