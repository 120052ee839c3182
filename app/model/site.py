"""What the site is made of: places, posts, people, cameras, channels."""

from dataclasses import dataclass, field

from app.model.words import Words

ROLES = (
    "operator", "leader", "patrol", "post", "office", "committee", "group_leader",
    "police", "health", "street_office", "fire", "ambulance", "resident",
)  # fmt: skip
CAMERA_KINDS = ("rtsp", "file", "usb", "demo")


@dataclass(frozen=True, slots=True)
class Site:
    name: Words
    timezone: str = "Asia/Shanghai"
    language: str = "zh"
    """Language of messages that leave the console: `zh` or `en`."""


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: Words


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


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach people. The service URL holds tokens, so it lies in the secret store under `channel:<id>`."""

    id: str
    name: Words
    service: str
    """What the URL begins with (`json`, `mailto`, `dingtalk`, ...): all of it that may be shown."""
