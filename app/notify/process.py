"""Keeps the sender process alive and exchanges jobs and outcomes with it."""

import contextlib
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from app.notify.rules import Outcome

log = logging.getLogger(__name__)


class SenderProcess:
    """One child `python -m app.notify.sender`. When it dies, every job it held ends as `sender_died`.

    Args:
        training_file: where training phones keep what they received.
        ended: called with job id and outcome, on the reading thread.
    """

    def __init__(self, training_file: Path, ended: Callable[[str, Outcome], None]) -> None:
        self._training_file = training_file
        self._ended = ended
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._held: set[str] = set()

    def send(self, job_id: str, url: str, title: str, body: str) -> None:
        """Hands a job over, starting the child when there is none."""
        line = json.dumps({"id": job_id, "url": url, "title": title, "body": body}) + "\n"
        with self._lock:
            child = self._running_child()
            self._held.add(job_id)
            assert child.stdin is not None
            try:
                child.stdin.write(line)
                child.stdin.flush()
            except OSError:
                # The child died this moment; its reading thread ends all jobs it held, this one too.
                log.warning("sender process died while a job was handed over")

    def restart(self) -> None:
        """Kills the child: for a send that never ends."""
        with self._lock:
            if self._child is not None:
                self._child.kill()

    def stop(self) -> None:
        """Lets the child finish what it holds for two seconds, then kills it."""
        with self._lock:
            child, self._child = self._child, None
        if child is None:
            return
        _close_stdin(child)
        try:
            child.wait(timeout=2)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def pid(self) -> int | None:
        with self._lock:
            return self._child.pid if self._child is not None else None

    def _running_child(self) -> subprocess.Popen[str]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        child = subprocess.Popen(  # noqa: S603 - our own module, our own interpreter
            [sys.executable, "-m", "app.notify.sender", str(self._training_file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=Path(__file__).resolve().parents[2],
        )
        self._child = child
        threading.Thread(target=self._read, args=(child,), name="sender-answers", daemon=True).start()
        return child

    def _read(self, child: subprocess.Popen[str]) -> None:
        assert child.stdout is not None
        for line in child.stdout:
            answer = json.loads(line)
            if "id" in answer:
                self._end(
                    answer["id"],
                    Outcome(answer["state"], answer.get("error", ""), answer.get("final", False)),
                )
        child.stdout.close()
        _close_stdin(child)
        child.wait()
        with self._lock:
            if self._child is child:
                self._child = None
            orphans = set(self._held) if self._child is None else set()
        for job_id in orphans:
            self._end(job_id, Outcome("unknown", "sender_died"))

    def _end(self, job_id: str, outcome: Outcome) -> None:
        with self._lock:
            if job_id not in self._held:
                return
            self._held.discard(job_id)
        self._ended(job_id, outcome)


def _close_stdin(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    # What was still unwritten cannot reach a dead child; its jobs end as `sender_died`.
    with contextlib.suppress(BrokenPipeError):
        child.stdin.close()
