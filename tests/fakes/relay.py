"""Relays on 127.0.0.1: one that is switched by HTTP, one by Modbus TCP, written after the protocol and nothing else."""

import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class HttpRelay:
    """`requests` are method, path and body; `status` is what it answers; it stays silent while `answering` is not set."""

    def __init__(self) -> None:
        self.status = 200
        self.requests: list[tuple[str, str, str]] = []
        self.answering = threading.Event()
        self.answering.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self.answering.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        relay = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                relay.requests.append((self.command, self.path, body))
                relay.answering.wait()
                try:
                    self.send_response(relay.status)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                except ConnectionError:
                    self.close_connection = True

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        return Handler


class ModbusRelay:
    """`coils` by unit and number; `refusal` is the exception code it answers instead."""

    def __init__(self) -> None:
        self.coils: dict[tuple[int, int], bool] = {}
        self.refusal = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._connections: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"modbus://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                while (header := connection.recv(7)) and len(header) == 7:
                    transaction, _, length, unit = struct.unpack(">HHHB", header)
                    connection.sendall(self._answer(transaction, unit, connection.recv(length - 1)))

    def _answer(self, transaction: int, unit: int, request: bytes) -> bytes:
        function, number, value = struct.unpack(">BHH", request)
        assert function == 5, "write single coil"
        answer = bytes((function | 0x80, self.refusal)) if self.refusal else request
        if not self.refusal:
            self.coils[unit, number] = value == 0xFF00
        return struct.pack(">HHHB", transaction, 0, len(answer) + 1, unit) + answer
