"""A module of ours in a process of its own, spoken to by lines of text."""

import subprocess
import sys
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
