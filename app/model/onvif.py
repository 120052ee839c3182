"""What cameras tell about themselves in the language of ONVIF."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A device that answered the search. `address` is its device service; name and model may be empty."""

    address: str
    host: str
    name: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    """A profile of a camera that gives pictures; `address` has no login."""

    token: str
    name: str
    address: str
    width: int = 0
    height: int = 0
    encoding: str = ""
    source: str = ""
    """The lens or recorder input it comes from."""
    steered_by: str = ""
    """The steering configuration of the profile; empty where it cannot be steered."""


@dataclass(frozen=True, slots=True)
class Source:
    """One lens, or one input of a recorder, with the streams a camera record needs."""

    name: str
    main: Stream
    sub: Stream | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """A camera or recorder after the login."""

    address: str
    maker: str = ""
    model: str = ""
    serial: str = ""
    sources: tuple[Source, ...] = ()
    steerable: bool = False
    clock_off_s: float | None = None
    """How far its clock is ahead of ours; None where it tells no time."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A position that the camera keeps."""

    token: str
    name: str
