"""What takes the messages of a bench: a service on 127.0.0.1 that notes when each message came."""

import json
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from app.notify.rules import says_repeat

_WAITING = 256
"""Connections that may wait to be accepted: a burst must not be refused by what measures it."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """`at` is the monotonic second; `mark` stands at the end of the message, the same in each of its copies."""

    at: float
    mark: str
    repeat: bool


class Phones:
    """Listens between entering and leaving. `arrivals` grows in the order of arrival."""

    def __init__(self) -> None:
        self.arrivals: list[Arrival] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.05), daemon=True)

    @property
    def url(self) -> str:
        """Of the channel that sends here."""
        return f"json://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> "Phones":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def of(self, incident_id: str) -> list[Arrival]:
        """What came for one incident."""
        return [arrival for arrival in self.arrivals if arrival.mark.startswith(f"{incident_id[:10]}-")]

    def doubled(self) -> int:
        """Copies too many that do not say that they are repeats."""
        marks = [arrival.mark for arrival in self.arrivals if not arrival.repeat]
        return len(marks) - len(set(marks))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        arrivals = self.arrivals

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                at = time.monotonic()
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                mark = message["message"].rpartition("[")[2].rstrip("]")
                arrivals.append(Arrival(at, mark, says_repeat(message["title"])))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        return Handler


class _Server(ThreadingHTTPServer):
    request_queue_size = _WAITING
    daemon_threads = True
