"""Snapshots of all cameras at once: one answer per camera, within a deadline, whatever the hosts do."""

import logging
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.cameras.protocol import SnapshotMissing, SnapshotTaken

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """JPEG bytes and how old the picture was; no bytes and a cause where there is none."""

    camera_id: str
    jpeg: bytes = field(default=b"", repr=False)
    age_s: float = 0.0
    cause: str = ""
    width: int = 0
    height: int = 0
    taken: float | None = None
    """Monotonic seconds at which it was decoded."""


OnPicture = Callable[[Picture], None]


@dataclass(slots=True)
class _Round:
    give: OnPicture
    due: float
    open: dict[str, str]
    """Cameras that have not answered, with the cause to name if they do not."""


class PictureRounds:
    """Receivers are called in a thread of their own: writing a picture to disk must not hold up the cameras."""

    def __init__(self, on_fault: Callable[[BaseException], None]) -> None:
        self._lock = threading.Lock()
        self._rounds: dict[int, _Round] = {}
        self._next = 1
        self._on_fault = on_fault
        self._given: queue.SimpleQueue[tuple[OnPicture, Picture] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._give_for_ever, name="camera-pictures", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """Answers what is still open, then ends the thread."""
        self.expire(float("inf"))
        self._given.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def begin(self, camera_ids: Iterable[str], give: OnPicture, due: float) -> int:
        with self._lock:
            number = self._next
            self._next += 1
            self._rounds[number] = _Round(give, due, dict.fromkeys(camera_ids, "host_down"))
        return number

    def answer(self, answer: SnapshotTaken | SnapshotMissing) -> None:
        """Late answers, and second ones, are dropped: each camera is given exactly once."""
        with self._lock:
            current = self._rounds.get(answer.request_id)
            if current is None or current.open.pop(answer.camera_id, None) is None:
                return
            if not current.open:
                del self._rounds[answer.request_id]
            self._given.put((current.give, _picture(answer)))

    def missing(self, number: int, camera_id: str, cause: str) -> None:
        self.answer(SnapshotMissing(number, camera_id, cause))

    def expire(self, now: float) -> float:
        """Gives up on what is due; returns the seconds until the next is."""
        with self._lock:
            for number, current in list(self._rounds.items()):
                if current.due <= now:
                    del self._rounds[number]
                    for camera_id, cause in current.open.items():
                        self._given.put((current.give, Picture(camera_id, cause=cause)))
            return min((current.due - now for current in self._rounds.values()), default=60.0)

    def _give_for_ever(self) -> None:
        while (item := self._given.get()) is not None:
            give, picture = item
            try:
                give(picture)
            except Exception as error:
                # One picture that could not be taken in must not cost the others.
                log.exception("picture not taken in camera=%s", picture.camera_id)
                self._on_fault(error)


def _picture(answer: SnapshotTaken | SnapshotMissing) -> Picture:
    if isinstance(answer, SnapshotMissing):
        return Picture(answer.camera_id, cause=answer.cause)
    return Picture(
        answer.camera_id, answer.jpeg, answer.picture_age_s, "", answer.width, answer.height, answer.taken
    )
