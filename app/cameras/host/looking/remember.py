"""What a camera usually shows, small enough to outlast the process that learnt it."""

import struct

import numpy as np

from app.cameras.host.looking.past import Past
from app.cameras.host.looking.small import HEIGHT, WIDTH, Floats

_HEAD = struct.Struct("<I4f")
_LARGEST = 8.0
"""Deviations; what goes beyond them says nothing more."""
_MAP_BYTES = WIDTH * HEIGHT


def pack(past: Past) -> bytes:
    """About 29 kB: of the maps a byte a pixel is kept, far finer than what they are compared by."""
    head = _HEAD.pack(past.views, past.structured, past.bright, past.level, past.sharpness)
    return head + _bytes(past.coarse) + _bytes(past.edges)


def unpack(data: bytes) -> Past | None:
    """None for what this version did not write."""
    if len(data) != _HEAD.size + 2 * _MAP_BYTES:
        return None
    maps = data[_HEAD.size :]
    views, structured, bright, level, sharpness = _HEAD.unpack_from(data)
    coarse, edges = _map(maps[:_MAP_BYTES]), _map(maps[_MAP_BYTES:])
    return Past(views, structured, bright, level, sharpness, coarse, edges)


def _bytes(values: Floats) -> bytes:
    return bytes(np.clip(np.rint(values * (127 / _LARGEST)), -127, 127).astype(np.int8))


def _map(data: bytes) -> Floats:
    return (np.frombuffer(data, np.int8).astype(np.float32) * np.float32(_LARGEST / 127)).reshape(
        HEIGHT, WIDTH
    )
