"""A video file as a camera: looped, and no faster than it was recorded."""

import time
from collections.abc import Iterator
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream

from app.cameras.host.sources import Picture, SourceFailed, Use
from app.cameras.host.sources.pictures import DecodedPicture, file_failure
from app.cameras.protocol import CameraSpec

_BEHIND_S = 0.5
_LONGEST_WAIT_S = 0.5
_GUESSED_RATE = 12.0
# FFmpeg "plays" plain text as terminal art.
_NOT_VIDEO_FORMATS = {"tty", "lrc", "srt", "ass", "webvtt"}

av.logging.set_level(av.logging.PANIC)


class FileSource:
    """Paced by the pictures' time stamps on the monotonic clock; opened again at its end."""

    def __init__(self, camera: CameraSpec, use: Use) -> None:
        self._path = Path(camera.address)
        self._use = use
        self._container: InputContainer | None = None
        self._frames: Iterator[VideoFrame] = iter(())
        self._scaler = VideoReformatter()
        self._count = 0
        self._offset = 0.0
        self._start: float | None = None
        self._last_pts = 0.0
        self._waiting: VideoFrame | None = None

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
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        self._frames = self._decode(container, stream)
        self._count = 0

    def read(self) -> Picture | None:
        frame = self._waiting or self._next_frame()
        pts = self._offset + (frame.time if frame.time is not None else self._count / _GUESSED_RATE)
        now = time.monotonic()
        if self._start is None or now - self._start - pts > _BEHIND_S:
            self._start = now - pts
        wait = self._start + pts - now
        if wait > 0:
            self._waiting = frame
            # At most a moment at a time, so that a jump of the time stamps cannot hold the camera.
            self._use.stopped.wait(min(wait, _LONGEST_WAIT_S))
            if wait > _LONGEST_WAIT_S:
                self._start -= wait - _LONGEST_WAIT_S
            return None
        self._waiting = None
        self._last_pts = pts
        return DecodedPicture(frame, self._scaler, pts)

    def close(self) -> None:
        if self._container is not None:
            self._container.close()
            self._container = None

    def _decode(self, container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
        for packet in container.demux(stream):
            tap = self._use.tap
            if tap is not None and packet.size:
                tap.packet(packet, stream)
            yield from packet.decode()

    def _next_frame(self) -> VideoFrame:
        try:
            frame = next(self._frames, None)
        except (av.error.FFmpegError, OSError) as error:
            raise SourceFailed("undecodable" if self._count else "not_video") from error
        if frame is not None:
            self._count += 1
            return frame
        if self._count < 2:
            # One still picture, shown for ever, would look like a camera that is live.
            raise SourceFailed("not_video")
        self._offset = self._last_pts + 1 / _GUESSED_RATE
        self.close()
        if self._use.tap is not None:
            self._use.tap.lost()
        self.open()
        return self._next_frame()
