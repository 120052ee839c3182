"""Saved views: arrangements of cameras under a name."""

from dataclasses import dataclass

ALL_CAMERAS = ""
"""Id of the view that is always there: every camera, in the order of the site."""
COUNTS = (1, 4, 9, 16, 25, 36, 64)
"""How many pictures a wall can show at once."""
MAIN = "main"
SECOND = "second"


@dataclass(frozen=True, slots=True)
class View:
    """Cameras in an order of their own, `count` at once. A camera that is no longer there is passed over."""

    id: str
    name: str
    camera_ids: tuple[str, ...] = ()
    count: int = 9
    page: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """What a wall showed last; `count` is 0 where nothing was chosen yet."""

    screen: str
    """MAIN (in the window) or SECOND (on the second screen)."""
    view_id: str = ALL_CAMERAS
    count: int = 0
    page: int = 0
    is_open: bool = False
    """Of the second screen: the wall stands there whenever there is one."""
