"""Keeps a sender process alive and exchanges jobs and outcomes with it."""

import json
import logging
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.core.child_process import LinesTo, start_module
from app.notify.rules import Outcome

log = logging.getLogger(__name__)
Ended = Callable[[str, Outcome], None]
Told = Callable[[Mapping[str, Any]], None]


class SenderProcess:
    """One child `python -m …` that takes JSON lines, started with the first line and again after its death.

    When it dies, every job it held ends as `sender_died`. No method waits for the child but `stop`.

    Args:
        words: module and arguments.
        ended: called with job id and outcome, on a reading thread.
        told: called with what the child tells that is no outcome, on a reading thread.
        greeting: the first line of each child; for what must not stand on a command line.
    """

    def __init__(
        self,
        words: Sequence[str],
        ended: Ended,
        told: Told = lambda values: None,
        greeting: Mapping[str, Any] | None = None,
    ) -> None:
        self._words = tuple(words)
        self._ended = ended
        self._told = told
        self._greeting = greeting
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def send(self, job_id: str, job: Mapping[str, Any]) -> None:
        """Hands a job over."""
        line = json.dumps({"id": job_id, **job})
        with self._lock:
            while not self._live_child().take(job_id, line):
                self._child = None

    def say(self, values: Mapping[str, Any]) -> None:
        """A line that has no outcome; lost when the child is dead or dies."""
        with self._lock:
            if self._child is not None:
                self._child.say(json.dumps(values))

    def keep_alive(self) -> None:
        """Starts the child where there is none: for one that also listens."""
        with self._lock:
            self._live_child()

    def restart(self) -> None:
        """Kills the child: for a send that never ends. The next job starts another."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.process.kill()

    def stop(self) -> None:
        """Lets the child finish what it holds for two seconds, then kills it."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.finish(2.0)

    def pid(self) -> int | None:
        with self._lock:
            return self._child.process.pid if self._child is not None else None

    def _live_child(self) -> "_Child":
        if self._child is None or self._child.process.poll() is not None:
            self._child = _Child(self._words, self._ended, self._told)
            if self._greeting is not None:
                self._child.say(json.dumps(self._greeting))
        return self._child


class _Child:
    """One process with what it holds; a thread writes to it and one reads, so that a stopped child blocks nobody."""

    def __init__(self, words: Sequence[str], ended: Ended, told: Told) -> None:
        self._ended = ended
        self._told = told
        self._lock = threading.Lock()
        self._held: set[str] = set()
        self._over = False
        self.process = start_module(*words)
        self._lines = LinesTo(self.process, "sender-jobs")
        threading.Thread(target=self._read, name="sender-answers", daemon=True).start()

    def take(self, job_id: str, line: str) -> bool:
        """False when the child is dead: then it never held the job."""
        with self._lock:
            if self._over or self.process.poll() is not None:
                return False
            self._held.add(job_id)
        self._lines.put(line)
        return True

    def say(self, line: str) -> None:
        self._lines.put(line)

    def finish(self, within_s: float) -> None:
        self._lines.end()
        try:
            self.process.wait(timeout=within_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _read(self) -> None:
        stdout = self.process.stdout
        assert stdout is not None
        for line in stdout:
            self._answer(line)
        stdout.close()
        self.process.wait()
        self._lines.end()
        with self._lock:
            self._over = True
            orphans, self._held = self._held, set()
        for job_id in orphans:
            self._ended(job_id, Outcome("unknown", "sender_died"))

    def _answer(self, line: str) -> None:
        try:
            answer = json.loads(line)
            job_id = answer.get("id", "")
        except (ValueError, AttributeError):
            # A plugin that prints on its own account.
            log.warning("the sender said something that is no answer")
            return
        if not job_id:
            self._told(answer)
            return
        with self._lock:
            known = job_id in self._held
            self._held.discard(job_id)
        if known:
            self._ended(job_id, _outcome(answer))


def _outcome(answer: Mapping[str, Any]) -> Outcome:
    return Outcome(
        answer["state"],
        answer.get("error", ""),
        answer.get("final", False),
        answer.get("reference", ""),
        answer.get("again_s", 0.0),
    )
