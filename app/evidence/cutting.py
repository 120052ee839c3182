"""The cutter process as the console sees it: one job, told as it goes, killed when it must stop."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from app.core.child_process import start_module
from app.core.errors import DutyRoomError, StorageUnavailable
from app.playback.rules import Clip


class CuttingFailed(DutyRoomError):
    """The cutter ended before its job was done."""

    code = "cutting_failed"


@dataclass(frozen=True, slots=True)
class ClipTask:
    """One clip: files that follow each other, and the part of them that is wanted."""

    camera_id: str
    clips: tuple[Clip, ...]
    since: float
    until: float
    stem: str
    """Where it is written, without its ending."""


@dataclass(frozen=True, slots=True)
class PictureTask:
    camera_id: str
    clip: Clip
    position: float
    path: str


@dataclass(slots=True)
class Cut:
    """What came of a job, times as positions."""

    files: list[tuple[str, str, float, float]] = field(default_factory=list)
    """Camera, path, time of the first and of the last picture."""
    unreadable: list[tuple[str, float, float]] = field(default_factory=list)
    pictures: list[tuple[str, str, float]] = field(default_factory=list)


def run_cutter(clips: list[ClipTask], pictures: list[PictureTask], told: Callable[[float], object]) -> Cut:
    """`told` hears of the seconds done; what it raises ends the work. Raises CuttingFailed or StorageUnavailable."""
    job = {"clips": [_plain(task) for task in clips], "pictures": [_plain(task) for task in pictures]}
    child = start_module("app.evidence.cutter", silent=True)
    cut = Cut()
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        try:
            child.stdin.write(json.dumps(job))
            child.stdin.close()
            for line in child.stdout:
                _take(json.loads(line), cut, told)
        except BaseException:
            child.kill()
            raise
    if child.returncode != 0:
        raise CuttingFailed
    return cut


def _plain(task: ClipTask | PictureTask) -> dict[str, Any]:
    said = asdict(task)
    for name in ("clips", "clip"):
        if name in said:
            given = said[name]
            said[name] = list(given.values()) if name == "clip" else [list(each.values()) for each in given]
    return said


def _take(said: dict[str, Any], cut: Cut, told: Callable[[float], object]) -> None:
    camera_id = said.get("camera_id", "")
    if "not_written" in said:
        raise StorageUnavailable("target_full" if said["not_written"] == 28 else "file_not_written")
    if "done_s" in said:
        told(float(said["done_s"]))
    for path, since, until in said.get("files", ()):
        cut.files.append((camera_id, path, since, until))
    for since, until in said.get("unreadable", ()):
        cut.unreadable.append((camera_id, since, until))
    if said.get("picture"):
        path, at = said["picture"]
        cut.pictures.append((camera_id, path, at))
