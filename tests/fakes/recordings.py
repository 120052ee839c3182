"""Recordings made by the test: real small files, an index in memory."""

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from app.model.recording import Segment
from tests.fakes.clips import draw_clip

RATE = 12


@dataclass
class FakeRecordings:
    """Holds segments that the test draws."""

    folder: Path
    held: list[Segment] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    """What was asked to be kept, camera and `begin` or `end`."""
    protected: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    """Cameras of which a file is being written."""
    finished: list[str] = field(default_factory=list)
    """Of which it was asked to be made whole."""

    def draw(self, camera_id: str, start: datetime, seconds: float = 5.0) -> Segment:
        """A file of so many seconds, a key frame every second."""
        name = f"{camera_id}/{len(self.held)}.mp4"
        (self.folder / camera_id).mkdir(parents=True, exist_ok=True)
        path = draw_clip(self.folder / name, 320, 180, RATE, seconds)
        return self.claim(camera_id, start, seconds, name, path.stat().st_size)

    def claim(
        self, camera_id: str, start: datetime, seconds: float, name: str = "nowhere.mp4", size: int = 1
    ) -> Segment:
        """A segment in the index, whether or not its file is there."""
        end = start + timedelta(seconds=seconds)
        self.held.append(Segment(f"s{len(self.held)}", camera_id, name, start, end, size))
        return self.held[-1]

    def segments(self, camera_id: str, since: datetime, until: datetime) -> list[Segment]:
        found = (each for each in self.held if each.camera_id == camera_id)
        return sorted(
            (each for each in found if each.started_at < until and each.ended_at > since),
            key=lambda each: each.started_at,
        )

    def unfinished(self) -> frozenset[str]:
        return frozenset(self.written)

    def finish(self, camera_id: str) -> None:
        self.finished.append(camera_id)

    def path_of(self, segment: Segment) -> Path:
        return self.folder / segment.path

    def days_with_recordings(self, camera_id: str) -> list[str]:
        return sorted(
            {each.started_at.date().isoformat() for each in self.held if each.camera_id == camera_id}
        )

    def recall(self, camera_id: str) -> str:
        self.kept.append((camera_id, "begin"))
        return f"keep-{len(self.kept)}"

    def protect(self, segment_ids: Iterable[str], reason: str) -> "Future[None]":
        self.protected.extend(segment_ids)
        done: Future[None] = Future()
        done.set_result(None)
        return done

    def end_keep(self, camera_id: str, keep_id: str) -> None:
        self.kept.append((camera_id, "end"))
