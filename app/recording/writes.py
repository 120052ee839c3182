"""What recording writes into the database of its own accord: nobody waits for it, and what the disk refuses is noted."""

import logging
from collections.abc import Callable
from concurrent.futures import Future

from app.core.errors import StorageUnavailable
from app.model.journal import Draft
from app.storage.database import Database
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)


class Writes:
    """May be used from any thread.

    Args:
        fault: told of what nobody expected.
    """

    def __init__(self, database: Database, fault: Callable[[BaseException], None]) -> None:
        self._database = database
        self._fault = fault
        self._missed = False

    def journal(self, draft: Draft) -> None:
        def change(transaction: Transaction) -> None:
            transaction.journal.append(draft)
            transaction.touch_quietly("recording")

        self.write(change)

    def write(self, change: Callable[[Transaction], None]) -> None:
        self._database.write(change).add_done_callback(self.see)

    def take_missed(self) -> bool:
        """Whether a file may lie on the disk that the index does not know, since this was asked last."""
        missed, self._missed = self._missed, False
        return missed

    def see(self, written: "Future[None]") -> None:
        error = written.exception()
        if isinstance(error, StorageUnavailable):
            # The file itself is there: a comparison with the disk finds it.
            log.error("a recording could not be entered", exc_info=error)
            self._missed = True
        elif error is not None:
            self._fault(error)
