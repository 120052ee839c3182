"""Opens the serial port of a modem, with a deadline: a driver that hangs costs one thread and no more."""

import errno
import os
import threading
from collections.abc import Callable

import serial

from app.notify.gsm.dialogue import ModemFault
from app.notify.gsm.line import Port
from app.notify.modem_address import ModemAddress, device_of

_OPEN_WITHIN_S = 10.0
_READ_S = 0.2
_WRITE_S = 5.0
_CAUSES = {errno.EACCES: "modem_denied", errno.EPERM: "modem_denied", errno.EBUSY: "modem_taken"}
_CAUSES |= {errno.EAGAIN: "modem_taken", errno.EWOULDBLOCK: "modem_taken"}


class PortOpener:
    """Raises ModemFault: modem_gone, modem_denied, modem_taken (another program has it), modem_stuck."""

    def __init__(self, open_device: Callable[[str, int], Port] | None = None) -> None:
        self._open_device = open_device or _open
        self._thread: threading.Thread | None = None

    def __call__(self, address: ModemAddress) -> Port:
        if self._thread is not None and self._thread.is_alive():
            raise ModemFault("modem_stuck")
        opened: list[Port | BaseException] = []
        device = device_of(address.port, windows=os.name == "nt")

        def work() -> None:
            try:
                opened.append(self._open_device(device, address.baud))
            except (OSError, ValueError) as error:
                opened.append(error)

        self._thread = threading.Thread(target=work, name="modem-open", daemon=True)
        self._thread.start()
        self._thread.join(_OPEN_WITHIN_S)
        if not opened:
            raise ModemFault("modem_stuck")
        if isinstance(opened[0], BaseException):
            raise ModemFault(_cause(opened[0])) from opened[0]
        return opened[0]


def _open(device: str, baud: int) -> Port:
    return serial.Serial(device, baud, timeout=_READ_S, write_timeout=_WRITE_S, exclusive=_exclusive())


def _exclusive() -> bool | None:
    """Windows opens ports for one program in any case, and pyserial takes no other word for it there."""
    return None if os.name == "nt" else True


def _cause(error: BaseException) -> str:
    number = getattr(error, "errno", None)
    return _CAUSES.get(number, "modem_gone") if isinstance(number, int) else "modem_gone"
