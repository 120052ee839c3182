"""What the site is made of: places, posts, people, cameras, channels."""

from dataclasses import dataclass, field

from app.model.words import Words

ROLES = (
    "operator", "leader", "patrol", "post", "office", "committee", "group_leader",
    "police", "health", "street_office", "fire", "ambulance", "resident",
)  # fmt: skip
CAMERA_KINDS = ("rtsp", "file", "usb", "demo")
RECORD_MODES = ("off", "motion", "always")


@dataclass(frozen=True, slots=True)
class Site:
    name: Words
    timezone: str = "Asia/Shanghai"
    language: str = "zh"
    """Language of messages that leave the console: `zh` or `en`."""
    acknowledge_s: int = 120
    """Within this somebody who was called confirms."""
    remind_after_s: int = 300
    """Who has confirmed is reminded when nobody is on scene so long afterwards; 0: never."""
    expire_after_s: int = 600
    """So long afterwards the confirmation counts no more, and the next tier is called; 0: it always counts."""


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: Words
    near: tuple[str, ...] = ()
    """Ids of neighbouring places, the nearest first."""


@dataclass(frozen=True, slots=True)
class Post:
    """A duty post; `place_id` may be empty."""

    id: str
    name: Words
    place_id: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the duty room can call. `channels` name channel ids, in the order they are tried."""

    id: str
    name: Words
    phones: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    organisation: Words = field(default_factory=Words)
    channels: tuple[str, ...] = ()
    active: bool = True
    leads: tuple[str, ...] = ()
    """Working groups (WORKING_GROUPS of plans) that this person leads."""


@dataclass(frozen=True, slots=True)
class Zone:
    """Part of a picture in which motion counts; `points` are corners from 0.0 to 1.0 across and down."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class CameraOptions:
    """How a camera's pictures are looked at and kept."""

    watched: bool = True
    """Looked at for covered, frozen, blinded, moved."""
    sensitivity: int = 50
    """Of motion, 1 to 100."""
    zones: tuple[Zone, ...] = ()
    """Empty: the whole picture."""
    record: str = "off"
    """One of RECORD_MODES."""
    record_from: str = "00:00"
    record_to: str = "24:00"
    """Local times of the site between which it records; `to` at or before `from` means the next day."""
    pre_roll_s: int = 30
    """Kept in memory, 10 to 120 s."""
    hardware: bool = False
    """Decode by the graphics card where its self-test passes."""
    onvif: str = ""
    """The camera's ONVIF device service, for steering; without credentials."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera. `address` has no credentials: these lie in the secret store under `camera:<id>`."""

    id: str
    name: Words
    kind: str
    address: str
    sub_address: str = ""
    place_id: str = ""
    position: int = 0
    enabled: bool = True
    options: CameraOptions = field(default_factory=CameraOptions)


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach people. The service URL holds tokens, so it lies in the secret store under `channel:<id>`."""

    id: str
    name: Words
    service: str
    """What the URL begins with (`json`, `mailto`, `dingtalk`, ...): all of it that may be shown."""
    proof_at: str = "10:00"
    """When its daily test goes out, by the site's clock; empty: it is not tested."""
    proof_person: str = ""
    """Who gets the test; empty: the first person who is called through it."""
