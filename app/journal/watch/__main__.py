"""`python -m app.journal.watch`: one job as JSON on standard input, lines of JSON about it on standard output."""

import json
import sys
import threading
import time
from typing import Any

import psutil

from app.core.errors import StorageUnavailable
from app.core.priority import LAST, give_way
from app.journal.watch.job import Job, carry_out

_REST_SHARE = 1.0
"""As long as it worked it rests: never more than half a core, and that only where nobody else wants it."""
_LONGEST_REST_S = 0.2


def main() -> int:
    give_way(LAST)
    job = Job(**json.loads(sys.stdin.readline()))
    threading.Thread(target=_end_with_console, name="console", daemon=True).start()
    worked_from = time.monotonic()

    def rest() -> None:
        nonlocal worked_from
        worked = time.monotonic() - worked_from
        time.sleep(min(_LONGEST_REST_S, worked * _REST_SHARE))
        worked_from = time.monotonic()

    try:
        carry_out(job, _say, rest)
    except StorageUnavailable as error:
        _say({"fault": error.code})
    return 0


def _end_with_console() -> None:
    """Standard input stays open as long as whoever gave the job lives."""
    sys.stdin.read()
    # Nothing here needs a tidy end: the index takes a segment whole or not at all.
    psutil.Process().kill()


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
