"""Disk space kept back for an emergency: a full disk must not stop the one click that matters."""

import logging
import os
import shutil
import threading
from pathlib import Path

from app.core.private_files import private

log = logging.getLogger(__name__)
RESERVE_BYTES = 16 * 1024 * 1024
"""Room for some thousand entries with their messages, and the pictures of a few incidents."""
_BLOCK = b"\xa5" * 65536
"""Not zeros: a file system that compresses or leaves holes would keep nothing back."""


class Reserve:
    """A file that is there only to be deleted.

    Args:
        size: bytes kept back; nothing is kept on a disk with less than four times as much free.
    """

    EVERY_S = 60.0
    """How often `keep_filled` looks whether there is room again."""

    def __init__(self, path: Path, size: int = RESERVE_BYTES) -> None:
        self._path = path
        self._size = size
        self._no_room_told = False

    def keep_filled(self, stopping: threading.Event) -> None:
        """Fills it now, and again whenever it was used and the disk has room once more; until `stopping`."""
        self.fill()
        while not stopping.wait(self.EVERY_S):
            self.fill()

    def fill(self) -> None:
        """Takes the space where there is enough of it; where there is not, the reserve stays as it is."""
        try:
            if self._path.exists() and self._path.stat().st_size == self._size:
                return
            if shutil.disk_usage(self._path.parent).free < 4 * self._size:
                self._tell_once("the disk has no room for it")
                return
            self._write()
            self._no_room_told = False
        except OSError as error:
            self._tell_once(str(error))

    def release_if_tight(self) -> None:
        """Gives the space back where less than that is free: what follows an emergency, its pictures and messages,
        needs room too."""
        try:
            tight = shutil.disk_usage(self._path.parent).free < self._size
        except OSError as error:
            log.warning("the free space of the disk is not known: %s", error)
            return
        if tight:
            self.release()

    def release(self) -> bool:
        """Gives the space back; False when there was none."""
        try:
            self._path.unlink()
        except OSError:
            return False
        log.warning("the disk is full: the reserve is given to the emergency")
        return True

    def _tell_once(self, why: str) -> None:
        if not self._no_room_told:
            self._no_room_told = True
            log.warning("there is no reserve: %s", why)

    def _write(self) -> None:
        partial = self._path.with_suffix(".partial")
        with open(partial, "wb", opener=private) as file:
            for _ in range(self._size // len(_BLOCK)):
                file.write(_BLOCK)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._path)
