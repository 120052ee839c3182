"""One camera's ONVIF service, spoken to by the library; every call ends within its deadline.

Importing this takes a while (an HTTP client comes with it): only threads that speak to a camera do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
from onveef import OnvifClient, OnvifEndpoint, OnvifError, envelopes, parsers
from onveef.exceptions import (
    OnvifAuthError,
    OnvifCapabilityMissingError,
    OnvifFaultError,
    OnvifOperationNotSupportedError,
    OnvifServiceUnavailableError,
    OnvifTimeoutError,
)

from app.model.onvif import Device, Preset, Stream
from app.model.site import Camera
from app.onvif.deadline import Deadline
from app.onvif.faults import CameraFault
from app.onvif.rules import (
    Velocity,
    axes,
    camera_stops_after_s,
    device_service,
    host_of,
    sources,
    steered_stream,
)
from app.site.addresses import split_login

CONNECT_S = 2.0
ANSWER_S = 3.0
ASK_S = 5.0
"""For one command, with what it must ask first."""
DESCRIBE_S = 15.0
_MOST_BYTES = 2_000_000
_MOST_STREAMS = 64


class CameraClient:
    """Use it from one thread at a time, and close it. Raises CameraFault for all that goes wrong out there."""

    def __init__(self, address: str, username: str, password: str) -> None:
        self.address = device_service(address)
        self._host = host_of(self.address)
        self._deadline = Deadline()
        self._http = httpx.Client(
            transport=self._deadline,
            timeout=httpx.Timeout(ANSWER_S, connect=CONNECT_S),
            # A proxy of the office must not get between us and a camera.
            trust_env=False,
        )
        self._onvif = _Onvif(
            self.address,
            username=username,
            password=password,
            http_client=self._http,
            # Never the password in the clear: digest or nothing.
            http_auth="digest",
            auto_discover=False,
            retries=0,
            max_response_bytes=_MOST_BYTES,
        )
        self._time_told = True
        self._streams: tuple[Stream, ...] = ()
        self._profile = ""
        self._stops_after_s = 0.0
        self._sent = Velocity()

    def close(self) -> None:
        self._http.close()

    def describe(self) -> Device:
        """Who it is and what streams it has."""
        with self._asking(DESCRIBE_S):
            off = self._connect()
            about = self._onvif.get_device_information()
            streams = self._read_streams()
            return Device(
                address=self.address,
                maker=about.get("Manufacturer", ""),
                model=about.get("Model", ""),
                serial=about.get("SerialNumber", ""),
                sources=sources(streams),
                steerable=self._onvif.endpoint.has("ptz") and any(one.steered_by for one in streams),
                clock_off_s=off,
            )

    def prepare(self, camera: Camera) -> None:
        """Finds out through which profile this camera is steered; before the first of the calls below."""
        with self._asking(DESCRIBE_S):
            self._connect()
            stream = steered_stream(self._read_streams(), camera)
            if stream is None or not self._onvif.endpoint.has("ptz"):
                raise CameraFault("not_steerable", host=self._host)
            self._profile = stream.token
            self._stops_after_s = camera_stops_after_s(self._shortest_move(stream.steered_by))

    def move(self, velocity: Velocity) -> None:
        """Begins to move, or changes how it moves; the camera ends it by itself after a short while."""
        pan, tilt, zoom = axes(velocity, self._sent)
        with self._asking(ASK_S):
            self._onvif.ptz_continuous_move(
                profile_token=self._profile,
                pan=pan,
                tilt=tilt,
                zoom=zoom,
                timeout=f"PT{self._stops_after_s:g}S",
            )
        self._sent = velocity

    def stop(self) -> None:
        with self._asking(ASK_S):
            self._onvif.ptz_stop(profile_token=self._profile)
        self._sent = Velocity()

    def presets(self) -> tuple[Preset, ...]:
        with self._asking(ASK_S):
            told = self._onvif.ptz_get_presets(profile_token=self._profile)
        return tuple(Preset(one["token"], one["name"] or one["token"]) for one in told if one["token"])

    def go_to(self, token: str) -> None:
        with self._asking(ASK_S):
            self._onvif.ptz_goto_preset(profile_token=self._profile, preset_token=token)

    def save_preset(self, name: str, token: str = "") -> Preset:
        """Keeps where the camera looks now under this name; a token says which preset gives way to it."""
        with self._asking(ASK_S):
            kept = self._onvif.ptz_set_preset(
                profile_token=self._profile, preset_name=name, preset_token=token
            )
        return Preset(kept, name)

    def remove_preset(self, token: str) -> None:
        with self._asking(ASK_S):
            self._onvif.ptz_remove_preset(profile_token=self._profile, preset_token=token)

    def _connect(self) -> float | None:
        """Learns the camera's services; returns how far its clock is ahead, None where it tells no time."""
        off = self._onvif.clock_off_s()
        self._time_told = off is not None
        services = self._onvif.discover_services()
        if not services.get("media") and not services.get("media2"):
            raise CameraFault("no_onvif", host=self._host)
        self._onvif.set_endpoint(OnvifEndpoint(self.address, services))
        return off

    def _read_streams(self) -> tuple[Stream, ...]:
        profiles = [profile for profile in self._onvif.get_profiles() if profile.get("video_encoder")]
        return tuple(
            _stream(profile, self._onvif.get_stream_uri(profile_token=profile["token"]))
            for profile in profiles[:_MOST_STREAMS]
        )

    def _shortest_move(self, configuration: str) -> str:
        try:
            options = self._onvif.ptz_get_configuration_options(configuration_token=configuration)
        except (OnvifFaultError, OnvifOperationNotSupportedError):
            return ""  # an old camera that does not say; ours is long enough for those known
        return str(options.get("ptz_timeout", {}).get("min", ""))

    @contextmanager
    def _asking(self, seconds: float) -> Iterator[None]:
        self._deadline.begin(seconds)
        try:
            yield
        except OnvifAuthError as error:
            raise CameraFault(
                "wrong_password" if self._time_told else "clock_wrong", host=self._host
            ) from error
        except (OnvifTimeoutError, OnvifServiceUnavailableError) as error:
            raise CameraFault("unreachable", host=self._host) from error
        except (OnvifCapabilityMissingError, OnvifOperationNotSupportedError) as error:
            raise CameraFault("not_steerable", host=self._host) from error
        except OnvifFaultError as error:
            raise CameraFault("camera_refused", host=self._host) from error
        except (OnvifError, httpx.InvalidURL, httpx.StreamError) as error:
            broken = isinstance(error.__cause__, httpx.TransportError)
            answered = isinstance(error.__cause__, httpx.RemoteProtocolError) and not _hung_up(error)
            raise CameraFault(
                "unreachable" if broken and not answered else "no_onvif", host=self._host
            ) from error


