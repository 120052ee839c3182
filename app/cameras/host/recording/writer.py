"""The thread that writes to disk, so that a slow or dead disk never holds up a picture."""

import logging
import queue
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.cameras.host.recording.coded import Coded
from app.cameras.host.recording.track import Track

log = logging.getLogger(__name__)
_MOST_WAITING_BYTES = 64 * 1024 * 1024


class Writer:
    """One of a host. All methods return at once."""

    def __init__(self, most_waiting_bytes: int = _MOST_WAITING_BYTES) -> None:
        self.open_files: set[Path] = set()
        """Used by tracks, in the thread."""
        self._most = most_waiting_bytes
        self._waiting = 0
        self._looks: set[Track] = set()
        self._lock = threading.Lock()
        self._jobs: queue.SimpleQueue[tuple[Track, Callable[[], None], int] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="recording", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def waiting(self) -> int:
        """Bytes that the disk has not taken yet."""
        return self._waiting

    def stop(self, timeout_s: float) -> bool:
        """Writes what waits, then ends; True when that was done in time."""
        self._jobs.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def write(self, track: Track, coded: Coded) -> bool:
        """False when the disk has fallen too far behind: the packet is not taken."""
        size = len(coded.data)
        with self._lock:
            if self._waiting + size > self._most:
                return False
            self._waiting += size
        self._jobs.put((track, partial(track.write, coded), size))
        return True

    def write_past(self, track: Track, packets: list[Coded]) -> None:
        """Packets that lie in memory anyway; not counted as waiting."""
        for coded in packets:
            self._jobs.put((track, partial(track.write, coded), 0))

    def cut(self, track: Track) -> None:
        self._jobs.put((track, track.cut, 0))

    def cut_at_key(self, track: Track) -> None:
        self._jobs.put((track, track.cut_at_key, 0))

    def look(self, track: Track) -> None:
        """Asked again before it is done, on a disk that hangs, it is one look."""
        with self._lock:
            if track in self._looks:
                return
            self._looks.add(track)
        self._jobs.put((track, partial(self._look, track), 0))

    def _look(self, track: Track) -> None:
        with self._lock:
            self._looks.discard(track)
        track.look()

    def end(self, track: Track) -> None:
        self._jobs.put((track, track.end, 0))

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            track, work, size = job
            try:
                work()
            except Exception:
                # A fault of ours with one camera: the others are still to be written, and the console has to hear.
                log.exception("a recording failed")
                track.fault("write_failed")
            with self._lock:
                self._waiting -= size
