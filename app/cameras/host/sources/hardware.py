"""Decoding by the graphics card, where a test has shown that it gives the right pictures. Off everywhere else.

Drivers crash: the test runs as a process of its own, `python -m app.cameras.host.sources.hardware`, which prints the
name of the first device that passes.
"""

import io
import logging
import subprocess
import sys
import threading
from functools import cache

import av
import numpy as np
from av.codec.hwaccel import HWAccel, hwdevices_available
from av.container import InputContainer
from av.video.frame import VideoFrame

from app.cameras.protocol import Decoder

log = logging.getLogger(__name__)
_TEST_WITHIN_S = 20.0
_WIDTH, _HEIGHT, _PICTURES = 320, 192, 12
_MOST_APART = 3.0
"""Mean difference of two decoders' brightness, of 255; they may round differently."""

_OF_THE_DECODER = ("undecodable", "stalled")
"""Causes for which the device may be to blame, or the camera: whether software shows its pictures tells."""

_lock = threading.Lock()
_suspected: set[str] = set()
_in_software: set[str] = set()
"""Cameras whose stream a device did not decode and software does. The console keeps what is told of them."""


def acceleration_for(camera_id: str) -> HWAccel | None:
    """How to open this camera's stream; None: in software."""
    if camera_id in _suspected or camera_id in _in_software:
        return None
    with _lock:
        device = _tested_device()
    # A stream of a kind that the device does not know falls back by itself.
    return HWAccel(device_type=device, allow_software_fallback=True) if device else None


def failed(camera_id: str, cause: str = "undecodable", *, by_device: bool = True) -> None:
    """The stream gave no pictures. Decoded by the device software is tried next; where that fails too, it is not the device's doing."""
    if cause not in _OF_THE_DECODER:
        return
    if by_device:
        log.warning("camera=%s hardware decoding failed, software is tried", camera_id)
        _suspected.add(camera_id)
    else:
        _suspected.discard(camera_id)


def shown(camera_id: str, *, by_device: bool) -> Decoder:
    """The stream has given a picture. Returns what is to be told of how it is decoded."""
    if by_device:
        return "hardware"
    if camera_id in _suspected:
        log.warning("camera=%s software decodes what the device did not: it stays so", camera_id)
        _suspected.discard(camera_id)
        _in_software.add(camera_id)
    return "fell_back" if camera_id in _in_software else "software"


def forget(camera_id: str) -> None:
    """The console wants it tried anew."""
    _suspected.discard(camera_id)
    _in_software.discard(camera_id)


@cache
def _tested_device() -> str | None:
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TEST_WITHIN_S, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("hardware decoding: test failed (%s), software", type(error).__name__)
        return None
    device = done.stdout.strip()
    log.info("hardware decoding: %s", device or "no device passed the test, software")
    return device or None


def passing_device() -> str:
    """The first device that decodes a drawn clip as software does; empty for none."""
    clip = _drawn_clip()
    expected = _brightness(clip, None)
    for device in hwdevices_available():
        try:
            seen = _brightness(clip, HWAccel(device_type=device, allow_software_fallback=False))
        except (av.error.FFmpegError, OSError, RuntimeError, ValueError):
            # Built in, but there is no such card, or it does not know this kind of stream.
            continue
        if _alike(seen, expected):
            return device
    return ""


def _drawn_clip() -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=12, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = _WIDTH, _HEIGHT, "yuv420p"
        for number in range(_PICTURES):
            pixels = np.full((_HEIGHT, _WIDTH, 3), 60, np.uint8)
            pixels[:, number * 16 : number * 16 + 48] = (40, 160, 220)
            container.mux(stream.encode(VideoFrame.from_ndarray(pixels, format="bgr24")))
        container.mux(stream.encode(None))
    return file.getvalue()


def _brightness(clip: bytes, acceleration: HWAccel | None) -> list[np.ndarray]:
    container = av.open(io.BytesIO(clip), hwaccel=acceleration)
    assert isinstance(container, InputContainer)
    with container:
        return [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]


def _alike(seen: list[np.ndarray], expected: list[np.ndarray]) -> bool:
    return len(seen) == len(expected) and all(
        one.shape == other.shape and float(np.abs(one.astype(np.int16) - other).mean()) < _MOST_APART
        for one, other in zip(seen, expected, strict=True)
    )


if __name__ == "__main__":
    sys.stdout.write(passing_device())
