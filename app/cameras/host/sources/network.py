"""Cameras on the network, by PyAV. The one place where credentials join the address."""

import errno
import struct
import time
from collections.abc import Iterator
from urllib.parse import quote, urlsplit, urlunsplit

import av
from av.codec.context import Flags
from av.codec.hwaccel import HWAccel
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from app.cameras.host.sources import Picture, SourceFailed, Use, hardware
from app.cameras.host.sources.decoding import Decoding
from app.cameras.host.sources.names import Names
from app.cameras.host.sources.pictures import DecodedPicture, network_failure
from app.cameras.host.sources.scaling import TileScaler
from app.cameras.protocol import CameraSpec
from app.cameras.streams import LONGEST_KEY_INTERVAL_S
from app.core.address_secrets import filled

OPEN_S, READ_S = 4.0, 4.0
_LEAST_OPEN_S = 1.0
"""Where the camera's name took nearly all the time."""
FIRST_PICTURE_S = 45.0
"""Cameras with long groups of pictures may take this long to send their first key frame: asking anew would not help."""
KEY_FRAME_MISSED_S = 2.0
STALLED_S = 4.5
_BEHIND_S = 0.3
_FAR_BEHIND_S = 2.0
_CLOCK_JUMP_S = 10.0
_CATCHES_UP_WITHIN_S = 5.0
_USUAL_AFTER_S = 3.0
"""A line that has been slower for so long is so from now on."""
_WAITED_S = 0.002
_OPTIONS = {
    # Short, and without `nobuffer`: that would throw away the key frame seen while probing, and the picture would wait for
    # the next one (measured: 0.2 s against 1 to 5 s to the first picture).
    "analyzeduration": "100000",
    "probesize": "100000",
    "fpsprobesize": "0",
}
_names = Names()

# FFmpeg's own log lines hold addresses with credentials. None is also the one level that does not wait for Python's
# lock in the middle of decoding: with any other each line, told or not, does (5 % of a host's time, measured).
av.logging.set_level(None)


