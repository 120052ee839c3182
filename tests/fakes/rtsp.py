"""A tap on the line to a camera."""

import re
import socket
import threading

_LOGIN = re.compile(rb"DESCRIBE [^\r\n]*\r\n(?:[^\r\n]+\r\n)*?Authorization:", re.IGNORECASE)


class Tap:
    """Passes everything on to a port and remembers what the camera hosts said; without a port it accepts and says nothing."""

    def __init__(self, port: int | None = None) -> None:
        self._target = port
        self._said: list[bytearray] = []
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def address(self, number: int = 0) -> str:
        return f"rtsp://127.0.0.1:{self.port}/cam{number}"

    @property
    def connections(self) -> int:
        return len(self._said)

    @property
    def logins(self) -> int:
        """How often a picture was asked for with a name and a password."""
        return sum(len(_LOGIN.findall(bytes(said))) for said in self._said)

    def close(self) -> None:
        # shutdown wakes a thread that waits in accept or recv; close alone does not.
        for line in (self._listener, *self._open):
            _hang_up(line)

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(caller)
            said = bytearray()
            self._said.append(said)
            if self._target is not None:
                camera = socket.create_connection(("127.0.0.1", self._target))
                self._open.append(camera)
                threading.Thread(target=_pass_on, args=(caller, camera, said), daemon=True).start()
                threading.Thread(target=_pass_on, args=(camera, caller, None), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket, said: bytearray | None) -> None:
    try:
        while heard := source.recv(65536):
            if said is not None:
                said += heard
            target.sendall(heard)
    except OSError:
        # Either side was killed, which is what the tests do.
        pass
    finally:
        _hang_up(source)
        _hang_up(target)


def _hang_up(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        # Already gone.
        line.close()
        return
    line.close()
