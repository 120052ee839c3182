"""The console's end: answers one request a connection, each on a thread of its own."""

import contextlib
import hmac
import logging
import os
import secrets
import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.control.wire import Address, read_line, send_line
from app.core.errors import DutyRoomError, StorageUnavailable

log = logging.getLogger(__name__)
Handler = Callable[[Mapping[str, Any]], Mapping[str, Any]]
_PATIENCE_S = 30.0
"""A caller that says nothing is left after this time."""


class ControlServer:
    """Listens on 127.0.0.1 between `start` and `stop`; where, and the key, lie in `file`, readable by the user alone."""

    def __init__(self, file: Path, handlers: Mapping[str, Handler]) -> None:
        self._file = file
        self._key = secrets.token_hex(16)
        self._handlers = handlers
        self._server = _Server(("127.0.0.1", 0), self._serve)
        self._thread = threading.Thread(target=self._server.serve_forever, name="control", daemon=True)

    def start(self) -> None:
        """Raises StorageUnavailable when the address cannot be written."""
        self._thread.start()
        address = Address(self._server.server_address[1], self._key)
        partial = self._file.with_suffix(".partial")
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(address.dump())
            partial.replace(self._file)
        except OSError as error:
            code = "disk_full" if error.errno == 28 else "read_only"
            raise StorageUnavailable(code, path=str(self._file)) from error

    def stop(self) -> None:
        # A folder gone read-only keeps the old address: callers then hear that nobody answers.
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(_PATIENCE_S)
        try:
            request = read_line(connection)
            if not hmac.compare_digest(str(request.get("key", "")).encode(), self._key.encode()):
                send_line(connection, {"error": {"code": "not_allowed", "values": {}}})
                return
            send_line(connection, self._answer(request))
        except (OSError, ValueError) as error:
            log.warning("a caller was not answered: %s", error)

    def _answer(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        verb = str(request.get("verb", ""))
        handler = self._handlers.get(verb)
        if handler is None:
            return {"error": {"code": "unknown_verb", "values": {"verb": verb}}}
        try:
            return {"result": handler(request.get("arguments") or {})}
        except DutyRoomError as error:
            return {"error": error.dump()}
        except Exception:  # noqa: BLE001 - the caller must hear of it, and the console goes on
            log.exception("the request %s failed in an unforeseen way", verb)
            return {"error": {"code": "unknown", "values": {"verb": verb}}}


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], serve: Callable[[socket.socket], None]) -> None:
        self._serve = serve
        super().__init__(address, socketserver.BaseRequestHandler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        self._serve(request)
