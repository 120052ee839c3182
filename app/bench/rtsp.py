"""GStreamer's RTSP server as a process that can be killed and frozen: cameras for benches and tests."""

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

    def __init__(
        self, clips: Sequence[Path], login: str = "", *, digest: bool = False, path: str = "/cam0"
    ) -> None:
        self.port = free_port()
        self._path = path
        self.began: dict[int, float] = {}
        """By camera: the monotonic moment at which the time stamps of the stream last played were zero."""
        how = [f"--path={path}", *(["--login", login] if login else [])]
        self._command = [_SYSTEM_PYTHON, str(_PROGRAM), str(self.port), *how, *map(str, clips)]
        if digest:
            self._command.append("--digest")
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()

    def address(self, number: int = 0) -> str:
        return f"rtsp://127.0.0.1:{self.port}" + (f"/cam{number}" if number else self._path)

    def freeze(self) -> None:
        self._found().suspend()

    def thaw(self) -> None:
        self._found().resume()

    def kill(self) -> None:
        """At once, as a power cut does it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _found(self) -> psutil.Process:
        assert self._process is not None
        return psutil.Process(self._process.pid)

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                _, number, seconds = line.split()
                self.began[int(number)] = float(seconds)


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port
