"""What the console and a camera host say to each other over their pipe. Frames go through shared memory instead."""

from dataclasses import dataclass, field
from typing import Literal

from app.cameras.load import HostLoad, Level
from app.cameras.rules import OLDEST_SNAPSHOT_S, HostMemory

Kind = Literal["rtsp", "file", "usb", "demo"]
Phase = Literal["connecting", "live", "failed", "resting"]
"""Resting: nothing is decoded, for nobody sees or watches it."""

Decoder = Literal["", "software", "hardware", "fell_back"]
"""How a camera's pictures are decoded; empty: none yet. Fell back: by software, because the graphics card failed it."""

CAUSES = (
    "", "no_route", "refused", "wrong_password", "connection_limit", "not_found", "timeout", "no_key_frame",
    "undecodable", "no_camera", "ended", "stalled", "frozen", "no_device", "not_video", "bad_address", "host_down", "no_picture",
)  # fmt: skip
"""Codes for why a picture is not live; the screens turn them into words."""

HEALTH_KINDS = ("frozen", "covered", "blinded", "out_of_focus", "moved", "clock_wrong")
"""What looking at the pictures can find wrong with a camera that does send pictures."""

HEARTBEAT_S = 0.5


@dataclass(frozen=True, slots=True)
class CameraSpec:
    """Where a picture comes from. The credentials cross the pipe alone: never a log, a repr or a command line."""

    id: str
    kind: Kind
    address: str
    """URL without credentials, path, device number or name of a demo scene, by `kind`."""
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    secrets: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """What the placeholders in the addresses stand for, by name, beside user name and password."""
    sub_address: str = ""
    label: str = ""
    """Burnt into demo pictures; the camera's id where empty."""
    watched: bool = True
    """Look at the pictures for HEALTH_KINDS and motion; whether a shown one is frozen is looked at in any case."""
    sensitivity: int = 50
    """Of motion, 1 to 100."""
    zones: tuple[tuple[tuple[float, float], ...], ...] = ()
    """Where motion counts: corners from 0.0 to 1.0; empty for the whole picture."""
    pre_roll_s: int = 30
    """Seconds of packets kept in memory."""
    hardware: bool = False
    timezone: str = ""
    """The site's zone, by its IANA name, for the clock burnt into demo pictures; this machine's where empty."""


@dataclass(frozen=True, slots=True)
class Watch:
    camera: CameraSpec


@dataclass(frozen=True, slots=True)
class Unwatch:
    camera_id: str


@dataclass(frozen=True, slots=True)
class Show:
    """Draw this camera into the named frame buffer, as large as fits into width × height."""

    camera_id: str
    buffer: str
    width: int
    height: int
    important: bool = False
    """Focused, enlarged or of a running incident: it has every picture, however busy the machine is."""
    level: Level = ""
    """What is left of its pictures while the machine is short of means."""
    closer: float = 1.0
    """A part of the picture is shown so many times larger: it needs the more pixels, as far as the camera has them."""


@dataclass(frozen=True, slots=True)
class Hide:
    camera_id: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    request_id: int
    camera_id: str
    oldest_s: float = OLDEST_SNAPSHOT_S
    """An older picture is no answer."""


@dataclass(frozen=True, slots=True)
class Retry:
    camera_id: str


@dataclass(frozen=True, slots=True)
class KnowView:
    """What the camera usually shows, as a host told it in ViewLearnt: follows Watch, so that a restart hides nothing."""

    camera_id: str
    size: tuple[int, int]
    data: bytes = field(repr=False)
    moved: bool
    at: float
    """Monotonic seconds at which it was told; below 0 where that was before this machine started."""


@dataclass(frozen=True, slots=True)
class LearnView:
    """What the camera shows from now on is right: a person says so, or has turned it."""

    camera_id: str


@dataclass(frozen=True, slots=True)
class Record:
    """Write what the camera sends into segments below `folder`; an empty folder ends it."""

    camera_id: str
    folder: str


