"""Small changes that wait for the writer share a transaction: a storm of them costs the disk one sync, not one each."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from app.storage.transaction import Transaction
from app.storage.writer import settle

T = TypeVar("T")
Change = Callable[[Transaction], Any]
Run = Callable[[Change], Any]
Commit = Callable[[Change], tuple[Any, Transaction]]
MOST = 32
"""An emergency waits for one transaction at most: it may not become long."""


class Together:
    """What waits, in the order it was asked for. May be added to from any thread; the writer alone writes.

    Args:
        run: carries a change out in a transaction of its own, and tells of it.
        commit: the first half of that; raises where nothing is stored.
        announce: the other half.
    """

    def __init__(self, run: Run, commit: Commit, announce: Callable[[Transaction], None]) -> None:
        self._run = run
        self._commit = commit
        self._announce = announce
        self._waiting: deque[tuple[Change, Future[Any]]] = deque()

    def add(self, change: Callable[[Transaction], T]) -> "Future[T]":
        """To be followed by a call of `write` on the writer's thread."""
        future: Future[T] = Future()
        self._waiting.append((change, future))
        return future

    def write(self) -> None:
        """The oldest ones; nothing where an earlier call has written them along."""
        taken = self._take()
        if len(taken) < 2 or not self._write_at_once(taken):
            for change, future in taken:
                settle(partial(self._run, change), future)

    def _take(self) -> list[tuple[Change, "Future[Any]"]]:
        taken = list[tuple[Change, Future[Any]]]()
        while self._waiting and len(taken) < MOST:
            change, future = self._waiting.popleft()
            if future.set_running_or_notify_cancel():
                taken.append((change, future))
        return taken

    def _write_at_once(self, taken: list[tuple[Change, "Future[Any]"]]) -> bool:
        """False where one of them failed, or all did: nothing is stored then, and each has to be tried alone."""
        try:
            results, transaction = self._commit(lambda tx: [change(tx) for change, _ in taken])
        except Exception:  # noqa: BLE001 - whoever asked for the one that fails is told when it is tried alone
            return False
        announced: Future[None] = Future()
        settle(partial(self._announce, transaction), announced)
        error = announced.exception()
        for (_, future), result in zip(taken, results, strict=True):
            # They are stored: whatever a listener makes of it, nothing may be written a second time.
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        return True
