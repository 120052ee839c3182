"""Cameras that send no packets (USB, the demo's): their pictures are encoded here, few while nobody wants them kept."""

import logging
from fractions import Fraction
from typing import Any, cast

import av
import cv2
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType, VideoFrame

from app.cameras.host.feed import Looker
from app.cameras.host.recording.coded import TICKS, Coded, Format
from app.cameras.host.recording.intake import header_of
from app.cameras.host.recording.recorder import Recorder
from app.cameras.host.sources import Picture, Pixels
from app.cameras.sizes import fit

log = logging.getLogger(__name__)
IDLE_EVERY_S = 0.5
"""The past before a press has two pictures a second: enough to see what happened, at half a per cent of a core."""
WANTED_EVERY_S = 0.12
_KEY_EVERY_S = 2.0
_MOST_WIDTH, _MOST_HEIGHT = 1280, 720
_EARLY = 0.9
"""A picture that comes a little before it is due is taken: the next would be far too late."""


class PictureCoder:
    """A Tap and a Looker in one: gets each picture after the looker, and gives the recorder encoded ones."""

    def __init__(self, recorder: Recorder, looker: Looker | None) -> None:
        self._recorder = recorder
        self._looker = looker
        self.clock_off_s: float | None = None
        """Of cameras that tell their time; none of these do."""
        self._context: VideoCodecContext | None = None
        self._format: Format | None = None
        self._began = 0.0
        self._coded_at = float("-inf")
        self._key_at = float("-inf")
        self._unfit = False

    @property
    def health(self) -> tuple[str, ...]:
        return self._looker.health if self._looker else ()

    def see(self, picture: Picture, now: float) -> None:
        if self._looker is not None:
            self._looker.see(picture, now)
        every = WANTED_EVERY_S if self._recorder.wanted else IDLE_EVERY_S
        if now - self._coded_at < every * _EARLY:
            return
        self._coded_at = now
        try:
            coded = self._code(picture, now)
        except (av.error.FFmpegError, ValueError, cv2.error) as error:
            # The picture is shown all the same.
            if not self._unfit:
                log.warning("a picture cannot be recorded: %s", type(error).__name__)
            self._unfit = True
            self._forget()
            return
        self._unfit = False
        for each in coded:
            self._recorder.add(each)

    def packet(self, packet: Any, stream: Any) -> None:
        """These sources have none."""

    def lost(self) -> None:
        self._forget()
        self._recorder.lost()

    def _forget(self) -> None:
        self._context, self._format = None, None

    def _code(self, picture: Picture, now: float) -> list[Coded]:
        width, height = fit(
            picture.width,
            picture.height,
            min(_MOST_WIDTH, picture.width),
            min(_MOST_HEIGHT, picture.height),
        )
        context = self._context
        if context is None or (context.width, context.height) != (width, height):
            context, self._format = _encoder(width, height), None
            self._context, self._began, self._key_at = context, now, float("-inf")
        pixels = cast("Pixels", cv2.resize(picture.bgr(), (width, height), interpolation=cv2.INTER_AREA))
        frame = VideoFrame.from_ndarray(pixels, format="bgr24").reformat(format="yuv420p", threads=1)
        frame.pts, frame.time_base = int((now - self._began) * TICKS), Fraction(1, TICKS)
        if now - self._key_at >= _KEY_EVERY_S:
            frame.pict_type, self._key_at = PictureType.I, now
        return [self._coded(packet, now) for packet in context.encode(frame)]

    def _coded(self, packet: "Packet[Any]", now: float) -> Coded:
        data, key = bytes(packet), bool(packet.is_keyframe)
        if self._format is None:
            self._format = Format(header_of("h264", data))
        return Coded(data, packet.pts or 0, packet.dts or 0, key, now, self._format)


def _encoder(width: int, height: int) -> VideoCodecContext:
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base, context.framerate = Fraction(1, TICKS), Fraction(1) / Fraction(str(WANTED_EVERY_S))
    context.thread_count = 1
    context.gop_size = 1000
    context.options = {"preset": "ultrafast", "tune": "zerolatency", "crf": "26", "forced-idr": "1"}
    return context
