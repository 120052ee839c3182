"""Which of a camera's streams is connected, decoded and drawn. Pure: the feed carries the plan out."""

from dataclasses import dataclass
from typing import Literal

Name = Literal["main", "sub"]
Decode = Literal["none", "keys", "all"]
"""Nothing, key frames alone, every frame."""

LONGEST_KEY_INTERVAL_S = 3.0
"""Where key frames come more seldom they are too few to tell that a picture stands still."""
LINGER_S = 10.0
"""A stream that nobody needs stays connected this long: tiles are enlarged for a look and made small again."""
FRESH_S = 2.0
KEY_FRAME_WORTH_S = 2.0

_MUCH_SMALLER = 0.8
_BACK_TO_SUB = 0.9
_GUESSED_SUB = (640, 360)
_OF_THE_STREAM_ITSELF = ("not_found", "not_video", "bad_address", "undecodable", "no_camera", "no_key_frame")
"""Causes for which the camera's other stream may well work."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a stream stands now."""

    fresh: bool = False
    """It has given a new picture lately."""
    cause: str = ""
    size: tuple[int, int] | None = None
    """Of its pictures, once known."""
    key_interval_s: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What is wanted of a camera."""

    tile: tuple[int, int] | None
    """Size in pixels of the tile that shows it; None when none does."""
    watched: bool
    tapped: bool
    keys_only: bool = False
    """The machine is short of means: key frames will do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with each stream. `draw` is the one whose pictures go to the tile and are looked at: the wanted one,
    or the other until that has a picture."""

    main: Decode
    sub: Decode
    connect_main: bool
    connect_sub: bool
    draw: Name
    wanted: Name


def stream_for(tile: tuple[int, int], sub_size: tuple[int, int] | None, now: Name) -> Name:
    """The lowest stream not smaller than the tile. Back to the sub stream only when it is so by a margin."""
    width, height = sub_size or _GUESSED_SUB
    fills = min(tile[0] / width, tile[1] / height)
    return "main" if fills > (1.0 if now == "sub" else _BACK_TO_SUB) else "sub"


def plan(need: Need, main: Standing, sub: Standing | None, now: Name) -> Plan:
    """`now` is the stream wanted last. `sub` is None where the camera has only one stream."""
    if need.tile is not None:
        wanted: Name = "main" if sub is None else stream_for(need.tile, sub.size, now)
    else:
        wanted = "main" if sub is None or sub.cause in _OF_THE_STREAM_ITSELF else "sub"
    decode: dict[Name, Decode] = {"main": "none", "sub": "none"}
    standing = {"main": main, "sub": sub or Standing()}
    draw = wanted
    if need.tile is not None:
        few = need.keys_only and often(standing[wanted].key_interval_s)
        decode[wanted] = "keys" if few else "all"
        other: Name = "sub" if wanted == "main" else "main"
        if sub is not None and _bridges(wanted, standing[wanted], standing[other]):
            # Until the wanted stream has its first picture the other one goes on, or comes first.
            decode[other] = "all"
            draw = other if standing[other].fresh else wanted
    elif need.watched:
        decode[wanted] = "keys" if often(standing[wanted].key_interval_s) else "all"
    return Plan(
        decode["main"],
        decode["sub"],
        need.tapped or decode["main"] != "none",
        decode["sub"] != "none",
        draw,
        wanted,
    )


def snapshot_from(
    drawn_age_s: float | None, drawn_width: int, key_age_s: float | None, main_width: int
) -> Name:
    """Whether a snapshot shows the picture that is drawn ("sub") or the main stream's last key frame."""
    if key_age_s is None:
        return "sub"
    if drawn_age_s is None or drawn_age_s > KEY_FRAME_WORTH_S:
        return "main" if drawn_age_s is None or key_age_s < drawn_age_s else "sub"
    return "main" if key_age_s <= KEY_FRAME_WORTH_S and drawn_width < _MUCH_SMALLER * main_width else "sub"


def _bridges(name: Name, wanted: Standing, other: Standing) -> bool:
    """Whether the other stream is shown while the wanted one has no picture."""
    if wanted.fresh or wanted.cause == "wrong_password":
        # A second login with a wrong password brings the account closer to being locked.
        return False
    # A main stream is not fetched for a small tile whose camera is merely gone.
    return name == "main" or other.fresh or wanted.cause in _OF_THE_STREAM_ITSELF


def often(key_interval_s: float | None) -> bool:
    """Whether key frames come often enough to be shown alone."""
    return key_interval_s is not None and key_interval_s <= LONGEST_KEY_INTERVAL_S