@dataclass(frozen=True, slots=True)
class EndSegment:
    """What is written goes on in new files from the next key frame on: somebody wants to see those being written."""

    camera_id: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Write the pre-roll and what follows into a clip of its own below `folder`, until EndKeep."""

    camera_id: str
    keep_id: str
    folder: str


@dataclass(frozen=True, slots=True)
class EndKeep:
    camera_id: str
    keep_id: str


@dataclass(frozen=True, slots=True)
class Stop:
    pass


Command = (
    Watch
    | Unwatch
    | Show
    | Hide
    | Snapshot
    | Retry
    | KnowView
    | LearnView
    | Record
    | EndSegment
    | Keep
    | EndKeep
    | Stop
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Several commands in one message, so that a host that does not read cannot fill the pipe."""

    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class CameraReport:
    """How a camera stands. `frame_at` and `phase_at` are monotonic seconds; `frame_at` is that of the last picture that was
    decoded and came in time to be shown."""

    id: str
    phase: Phase
    cause: str = ""
    reconnects: int = 0
    fps: float = 0.0
    frame_seq: int = 0
    frame_at: float | None = None
    phase_at: float = 0.0
    source_width: int = 0
    source_height: int = 0
    health: tuple[str, ...] = ()
    """Of HEALTH_KINDS, what is the case now."""
    reduced: str = ""
    """The machine is short of means: `half` of the pictures, or `keys`, the key frames alone; empty: all of them."""
    every_s: float = 0.0
    """Seconds between two pictures where key frames alone are decoded on purpose."""
    decoder: Decoder = ""
    keys_often: bool = False
    """The key frames of what is drawn come often enough to be shown alone."""


@dataclass(frozen=True, slots=True)
class HostStarted:
    pid: int


@dataclass(frozen=True, slots=True)
class Heartbeat:
    pid: int
    cpu_s: float
    cameras: tuple[CameraReport, ...]
    load: HostLoad = HostLoad()
    memory: HostMemory = HostMemory()


@dataclass(frozen=True, slots=True)
class SnapshotTaken:
    request_id: int
    camera_id: str
    jpeg: bytes = field(repr=False)
    picture_age_s: float
    width: int
    height: int
    taken: float
    """Monotonic seconds at which the picture was decoded."""


@dataclass(frozen=True, slots=True)
class SnapshotMissing:
    request_id: int
    camera_id: str
    cause: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the host's log, so that all logs of the program lie in one file."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class HealthChanged:
    """Looking at the pictures found something wrong, or right again. `jpeg` is the picture it began with."""

    camera_id: str
    kind: str
    began: bool
    at: float
    """Monotonic seconds."""
    jpeg: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class MotionSeen:
    """Motion began or ended in a watched zone."""

    camera_id: str
    began: bool
    at: float


@dataclass(frozen=True, slots=True)
class ViewLearnt:
    """What the camera usually shows in pictures of that size: for KnowView, and for nobody else to read."""

    camera_id: str
    size: tuple[int, int]
    data: bytes = field(repr=False)
    moved: bool
    """The camera shows something else by now."""
    at: float


@dataclass(frozen=True, slots=True)
class HardwareFailed:
    """The graphics card did not decode this camera's pictures, or its host died of it: software does from now on."""

    camera_id: str
    cause: str
    """undecodable or host_down."""


@dataclass(frozen=True, slots=True)
class SegmentClosed:
    """A file of recorded pictures is whole. Times are UTC stamps of the console's clock."""

    camera_id: str
    path: str
    started_at: str
    ended_at: str
    size: int
    """Bytes."""
    keep_id: str = ""
    """Of the clip it belongs to; empty for continuous recording."""


@dataclass(frozen=True, slots=True)
class RecordingFault:
    """Nothing is being written although it should be. Codes: disk_full, disk_gone, write_failed; empty: all is well, which
    is said of everything that is written at least once."""

    camera_id: str
    code: str
    keep_id: str = ""
    """Of the clip; empty for continuous recording."""


Event = HealthChanged | MotionSeen | ViewLearnt | SegmentClosed | RecordingFault | HardwareFailed
"""What a host tells of its own accord, for whoever keeps records of it."""
Report = HostStarted | Heartbeat | SnapshotTaken | SnapshotMissing | LogLine | Event
