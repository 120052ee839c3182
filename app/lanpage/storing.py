"""What a phone asked for is written down, and the phone hears in time whether that is known."""

import logging
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from app.core.errors import DutyRoomError, StorageUnavailable

T = TypeVar("T")
log = logging.getLogger(__name__)
_WITHIN_S = 6.0
"""Less than the server waits: the phone is told in time that nothing is known yet."""


def stored(future: "Future[T]") -> T:
    """What the writer gives back. Raises TimeoutError: then it may be stored a little later."""
    return future.result(_WITHIN_S)


@dataclass(slots=True)
class Notice:
    """Why it is not known that something is stored: `slow`, `not_stored`; empty when it is."""

    code: str = ""


@contextmanager
def noticing(what: str) -> Iterator[Notice]:
    """What is done inside may fail: the notice says so afterwards. Of what a rule refused, what is shown then says enough."""
    notice = Notice()
    try:
        yield notice
    except TimeoutError:
        notice.code = "slow"
    except StorageUnavailable:
        log.exception("%s by link was not stored", what)
        notice.code = "not_stored"
    except DutyRoomError as error:
        log.info("%s by link was refused: %s", what, error)
