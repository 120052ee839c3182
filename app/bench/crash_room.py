"""One data folder of `bench crash`: the consoles that live and die on it, and what they promised."""

import re
import time
from collections.abc import Callable

from app.bench.crash_check import Lost, Promises, Receipts, lost, receipts
from app.bench.crash_lives import STARTING, Life
from app.bench.crash_work import Worker, press
from app.bench.running import RunningConsole
from app.core.clock import SystemClock, moment_of
from app.core.errors import StorageUnavailable
from app.core.paths import DataFolder
from app.journal.verifying import verify_log
from app.model.journal import Verification
from app.model.message import QUEUED, SENDING
from app.storage.database import open_for_checking
from app.storage.media import MediaStore
from app.storage.transaction import Reader

_LONGEST_WORK_S = 1.5
_START_S = 3.0
"""How long a start is thought to take before one has been seen."""
_BEYOND = 1.2
"""Kills during a start also come a little after the moment at which the last one was done."""
_SENT_WITHIN_S = 60.0
_LOOK_EVERY_S = 0.02
_MANY = 100_000
_LIMIT_S = 1
"""Of each tier: about as long as a life."""


class CrashRoom:
    def __init__(self, folder: DataFolder) -> None:
        self.promises = Promises()
        self.resumes_s: list[float] = []
        self.incidents_resumed = 0
        self.unsent = 0
        self.start_s = _START_S
        """The longest a life that dies in its start may last."""
        self._folder = folder
        self._clock = SystemClock()
        self._forgotten: list[str] = []
        self._hurried = False

    def live_and_die(self, life: Life) -> None:
        due = self._due()
        with RunningConsole(self._folder, "--demo") as console:
            worker = Worker(console, self.promises, life)
            if life.dies == STARTING:
                worker.start()
                time.sleep(life.share * self.start_s)
            else:
                self._see_resumed(console, due)
                self._hurry(console)
                worker.start()
                time.sleep(life.share * _LONGEST_WORK_S)
            console.kill()
            worker.end()

    def begin_twice(self, after_s: float) -> None:
        """Killed while it makes its folder; the next one must make it whole."""
        with RunningConsole(self._folder, "--demo") as console:
            time.sleep(after_s)
            console.kill()
        with RunningConsole(self._folder, "--demo") as console:
            console.wait_ready()
            press(console, self.promises)
            self._wait_sent()
        reader = self._reader()
        if not reader.site.cameras():
            self._forgotten.append(f"site of {self._folder.root.name}")
        reader.close()

    def live_and_end(self) -> None:
        due = self._due()
        with RunningConsole(self._folder, "--demo") as console:
            self._see_resumed(console, due)
            self._wait_sent()

    def lost(self) -> Lost:
        reader = self._reader()
        found = lost(reader, self.promises, self.received())
        reader.close()
        found.others += self._forgotten
        return found

    def received(self) -> Receipts:
        file = self._folder.root / "training-messages.jsonl"
        return receipts(file.read_text(encoding="utf-8").splitlines() if file.exists() else [])

    def verify(self) -> Verification:
        return verify_log(self._folder.database, MediaStore(self._folder.media))

    def messages(self) -> dict[str, int]:
        reader = self._reader()
        counts = reader.outbox.counts()
        reader.close()
        return counts

    def _see_resumed(self, console: RunningConsole, due: set[str]) -> None:
        """Measures how long it took, and looks that what was running runs on."""
        taken_s = console.wait_ready()
        if due or self._overdue():
            self._wait(lambda reader: sum(_is_waiting(reader, each) for each in due) + _tiers_due(reader))
            taken_s = time.monotonic() - console.started_at
        self.resumes_s.append(taken_s)
        self.start_s = _BEYOND * taken_s
        running = {incident["id"] for incident in console.ask("status")["escalations"]}
        standing = self.promises.standing()
        self._forgotten += [f"running incident {each}" for each in sorted(standing - running)]
        self.incidents_resumed += len(standing & running)

    def _due(self) -> set[str]:
        """Messages that the console to come has to hand to their channel at once; none before the first start."""
        try:
            reader = self._reader()
        except StorageUnavailable:
            return set()
        now = self._clock.now()
        due = {message.id for message in (*reader.outbox.due(now, _MANY), *reader.outbox.interrupted())}
        reader.close()
        return due

    def _overdue(self) -> int:
        reader = self._reader()
        count = _tiers_due(reader)
        reader.close()
        return count

    def _hurry(self, console: RunningConsole) -> None:
        """From the second life on tiers come due at any moment of it, also while nobody is there to call them."""
        if self._hurried:
            return
        self._hurried = True
        site = console.ask("export_site")["text"]
        file = self._folder.root / "hurried.toml"
        file.write_text(re.sub("limit_s = [0-9]+", f"limit_s = {_LIMIT_S}", site), encoding="utf-8")
        console.ask("import_site", path=str(file))

    def _wait_sent(self) -> None:
        self.unsent = self._wait(_waiting)

    def _wait(self, count: Callable[[Reader], int]) -> int:
        """Until it is nothing; returns what is left when that takes too long."""
        reader = self._reader()
        until = time.monotonic() + _SENT_WITHIN_S
        while (left := count(reader)) and time.monotonic() < until:
            time.sleep(_LOOK_EVERY_S)
        reader.close()
        return left

    def _reader(self) -> Reader:
        return open_for_checking(self._folder.database, self._clock)


def _is_waiting(reader: Reader, message_id: str) -> bool:
    message = reader.outbox.get(message_id)
    return message is not None and message.state in (QUEUED, SENDING)


def _waiting(reader: Reader) -> int:
    counts = reader.outbox.counts()
    return counts.get(QUEUED, 0) + counts.get(SENDING, 0)


def _tiers_due(reader: Reader) -> int:
    """Incidents in which something is to be done by now and is not done yet."""
    moment = moment_of(reader.clock)
    return sum(
        left is not None and left < 0 for left in (one.left_s(moment) for one in reader.escalations.timers())
    )
