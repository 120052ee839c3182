"""The folder of the recordings: is it there, what lies in it, away with what has to go."""

import hashlib
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from errno import ENOSPC
from pathlib import Path

from app.cameras.segment_names import MARKER, UNFINISHED, SegmentName, read_name
from app.cameras.unfinished import end, unfinished
from app.model.recording import Segment

log = logging.getLogger(__name__)
_EVIDENCE = ".evidence"
"""A file beside one that is protected: what is evidence is known even when the index is lost."""
_RELEASED = ".released"
"""A file beside a clip that somebody has released: its name alone would make it evidence again."""
_USED = ".used"
"""A file beside the folder, and not on its disk: that there is such a disk is known even when the index is lost."""
_BLOCK = 1024 * 1024


class Shelf:
    """Methods raise OSError when the disk refuses; `fault` says beforehand whether it is there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._used = folder.with_name(folder.name + _USED)

    def open(self, *, known: bool) -> None:
        """Makes the folder on first use. Where recordings are `known`, or were once, but the disk's mark is not there, it
        is not made anew: an empty folder stands where the disk should be. Raises OSError."""
        if self.there():
            return
        if (known or self._used.is_file()) and not self._holds_recordings():
            raise FileNotFoundError(2, "the disk of the recordings is not there", str(self.folder))
        self.adopt()

    def there(self) -> bool:
        """Whether it is the right disk that stands here."""
        return (self.folder / MARKER).is_file()

    def adopt(self) -> None:
        """From now on this is the right disk."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self.folder / MARKER).touch(mode=0o600)

    def note_used(self) -> None:
        """There are recordings here."""
        if not self._used.is_file():
            self._used.touch(mode=0o600)

    def free(self) -> int:
        """Bytes."""
        return shutil.disk_usage(self.folder).free

    def path_of(self, segment: Segment) -> Path:
        return self.folder / segment.path

    def end_left_behind(self, before: Mapping[Path, int]) -> tuple[list[Segment], dict[Path, int]]:
        """Ends files that have not grown since the look `before`: a host that lives writes every second. Gives what
        was saved, and what there is now."""
        there = unfinished(self.folder)
        still = [path for path, size in there.items() if before.get(path) == size]
        ended = [end(self.folder, path) for path in still]
        return [
            _segment(each.name, each.size, protected=each.name.evidence) for each in ended if each is not None
        ], there

    def folders(self) -> set[str]:
        """`camera/day`, as in paths of segments."""
        return {
            f"{camera.name}/{day.name}"
            for camera in self._below(self.folder)
            if camera.name != UNFINISHED
            for day in self._below(Path(camera.path))
        }

    def files(self, folder: str) -> dict[str, Segment]:
        """All recordings in `camera/day`, by their paths."""
        place = self.folder / folder
        if not place.is_dir():
            return {}
        with os.scandir(place) as entries:
            found = {entry.name: entry.stat().st_size for entry in entries if entry.is_file()}
        segments = {}
        for file, size in found.items():
            name = read_name(file)
            if name is not None and name.ended_at is not None and file.endswith(".mp4"):
                marked = file + _EVIDENCE in found
                protected = marked or (name.evidence and file + _RELEASED not in found)
                segments[f"{folder}/{file}"] = _segment(name, size, protected=protected)
        return segments

    def protect(self, segment: Segment) -> None:
        self._beside(segment, _EVIDENCE).touch(mode=0o600)
        self._beside(segment, _RELEASED).unlink(missing_ok=True)

    def release(self, segment: Segment) -> None:
        """A file that has gone needs no mark."""
        if segment.keep_id and self.path_of(segment).is_file():
            self._beside(segment, _RELEASED).touch(mode=0o600)
        self._beside(segment, _EVIDENCE).unlink(missing_ok=True)

    def marked(self, segment: Segment) -> bool:
        """Somebody made it evidence, whatever its name says."""
        return self._beside(segment, _EVIDENCE).is_file()

    def remove(self, segment: Segment) -> None:
        """A file that has gone already is well removed."""
        path = self.path_of(segment)
        path.unlink(missing_ok=True)
        for mark in (_EVIDENCE, _RELEASED):
            self._beside(segment, mark).unlink(missing_ok=True)
        if path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()

    def sha256(self, segment: Segment) -> str:
        digest = hashlib.sha256()
        with self.path_of(segment).open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        return digest.hexdigest()

    def _beside(self, segment: Segment, mark: str) -> Path:
        path = self.path_of(segment)
        return path.with_name(path.name + mark)

    def _holds_recordings(self) -> bool:
        return self.folder.is_dir() and any(self.files(folder) for folder in self.folders())

    @staticmethod
    def _below(folder: Path) -> Iterator[os.DirEntry[str]]:
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if entry.is_dir(follow_symlinks=False))


def fault_code(error: OSError) -> str:
    """What it means to an operator that the folder cannot be used."""
    return "disk_full" if error.errno == ENOSPC else "disk_gone"


def _segment(name: SegmentName, size: int, *, protected: bool) -> Segment:
    return Segment(
        id=name.id,
        camera_id=name.camera_id,
        path=name.path,
        started_at=name.started_at,
        ended_at=name.ended_at or name.started_at,
        size=size,
        keep_id=name.keep_id,
        protected=protected,
    )
