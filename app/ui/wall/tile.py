"""One tile: what it shows now, and the words that belong to it."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPixmap

from app.cameras.console.status import CameraStatus
from app.core.clock import Clock
from app.ui.code_words import CodeWords
from app.ui.format import clock_time, site_zone
from app.ui.language import Worded
from app.ui.pictures.zoom import WHOLE, Zoom
from app.ui.wall.placing import Placing

UNSEEN = CameraStatus("", "connecting", "", 0.0, None, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Claim:
    """All that a tile says in words. Tiles are repainted when this differs, so it holds nothing finer than seconds."""

    state: str
    cause: str = ""
    health: tuple[str, ...] = ()
    """As codes, as `cause` is."""
    corner: str = ""
    short_corner: str = ""
    """For small tiles, as `short_line` is."""
    mark: str = ""
    """The corner as one sign, where leaving it out would hide something."""
    badge: str = ""
    line: str = ""
    short_line: str = ""
    detail: str = ""
    tape: str = ""
    """Whether it is written to disk; empty where nobody wants that."""
    tape_runs: bool = True
    """False where it should be written and is not."""


@dataclass(slots=True)
class Tile:
    camera_id: str
    name: str
    rect: QRect
    alarm: bool = False
    claim: Claim = field(default_factory=lambda: Claim("connecting"))
    mark: int = 0
    """Of the picture last asked to be painted, as the wall marks it."""
    seen: tuple[int, float] = (0, 0.0)
    """Sequence number and capture time of the picture last asked to be painted."""
    zoom: Zoom = WHOLE
    placing: Placing | None = None
    """Of the picture painted last."""
    captions: dict[tuple[object, ...], QPixmap] = field(default_factory=dict)
    """The newest few, by what they say."""

    @property
    def changes_within(self) -> QRect:
        """What another picture of the same camera paints anew: not what stands beside it."""
        if self.placing is None or self.zoom.magnified:
            return self.rect
        return self.placing.inner


@dataclass(frozen=True, slots=True)
class Tape:
    """What is recorded now: cameras that are to be written, those that somebody keeps, those whose disk refuses."""

    recorded: Collection[str] = ()
    kept: Collection[str] = ()
    faults: Collection[str] = ()


def whole_words(tile: Tile) -> str:
    """All that the tile would say had it the room, a line each."""
    claim = tile.claim
    return "\n".join(
        words
        for words in (tile.name, claim.corner, claim.badge, claim.line, claim.detail, claim.tape)
        if words
    )


class TileWords(Worded):
    """What may be said about a picture: a picture that is not live says so."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._codes = CodeWords(self)
        self._zone = site_zone("UTC")

    def use_zone(self, name: str) -> None:
        self._zone = site_zone(name)

    def claim(self, status: CameraStatus) -> Claim:
        return replace(self._said(status), cause=status.cause, health=status.health)

    def _said(self, status: CameraStatus) -> Claim:
        age = status.age_s
        if status.state == "live":
            badge = " · ".join(self._codes.health(kind) for kind in status.health)
            return replace(self._live(status, age or 0.0), badge=badge)
        if status.state == "late" and age is not None:
            badge = self.tr("{seconds} s late").format(seconds=int(age))
            return Claim("late", badge=badge, detail=self._codes.camera_cause(status.cause))
        if status.state == "connecting":
            return Claim("connecting", corner=self.tr("connecting"), line=self.tr("Connecting …"))
        if status.cause == "frozen":
            frozen = Claim("lost", line=self.tr("Picture frozen"), short_line=self.tr("frozen"))
            return replace(frozen, corner=self.tr("not live"), detail=self._codes.camera_cause("frozen"))
        return replace(self._last_seen(age), corner=self.tr("not live"), detail=self._why(status))

    def taped(self, claim: Claim, camera_id: str, tape: Tape) -> Claim:
        """The claim, and that the camera is recorded, kept, or not recorded though it should be."""
        if camera_id not in tape.recorded or claim.state == "connecting":
            return claim
        # What does not come cannot be written; a camera that sends the same picture again and again is.
        gone = claim.state == "lost" and claim.cause != "frozen"
        if gone or camera_id in tape.faults or "" in tape.faults:
            return replace(claim, tape=self.tr("not recorded"), tape_runs=False)
        return replace(claim, tape=self.tr("kept") if camera_id in tape.kept else self.tr("recording"))

    def _live(self, status: CameraStatus, age: float) -> Claim:
        fps = round(status.fps)
        old = self.tr("{seconds} s").format(seconds=int(age)) if age >= 1 else self.tr("<1 s")
        if status.from_file:
            busy = "▼ " if status.reduced else ""
            corner = busy + self.tr("video file, not live · {fps} fps").format(fps=fps)
            return Claim("live", corner=corner, short_corner=busy + self.tr("not live"), mark=f"{busy}▷")
        if status.reduced == "keys":
            corner = self.tr("▼ PC busy: key frames only · {age}").format(age=old)
            return Claim("live", corner=corner, short_corner=self.tr("▼ key frames"), mark="▼")
        if status.reduced:
            corner = self.tr("▼ PC busy: {fps} fps · {age}").format(fps=fps, age=old)
            few = self.tr("▼ {fps} fps").format(fps=fps)
            return Claim("live", corner=corner, short_corner=few, mark="▼")
        corner = self.tr("live · {fps} fps · {age}").format(fps=fps, age=old)
        return Claim("live", corner=corner, short_corner=old)

    def _last_seen(self, age: float | None) -> Claim:
        if age is None:
            return Claim("lost", line=self.tr("No picture"))
        time, old = clock_time(self._clock.now() - timedelta(seconds=age), self._zone), self._age(age)
        line = self.tr("Picture of {time} · {age} old").format(time=time, age=old)
        return Claim("lost", line=line, short_line=self.tr("{age} old").format(age=old))

    def _age(self, seconds: float) -> str:
        if seconds < 120:
            return self.tr("{seconds} s").format(seconds=int(seconds))
        if seconds < 7200:
            return self.tr("{minutes} min").format(minutes=int(seconds // 60))
        return self.tr("{hours} h").format(hours=int(seconds // 3600))

    def _why(self, status: CameraStatus) -> str:
        cause = self._codes.camera_cause(status.cause)
        again = self.tr("reconnecting")
        if status.cause == "wrong_password":
            again = self.tr(
                "asked again in a minute, then twice an hour; at once after a change in settings (F9)"
            )
        if status.cause == "host_down":
            again = ""
        return " · ".join(part for part in (cause, again) if part)
