"""Recorded pictures."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Segment:
    """A file of recorded pictures: whole, playable alone, beginning with a key frame."""

    id: str
    camera_id: str
    path: str
    """Below the recordings folder, with forward slashes."""
    started_at: datetime
    ended_at: datetime
    size: int
    """Bytes."""
    sha256: str = ""
    """Empty until it is known."""
    keep_id: str = ""
    """Of the clip it belongs to (an incident's id, or of its own); empty for continuous recording."""
    protected: bool = False
    """Evidence: never removed by retention."""
    missing: bool = False
    """Its file has gone."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Files that are evidence together: of one clip, or of what was handed over of a camera's day."""

    keep_id: str
    """An incident's id, or the clip's own; empty for recordings that were handed over."""
    day: str
    """Of the files' names (UTC), where they belong to no clip."""
    camera_ids: tuple[str, ...]
    began: datetime
    ended: datetime
    files: int
    size: int
    """Bytes."""

    @property
    def id(self) -> str:
        return self.keep_id or f"{self.camera_ids[0]}/{self.day}"


@dataclass(frozen=True, slots=True)
class Retention:
    """How long recordings stay. Evidence stays until somebody releases it."""

    days: int = 30
    gigabytes: int = 0
    """0: as much as the disk has."""
