"""A picture as PyAV decoded it, and the map from PyAV's errors to our causes."""

import errno
from dataclasses import dataclass
from typing import cast

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from app.cameras.host.sources import Pixels, SourceFailed
from app.cameras.host.sources.scaling import TileScaler


@dataclass(slots=True)
class DecodedPicture:
    """Scaled straight from the decoder's planes to the tile: no full-size BGR in between. Not frozen, for speed."""

    frame: VideoFrame
    scaler: TileScaler
    pts: float
    behind: bool = False

    @property
    def width(self) -> int:
        return self.frame.width

    @property
    def height(self) -> int:
        return self.frame.height

    def bgra_into(self, slot: memoryview, width: int, height: int) -> int:
        return self.scaler.draw(self.frame, slot, width, height)

    @property
    def key(self) -> bool:
        return bool(self.frame.key_frame)

    def luma(self) -> Pixels:
        frame = self.frame
        if frame.format.name not in _LUMA_FIRST:
            frame = VideoReformatter().reformat(frame, format="gray", threads=1)
        plane = frame.planes[0]
        rows = np.frombuffer(memoryview(cast("bytes", plane)), np.uint8).reshape(-1, plane.line_size)
        return rows[: frame.height, : frame.width]

    def bgr(self) -> Pixels:
        # A scaler of its own: this runs in another thread than the tile's.
        return cast("Pixels", VideoReformatter().reformat(self.frame, format="bgr24", threads=1).to_ndarray())


_LUMA_FIRST = frozenset(
    {"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "nv12", "nv21", "gray"}
)
"""Formats whose first plane is brightness, a byte each."""

_BY_ERRNO = {
    errno.ECONNREFUSED: "refused",
    errno.EHOSTUNREACH: "no_route",
    errno.ENETUNREACH: "no_route",
    errno.EHOSTDOWN: "no_route",
    errno.ENETDOWN: "no_route",
    errno.EADDRNOTAVAIL: "no_route",
    # What FFmpeg says when a name has no address.
    errno.EIO: "no_route",
    errno.ETIMEDOUT: "timeout",
    # It speaks RTSP, and offers no way to send pictures that we know.
    errno.EPROTONOSUPPORT: "no_camera",
    errno.ENOENT: "not_found",
    errno.EISDIR: "not_found",
    errno.EACCES: "not_found",
    errno.ENODEV: "no_device",
}


def network_failure(error: Exception, *, opening: bool = False) -> SourceFailed:
    """Why a camera on the network gives nothing. While it is opened, what cannot be understood is no camera's answer."""
    if isinstance(error, av.error.HTTPUnauthorizedError | av.error.HTTPForbiddenError):
        return SourceFailed("wrong_password")
    if isinstance(error, av.error.HTTPNotFoundError):
        return SourceFailed("not_found")
    if isinstance(error, av.error.HTTPBadRequestError):
        # How some say that they know no such stream.
        return SourceFailed("not_found")
    # 453 "not enough bandwidth", 503 "service unavailable": how recorders and cameras say that they are full.
    if isinstance(error, av.error.HTTPClientError | av.error.HTTPServerError):
        return SourceFailed("connection_limit")
    if isinstance(error, av.error.TimeoutError | av.error.ExitError | TimeoutError):
        return SourceFailed("timeout")
    if isinstance(error, av.error.InvalidDataError):
        return SourceFailed("no_camera" if opening else "undecodable")
    if isinstance(error, EOFError | ConnectionResetError | BrokenPipeError | ConnectionAbortedError):
        return SourceFailed("ended")
    if isinstance(error, OSError):
        return SourceFailed(_BY_ERRNO.get(error.errno or 0, "ended"))
    return SourceFailed("bad_address")


def file_failure(error: Exception) -> SourceFailed:
    """Why a file gives nothing."""
    if isinstance(error, OSError) and _BY_ERRNO.get(error.errno or 0) == "not_found":
        return SourceFailed("not_found")
    return SourceFailed("not_video")
