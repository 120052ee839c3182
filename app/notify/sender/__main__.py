"""Reads one JSON job a line from stdin, sends it, answers one JSON line on stdout. Ends when stdin ends."""

import json
import logging
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import apprise

from app.notify.sender.training import provide_training_phones

_AT_ONCE = 32
"""More than the console has on the way, so that sends which hang leave room."""
_REFUSED: dict[str, Any] = {"state": "failed", "error": "service_refused", "final": False}
_OUTCOMES: dict[str, dict[str, Any]] = {
    "SUCCESS": {"state": "sent"},
    "TIMEOUT": {"state": "unknown", "error": "timeout"},
    "NOMATCH": {"state": "failed", "error": "bad_url", "final": True},
}
_stdout_lock = threading.Lock()


def main() -> int:
    """Arguments: the file in which training phones keep what they received."""
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    provide_training_phones(Path(sys.argv[1]))
    _answer({"ready": True})
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        for line in sys.stdin:
            pool.submit(_send, json.loads(line))
    return 0


def _send(job: dict[str, Any]) -> None:
    _answer({"id": job["id"], **_outcome(job)})


def _outcome(job: dict[str, Any]) -> dict[str, Any]:
    service = apprise.Apprise()
    if not service.add(job["url"]):
        return {"state": "failed", "error": "bad_url", "final": True}
    try:
        result = service.notify(title=job["title"], body=job["body"])
    except Exception as error:  # noqa: BLE001 - plugins raise anything; the console is told and shows it
        return {"state": "failed", "error": f"service_error {type(error).__name__}", "final": False}
    # The result object is true even for a failure: only its status tells (measured with Apprise 2.2).
    name = result.status.name if result is not None else "NOMATCH"
    return _OUTCOMES.get(name, _REFUSED)


def _answer(fields: dict[str, Any]) -> None:
    with _stdout_lock:
        sys.stdout.write(json.dumps(fields) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
