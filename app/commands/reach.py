"""Verbs that write go through the running console; where none holds the data folder they write themselves."""

import time
from collections.abc import Callable
from typing import TypeVar

from app.core.errors import AlreadyRunning, ConsoleUnreachable

T = TypeVar("T")
PATIENCE_S = 20.0
_AGAIN_AFTER_S = 0.25


def through_console(
    ask: Callable[[], T],
    alone: Callable[[], T],
    waiting: Callable[[], None],
    *,
    monotonic: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> T:
    """The answer of the console, or of `alone`.

    A console that starts or closes holds the folder and does not answer yet, or no more: both are tried again.

    Args:
        waiting: told once when that is so.
    Raises ConsoleUnreachable when it stays so for 20 s.
    """
    until, told = monotonic() + PATIENCE_S, False
    while True:
        try:
            return ask()
        except ConsoleUnreachable as error:
            unreachable = error
        try:
            return alone()
        except AlreadyRunning:
            if monotonic() >= until:
                raise unreachable from None
        if not told:
            waiting()
            told = True
        pause(_AGAIN_AFTER_S)