class NetworkSource:
    """Reads as fast as the camera sends; what comes late is decoded and not drawn, what is far too late not even that."""

    def __init__(self, camera: CameraSpec, use: Use) -> None:
        self._camera = camera
        self._use = use
        self._container: InputContainer | None = None
        self._packets: Iterator[Packet[VideoStream]] = iter(())
        self._frames: list[VideoFrame] = []
        self._scaler = TileScaler()
        self._delay = Delay()
        self._came = self._shown = False
        self._doubted = False
        """The packet before was damaged."""
        self._waited = False
        """The last packet was not there yet when it was asked for."""

    def open(self) -> None:
        camera = self._camera
        url = with_credentials(camera.address, camera.username, camera.password, camera.secrets)
        acceleration = hardware.acceleration_for(self._camera.id) if self._camera.hardware else None
        begun = time.monotonic()
        if host := urlsplit(url).hostname:
            _names.require(host, OPEN_S)
        try:
            self._container = _opened(url, begun, acceleration)
        except RuntimeError:
            # Of the graphics card: nothing else raises it here.
            hardware.failed(self._camera.id)
            raise SourceFailed("undecodable") from None
        except (av.error.FFmpegError, OSError, ValueError) as error:
            # An answer broken off by our own deadline is reported as invalid data. From None: the original's
            # text holds the address with the credentials.
            overdue = time.monotonic() - begun >= OPEN_S
            raise (SourceFailed("timeout") if overdue else network_failure(error, opening=True)) from None
        if not self._container.streams.video:
            raise SourceFailed("not_video")
        self._stream = self._container.streams.video[0]
        self._stream.codec_context.thread_count = 1
        # Without it noise comes out of the decoder as a sound picture now and then: on 8 of 60 cameras in 13 s, measured.
        self._stream.codec_context.options = {"err_detect": "explode"}
        if not self._stream.codec_context.has_b_frames:
            self._stream.codec_context.flags |= Flags.low_delay
        self._packets = self._container.demux(self._stream)
        self._decoding = Decoding(self._stream)
        self._watch = _Watch(begun)
        self._use.waits_for = self._watch.waits_for(time.monotonic())
        self._use.still = self._still

    def read(self) -> Picture | None:
        if not self._frames:
            packet = self._next_packet()
            tap = self._use.tap
            if tap is not None and packet.size:
                tap.packet(packet, self._stream)
            try:
                self._frames = self._decode(packet)
            except SourceFailed as failure:
                by_device = self._stream.codec_context.is_hwaccel
                hardware.failed(self._camera.id, failure.cause, by_device=by_device)
                raise
            if self._frames and not self._shown:
                self._shown = True
                by_device = self._stream.codec_context.is_hwaccel
                self._use.decoder = hardware.shown(self._camera.id, by_device=by_device)
        if not self._frames:
            return None
        frame = self._frames.pop(0)
        if frame.time is None:
            # Some cameras stamp no times: nobody can tell that such a picture is late.
            return DecodedPicture(frame, self._scaler, 0.0)
        pts, now = frame.time, time.monotonic()
        late = self._delay.of(pts, now, waited=self._waited)
        far_behind_s = self._delay.far_behind_s(now)
        if far_behind_s > 0:
            self._decoding.skip()
        if far_behind_s > _CATCHES_UP_WITHIN_S:
            # Reading faster does not help: the camera has set its clock or queues pictures itself. Both begin anew.
            raise SourceFailed("stalled")
        return DecodedPicture(frame, self._scaler, pts, behind=late > _BEHIND_S and frame.key_frame is False)

    def close(self) -> None:
        self._use.still = self._use.key_interval_s = self._use.clock_off_s = None
        if self._container is not None:
            self._container.close()
            self._container = None

    def _next_packet(self) -> "Packet[VideoStream]":
        asked = time.monotonic()
        try:
            packet = next(self._packets, None)
        except (av.error.FFmpegError, OSError) as error:
            failure = network_failure(error)
            if failure.cause == "timeout" and not self._came:
                # It answers, and sends nothing.
                raise SourceFailed("no_key_frame") from None
            raise failure from None
        took_s = time.monotonic() - asked
        self._waited = took_s >= _WAITED_S
        if took_s >= READ_S:
            # FFmpeg first hands out what it held back: a picture seconds old, which must not pass for a new one.
            raise SourceFailed("timeout")
        if packet is None:
            raise SourceFailed("ended")
        self._came = True
        return packet

    def _decode(self, packet: "Packet[VideoStream]") -> list[VideoFrame]:
        use, decoding, watch = self._use, self._decoding, self._watch
        begun, damaged = time.monotonic(), False
        try:
            decoded = decoding.frames(packet, use.decode)
        except av.error.InvalidDataError:
            # A damaged packet is not the end: the watch decides when there are too many.
            damaged = True
            decoded = []
        except (av.error.FFmpegError, OSError) as error:
            raise network_failure(error) from None
        # What the decoder had to make up is no picture of what there is.
        frames = [frame for frame in decoded if not frame.is_corrupt]
        damaged = damaged or len(frames) < len(decoded)
        if self._doubted and use.decode == "all":
            # Made from what was damaged, or itself noise that happens to decode.
            frames = []
        self._doubted = damaged
        watch.broken = watch.broken or damaged
        now = time.monotonic()
        use.busy_s += now - begun
        if packet.is_keyframe:
            watch.key(now)
            use.clock_off_s = clock_off_s(packet, time.time())
            use.key_interval_s = decoding.key_interval_s
        if use.decode == "none":
            watch.unwatched(now)
        elif frames:
            watch.picture(now)
        else:
            # Between key frames nothing is decoded where they alone are wanted.
            watch.check(now, LONGEST_KEY_INTERVAL_S if use.decode == "keys" else 0.0)
        use.waits_for = watch.waits_for(now)
        return frames

    def _still(self) -> tuple[Picture, float] | None:
        found = self._decoding.key_picture()
        if found is None:
            return None
        frame, at = found
        return DecodedPicture(frame, TileScaler(), frame.time or 0.0), at


def _opened(url: str, begun: float, acceleration: HWAccel | None) -> InputContainer:
    """Over TCP: nothing is lost on the way. Some old cameras know UDP alone, and refuse the other."""

    def over(transport: str) -> InputContainer:
        left_s = max(_LEAST_OPEN_S, begun + OPEN_S - time.monotonic())
        options = {**_OPTIONS, "rtsp_transport": transport}
        return av.open(url, options=options, timeout=(left_s, READ_S), hwaccel=acceleration)

    try:
        return over("tcp")
    except OSError as error:
        if error.errno != errno.EPROTONOSUPPORT:
            raise
    return over("udp")


