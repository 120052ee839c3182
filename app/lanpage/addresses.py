"""This computer's own addresses in private networks."""

import socket

import psutil

from app.lanpage.rules import is_local


def own_addresses() -> list[str]:
    """In the system's order; what only this computer can reach stands last."""
    found = [
        entry.address
        for entries in psutil.net_if_addrs().values()
        for entry in entries
        if entry.family == socket.AF_INET and is_local(entry.address)
    ]
    return sorted(found, key=is_loopback)


def is_loopback(address: str) -> bool:
    """Whether only this computer itself reaches it."""
    return address.startswith("127.")
