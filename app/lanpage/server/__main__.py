"""`python -m app.lanpage.server`: begins with one line of JSON, ends when standard input ends."""

import asyncio
import errno
import json
import logging
import signal
import socket
import ssl
import sys
from pathlib import Path

from app.core.logs import start_logging
from app.lanpage.protocol import Start
from app.lanpage.server.console import Console
from app.lanpage.server.door import build_server
from app.lanpage.server.web import Web

_FAULTS = {
    errno.EADDRINUSE: "port_taken",
    errno.EADDRNOTAVAIL: "no_address",
    errno.EACCES: "not_permitted",
}


def main() -> int:
    # Ctrl+C in the terminal is for the console, which then ends this line.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    start = Start(**json.loads(sys.stdin.readline()))
    start_logging(Path(start.logs), "lan-page")
    # What callers do wrong is answered to them; a full log would hide what matters.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    try:
        listening = _listen(start)
    except OSError as error:
        _say(failed=_FAULTS.get(error.errno or 0, "cannot_listen"))
        return 1
    try:
        asyncio.run(_serve(start, listening))
    except (ssl.SSLError, FileNotFoundError):
        _say(failed="bad_certificate")
        return 1
    return 0


def _listen(start: Start) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There SO_REUSEADDR would let two programs listen at once.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((start.address, start.port))
        listening.listen()
        listening.setblocking(False)
    except OSError:
        listening.close()
        raise
    return listening


async def _serve(start: Start, listening: socket.socket) -> None:
    console = Console(lambda: setattr(server, "should_exit", True))
    server = build_server(Web(console, start).app, start)
    server.config.load()
    console.say(ready=True, port=listening.getsockname()[1])
    await server._serve([listening])  # `serve` would take the signals of the process


def _say(**said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
