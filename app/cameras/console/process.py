"""One host process and the console's end of its pipe."""

import os
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import app
from app.cameras.protocol import Batch, Command

_ROOT = str(Path(app.__file__).resolve().parents[1])


class HostProcess:
    """Started as `python -m <module>`, not forked and not by multiprocessing: the child never sees our __main__ and
    with it Qt."""

    def __init__(self, module: str = "app.cameras.host") -> None:
        self.pipe, theirs = Pipe(duplex=True)
        try:
            self._process = _start(theirs, module)
        finally:
            theirs.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, commands: tuple[Command, ...]) -> bool:
        """False when the host has gone."""
        try:
            self.pipe.send(Batch(commands))
        except OSError:
            return False
        return True

    def receive_all(self) -> tuple[list[object], bool]:
        """What the host has said up to now, and whether it is still there."""
        messages: list[object] = []
        try:
            while self.pipe.poll():
                messages.append(self.pipe.recv())
        except (EOFError, OSError):
            return messages, False
        return messages, True

    def kill(self) -> None:
        self._process.kill()
        self.pipe.close()

    def ended(self) -> bool:
        """True once the process is gone and its remains are collected."""
        return self._process.poll() is not None

    def wait(self, timeout_s: float) -> bool:
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return False
        return True


def _environment() -> dict[str, str]:
    known = os.environ.get("PYTHONPATH")
    paths = _ROOT + os.pathsep + known if known else _ROOT
    # One thread per camera is enough: pools of OpenCV and OpenBLAS would fight over the processors.
    return {
        **os.environ,
        "PYTHONPATH": paths,
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENCV_LOG_LEVEL": "SILENT",
    }


if sys.platform == "win32":

    def _start(theirs: Connection, module: str) -> "subprocess.Popen[bytes]":
        handle = theirs.fileno()
        os.set_handle_inheritable(handle, True)
        startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]})
        return subprocess.Popen(
            [sys.executable, "-m", module, str(handle)],
            stdin=subprocess.DEVNULL,
            env=_environment(),
            startupinfo=startup,
            creationflags=subprocess.CREATE_NO_WINDOW,
        )

else:

    def _start(theirs: Connection, module: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", module, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            env=_environment(),
            pass_fds=[theirs.fileno()],
        )
