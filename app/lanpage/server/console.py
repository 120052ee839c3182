"""The server's line to the console: asks over standard output, hears over standard input."""

import asyncio
import itertools
import json
import queue
import sys
import threading
from collections.abc import Callable
from typing import Any

from app.lanpage.protocol import ANSWER_S

_AT_ONCE = 16
"""So many questions are on the way; more wait here, not in the console."""


class ConsoleSilent(Exception):
    """The console did not answer in time: what was asked may or may not be stored."""


class Console:
    """Made inside the running loop.

    Args:
        ended: called in the loop when the console has closed the line: nothing may run on without it.
    """

    def __init__(self, ended: Callable[[], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._ended = ended
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        for name, work in (("console-hears", self._hear), ("console-says", self._speak)):
            threading.Thread(target=work, name=name, daemon=True).start()

    def say(self, **said: Any) -> None:
        self._lines.put(json.dumps(said) + "\n")

    async def ask(self, what: str, **about: Any) -> dict[str, Any]:
        """The console's answer. Raises ConsoleSilent."""
        async with self._places:
            number = next(self._numbers)
            answer = self._loop.create_future()
            self._waiting[number] = answer
            self.say(id=number, ask=what, **about)
            try:
                return await asyncio.wait_for(answer, ANSWER_S)
            except TimeoutError as error:
                raise ConsoleSilent from error
            finally:
                self._waiting.pop(number, None)

    def _hear(self) -> None:
        for line in sys.stdin:
            self._loop.call_soon_threadsafe(self._take, json.loads(line))
        self._loop.call_soon_threadsafe(self._ended)

    def _take(self, said: dict[str, Any]) -> None:
        if "ping" in said:
            self.say(pong=said["ping"])
            return
        waiting = self._waiting.get(said.get("id", 0))
        if waiting is not None and not waiting.done():
            waiting.set_result(said)

    def _speak(self) -> None:
        while True:
            line = self._lines.get()
            sys.stdout.write(line)
            sys.stdout.flush()
