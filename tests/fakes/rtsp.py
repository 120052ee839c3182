"""Cameras of the network on 127.0.0.1: a real RTSP server that can be killed and frozen, and a tap on the line to it."""

import re
import socket
import subprocess
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import psutil

_SYSTEM_PYTHON = "/usr/bin/python3"
_PROGRAM = Path(__file__).with_name("rtsp_server.py")
_HAS_SERVER = "import gi; gi.require_version('GstRtspServer', '1.0')"
_LOGIN = re.compile(rb"DESCRIBE [^\r\n]*\r\n(?:[^\r\n]+\r\n)*?Authorization:", re.IGNORECASE)


@cache
def server_is_installed() -> bool:
    """GStreamer's RTSP server and its bindings; `run.py test` installs them on Debian and Ubuntu."""
    if not Path(_SYSTEM_PYTHON).exists():
        return False
    return (
        subprocess.run([_SYSTEM_PYTHON, "-c", _HAS_SERVER], check=False, capture_output=True).returncode == 0
    )


class RtspServer:
    """Serves each clip as a camera; keeps its port when it is killed and started again."""

    def __init__(self, clips: Sequence[Path], login: str = "", *, digest: bool = False) -> None:
        self.port = free_port()
        how = ["--login", login] if login else []
        self._command = [_SYSTEM_PYTHON, str(_PROGRAM), str(self.port), *how, *map(str, clips)]
        if digest:
            self._command.append("--digest")
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def address(self, number: int = 0) -> str:
        return f"rtsp://127.0.0.1:{self.port}/cam{number}"

    def freeze(self) -> None:
        self._found().suspend()

    def thaw(self) -> None:
        self._found().resume()

    def kill(self) -> None:
        """At once, as a power cut does it."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _found(self) -> psutil.Process:
        assert self._process is not None
        return psutil.Process(self._process.pid)


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


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


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
