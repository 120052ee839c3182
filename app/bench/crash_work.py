"""What a console of `bench crash` is asked to do until it is gone."""

import contextlib
import threading
from typing import Any, NoReturn

from app.bench.crash_check import Promises
from app.bench.crash_lives import Life
from app.bench.running import RunningConsole
from app.core.errors import ConsoleUnreachable, DutyRoomError

_AGAIN_AFTER_S = 0.02


class Worker:
    """A thread that logs, presses, acknowledges and stands down; before the console answers it knocks."""

    def __init__(self, console: RunningConsole, promises: Promises, life: Life) -> None:
        self._console = console
        self._promises = promises
        self._life = life
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """To be called once the console is dead."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._over.wait(_AGAIN_AFTER_S):
                with contextlib.suppress(ConsoleUnreachable):
                    self._work()
        except DutyRoomError as error:
            self._promises.refused.append(str(error))

    def _work(self) -> None:
        """Goes on with what the console before left running, then again and again from press to stand-down."""
        for incident in self._console.ask("status")["escalations"]:
            self._through(incident["id"], incident["calls"][2:3])
        while True:
            self._write()
            incident = press(self._console, self._promises)
            if self._life.leaves_running:
                self._stay_with(incident["calls"] if self._life.answered else [])
            self._through(incident["id"], incident["calls"][:2])

    def _through(self, incident_id: str, calls: list[dict[str, Any]]) -> None:
        for call in calls:
            self._write()
            self._acknowledge(call["id"])
        self._promises.ending.add(incident_id)
        self._console.ask("stand_down", incident_id=incident_id, reason="bench")
        self._promises.ended.add(incident_id)

    def _stay_with(self, calls: list[dict[str, Any]]) -> NoReturn:
        for call in calls:
            self._write()
            self._acknowledge(call["id"])
        while True:
            self._write()

    def _acknowledge(self, call_id: str) -> None:
        self._console.ask("acknowledge", call_id=call_id)
        self._promises.acknowledged.add(call_id)

    def _write(self) -> None:
        entry = self._console.ask("note", text="巡逻正常 all quiet")
        self._promises.entries[entry["number"]] = entry["hash"]


def press(console: RunningConsole, promises: Promises) -> dict[str, Any]:
    """The incident that the console says it has opened."""
    incident = console.ask("emergency", kind="fire")
    promises.incidents.add(incident["id"])
    return incident
