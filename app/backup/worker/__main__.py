"""`python -m app.backup.worker`: begins with one line of JSON, ends at once when standard input does."""

import contextlib
import json
import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path

import psutil

from app.backup.protocol import Start
from app.backup.worker.work import Work
from app.core.clock import SystemClock
from app.core.logs import start_logging
from app.core.priority import LAST, give_way


def main() -> int:
    # Ctrl+C in the terminal is for the console, which then ends this line.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    start = Start(**json.loads(sys.stdin.readline()))
    start_logging(Path(start.logs), f"backup-{start.target_id[-6:]}")  # two would rotate one file
    _step_back()
    said: queue.SimpleQueue[dict[str, object]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(said,), daemon=True).start()
    Work(start, said, _say, SystemClock(), time.sleep).run()
    return 0


def _step_back() -> None:
    """Everything else on this machine comes first."""
    give_way(LAST)
    if sys.platform == "linux":
        with contextlib.suppress(OSError, psutil.Error):
            psutil.Process().ionice(psutil.IOPRIO_CLASS_BE, 7)


def _listen(said: "queue.SimpleQueue[dict[str, object]]") -> None:
    for line in sys.stdin:
        said.put(json.loads(line))
    # At once, whatever is half done: the next one clears it away, and a console that starts anew has one of its own.
    os._exit(0)


def _say(**said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
