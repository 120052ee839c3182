"""Which stream is main and which is sub, how fast a key or a drag steers, and whether a camera is known already."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from app.core.address_secrets import without_values
from app.model.onvif import Device, Source, Stream
from app.model.site import Camera

HOLD_S = 1.0
"""A move that is not asked for again within this time is stopped: the key, the mouse or the window is gone."""
CAMERA_STOPS_AFTER_S = 2.0
"""The camera itself ends a move after this time, in case the console is gone."""
KEY_SPEED = 0.5
_CALM = 0.08
"""Share of the picture around the press in which a drag does not steer yet."""
_FULL = 0.35
"""Share of the picture at which a drag steers at full speed."""
_SMALLEST_SUB = 320
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_DEVICE_SERVICE = "/onvif/device_service"


@dataclass(frozen=True, slots=True)
class Velocity:
    """From -1.0 to 1.0 each: right, up and nearer are positive."""

    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 0.0


STILL = Velocity()


def limited(velocity: Velocity) -> Velocity:
    """The velocity within what a camera takes."""
    pan, tilt, zoom = (max(-1.0, min(1.0, value)) for value in (velocity.pan, velocity.tilt, velocity.zoom))
    return Velocity(pan, tilt, zoom)


def drag_velocity(across: int, down: int, width: int, height: int) -> Velocity:
    """Where a drag of so many pixels on a picture of this size steers: the farther, the faster."""
    side = max(1, min(width, height))
    return Velocity(pan=_drag_speed(across / side), tilt=_drag_speed(-down / side))


def axes(wanted: Velocity, before: Velocity) -> tuple[float | None, float | None, float | None]:
    """Pan, tilt and zoom as they must be sent: an axis that neither moves nor moved is left out, not every camera has it."""
    turns = any((wanted.pan, wanted.tilt, before.pan, before.tilt))
    zooms = bool(wanted.zoom or before.zoom)
    return (wanted.pan if turns else None, wanted.tilt if turns else None, wanted.zoom if zooms else None)


def sources(streams: Iterable[Stream]) -> tuple[Source, ...]:
    """The streams by lens or input: the largest picture is the main stream, the smallest useful one the sub stream."""
    by_source: dict[str, list[Stream]] = {}
    for stream in streams:
        by_source.setdefault(stream.source, []).append(stream)
    return tuple(_source(found) for found in by_source.values())


def device_service(address: str) -> str:
    """The URL of a device service from what a person types: a host, host and port, or the URL; empty when it is none."""
    typed = address.strip()
    try:
        parts = urlsplit(typed if "://" in typed else f"http://{typed}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if not host or parts.scheme not in ("http", "https") or re.search(r"\s", typed):
        return ""
    place = f"[{host}]" if ":" in host else host
    place = f"{place}:{port}" if port else place
    path = parts.path if parts.path not in ("", "/") else _DEVICE_SERVICE
    return urlunsplit((parts.scheme, place, path, parts.query, ""))


def host_of(address: str) -> str:
    """The host in an address; empty when it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def known_camera(address: str, cameras: Iterable[Camera]) -> Camera | None:
    """The camera of ours that is at this device: by its steering address, else by host."""
    host = host_of(address)
    at_host = None
    for camera in cameras:
        if camera.options.onvif == address:
            return camera
        addresses = (camera.options.onvif, camera.address if camera.kind == "rtsp" else "")
        if host and any(host_of(one) == host for one in addresses) and at_host is None:
            at_host = camera
    return at_host


def camera_of(device: Device, source: Source, cameras: Iterable[Camera]) -> Camera | None:
    """The camera of ours that shows this source. A recorder has many behind one address: only its stream tells which."""
    known, host = list(cameras), host_of(device.address)
    paths = {_path(stream.address) for stream in (source.main, source.sub) if stream is not None} - {""}
    for camera in known:
        if camera.kind == "rtsp" and host_of(camera.address) == host and _path(camera.address) in paths:
            return camera
    return None if len(device.sources) > 1 else known_camera(device.address, known)


def steered_stream(streams: Sequence[Stream], camera: Camera) -> Stream | None:
    """The profile through which this camera is steered: of its own lens where a device has several."""
    steerable = [stream for stream in streams if stream.steered_by]
    ours = {_path(camera.address), _path(camera.sub_address)} - {""}
    lens = {stream.source for stream in streams if _path(stream.address) in ours}
    return next((one for one in steerable if one.source in lens), steerable[0] if steerable else None)


def camera_stops_after_s(shortest: str) -> float:
    """Seconds after which the camera ends a move by itself; `shortest` is the least it takes, as it says it (PT1S)."""
    return max(CAMERA_STOPS_AFTER_S, _seconds(shortest))


def _seconds(duration: str) -> float:
    match = _DURATION.fullmatch(duration.strip())
    if match is None:
        return 0.0
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return days * 86_400 + hours * 3_600 + minutes * 60 + seconds


def _drag_speed(share: float) -> float:
    beyond = abs(share) - _CALM
    if beyond <= 0:
        return 0.0
    speed = min(1.0, beyond / (_FULL - _CALM))
    return round(speed if share > 0 else -speed, 2)


def _source(streams: list[Stream]) -> Source:
    main = max(streams, key=_area)
    smaller = [stream for stream in streams if _area(stream) < _area(main)]
    useful = [stream for stream in smaller if stream.width >= _SMALLEST_SUB] or smaller
    return Source(main.name, main, min(useful, key=_area) if useful else None)


def _area(stream: Stream) -> int:
    return stream.width * stream.height


def _path(address: str) -> str:
    try:
        parts = urlsplit(without_values(address))
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.path else ""
