"""Encoded streams for tests of recording, with start codes, as cameras on the network send them."""

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, cast

import av
import numpy as np

from app.cameras.host.recording.coded import Coded
from app.cameras.host.recording.intake import Intake

RATE = 10


def transport_stream(
    codec: str = "h264", width: int = 160, height: int = 96, pictures: int = 30, keys_every: int = RATE
) -> bytes:
    """A key frame every second, or so many pictures."""
    memory = io.BytesIO()
    options = {"preset": "ultrafast", "tune": "zerolatency"}
    if codec == "hevc":
        options["x265-params"] = f"log-level=none:keyint={keys_every}:min-keyint={keys_every}"
    with av.open(memory, "w", format="mpegts") as container:
        stream = container.add_stream("libx264" if codec == "h264" else "libx265", rate=RATE, options=options)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.gop_size = keys_every
        stream.time_base = Fraction(1, RATE)
        for number in range(pictures):
            pixels = np.full((height, width, 3), 20 + number * 5 % 200, np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return memory.getvalue()


def packets(stream: bytes) -> Iterator[tuple[Any, Any]]:
    """Each packet with its stream."""
    with av.open(io.BytesIO(stream), format="mpegts") as container:
        video = container.streams.video[0]
        for packet in container.demux(video):
            if packet.size:
                yield packet, video


def coded(stream: bytes, begin: float = 100.0, intake: Intake | None = None) -> list[Coded]:
    """As they would have come in time, from the monotonic second `begin` on."""
    intake = intake or Intake()
    taken = [
        intake.take(packet, video, begin + number / RATE)
        for number, (packet, video) in enumerate(packets(stream))
    ]
    return [each for each in taken if each is not None]


def sizes(path: str) -> tuple[str, int, int, int]:
    """Codec, width, height and number of pictures of a file that is decoded to its end."""
    with av.open(path) as container:
        context = cast("Any", container.streams.video[0].codec_context)
        count = sum(1 for _ in container.decode(video=0))
        return context.name, context.width, context.height, count
