"""The server process and the console's end of its line."""

import json
import logging
import subprocess
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from app.core.child_process import LinesTo, start_module
from app.lanpage.protocol import STOP_S, Start

log = logging.getLogger(__name__)
_ANSWERING = 4
_MOST_WAITING = 64
"""More questions than the server may have on the way: what comes beyond them is not answered."""


class ServerProcess:
    """Started by the constructor, which does not wait. `began` is set once it listens or has failed.

    Args:
        answer: called with each question, on threads of their own.

    Attributes:
        failed: why it could not listen; empty when it does.
        heard: how many signs of life have come.
    """

    def __init__(self, start: Start, answer: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
        self._answer = answer
        self.began = threading.Event()
        self.failed = ""
        self.port = 0
        self.heard = 0
        self._waiting = threading.BoundedSemaphore(_MOST_WAITING)
        self._answers = ThreadPoolExecutor(max_workers=_ANSWERING, thread_name_prefix="lan-answer")
        self._process = start_module("app.lanpage.server")
        self._lines = LinesTo(self._process, "lan-says")
        self._say(start.dump())
        self._thread = threading.Thread(target=self._hear, name="lan-hears", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def alive(self) -> bool:
        return self._process.poll() is None

    def ping(self) -> None:
        self._say({"ping": 1})

    def kill(self) -> None:
        self._process.kill()
        self.stop()

    def stop(self) -> None:
        """Lets it finish what it answers, for a moment; then it is ended."""
        self._lines.end()
        try:
            self._process.wait(STOP_S + 1.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for ending in (self._lines, self._thread):
            ending.join()
        self._answers.shutdown(wait=False, cancel_futures=True)

    def _say(self, said: Mapping[str, Any]) -> None:
        self._lines.put(json.dumps(said))

    def _hear(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        for line in stdout:
            try:
                said = json.loads(line)
                self._take(said)
            except (ValueError, AttributeError, KeyError):
                log.warning("the server of the page said something that is none of its words")
        stdout.close()
        self._process.wait()
        self._lines.end()
        self.began.set()

    def _take(self, said: dict[str, Any]) -> None:
        self.heard += 1
        if "ask" in said:
            self._ask(said)
        elif said.get("ready"):
            self.port = int(said["port"])
            self.began.set()
        elif "failed" in said:
            self.failed = str(said["failed"])
            self.began.set()

    def _ask(self, said: dict[str, Any]) -> None:
        if not self._waiting.acquire(blocking=False):
            return
        try:
            self._answers.submit(self._answer_one, said)
        except RuntimeError:  # it is being stopped
            self._waiting.release()

    def _answer_one(self, said: dict[str, Any]) -> None:
        try:
            self._say({**self._answer(said), "id": said["id"]})
        finally:
            self._waiting.release()
