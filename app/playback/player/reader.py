"""One recorded file: any picture of it, exactly."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import av
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from app.playback.rules import Clip

_SAME_S = 0.002
"""Two times nearer than this are the same picture's."""


class Unreadable(Exception):
    """The file cannot be opened or holds no video; the message says why."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A decoded picture and its position."""

    position: float
    frame: VideoFrame


class ClipReader:
    """Used by one thread."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        try:
            self._container = av.open(clip.path)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            raise Unreadable(type(error).__name__) from error
        if not self._container.streams.video:
            self._container.close()
            raise Unreadable("no_video")
        self._stream = self._container.streams.video[0]
        self._stream.codec_context.thread_count = 1
        self._base = self._stream.start_time or 0
        self._tick = float(self._stream.time_base or 1)
        self._packets: Iterator[Packet[VideoStream]] = iter(self._container.demux(self._stream))
        self._ready: deque[Shot] = deque()

    def close(self) -> None:
        self._container.close()

    def seek(
        self, position: float, *, keys_only: bool = False, unwanted: Callable[[], bool] = lambda: False
    ) -> Shot | None:
        """The picture that is current at `position`: the last one not after it, else the first of the file.

        Decodes from the key frame before; with `keys_only` that one is the answer. None when `unwanted` says so, or
        when nothing can be decoded.
        """
        self._begin_before(position)
        if keys_only:
            return self.next(keys_only=True)
        current: Shot | None = None
        for packet in self._packets:
            if unwanted():
                return None
            for shot in self._shots(packet):
                if current is None or shot.position <= position + _SAME_S:
                    current = shot
                else:
                    self._ready.append(shot)
            if self._ready:
                break
        return current

    def next(self, *, keys_only: bool = False) -> Shot | None:
        """The picture after the last one given; None at the end of the file."""
        while not self._ready:
            packet = next(self._packets, None)
            if packet is None:
                return None
            if not keys_only:
                self._ready.extend(self._shots(packet))
            elif packet.is_keyframe:
                self._ready.extend(self._drained(packet))
        return self._ready.popleft()

    def put_back(self, shot: Shot) -> None:
        """Gives it again next time."""
        self._ready.appendleft(shot)

    def _begin_before(self, position: float) -> None:
        """What comes next are the packets from the last key frame not after the position on."""
        self._ready.clear()
        try:
            demuxed = self._demux_before(position)
            # A file without an index may begin to read well before: nothing is decoded until it is needed.
            group: list[Packet[VideoStream]] = []
            for packet in demuxed:
                if packet.is_keyframe and self._at(packet.pts) <= position + _SAME_S:
                    group = []
                group.append(packet)
                if packet.dts is None or self._at(packet.dts) > position + _SAME_S:
                    break
        except (av.error.FFmpegError, OSError) as error:
            raise Unreadable(type(error).__name__) from error
        self._packets = chain(group, demuxed)

    def _demux_before(self, position: float) -> "Iterator[Packet[VideoStream]]":
        """The packets from a key frame on that is shown no later than the position, or from the beginning of the file.

        A file is searched by the times of decoding. Where pictures depend on later ones a key frame is decoded well before
        it is shown: the one found may be shown after the position, and what is sought lies before it.
        """
        offset = max(0.0, position - self.clip.start)
        target = self._base + int(offset / self._tick)
        reached: int | None = None
        while True:
            self._container.seek(target, stream=self._stream)
            demuxed = iter(self._container.demux(self._stream))
            first = next(demuxed, None)
            if first is None:
                return demuxed
            late = self._at(first.pts) > position + _SAME_S
            if not late or first.dts is None or (reached is not None and first.dts >= reached):
                return chain((first,), demuxed)
            reached, target = first.dts, first.dts - 1

    def _shots(self, packet: "Packet[VideoStream]") -> list[Shot]:
        try:
            frames = packet.decode()
        except (av.error.FFmpegError, OSError):
            # A damaged picture is passed over: the one before stays, with its own time.
            return []
        return [Shot(self._at(frame.pts), frame) for frame in frames if isinstance(frame, VideoFrame)]

    def _drained(self, packet: "Packet[VideoStream]") -> list[Shot]:
        """A key frame alone, without waiting for those after it."""
        context = self._stream.codec_context
        try:
            frames = [*context.decode(packet), *context.decode(None)]
        except (av.error.FFmpegError, OSError):
            frames = []
        context.flush_buffers()
        return [Shot(self._at(frame.pts), frame) for frame in frames]

    def _at(self, stamp: int | None) -> float:
        return self.clip.start + ((stamp or 0) - self._base) * self._tick
