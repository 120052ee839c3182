"""The caller's end."""

import socket
from pathlib import Path
from typing import Any

from app.control.wire import Address, read_line, send_line
from app.core.errors import ConsoleUnreachable, DutyRoomError

_CONNECT_S = 2.0


def ask_console(file: Path, verb: str, *, wait_s: float = 30.0, **arguments: Any) -> dict[str, Any]:
    """What the console of this data folder answers.

    Raises ConsoleUnreachable when there is none or it does not answer in time, else the error it met, by its code.
    """
    try:
        address = Address.load(file.read_text(encoding="ascii"))
        with socket.create_connection(("127.0.0.1", address.port), timeout=_CONNECT_S) as connection:
            connection.settimeout(wait_s)
            send_line(connection, {"key": address.key, "verb": verb, "arguments": arguments})
            answer = read_line(connection)
    except (OSError, ValueError) as error:
        raise ConsoleUnreachable(folder=str(file.parent)) from error
    if "error" in answer:
        raise DutyRoomError.load(answer["error"])
    result: dict[str, Any] = answer["result"]
    return result
