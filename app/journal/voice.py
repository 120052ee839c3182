"""Voice notes: WAV files of telephone coding (G.711 µ-law), 16 kHz, one channel, 1 MB a minute. Pure.

Coded sound can be cut anywhere: what was spoken before a power cut can be heard.
"""

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
HEADER = 58
_MULAW = 7
_BIAS, _CLIP = 0x84, 32_635
_SHORTEST_S = 0.3
"""Somebody has pressed the key twice."""


def header(size: int) -> bytes:
    """What stands before `size` bytes of sound."""
    form = struct.pack("<HHIIHHH", _MULAW, 1, RATE, RATE, 1, 8, 0)
    fact = struct.pack("<I", size)
    return (
        b"RIFF" + struct.pack("<I", HEADER - 8 + size + size % 2) + b"WAVE"
        + b"fmt " + struct.pack("<I", len(form)) + form
        + b"fact" + struct.pack("<I", len(fact)) + fact
        + b"data" + struct.pack("<I", size)
    )  # fmt: skip


def coded(samples: bytes) -> bytes:
    """16-bit samples as µ-law; half a sample at the end is left out."""
    import numpy as np  # late: no start waits for it

    linear = np.frombuffer(samples[: len(samples) // 2 * 2], dtype="<i2").astype(np.int32)
    sign = np.where(linear < 0, 0x80, 0)
    size = np.minimum(np.abs(linear), _CLIP) + _BIAS
    exponent = np.floor(np.log2(size)).astype(np.int32) - 7
    mantissa = (size >> (exponent + 3)) & 0x0F
    made: bytes = (~(sign | (exponent << 4) | mantissa) & 0xFF).astype(np.uint8).tobytes()
    return made


def decoded(file: bytes) -> bytes:
    """The 16-bit samples of a voice note."""
    import numpy as np  # late: no start waits for it

    code = ~np.frombuffer(_sound(file), dtype=np.uint8).astype(np.int32) & 0xFF
    exponent, mantissa = (code >> 4) & 7, code & 0x0F
    size = (((mantissa << 3) + _BIAS) << exponent) - _BIAS
    made: bytes = np.where(code & 0x80, -size, size).astype("<i2").tobytes()
    return made


def as_spoken(samples: bytes, rate: int, channels: int, *, floats: bool) -> bytes:
    """What a microphone gives that knows no 16 kHz and one channel, as 16-bit samples that are so."""
    import numpy as np  # late: no start waits for it

    kind, full = ("<f4", 1.0) if floats else ("<i2", 32768.0)
    size = np.dtype(kind).itemsize * channels
    frames = np.frombuffer(samples[: len(samples) // size * size], dtype=kind).reshape(-1, channels)
    one = frames.astype(np.float64).mean(axis=1) / full
    count = len(one) * RATE // rate
    if rate != RATE and count:
        one = np.interp(np.arange(count) * rate / RATE, np.arange(len(one)), one)
    made: bytes = (np.clip(one, -1.0, 1.0) * 32767).astype("<i2").tobytes()
    return made


def loudness(samples: bytes) -> float:
    """Of 16-bit samples, 0 to 1: the highest of them."""
    import numpy as np  # late: no start waits for it

    linear: "NDArray[np.int32]" = np.frombuffer(samples[: len(samples) // 2 * 2], dtype="<i2").astype(
        np.int32
    )
    return float(np.abs(linear).max()) / 32768 if linear.size else 0.0


def mended(file: bytes) -> bytes:
    """The file with a header that tells its length, whatever stood there when writing ended."""
    sound = _sound(file)
    return header(len(sound)) + sound + b"\0" * (len(sound) % 2)


def seconds_of(file: bytes) -> float:
    """0 where it is too short for anybody to have said something."""
    seconds = len(_sound(file)) / RATE
    return round(seconds, 1) if seconds >= _SHORTEST_S else 0.0


def _sound(file: bytes) -> bytes:
    """Without header, and without the byte that makes its length even."""
    told = struct.unpack("<I", file[HEADER - 4 : HEADER])[0] if len(file) >= HEADER else 0
    sound = file[HEADER:]
    return sound[:told] if 0 < told < len(sound) else sound
