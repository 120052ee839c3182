"""Turns what a source demuxes into packets that can wait in memory and go into any file."""

import io
from typing import Any, cast

import av
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext

from app.cameras.host.recording.coded import TICKS, Coded, Format
from app.cameras.host.recording.parameters import sequence_parameters
from app.cameras.host.recording.timeline import Timeline

HEADER_OPTIONS = {"movflags": "empty_moov+default_base_moof"}


class Intake:
    """Of one camera. Works in the feed's thread; holds nothing of the source's own, which may be closed at any moment."""

    def __init__(self) -> None:
        self._format: Format | None = None
        self._parameters = b""
        self._timeline = Timeline()
        self._ticks, self._per = 1, 1
        """What makes TICKS of the stream's own units of time."""

    def lost(self) -> None:
        """What follows is another run."""
        self._format, self._parameters, self._timeline = None, b"", Timeline()

    def take(self, packet: Any, stream: Any, now: float) -> Coded | None:
        """None until the first key frame, and for a packet without content."""
        key = bool(packet.is_keyframe)
        data = bytes(packet)
        if key:
            self._look_at_key(data, stream)
        if self._format is None or not data:
            return None
        dts, pts = packet.dts, packet.pts
        if dts is not None:
            dts = dts * self._ticks // self._per
        if pts is not None:
            pts = pts * self._ticks // self._per
        placed_dts, placed_pts = self._timeline.place(dts, pts, now)
        return Coded(data, placed_pts, placed_dts, key, now, self._format)

    def _look_at_key(self, data: bytes, stream: Any) -> None:
        """A camera may change its picture's size in mid-stream: only the parameters before a key frame tell."""
        context = stream.codec_context
        outside = context.extradata or b""
        # Files, and some servers, give parameters in MP4's own form, once and for all.
        starts = context.name in ("h264", "hevc") and outside[:1] != b"\x01"
        found = sequence_parameters(context.name, data) if starts else b""
        if self._format is not None and (not found or found == self._parameters):
            return
        header = (
            header_of(context.name, data if found else outside + data) if starts else _header_like(stream)
        )
        self._parameters = found
        self._timeline = Timeline()
        self._format = Format(header, starts)
        # Of the stream, once: a fraction for each packet costs more than all else here.
        base = stream.time_base
        self._ticks, self._per = base.numerator * TICKS, base.denominator


def _header_like(stream: Any) -> bytes:
    memory = io.BytesIO()
    with av.open(memory, "w", format="mp4", options=HEADER_OPTIONS) as container:
        container.add_stream_from_template(stream)
        container.start_encoding()
    return memory.getvalue()


def header_of(codec: str, key_frame: bytes) -> bytes:
    """Asks the decoder for the size: the stream's own is that of the picture before."""
    context = cast("VideoCodecContext", av.CodecContext.create(codec, "r"))
    frames = [*context.decode(Packet(key_frame)), *context.decode(None)]
    if not frames:
        raise av.error.InvalidDataError(0, "no picture in a key frame")
    memory = io.BytesIO()
    with av.open(memory, "w", format="mp4", options=HEADER_OPTIONS) as container:
        stream = container.add_mux_stream(codec, width=frames[0].width, height=frames[0].height)
        packet = Packet(key_frame)
        packet.stream, packet.pts, packet.dts, packet.is_keyframe = stream, 0, 0, True
        container.mux(packet)
    # The picture itself stays out: what follows the header begins with a fragment.
    return memory.getvalue().partition(b"moof")[0][:-4]
