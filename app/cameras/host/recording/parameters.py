"""Units of a stream with start codes, as cameras on the network send it."""

from collections.abc import Iterator

_START = b"\x00\x00\x01"
_H264_SEQUENCE = 7
_HEVC_SEQUENCE = 33


def sequence_parameters(codec: str, data: bytes) -> bytes:
    """All of them in a packet, one after the other; empty where there are none."""
    return b"".join(unit for unit in _units(data) if _is_sequence(codec, unit[0]))


def packed(data: bytes) -> bytes:
    """The same units each with its length in front, as MP4 wants them."""
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in _units(data))


def _units(data: bytes) -> Iterator[bytes]:
    found = data.find(_START)
    while found >= 0:
        start = found + len(_START)
        found = data.find(_START, start)
        # Zeros before the next start code belong to that one: no unit ends with zeros.
        if unit := data[start : found if found >= 0 else len(data)].rstrip(b"\x00"):
            yield unit


def _is_sequence(codec: str, first: int) -> bool:
    return first & 0x1F == _H264_SEQUENCE if codec == "h264" else first >> 1 & 0x3F == _HEVC_SEQUENCE
