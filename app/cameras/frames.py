"""The shared memory in which a host hands pictures to the console: three slots, the newest wins, nothing queues.

The memory has no name in the file system: on Linux it is a memfd that the host opens through /proc, on Windows
a mapping that ends with its last handle. Nothing is left behind when either side is killed.

A slot's sequence number is zero while the host writes into it. A reader paints from the slot itself, then asks
`still_valid`: if the host has come round to this slot again, the picture is thrown away.
"""

import mmap
import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

SLOTS = 3
_MAGIC = 0x4452_4652_414D_4531
_HEADER_BYTES = 512
_NEWEST = 3
_FIRST_SLOT = 8
_SLOT_WORDS = 8
_SEQ, _WIDTH, _HEIGHT, _STRIDE, _CAPTURED, _PTS = range(6)
_ROW_ALIGNMENT = 64


class BufferGone(Exception):
    """The frame buffer asked for is no longer there (its owner has replaced it or has ended)."""


@dataclass(slots=True)
class Frame:
    """A picture in shared memory, BGRA. `pixels` may change under the reader: ask `still_valid` after painting.

    Not frozen: it is made for each picture of each tile, which would take three times as long.
    """

    seq: int
    width: int
    height: int
    stride: int
    captured: float
    """Monotonic seconds at which it was decoded."""
    pts: float
    pixels: memoryview = field(repr=False, compare=False)


def slot_capacity(width: int, height: int) -> int:
    """Bytes that a picture of this size may need, rows padded as the scaler pads them."""
    row = -(-width * 4 // _ROW_ALIGNMENT) * _ROW_ALIGNMENT
    return -(-row * height // mmap.PAGESIZE) * mmap.PAGESIZE


class _Layout:
    def __init__(self, memory: mmap.mmap, capacity: int) -> None:
        whole = memoryview(memory)
        # Aligned 64-bit words: each is read and written at once, so a number is never half of two.
        self.words = whole[:_HEADER_BYTES].cast("q")
        self.slots = [
            whole[_HEADER_BYTES + index * capacity : _HEADER_BYTES + (index + 1) * capacity]
            for index in range(SLOTS)
        ]
        self.capacity = capacity

    @staticmethod
    def base(seq: int) -> int:
        return _FIRST_SLOT + (seq % SLOTS) * _SLOT_WORDS


class FrameReader:
    """The console's side: makes the memory and looks at the newest picture in it, without copying."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        capacity = slot_capacity(width, height)
        token = secrets.randbits(62)
        memory, self._handle, place = _create(_HEADER_BYTES + SLOTS * capacity, token)
        self._layout = _Layout(memory, capacity)
        words = self._layout.words
        words[0], words[1], words[2] = _MAGIC, token, capacity
        self.name = f"{place}:{token}:{capacity}"

    def newest(self) -> Frame | None:
        """The newest whole picture, or None before the first (or in the instant it is being replaced)."""
        words = self._layout.words
        seq = words[_NEWEST]
        if seq == 0:
            return None
        base = _Layout.base(seq)
        width, height, stride, captured, pts = words[base + _WIDTH : base + _PTS + 1]
        if words[base + _SEQ] != seq or not 0 < stride * height <= self._layout.capacity:
            return None
        pixels = self._layout.slots[seq % SLOTS][: stride * height]
        return Frame(seq, width, height, stride, captured / 1e9, pts / 1e6, pixels)

    def mark(self) -> int:
        """Differs from picture to picture, 0 before the first. Cheap: to be asked before `newest`."""
        words = self._layout.words
        seq = words[_NEWEST]
        return words[_Layout.base(seq) + _CAPTURED] if seq else 0

    def captured(self) -> float | None:
        """When the newest picture was decoded, without looking at the picture."""
        frame = self.newest()
        return None if frame is None else frame.captured

    def still_valid(self, frame: Frame) -> bool:
        """Whether what was just read from `frame` was one whole picture."""
        return bool(self._layout.words[_Layout.base(frame.seq) + _SEQ] == frame.seq)

    def close(self) -> None:
        """Gives the name up. The memory itself goes when the last view on it does."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __del__(self) -> None:
        if getattr(self, "_handle", -1) >= 0:
            self.close()


class FrameWriter:
    """The host's side. Raises BufferGone when the memory is not the one the name was given for."""

    def __init__(self, name: str) -> None:
        place, token_text, capacity_text = name.rsplit(":", 2)
        capacity, token = int(capacity_text), int(token_text)
        memory = _attach(place, _HEADER_BYTES + SLOTS * capacity)
        self._layout = _Layout(memory, capacity)
        # The descriptor's number may have been used again since: only the token proves that it is ours.
        if tuple(self._layout.words[0:3]) != (_MAGIC, token, capacity):
            raise BufferGone(name)
        self._seq = self._layout.words[_NEWEST]
        self.capacity = capacity

    def publish(
        self,
        fill: Callable[[memoryview], tuple[int, int, int]],
        captured: float,
        pts: float = 0.0,
    ) -> int:
        """Lets `fill` draw into the oldest slot (it returns width, height, stride), then makes it the newest."""
        seq = self._seq + 1
        words, base = self._layout.words, _Layout.base(seq)
        words[base + _SEQ] = 0
        width, height, stride = fill(self._layout.slots[seq % SLOTS])
        words[base + _WIDTH], words[base + _HEIGHT], words[base + _STRIDE] = width, height, stride
        words[base + _CAPTURED], words[base + _PTS] = int(captured * 1e9), int(pts * 1e6)
        words[base + _SEQ] = seq
        words[_NEWEST] = seq
        self._seq = seq
        return seq


if sys.platform == "win32":

    def _create(size: int, token: int) -> tuple[mmap.mmap, int, str]:
        place = f"dutyroom-{os.getpid()}-{token}"
        return mmap.mmap(-1, size, tagname=place), -1, place

    def _attach(place: str, size: int) -> mmap.mmap:
        return mmap.mmap(-1, size, tagname=place)

else:

    def _create(size: int, token: int) -> tuple[mmap.mmap, int, str]:
        handle = os.memfd_create(f"dutyroom-{token}")
        os.ftruncate(handle, size)
        return mmap.mmap(handle, size), handle, f"/proc/{os.getpid()}/fd/{handle}"

    def _attach(place: str, size: int) -> mmap.mmap:
        try:
            handle = os.open(place, os.O_RDWR | os.O_CLOEXEC)
        except OSError as error:
            raise BufferGone(place) from error
        try:
            if os.fstat(handle).st_size != size:
                raise BufferGone(place)
            return mmap.mmap(handle, size)
        finally:
            os.close(handle)
