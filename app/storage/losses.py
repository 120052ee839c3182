"""What becomes of a write that nobody waits for."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from app.core.errors import StorageUnavailable


def bear_loss(
    log: logging.Logger, words: str, fault: Callable[[BaseException], None]
) -> "Callable[[Future[Any]], None]":
    """For what the console can do without: a disk that refuses is watched and shown elsewhere, so `words` go to the program's
    own log and no further; anything else is a fault."""

    def see(written: "Future[Any]") -> None:
        error = written.exception()
        if isinstance(error, StorageUnavailable):
            log.warning("%s: %s", words, error)
        elif error is not None:
            fault(error)

    return see
