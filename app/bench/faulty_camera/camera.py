"""One camera: what is wrong with it now, what it counts, and its sessions."""

import asyncio
import socket
import struct
import sys
import time
from dataclasses import dataclass, field

from app.bench.faulty_camera.faults import FAULTS, Fault
from app.bench.faulty_camera.material import RATE, Material

_NO_LINGER = struct.pack("HH" if sys.platform == "win32" else "ii", 1, 0)


@dataclass(slots=True)
class Counts:
    connections: int = 0
    logins: int = 0
    """Requests that came with a password."""
    refused: int = 0
    """Requests refused for want of a right password or of room."""
    most_sessions: int = 0
    """Sessions open at once."""


@dataclass(slots=True)
class Camera:
    """Belongs to the server's loop."""

    materials: dict[str, Material]
    fault: Fault = FAULTS["none"]
    counts: Counts = field(default_factory=Counts)
    writers: set[asyncio.StreamWriter] = field(default_factory=set)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    began: float = field(default_factory=time.monotonic)

    def set(self, fault: Fault) -> None:
        """From now on this is wrong with it, and nothing else."""
        self.fault = fault
        waiting, self.changed = self.changed, asyncio.Event()
        waiting.set()
        if fault.hangs_up or not fault.listens:
            self.hang_up()

    def hang_up(self) -> None:
        """As a cut cable or a camera that restarts does it: without a word."""
        for writer in tuple(self.writers):
            reset(writer)

    def material(self) -> Material:
        return self.materials[self.fault.material]

    def position(self) -> int:
        """The picture being taken now, counted from the camera's start."""
        return int((time.monotonic() - self.began) * RATE)

    def came(self, writer: asyncio.StreamWriter) -> None:
        self.writers.add(writer)
        self.counts.connections += 1
        self.counts.most_sessions = max(self.counts.most_sessions, len(self.writers))

    def went(self, writer: asyncio.StreamWriter) -> None:
        self.writers.discard(writer)


def reset(writer: asyncio.StreamWriter) -> None:
    """RST instead of FIN."""
    transport = writer.transport
    if transport is None:
        return
    raw = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    transport.abort()
