"""The one line each side says. Both ends import it."""

import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_LINE = 4_000_000
"""Bytes; a search result of ten thousand entries fits."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a console listens, and the key that shows a caller may read its data folder."""

    port: int
    key: str

    def dump(self) -> str:
        return json.dumps({"port": self.port, "key": self.key})

    @staticmethod
    def load(text: str) -> "Address":
        """Raises ValueError for anything but a dumped address."""
        try:
            values = json.loads(text)
            return Address(int(values["port"]), str(values["key"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError("not an address of a console") from error


def send_line(connection: socket.socket, message: Mapping[str, Any]) -> None:
    connection.sendall(json.dumps(message, ensure_ascii=False).encode() + b"\n")


def read_line(connection: socket.socket) -> dict[str, Any]:
    """One message. Raises ValueError for what is none, OSError (TimeoutError) where none comes."""
    taken = bytearray()
    while not taken.endswith(b"\n"):
        part = connection.recv(65536)
        if not part or len(taken) > LONGEST_LINE:
            raise ValueError("the line ended early or is too long")
        taken += part
    message = json.loads(taken)
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message
