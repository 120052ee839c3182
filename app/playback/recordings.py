"""What playback and evidence ask of the recordings."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from app.model.recording import Segment
from app.playback.rules import Clip


class Recordings(Protocol):
    """The index of recorded files."""

    def segments(self, camera_id: str, since: datetime, until: datetime) -> list[Segment]:
        """Those that overlap the time, the oldest first."""
        ...

    def days_with_recordings(self, camera_id: str) -> Sequence[object]:
        """Empty where nothing was ever recorded."""
        ...

    def unfinished(self) -> frozenset[str]:
        """Cameras of which the newest recorded pictures lie in a file that is not whole yet."""
        ...

    def finish(self, camera_id: str) -> None:
        """Has that file made whole; may be asked for at any rate."""
        ...

    def path_of(self, segment: Segment) -> Path: ...

    def recall(self, camera_id: str) -> str:
        """Begins a clip with the seconds before now, to be looked at once; gives its id."""
        ...

    def end_keep(self, camera_id: str, keep_id: str) -> None: ...

    def protect(self, segment_ids: Iterable[str], reason: str) -> "Future[None]":
        """Makes them evidence, which is never removed to make room. Fails with NotFound where one is gone."""
        ...


def clips_of(recordings: Recordings, camera_id: str, since: datetime, until: datetime) -> tuple[Clip, ...]:
    """The files of one camera, in order of their beginning."""
    return clips(recordings, recordings.segments(camera_id, since, until))


def clips(recordings: Recordings, segments: Iterable[Segment]) -> tuple[Clip, ...]:
    """Segments as playback knows them."""
    made = (
        Clip(
            str(recordings.path_of(segment)),
            segment.started_at.timestamp(),
            segment.ended_at.timestamp(),
        )
        for segment in segments
    )
    return tuple(sorted(made, key=lambda clip: clip.start))


def moment(position: float) -> datetime:
    """The time a position names."""
    return datetime.fromtimestamp(position, UTC)
