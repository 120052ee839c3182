"""Reads how far a fragmented MP4 reaches, so that a file cut off by a power cut can be ended properly."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_LARGEST_HEADER = 16 * 1024 * 1024
_DEFAULT_DURATION, _DESCRIPTION, _BASE = 0x8, 0x2, 0x1
_TRUN_OFFSET, _TRUN_FIRST_FLAGS = 0x1, 0x4
_TRUN_DURATION, _TRUN_OTHERS = 0x100, (0x200, 0x400, 0x800)


@dataclass(frozen=True, slots=True)
class Extent:
    """`size` bytes of the file are whole and last `seconds`."""

    size: int
    seconds: float


def extent(path: Path) -> Extent:
    """Up to the last fragment that is whole; nothing where there is none. Raises OSError."""
    size, seconds, scale = 0, 0.0, 0
    with path.open("rb") as file:
        pending = b""
        for kind, end, body in _boxes(file):
            if kind == b"moov":
                scale = _time_scale(body)
            elif kind == b"moof":
                pending = body
            elif kind == b"mdat" and pending and scale:
                size, seconds = end, _end_of(pending) / scale
                pending = b""
    return Extent(size, seconds)


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, int, bytes]]:
    """Kind, end and content (of headers alone) of each whole box at the top level."""
    end, whole = 0, file.seek(0, 2)
    while True:
        file.seek(end)
        head = file.read(16)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head[:8])
        skip = 8
        if length == 1 and len(head) == 16:
            length, skip = struct.unpack(">Q", head[8:])[0], 16
        if length < skip or end + length > whole:
            return
        body = b""
        if kind in (b"moov", b"moof") and length <= _LARGEST_HEADER:
            file.seek(end + skip)
            body = file.read(length - skip)
        end += length
        yield kind, end, body


def _inner(body: bytes, *path: bytes) -> bytes:
    """The content of a box within boxes; empty where there is none."""
    for wanted in path:
        at, found = 0, b""
        while at + 8 <= len(body):
            length, kind = struct.unpack_from(">I4s", body, at)
            if length < 8:
                break
            if kind == wanted:
                found = body[at + 8 : at + length]
                break
            at += length
        body = found
    return body


def _time_scale(moov: bytes) -> int:
    box = _inner(moov, b"trak", b"mdia", b"mdhd")
    at = 20 if box[:1] == b"\x01" else 12
    return int(struct.unpack_from(">I", box, at)[0]) if len(box) >= at + 4 else 0


def _end_of(moof: bytes) -> int:
    """Where the fragment's last picture ends, in units of the track."""
    try:
        begin = _inner(moof, b"traf", b"tfdt")
        start = struct.unpack_from(">Q" if begin[:1] == b"\x01" else ">I", begin, 4)[0]
        return int(start + _run_length(_inner(moof, b"traf", b"trun"), _usual_duration(moof)))
    except struct.error:
        return 0


def _usual_duration(moof: bytes) -> int:
    box = _inner(moof, b"traf", b"tfhd")
    flags = struct.unpack_from(">I", box)[0] & 0xFFFFFF
    if not flags & _DEFAULT_DURATION:
        return 0
    at = 8 + (8 if flags & _BASE else 0) + (4 if flags & _DESCRIPTION else 0)
    return int(struct.unpack_from(">I", box, at)[0])


def _run_length(run: bytes, usual: int) -> int:
    head, count = struct.unpack_from(">II", run)
    if not head & _TRUN_DURATION:
        return int(count * usual)
    at = 8 + (4 if head & _TRUN_OFFSET else 0) + (4 if head & _TRUN_FIRST_FLAGS else 0)
    step = 4 + 4 * sum(1 for flag in _TRUN_OTHERS if head & flag)
    return sum(struct.unpack_from(">I", run, at + step * number)[0] for number in range(count))
