"""One console a data folder: the second one is refused, whatever became of the first."""

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from app.core.errors import AlreadyRunning, StorageUnavailable

_AGAIN_AFTER_S = 0.05
_TAKEN = (BlockingIOError, PermissionError)
"""The one system's word and the other's."""


class InstanceLock:
    """Held from `__enter__` on. The system lets go of it when the process ends, even by `kill -9`.

    Args:
        patience_s: how long one that is held is waited for: a command holds it for a moment.
    Raises AlreadyRunning when another program holds it, StorageUnavailable (disk_full, lock_unusable) where there can
    be none.
    """

    def __init__(
        self, path: Path, patience_s: float = 0.0, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._path = path
        self._attempts = 1 + round(patience_s / _AGAIN_AFTER_S)
        self._pause = pause
        self._descriptor = -1

    def __enter__(self) -> "InstanceLock":
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            code = "disk_full" if error.errno == errno.ENOSPC else "lock_unusable"
            raise StorageUnavailable(code, path=str(self._path)) from error
        try:
            self._acquire(descriptor)
        except _TAKEN as error:
            os.close(descriptor)
            raise AlreadyRunning(path=str(self._path.parent)) from error
        except OSError as error:
            # A network disk without locks.
            os.close(descriptor)
            raise StorageUnavailable("lock_unusable", path=str(self._path)) from error
        self._descriptor = descriptor
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)

    def _acquire(self, descriptor: int) -> None:
        for attempt in range(1, self._attempts + 1):
            try:
                _lock(descriptor)
                return
            except _TAKEN:
                if attempt == self._attempts:
                    raise
            self._pause(_AGAIN_AFTER_S)


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:

    def _lock(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
