"""The host's end of the pipe: many threads say something, one listens."""

import logging
import os
import sys
import threading
from multiprocessing.connection import Connection

from app.cameras.protocol import Batch, LogLine, Report

_PR_SET_PDEATHSIG = 1
_SIGKILL = 9


def connect(handle: str) -> Connection:
    """The pipe whose inherited descriptor or handle the console named on the command line."""
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection

        return PipeConnection(int(handle))
    return Connection(int(handle))


class Link:
    """Sends reports. When the console has gone there is nobody to work for: the process ends at once."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()

    def send(self, report: Report) -> None:
        try:
            with self._lock:
                self._pipe.send(report)
        except OSError:
            os._exit(0)

    def receive(self) -> Batch:
        message = self._pipe.recv()
        if not isinstance(message, Batch):
            raise TypeError(type(message))
        return message


class LinkHandler(logging.Handler):
    """Sends the host's log to the console, which owns the log files."""

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._link = link

    def emit(self, record: logging.LogRecord) -> None:
        self._link.send(LogLine(record.levelno, self.format(record)))


def die_with_parent() -> None:
    """On Linux the kernel ends this process with the console's; elsewhere the closed pipe does."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL)
