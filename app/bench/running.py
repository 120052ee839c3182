"""A console started for measuring: a process of its own on a data folder of its own."""

import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from app.control.client import ask_console
from app.core.errors import ConsoleUnreachable
from app.core.paths import DataFolder
from app.supervisor import CHILD_WORD

_READY_WITHIN_S = 60.0
_LOOK_EVERY_S = 0.02
_LAST_LINES = 60


class RunningConsole:
    """Started on entering, ended on leaving. Uses the screen there is, else an invisible one."""

    def __init__(self, folder: DataFolder, *words: str) -> None:
        self.folder = folder
        self._words = words
        self.started_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "RunningConsole":
        command = [sys.executable, "-m", "app", CHILD_WORD, "--data", str(self.folder.root), *self._words]
        self.started_at = time.monotonic()
        self._process = subprocess.Popen(command, env=screen_environment(), stderr=subprocess.DEVNULL)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        if isinstance(error, ConsoleUnreachable):
            print(self._last_words(), file=sys.stderr)
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def wait_ready(self) -> float:
        """Waits until the button works; returns the seconds from the start of the process to that moment."""
        until = time.monotonic() + _READY_WITHIN_S
        while time.monotonic() < until:
            try:
                ready = ask_console(self.folder.control, "measure", wait_s=10.0)["ready_at"]
            except ConsoleUnreachable:
                ready = None
            if ready is not None:
                return float(ready) - self.started_at
            time.sleep(_LOOK_EVERY_S)
        raise ConsoleUnreachable(folder=str(self.folder.root))

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def ask(self, verb: str, **arguments: Any) -> dict[str, Any]:
        """Raises ConsoleUnreachable; where that ends the bench, what the console logged last is on standard error."""
        return ask_console(self.folder.control, verb, **arguments)

    def _last_words(self) -> str:
        code = self._process.poll() if self._process is not None else None
        said = ["the console runs and does not answer" if code is None else f"the console ended with {code}"]
        for path in sorted(self.folder.logs.glob("*.log")):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:]
            said += [f"— {path.name}", *lines]
        return "\n".join(said)

    def kill(self) -> None:
        """`kill -9`."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()


def screen_environment() -> dict[str, str]:
    """The caller's environment, drawing into memory where there is no screen."""
    environment = dict(os.environ)
    if sys.platform == "linux" and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def folder_in(parent: str, name: str) -> DataFolder:
    return DataFolder(Path(parent) / name)
