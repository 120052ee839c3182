"""Switches a relay once. May take as long as its device pleases: call it where nobody waits for it."""

import urllib.error
import urllib.request

from app.model.relay import ON
from app.relays.address import MODBUS, RelayAddress, coil_of

_STEP_S = 3.0
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""A relay stands on this network: no proxy lies between."""


class SwitchFault(Exception):
    """Attributes: cause; `unsure`, when it may have been switched all the same."""

    def __init__(self, cause: str, *, unsure: bool = False) -> None:
        super().__init__(cause)
        self.cause = cause
        self.unsure = unsure


def switch(address: RelayAddress, turn: str) -> None:
    """Raises SwitchFault: relay_unreachable, relay_refused (with what it said), relay_timeout."""
    if address.service == MODBUS:
        _switch_coil(address.on, on=turn == ON)
    else:
        _request(address, on=turn == ON)


def _request(address: RelayAddress, *, on: bool) -> None:
    url, body = (address.on, address.on_body) if on else (address.off, address.off_body)
    data = body.encode() if address.method == "POST" else None
    kind = "application/json" if body.lstrip().startswith(("{", "[")) else "text/plain; charset=utf-8"
    headers = {"Content-Type": kind} if data is not None else {}
    request = urllib.request.Request(url, data, headers, method=address.method)  # http alone is stored
    try:
        with _OPENER.open(request, timeout=_STEP_S) as answer:
            answer.read(1)
    except urllib.error.HTTPError as error:
        with error:
            raise SwitchFault(f"relay_refused {error.code}") from error
    except TimeoutError as error:
        raise SwitchFault("relay_timeout", unsure=True) from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise SwitchFault("relay_timeout", unsure=True) from error
        raise SwitchFault("relay_unreachable") from error
    except OSError as error:
        raise SwitchFault("relay_unreachable", unsure=True) from error


def _switch_coil(url: str, *, on: bool) -> None:
    from pymodbus.client import ModbusTcpClient
    from pymodbus.exceptions import ModbusException

    coil = coil_of(url)
    if coil is None:
        raise SwitchFault("relay_address")
    client = ModbusTcpClient(coil.host, port=coil.port, timeout=_STEP_S, retries=0)
    try:
        if not client.connect():  # type: ignore[no-untyped-call]  # theirs
            raise SwitchFault("relay_unreachable")
        answer = client.write_coil(coil.number, on, device_id=coil.unit)
        if answer.isError():
            raise SwitchFault(f"relay_refused {getattr(answer, 'exception_code', 0)}")
    except ModbusException as error:
        raise SwitchFault("relay_timeout", unsure=True) from error
    finally:
        client.close()  # type: ignore[no-untyped-call]  # theirs
