"""What is handed over of the last minute may still be being written: it is made whole first, or would be missing."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from app.core.clock import Clock
from app.playback.recordings import Recordings

LONGEST_WAIT_S = 60.0
"""A file is made whole at a key frame, and some cameras send one a minute."""
_NEWEST = timedelta(minutes=2)
_ENDS_WITHIN = timedelta(seconds=1.5)
_LOOK_EVERY_S = 0.25


def make_whole(
    recordings: Recordings,
    camera_ids: Iterable[str],
    until: datetime,
    clock: Clock,
    told: Callable[[], object] = lambda: None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Waits until the files of these cameras reach `until`, or now where that is later than now. `told` is called
    again and again; what it raises ends the waiting."""
    now, begun = clock.now(), clock.monotonic()
    end = min(until, now)
    if end <= now - _NEWEST:
        return
    open_ones = set(camera_ids)
    while clock.monotonic() - begun < LONGEST_WAIT_S:
        open_ones &= recordings.unfinished()
        open_ones = {each for each in open_ones if not _reaches(recordings, each, end)}
        if not open_ones:
            return
        for camera_id in open_ones:
            recordings.finish(camera_id)
        told()
        pause(_LOOK_EVERY_S)


def _reaches(recordings: Recordings, camera_id: str, end: datetime) -> bool:
    whole = recordings.segments(camera_id, end - _NEWEST, end)
    return any(segment.ended_at >= end - _ENDS_WITHIN for segment in whole)
