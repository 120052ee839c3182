"""Disk space kept back for an emergency: a full disk must not stop the one click that matters."""

import logging
import os
import shutil
from pathlib import Path

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

    def __init__(self, path: Path, size: int = RESERVE_BYTES) -> None:
        self._path = path
        self._size = size

    def fill(self) -> None:
        """Takes the space where there is enough of it; where there is not, the reserve stays as it is."""
        try:
            if self._path.exists() and self._path.stat().st_size == self._size:
                return
            if shutil.disk_usage(self._path.parent).free < 4 * self._size:
                log.warning("the disk has no room for a reserve")
                return
            self._write()
        except OSError as error:
            log.warning("no reserve: %s", error)

    def release(self) -> bool:
        """Gives the space back; False when there was none."""
        try:
            self._path.unlink()
        except OSError:
            return False
        log.warning("the disk is full: the reserve is given to the emergency")
        return True

    def _write(self) -> None:
        partial = self._path.with_suffix(".partial")
        with partial.open("wb") as file:
            for _ in range(self._size // len(_BLOCK)):
                file.write(_BLOCK)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._path)