class _Watch:
    """Bytes that never become a picture are no picture."""

    def __init__(self, now: float) -> None:
        self._since = now
        self._begun = False
        """There was a picture, or what should have become one."""
        self.broken = False

    def picture(self, now: float) -> None:
        self._since = now
        self._begun = True
        self.broken = False

    def key(self, now: float) -> None:
        """A key frame came, whatever the decoder makes of it."""
        if not self._begun:
            self._since, self._begun = now, True

    def waits_for(self, now: float) -> str:
        """The cause for which there is no picture yet."""
        return "" if self._begun or now - self._since < KEY_FRAME_MISSED_S else "no_key_frame"

    def unwatched(self, now: float) -> None:
        """Nothing is being decoded: nobody can tell."""
        self._since = now

    def check(self, now: float, patience_s: float = 0.0) -> None:
        if self._begun and now - self._since > STALLED_S + patience_s:
            raise SourceFailed("undecodable" if self.broken else "stalled")
        if not self._begun and now - self._since > FIRST_PICTURE_S:
            raise SourceFailed("no_key_frame")


class Delay:
    """How much later than usual a picture came, by its time stamp. A line that becomes slower and stays so is the usual
    soon; what piles up on our side never is."""

    _DRIFT_S = 0.0001
    """Per picture: the camera's clock runs a little faster or slower than ours."""

    def __init__(self) -> None:
        self._least: float | None = None
        """Of the fastest picture so far."""
        self._usual = 0.0
        self._late_since: float | None = None
        self._least_late = 0.0
        self._in_time_at = 0.0
        self._before = 0.0, 0.0
        """Time stamp and lag of the last picture."""
        self._ahead = 0.0
        """By how much the camera has set its clock forward since, so that it may be set back."""

    def of(self, pts: float, now: float, *, waited: bool = True) -> float:
        """`waited`: it came after it was asked for, so that reading faster would not have helped."""
        lag = now - pts
        if self._least is None or lag - self._least > _CLOCK_JUMP_S:
            self._least = self._usual = lag
            self._ahead = 0.0
        else:
            self._follow_clock(self._least, pts, lag)
        self._before = pts, lag
        self._least = min(lag, self._least + self._DRIFT_S)
        self._usual = max(self._least, min(lag, self._usual + self._DRIFT_S))
        if lag - self._least <= _FAR_BEHIND_S:
            self._in_time_at = now
            self._get_used_to(lag, now, waited=waited)
        return lag - self._usual

    def far_behind_s(self, now: float) -> float:
        """For how long every picture has been far later than the fastest one: whatever is usual, it may not add up."""
        return now - self._in_time_at

    def _follow_clock(self, least: float, pts: float, lag: float) -> None:
        """A clock set forward looks like a faster line, and set back again like a slower one. Time stamps that go back without
        having been set forward may be old pictures: they stay late."""
        pts_before, lag_before = self._before
        if lag < min(least, lag_before) - _BEHIND_S:
            self._ahead += least - lag
        elif pts < pts_before:
            back = min(self._ahead, lag - lag_before)
            self._least = least + back
            self._usual += back
            self._ahead -= back

    def _get_used_to(self, lag: float, now: float, *, waited: bool) -> None:
        if lag - self._usual <= _BEHIND_S:
            self._late_since = None
        elif waited:
            if self._late_since is None:
                self._late_since, self._least_late = now, lag
            self._least_late = min(lag, self._least_late)
            if now - self._late_since >= _USUAL_AFTER_S:
                self._usual, self._late_since = self._least_late, None


def clock_off_s(packet: "Packet[VideoStream]", now: float) -> float | None:
    """How far the clock by which the camera took this picture is ahead of `now`. Both are of the wall."""
    if not packet.has_sidedata("prft"):
        return None
    taken_us: int = struct.unpack_from("q", bytes(packet.get_sidedata("prft")))[0]
    # Before 1970 is where cameras are that count from their own start.
    return taken_us / 1e6 - now if taken_us > 0 else None


def with_credentials(
    address: str, username: str, password: str, secrets: tuple[tuple[str, str], ...] = ()
) -> str:
    """The URL to open. Raises SourceFailed for what is no URL of a camera."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        raise SourceFailed("bad_address") from None
    if not host or parts.scheme not in ("rtsp", "rtsps", "http", "https"):
        raise SourceFailed("bad_address")
    if not username:
        return filled(address, username, password, secrets)
    bare = parts.netloc.rpartition("@")[2]
    login = quote(username, safe="") + ":" + quote(password, safe="")
    joined = urlunsplit((parts.scheme, f"{login}@{bare}", parts.path, parts.query, parts.fragment))
    return filled(joined, username, password, secrets)
