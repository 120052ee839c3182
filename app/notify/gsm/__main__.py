"""Reads one JSON line from stdin after the other, tells one JSON line on stdout. Ends when stdin ends.

The first line names the modem: `{"open": URL}`; the URL holds the PIN, so it is on no command line.
"""

import json
import logging
import queue
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.notify.gsm.keeper import Job, Keeper
from app.notify.gsm.pins import RefusedPins
from app.notify.gsm.port import PortOpener
from app.notify.modem_address import modem_address


def main() -> int:
    """Argument: the file in which refused PINs are remembered."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    address = modem_address(json.loads(sys.stdin.readline())["open"])
    if address is None:
        return 2
    jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(jobs,), daemon=True).start()
    Keeper(address, RefusedPins(Path(sys.argv[1])), PortOpener(), _tell).run(jobs)
    return 0


def _read(jobs: "queue.SimpleQueue[Job | None]") -> None:
    for line in sys.stdin:
        jobs.put(json.loads(line))
    jobs.put(None)


def _tell(values: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
