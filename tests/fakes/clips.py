"""Clips for cameras: real footage where there is some, else pictures drawn here, so that the tests prove something anywhere."""

import os
from pathlib import Path

import av
import numpy as np

FOOTAGE = "DUTYROOM_FOOTAGE"
"""The environment variable that names a folder of clips (H.264 in MP4)."""


def real_footage() -> Path | None:
    """The folder named by the environment, or the one that may lie beside the checkout."""
    named = os.environ.get(FOOTAGE)
    folder = Path(named) if named else Path(__file__).resolve().parents[3] / "shared" / "footage"
    return folder if any(folder.glob("*.mp4")) else None


def draw_footage(folder: Path) -> Path:
    """Three small clips in sizes that old cameras have."""
    for width, height, rate in ((768, 432, 12), (480, 270, 12), (640, 360, 10)):
        draw_clip(folder / f"drawn-{width}x{height}-{rate}fps.mp4", width, height, rate, seconds=20)
    return folder


def draw_clip(
    path: Path, width: int, height: int, rate: int, seconds: float, *, b_frames: int = 0, key_every_s: int = 1
) -> Path:
    """A bright bar that wanders over a grey wall."""
    how = {"bf": str(b_frames)} if b_frames else {"tune": "zerolatency"}
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate, options={"preset": "ultrafast", **how})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.gop_size = rate * key_every_s
        for number in range(int(rate * seconds)):
            container.mux(stream.encode(_picture(width, height, number)))
        container.mux(stream.encode(None))
    return path


def _picture(width: int, height: int, number: int) -> av.VideoFrame:
    wall = np.full((height, width, 3), 90, np.uint8)
    wall[::16] = 110
    left = number * 8 % (width - 32)
    wall[:, left : left + 32] = 230
    return av.VideoFrame.from_ndarray(wall, format="bgr24")
