"""Cuts clips on key frames without transcoding, and takes snapshots."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from app.playback.player.reader import ClipReader, Unreadable
from app.playback.player.track import jpeg_of
from app.playback.rules import Clip

Told = Callable[[float], None]
"""Hears of the seconds of recording that are done."""


@dataclass(frozen=True, slots=True)
class CutFile:
    """A file written, and the time of its first and last picture."""

    path: str
    since: float
    until: float


class NotWritten(Exception):
    """The place for the files refuses; `number` is the system's error number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Cut:
    files: tuple[CutFile, ...]
    unreadable: tuple[Clip, ...]


def cut(clips: Sequence[Clip], since: float, until: float, stem: Path, told: Told) -> Cut:
    """From the key frame not after `since` to `until`.

    One file, or several where the camera's format changed in between. Raises NotWritten.
    """
    written, unreadable = list[_Target](), list[Clip]()
    try:
        for clip, following in zip(clips, [*clips[1:], None], strict=True):
            # Files may overlap: each goes as far as the key frame that the next one begins with.
            end = min(until, following.start) if following is not None else until
            try:
                _copy(clip, since, end, stem, written)
            except (Unreadable, av.error.FFmpegError, ValueError):
                unreadable.append(clip)
            told(min(clip.end, until) - max(clip.start, since))
    finally:
        for target in written:
            target.close()
    return Cut(tuple(target.made() for target in written), tuple(unreadable))


def snapshot(clip: Clip, position: float, path: Path) -> float | None:
    """Writes the picture that is current at `position`; returns its own position, None where there is none."""
    reader = ClipReader(clip)
    try:
        shot = reader.seek(position)
    finally:
        reader.close()
    jpeg = jpeg_of(shot) if shot is not None else b""
    if shot is None or not jpeg:
        return None
    try:
        path.write_bytes(jpeg)
    except OSError as error:
        raise NotWritten(error.errno or 0) from error
    return shot.position


class _Target:
    """A clip being written; its time begins with its first picture."""

    def __init__(self, path: Path, like: VideoStream) -> None:
        self._path = path
        with _writing():
            self._container: OutputContainer = av.open(
                str(path), "w", format="mp4", options={"movflags": "faststart"}
            )
            self._stream = self._container.add_stream_from_template(like)
        self._format = _format_of(like)
        self._tick = float(like.time_base or 1)
        self._first: float | None = None
        self._last = 0.0
        self._last_dts: int | None = None

    def takes(self, stream: VideoStream) -> bool:
        """Whether pictures of this stream can follow."""
        return _format_of(stream) == self._format

    def write(self, packet: "Packet[VideoStream]", position: float) -> None:
        """`position` is that of the picture within the packet."""
        if self._first is None:
            self._first = position
        ahead = (packet.pts or 0) - (packet.dts or 0)
        dts = round((position - self._first) / self._tick) - ahead
        if self._last_dts is not None and dts <= self._last_dts:
            dts = self._last_dts + 1
        packet.dts, packet.pts = dts, max(dts, dts + ahead)
        self._last_dts = dts
        length = float((packet.duration or 0) * self._tick)
        self._last = max(self._last, position + length)
        packet.stream = self._stream
        with _writing():
            self._container.mux(packet)

    def made(self) -> CutFile:
        return CutFile(str(self._path), self._first or 0.0, self._last)

    def close(self) -> None:
        with _writing():
            self._container.close()


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except (av.error.FFmpegError, OSError) as error:
        raise NotWritten(getattr(error, "errno", 0) or 0) from error


def _copy(clip: Clip, since: float, until: float, stem: Path, written: list[_Target]) -> None:
    with av.open(clip.path) as source:
        if not source.streams.video:
            raise Unreadable("no_video")
        stream = source.streams.video[0]
        base, tick = stream.start_time or 0, float(stream.time_base or 1)
        fits = bool(written) and written[-1].takes(stream)
        for packet in _from_key(source.demux(stream), clip, since, base, tick):
            if clip.start + ((packet.dts or 0) - base) * tick >= until:
                break
            if not fits:
                part = f"-{len(written) + 1}" if written else ""
                written.append(_Target(stem.with_name(f"{stem.name}{part}.mp4"), stream))
                fits = True
            written[-1].write(packet, clip.start + ((packet.pts or 0) - base) * tick)


def _from_key(
    packets: "Iterator[Packet[VideoStream]]", clip: Clip, since: float, base: int, tick: float
) -> "Iterator[Packet[VideoStream]]":
    """The packets from the last key frame not after `since` on."""
    group: list[Packet[VideoStream]] = []
    begun = False
    for packet in packets:
        if packet.dts is None:
            continue
        if begun:
            yield packet
            continue
        if packet.is_keyframe:
            group = []
        group.append(packet)
        if clip.start + ((packet.pts or 0) - base) * tick >= since:
            begun = True
            yield from group
            group = []
    yield from group


def _format_of(stream: VideoStream) -> tuple[object, ...]:
    context = stream.codec_context
    return context.name, context.width, context.height, context.extradata, stream.time_base
