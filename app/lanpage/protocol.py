"""What the server process and the console say to each other: one line of JSON each."""

from dataclasses import asdict, dataclass
from typing import Any

PING_S = 2.0
"""So often the console asks whether the server still turns."""
SILENT_S = 10.0
"""A server that answers nothing for so long is ended and started again."""
ANSWER_S = 8.0
"""So long the server waits for the console; then the phone is told that nothing is known to be stored."""
STOP_S = 2.0
"""So long a server that is told to stop may finish what it is answering."""


@dataclass(frozen=True, slots=True)
class Start:
    """The first line: where to listen, and with what."""

    address: str
    port: int
    certificate: str
    key: str
    inbox: str
    """A folder for photos that have arrived and are not looked at yet."""
    logs: str
    """Folder for the server's own log."""
    language: str
    photo_bytes: int
    head_s: float = 8.0
    """From the handshake to the end of a request's head."""
    whole_s: float = 75.0
    """For one connection from beginning to end: a photo of 15 MB over a weak wireless network."""

    def dump(self) -> dict[str, Any]:
        return asdict(self)
