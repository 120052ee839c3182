"""Reads one JSON job a line from stdin, sends it, answers one JSON line on stdout. Ends when stdin ends."""

import json
import logging
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import apprise
from apprise.attachment.file import AttachFile

from app.core.priority import AFTER_WINDOW, give_way
from app.notify.sender.training import provide_training_phones

_TAKE_TURNS_S = 0.05
"""They mostly wait for the network: threads that ask each other for a turn all the time keep the processor from the window."""
_AT_ONCE = 32
"""More than the console has on the way, so that sends which hang leave room."""
_REFUSED: dict[str, Any] = {"state": "failed", "error": "service_refused", "final": False}
_OUTCOMES: dict[str, dict[str, Any]] = {
    "SUCCESS": {"state": "sent"},
    "TIMEOUT": {"state": "unknown", "error": "timeout"},
    "NOMATCH": {"state": "failed", "error": "bad_url", "final": True},
}
_COUNTS_BYTES = {"wecombot": 640, "dingtalk": 6500, "feishu": 6500, "lark": 6500}
"""Of services whose limit is one of bytes, three of which a Chinese letter takes, where Apprise counts letters."""
_stdout_lock = threading.Lock()


def main() -> int:
    """Arguments: the file in which training phones keep what they received."""
    give_way(AFTER_WINDOW)
    sys.setswitchinterval(_TAKE_TURNS_S)
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    provide_training_phones(Path(sys.argv[1]))
    _answer({"ready": True})
    # Loads every kind of service (a quarter of a second) before there is anything to send.
    apprise.Apprise().add("json://127.0.0.1/")
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
    for server in service:
        # A text too long for a service goes out in parts; as it is, the service would refuse or cut it.
        server.overflow_mode = apprise.OverflowMode.SPLIT
        server.body_maxlen = min(
            server.body_maxlen, _COUNTS_BYTES.get(job["url"].partition(":")[0], server.body_maxlen)
        )
    try:
        result = service.notify(title=job["title"], body=job["body"], attach=_attachment(service, job))
    except Exception as error:  # noqa: BLE001 - plugins raise anything; the console is told and shows it
        return {"state": "failed", "error": f"service_error {type(error).__name__}", "final": False}
    # The result object is true even for a failure: only its status tells (measured with Apprise 2.2).
    name = result.status.name if result is not None else "NOMATCH"
    return _OUTCOMES.get(name, _REFUSED)


def _attachment(service: apprise.Apprise, job: dict[str, Any]) -> Any:
    """For services that take files; the others get the words alone."""
    if not job.get("attachment") or not all(server.attachment_support for server in service):
        return None
    make: Any = AttachFile  # carries no types
    return make(job["attachment"], name=job["name"])


def _answer(fields: dict[str, Any]) -> None:
    with _stdout_lock:
        sys.stdout.write(json.dumps(fields) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
