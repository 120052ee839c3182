"""RealtimeKit, the service of Linux desktops that lets a thread come first for whoever sits at the PC.

The kernel alone lets only root do that (`priority`). Here too, threads and programs that the thread starts begin as any other.
What came of asking stands in the log file; nobody else needs to know it.
"""

import itertools
import logging
import os
import sys
import threading
import time
from contextlib import closing
from typing import Any

from app.core.priority import WINDOW

log = logging.getLogger(__name__)
_PATIENCE_S = 20.0
"""The bus may have to start the service first."""
_NAME = "org.freedesktop.RealtimeKit1"
_PATH = "/org/freedesktop/RealtimeKit1"
_NOT_FIRST = "the window does not come before other programs"


def ask_in_background() -> None:
    """Asks for the calling thread, which goes on at once."""
    if sys.platform == "linux":
        asked = threading.get_native_id()
        threading.Thread(target=ask_for, args=(asked,), name="realtime-kit", daemon=True).start()


def ask_for(thread: int, patience_s: float = _PATIENCE_S) -> None:
    """Asks for a thread of this process, by the system's number of it. Nobody is told but the log file.

    May wait for `patience_s`: not for the UI thread.
    """
    from jeepney import DBusErrorResponse

    try:
        with closing(_SystemBus(patience_s)) as bus:
            bus.greet()
            bus.lift(thread, max(WINDOW, bus.lowest_nice()))
        log.info("RealtimeKit lets the window come first: nice %s", os.getpriority(os.PRIO_PROCESS, thread))
    except DBusErrorResponse as error:
        log.info("%s, RealtimeKit refuses: %s %s", _NOT_FIRST, error.name, error.data)
    except Exception as error:  # noqa: BLE001 - the library raises anything over a bus that is none; the window needs it not
        log.info("%s, RealtimeKit cannot be asked: %r", _NOT_FIRST, error)


class _SystemBus:
    """One conversation that takes `patience_s` at most, all of it: then TimeoutError.

    A bus that does not answer holds up the library's own connections for ever, and with Qt's the whole program: of the
    library only that is used which does not wait, or not for longer than it is told.
    """

    def __init__(self, patience_s: float) -> None:
        # Imported when somebody asks: it is not wanted before the window is up.
        from jeepney import DBusAddress, Parser
        from jeepney.bus import get_bus
        from jeepney.io.blocking import prep_socket

        self._until = time.monotonic() + patience_s
        self._socket = prep_socket(get_bus("SYSTEM"), timeout=patience_s)
        self._parser = Parser()
        self._numbers = itertools.count(1)
        self._service = DBusAddress(_PATH, _NAME, _NAME)

    def close(self) -> None:
        self._socket.close()

    def greet(self) -> None:
        """The first word on every bus."""
        from jeepney.bus_messages import message_bus

        self._answer(message_bus.Hello())

    def lowest_nice(self) -> int:
        """How far the service lifts a thread."""
        from jeepney import Properties

        match self._answer(Properties(self._service).get("MinNiceLevel")):
            case (("i", int(lowest)),):
                return lowest
            case other:
                raise ValueError(f"MinNiceLevel: {other!r}")

    def lift(self, thread: int, nice: int) -> None:
        from jeepney import new_method_call

        self._answer(new_method_call(self._service, "MakeThreadHighPriority", "ti", (thread, nice)))

    def _answer(self, message: Any) -> Any:
        """What it is answered with. Raises DBusErrorResponse for a refusal."""
        from jeepney import HeaderFields
        from jeepney.wrappers import unwrap_msg

        number = next(self._numbers)
        self._socket.settimeout(self._left_s())
        self._socket.sendall(message.serialise(number))
        while True:
            answer = self._parser.get_next_message()
            if answer is None:
                self._parser.add_data(self._received())
            elif answer.header.fields.get(HeaderFields.reply_serial) == number:
                return unwrap_msg(answer)

    def _received(self) -> bytes:
        self._socket.settimeout(self._left_s())
        received: bytes = self._socket.recv(4096)
        if not received:
            raise ConnectionResetError("the bus has gone")
        return received

    def _left_s(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left
