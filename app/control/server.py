"""The console's end: answers one request a connection, each on a thread of its own."""

import contextlib
import errno
import hmac
import logging
import os
import secrets
import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from app.control.wire import Address, read_line, send_line
from app.core.errors import DutyRoomError, StorageUnavailable

log = logging.getLogger(__name__)
Handler = Callable[[Mapping[str, Any]], Mapping[str, Any]]
_PATIENCE_S = 30.0
"""A caller that says nothing is left after this time."""
_STOPS_WITHIN_S = 0.1
"""So long closing the console may wait for the listening thread."""


class ControlServer:
    """Listens on 127.0.0.1 between `start` and `stop`; where, and the key, lie in `file`, readable by the user alone.

    Args:
        told: hears why nobody can reach the console, and None once they can; from any thread.
        retry_s: how long to wait before the next try to listen and to write the address.
    """

    def __init__(
        self,
        file: Path,
        handlers: Mapping[str, Handler],
        told: Callable[[StorageUnavailable | None], None] = lambda error: None,
        retry_s: float = 5.0,
    ) -> None:
        self._file = file
        self._key = secrets.token_hex(16)
        self._handlers = handlers
        self._told = told
        self._retry_s = retry_s
        self._server: _Server | None = None
        self._stopping = threading.Event()
        self._retries = threading.Thread(target=self._try_again, name="control-retry", daemon=True)

    def start(self) -> None:
        """Where the disk refuses the address, that is told and tried again: the window must open all the same."""
        error = self._open()
        if error is not None:
            log.warning("other programs cannot reach the console: %s", error.__cause__)
            self._told(error)
            self._retries.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._retries.is_alive():
            self._retries.join()
        # A folder gone read-only keeps the old address: callers then hear that nobody answers.
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def _try_again(self) -> None:
        while not self._stopping.wait(self._retry_s):
            if self._open() is None:
                log.info("other programs can reach the console again")
                self._told(None)
                return

    def _open(self) -> StorageUnavailable | None:
        """Why the console cannot be reached; None when it can."""
        try:
            if self._server is None:
                self._server = _Server(("127.0.0.1", 0), self._serve)
                serve = partial(self._server.serve_forever, _STOPS_WITHIN_S)
                threading.Thread(target=serve, name="control", daemon=True).start()
            self._write(Address(self._server.server_address[1], self._key))
        except OSError as error:
            code = "unreachable_full" if error.errno == errno.ENOSPC else "unreachable_refused"
            unreachable = StorageUnavailable(code, path=str(self._file))
            unreachable.__cause__ = error
            return unreachable
        return None

    def _write(self, address: Address) -> None:
        partial = self._file.with_suffix(".partial")
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(address.dump())
            partial.replace(self._file)
        except OSError:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            raise

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
        except Exception:  # the caller must hear of it, and the console goes on
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
