"""Ends files whose writer was killed or lost its power: what is whole of them is kept."""

import logging
import os
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from app.cameras.fragments import extent
from app.cameras.segment_names import UNFINISHED, SegmentName, read_name

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ended:
    name: SegmentName
    size: int


def end_unfinished(folder: Path, camera_id: str, but: Collection[Path] = ()) -> list[Ended]:
    """Those of a camera, except files that are being written. Raises OSError."""
    ended = []
    for path in unfinished(folder):
        name = read_name(path.name)
        if path not in but and name is not None and name.camera_id == camera_id:
            ended.append(end(folder, path))
    return [each for each in ended if each is not None]


def unfinished(folder: Path) -> dict[Path, int]:
    """All files that are being written or were left behind, and their sizes. Raises OSError."""
    place = folder / UNFINISHED
    if not place.is_dir():
        return {}
    with os.scandir(place) as entries:
        return {Path(entry.path): entry.stat().st_size for entry in entries if read_name(entry.name)}


def end(folder: Path, path: Path) -> Ended | None:
    """None where nothing of it is whole, or where somebody else has ended it. Raises OSError."""
    name = read_name(path.name)
    try:
        return None if name is None else _end(folder, path, name)
    except FileNotFoundError:
        log.info("unfinished file already ended file=%s", path.name)
        return None


def _end(folder: Path, path: Path, name: SegmentName) -> Ended | None:
    whole = extent(path)
    if not whole.size:
        # Killed before its first picture was on the disk.
        path.unlink()
        return None
    with path.open("r+b") as file:
        file.truncate(whole.size)
        file.flush()
        os.fsync(file.fileno())
    final = replace(name, ended_at=name.started_at + timedelta(seconds=whole.seconds))
    move_finished(folder, path, final)
    log.info("unfinished file ended camera=%s seconds=%.1f", name.camera_id, whole.seconds)
    return Ended(final, whole.size)


def move_finished(folder: Path, path: Path, name: SegmentName) -> None:
    """Gives a finished and synced file the name under which it is found. Raises OSError."""
    target = folder / name.path
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)
    if os.name == "posix":
        # The new name has to survive a power cut as well.
        place = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
