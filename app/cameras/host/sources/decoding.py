"""Decodes what is wanted of a stream, and takes up again in the middle of a group of pictures."""

import time
from collections import deque

import av
from av.codec.context import CodecContext
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from app.cameras.streams import Decode

_MOST_HELD = 300
_INTERVALS = 3
_STARTS_WITHOUT_KEY_FRAME = ("h264",)
"""Decoders that keep silent until they can give a whole picture; others give grey ones."""


class Decoding:
    """Keeps the packets since the last key frame while they are not decoded: a tile that is enlarged, or comes into
    view, has its picture at once instead of with the next key frame."""

    def __init__(self, stream: VideoStream) -> None:
        self._context: VideoCodecContext = stream.codec_context
        self._held: list[Packet[VideoStream]] = []
        self._held_since = 0.0
        self._in_step = False
        """The decoder has had every packet since a key frame (or since the beginning, where it copes with that)."""
        self._untouched = True
        self._key_at: float | None = None
        self._intervals: deque[float] = deque(maxlen=_INTERVALS)

    @property
    def key_interval_s(self) -> float | None:
        """The longest of the last few; None as long as there were not two key frames."""
        return max(self._intervals, default=None)

    def frames(self, packet: "Packet[VideoStream]", decode: Decode) -> list[VideoFrame]:
        """The new pictures, the newest alone where several were caught up with. Raises what PyAV raises."""
        key = packet.is_keyframe
        if key:
            self._note_key(time.monotonic())
        if decode == "all":
            return self._all(packet, key=key)
        self._hold(packet, key=key)
        if decode == "keys" and key:
            return self._key_alone(packet)
        return []

    def skip(self) -> None:
        """Nothing before the next key frame is worth decoding."""
        self._held.clear()
        self._in_step = self._untouched = False

    def key_picture(self) -> tuple[VideoFrame, float] | None:
        """The last key frame while the stream is not decoded, and when it came. From any thread."""
        held, at = self._held[:1], self._held_since
        if not held:
            return None
        context = CodecContext.create(self._context.name, "r")
        assert isinstance(context, VideoCodecContext)
        context.extradata = self._context.extradata
        context.thread_count = 1
        try:
            frames = [*context.decode(held[0]), *context.decode(None)]
        except av.error.FFmpegError:
            return None
        return (frames[0], at) if frames else None

    def _all(self, packet: "Packet[VideoStream]", *, key: bool) -> list[VideoFrame]:
        if self._in_step:
            return self._context.decode(packet)
        if key:
            if not self._untouched:
                self._context.flush_buffers()
            self._held.clear()
            self._in_step, self._untouched = True, False
            return self._context.decode(packet)
        if self._held:
            return self._catch_up(packet)
        if self._untouched and self._context.name in _STARTS_WITHOUT_KEY_FRAME:
            self._untouched = False
            self._in_step = True
            return self._context.decode(packet)
        return []

    def _catch_up(self, packet: "Packet[VideoStream]") -> list[VideoFrame]:
        held, self._held = self._held, []
        self._context.flush_buffers()
        self._in_step, self._untouched = True, False
        newest: list[VideoFrame] = []
        for each in (*held, packet):
            newest = self._context.decode(each)[-1:] or newest
        return newest

    def _key_alone(self, packet: "Packet[VideoStream]") -> list[VideoFrame]:
        self._untouched = False
        self._context.flush_buffers()
        at_once = self._context.decode(packet)
        # Drained, since a decoder that expects B-frames would keep this picture until the next packet.
        drained = self._context.decode(None)
        for frame in drained:
            # PyAV gives these no unit for their time stamps: their time would be no number, and could not be told.
            frame.time_base = packet.time_base
        return [*at_once, *drained][-1:]

    def _hold(self, packet: "Packet[VideoStream]", *, key: bool) -> None:
        self._in_step = False
        if key:
            self._held = [packet]
            self._held_since = time.monotonic()
        elif 0 < len(self._held) < _MOST_HELD:
            self._held.append(packet)
        elif self._held:
            self._held.clear()

    def _note_key(self, now: float) -> None:
        if self._key_at is not None:
            self._intervals.append(now - self._key_at)
        self._key_at = now
