"""What the console and the player process say to each other. Pictures go through shared memory instead."""

from dataclasses import dataclass, field

from app.cameras.protocol import Hide, LogLine, Show
from app.playback.rules import Clip, PlayClock

HEARTBEAT_S = 0.5


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one camera that may be asked for, in order of their beginning."""

    camera_id: str
    clips: tuple[Clip, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """The clock that all cameras follow; its monotonic seconds are those of this machine."""

    clock: PlayClock


@dataclass(frozen=True, slots=True)
class Rest:
    """Nobody sees these cameras now: nothing of them is decoded until they are no longer named."""

    camera_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """Find the next (1) or previous (-1) picture of this camera."""

    request_id: int
    camera_id: str
    direction: int


@dataclass(frozen=True, slots=True)
class Snap:
    """The picture shown last, in full size."""

    request_id: int
    camera_id: str


@dataclass(frozen=True, slots=True)
class End:
    pass


Command = Shelf | Run | Rest | Show | Hide | Step | Snap | End


@dataclass(frozen=True, slots=True)
class Orders:
    """Several commands in one message."""

    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Alive:
    """Twice a second. `unreadable` names the files, by camera, that could not be shown; `keys_only` the cameras of which
    only key frames are, as the machine cannot decode all pictures at this speed."""

    pid: int
    unreadable: tuple[tuple[str, str], ...] = ()
    keys_only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stepped:
    """`position` is that of the picture found; None where there is none."""

    request_id: int
    position: float | None


@dataclass(frozen=True, slots=True)
class Snapped:
    """No bytes where there is no picture."""

    request_id: int
    camera_id: str
    position: float = 0.0
    jpeg: bytes = field(default=b"", repr=False)


Answer = Stepped | Snapped
Report = Alive | Answer | LogLine
