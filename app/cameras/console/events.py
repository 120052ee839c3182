"""What camera hosts tell of their own accord, handed to listeners on a thread of its own."""

import queue
import threading
from collections.abc import Callable

from app.cameras.protocol import Event

Listener = Callable[[Event], None]


class CameraEvents:
    """Listeners may write to disk: the thread that reads the hosts' pipes never waits for them.

    `on_fault` hears of a listener that failed; the others and the next events still come.
    """

    def __init__(self, on_fault: Callable[[BaseException], None]) -> None:
        self._on_fault = on_fault
        self._listeners: list[Listener] = []
        self._queue: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="camera-events", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """Hands over what has come in, then ends."""
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def put(self, event: Event) -> None:
        """From any thread; returns at once."""
        self._queue.put(event)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """`listener` hears every event from now on; call the result to end that."""
        self._listeners = [*self._listeners, listener]

        def unsubscribe() -> None:
            self._listeners = [known for known in self._listeners if known is not listener]

        return unsubscribe

    def _run(self) -> None:
        while (event := self._queue.get()) is not None:
            for listener in self._listeners:
                try:
                    listener(event)
                except Exception as error:  # noqa: BLE001 - one listener's fault must not end the others
                    self._on_fault(error)
