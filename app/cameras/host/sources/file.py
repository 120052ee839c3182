"""A video file as a camera: looped, and no faster than it was recorded."""

import time
from collections.abc import Iterator
from pathlib import Path

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from app.cameras.host.sources import Picture, SourceFailed, Use
from app.cameras.host.sources.decoding import Decoding
from app.cameras.host.sources.pictures import DecodedPicture, file_failure
from app.cameras.host.sources.scaling import TileScaler
from app.cameras.protocol import CameraSpec

_BEHIND_S = 0.5
_LONGEST_WAIT_S = 0.5
_GUESSED_RATE = 12.0
# FFmpeg "plays" plain text as terminal art.
_NOT_VIDEO_FORMATS = {"tty", "lrc", "srt", "ass", "webvtt"}


class FileSource:
    """Paced by the packets' time stamps on the monotonic clock; opened again at its end."""

    def __init__(self, camera: CameraSpec, use: Use) -> None:
        self._path = Path(camera.address)
        self._use = use
        self._container: InputContainer | None = None
        self._packets: Iterator[Packet[VideoStream]] = iter(())
        self._frames: list[VideoFrame] = []
        self._scaler = TileScaler()
        self._count = 0
        """Pictures, or packets where nothing is decoded."""
        self._offset = 0.0
        self._start: float | None = None
        self._last = 0.0
        self._waiting: Packet[VideoStream] | None = None

    def open(self) -> None:
        if not self._path.is_file():
            raise SourceFailed("not_found")
        try:
            container = av.open(str(self._path))
        except (av.error.FFmpegError, OSError, ValueError) as error:
            raise file_failure(error) from None
        self._container = container
        if container.format.name in _NOT_VIDEO_FORMATS or not container.streams.video:
            raise SourceFailed("not_video")
        self._stream = container.streams.video[0]
        self._stream.codec_context.thread_count = 1
        self._packets = container.demux(self._stream)
        self._decoding = Decoding(self._stream)
        self._count = 0

    def read(self) -> Picture | None:
        if not self._frames:
            packet = self._waiting or self._next_packet()
            if packet is None:
                self._begin_again()
                return None
            if not self._is_due(packet):
                self._waiting = packet
                return None
            self._waiting = None
            self._take(packet)
        if not self._frames:
            return None
        frame = self._frames.pop(0)
        self._count += 1
        pts = frame.time if frame.time is not None else self._count / _GUESSED_RATE
        return DecodedPicture(frame, self._scaler, self._offset + pts)

    def close(self) -> None:
        self._use.key_interval_s = None
        if self._container is not None:
            self._container.close()
            self._container = None

    def _next_packet(self) -> "Packet[VideoStream] | None":
        try:
            return next(self._packets, None)
        except (av.error.FFmpegError, OSError) as error:
            raise SourceFailed("undecodable" if self._count else "not_video") from error

    def _is_due(self, packet: "Packet[VideoStream]") -> bool:
        """Waits a moment at most, so that a jump of the time stamps cannot hold the camera."""
        stamp = packet.dts if packet.dts is not None else packet.pts
        if stamp is None or packet.time_base is None:
            # The empty packet at the end, which fetches what the decoder still holds; or a file without times.
            at = self._last + (1 / _GUESSED_RATE if packet.size else 0.0)
        else:
            at = self._offset + float(stamp * packet.time_base)
        now = time.monotonic()
        if self._start is None or now - self._start - at > _BEHIND_S:
            self._start = now - at
        wait = self._start + at - now
        if wait <= 0:
            self._last = at
            return True
        self._use.stopped.wait(min(wait, _LONGEST_WAIT_S))
        if wait > _LONGEST_WAIT_S:
            self._start -= wait - _LONGEST_WAIT_S
        return False

    def _take(self, packet: "Packet[VideoStream]") -> None:
        use = self._use
        if use.tap is not None and packet.size:
            use.tap.packet(packet, self._stream)
        begun = time.monotonic()
        try:
            self._frames = self._decoding.frames(packet, use.decode)
        except (av.error.FFmpegError, OSError) as error:
            raise SourceFailed("undecodable" if self._count else "not_video") from error
        use.busy_s += time.monotonic() - begun
        if packet.is_keyframe:
            use.key_interval_s = self._decoding.key_interval_s
        if use.decode != "all":
            self._count += 1

    def _begin_again(self) -> None:
        if self._count < 2:
            # One still picture, shown for ever, would look like a camera that is live.
            raise SourceFailed("not_video")
        self._offset = self._last + 1 / _GUESSED_RATE
        self.close()
        if self._use.tap is not None:
            self._use.tap.lost()
        self.open()