class _Onvif(OnvifClient):
    """The library's client, which here asks for the time without a login.

    A camera whose clock is wrong refuses every login until the login carries the camera's own time.
    """

    def get_system_date_time(self) -> dict[str, Any]:
        answer = self.call(
            service="device",
            operation="GetSystemDateAndTime",
            body_inner=envelopes.device_get_system_date_time(),
            require_auth=False,
        )
        if "GetSystemDateAndTimeResponse" not in answer:
            raise CameraFault("no_onvif", host=self.local_address())
        return parsers.parse_system_datetime(answer)

    def clock_off_s(self) -> float | None:
        """How far the camera's clock is ahead; None where it does not tell."""
        try:
            told = self.get_system_date_time().get("UTCDateTime")
        except (OnvifAuthError, OnvifFaultError, OnvifOperationNotSupportedError):
            return None
        try:
            off = (datetime(**told, tzinfo=UTC) - datetime.now(UTC)).total_seconds() if told else None
        except (ValueError, OverflowError):
            return None
        if off is not None:
            # Known before the first login: the library would find it after a refused one, and cameras count these.
            self._clock_offset_s, self._clock_synced = off, True
        return off


def _hung_up(error: BaseException) -> bool:
    """Whether the camera closed the connection without a word, and did not answer something that is no HTTP."""
    return "disconnected" in str(error.__cause__)


def _stream(profile: dict[str, Any], address: str) -> Stream:
    encoder = profile["video_encoder"]
    return Stream(
        token=profile["token"],
        name=profile["name"],
        address=split_login(address)[0],
        width=int(encoder.get("width") or 0),
        height=int(encoder.get("height") or 0),
        encoding=encoder.get("encoding", ""),
        source=profile.get("video_source", {}).get("source_token", ""),
        steered_by=profile.get("ptz", {}).get("token", ""),
    )
