"""The *tell* way: after a commit one notice says what kinds of things changed; views then ask again."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Changed:
    """Kinds of records that a commit touched: journal, incident, message, camera, person, roster, plan, ..."""

    kinds: frozenset[str]


class Changes:
    """Hands each notice to every listener, on the thread that committed. Listeners must only post it on."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Changed], None]] = []
        self._lock = threading.Lock()

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Calls `listener` after each commit; the returned function ends that."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def publish(self, kinds: frozenset[str]) -> None:
        if not kinds:
            return
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(Changed(kinds))
