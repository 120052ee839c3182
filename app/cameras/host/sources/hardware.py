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

log = logging.getLogger(__name__)
_TEST_WITHIN_S = 20.0
_WIDTH, _HEIGHT, _PICTURES = 320, 192, 12
_MOST_APART = 3.0
"""Mean difference of two decoders' brightness, of 255; they may round differently."""

_lock = threading.Lock()
_in_software: set[str] = set()
"""Cameras whose stream a device did not decode: they stay with software as long as this host lives."""


def acceleration_for(camera_id: str) -> HWAccel | None:
    """How to open this camera's stream; None: in software."""
    if camera_id in _in_software:
        return None
    with _lock:
        device = _tested_device()
    # A stream of a kind that the device does not know falls back by itself.
    return HWAccel(device_type=device, allow_software_fallback=True) if device else None


def failed(camera_id: str) -> None:
    """The device did not decode this camera's stream: never again in this host."""
    log.warning("camera=%s hardware decoding failed, software from now on", camera_id)
    _in_software.add(camera_id)


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
