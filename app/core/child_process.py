"""A module of ours in a process of its own, spoken to by lines of text."""

import contextlib
import queue
import subprocess
import sys
import threading
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
"""Where `app` lies: the child must find this program's own, whatever folder the console was started in."""
if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NO_WINDOW
else:
    _FLAGS = 0


def start_module(module: str, *words: str, silent: bool = False) -> "subprocess.Popen[str]":
    """`python -m module words`, with pipes to its input and from its output.

    `silent`: what it writes on standard error is thrown away; else it goes where the console's own goes.
    """
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if silent else None,
        text=True,
        encoding="utf-8",
        cwd=_ROOT,
        creationflags=_FLAGS,
    )


class LinesTo:
    """What a child is told. A thread of its own writes it, so that a child that has stopped reading blocks nobody.

    Args:
        name: of that thread.
    """

    def __init__(self, child: "subprocess.Popen[str]", name: str) -> None:
        self._child = child
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name=name, daemon=True)
        self._thread.start()

    def put(self, line: str) -> None:
        """What is still unwritten when the child dies is lost; whoever reads its answers sees that."""
        self._waiting.put(line)

    def end(self) -> None:
        """After what was put before, the child's input is closed."""
        self._waiting.put(None)

    def join(self) -> None:
        self._thread.join()

    def _write(self) -> None:
        pipe = self._child.stdin
        assert pipe is not None
        with contextlib.suppress(OSError, ValueError):
            while (line := self._waiting.get()) is not None:
                pipe.write(line + "\n")
                pipe.flush()
        with contextlib.suppress(OSError):
            pipe.close()
