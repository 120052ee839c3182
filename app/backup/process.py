"""The process that works on a target, as the console sees it."""

import contextlib
import json
import logging
import subprocess
import threading
from collections.abc import Callable, Mapping
from typing import Any

from app.backup.protocol import Start, Wish
from app.core.child_process import start_module

log = logging.getLogger(__name__)
_END_S = 1.0


class WorkerProcess:
    """Started by the constructor, which does not wait.

    Args:
        hear: called with each thing it says, on a thread of its own; with None once it has ended.
    """

    def __init__(self, start: Start, hear: Callable[[Mapping[str, Any] | None], None]) -> None:
        self._hear = hear
        self._process = start_module("app.backup.worker")
        self._say(start.dump())
        self._thread = threading.Thread(target=self._listen, name="backup-hears", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def wish(self, wish: Wish) -> None:
        self._say(wish.dump())

    def news(self) -> None:
        """There is something to spill."""
        self._say({"news": True})

    def end(self) -> None:
        """One that waits for a dead disk may not even be killed: it is left to the system then."""
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_S)
        self._thread.join(_END_S)

    def _say(self, said: Mapping[str, Any]) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        # A process that has ended is noticed by its silence.
        with contextlib.suppress(OSError, ValueError):
            stdin.write(json.dumps(said) + "\n")
            stdin.flush()

    def _listen(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        with contextlib.suppress(ValueError):
            for line in stdout:
                try:
                    said = json.loads(line)
                except ValueError:
                    log.warning("the backup process said something that is none of its words")
                    continue
                self._hear(said)
        stdout.close()
        self._hear(None)
