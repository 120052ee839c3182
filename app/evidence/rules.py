"""What may be exported, and how it is cut. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.cameras.rules import LOST_AFTER_S
from app.core.errors import InvalidInput
from app.playback.rules import JOINED_S, Clip

LONGEST_S = 24 * 3600.0
"""Of one bundle; longer ones take several, so that none is too large to hand over."""
MAX_REASON = 1000
_SAME_PICTURE_S = 0.02
"""A file that begins with the key frame of another has a name that is some milliseconds later."""
_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z._-]+")


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What somebody wants to hand over. `moment` is when the snapshots are taken; the beginning where None."""

    camera_ids: tuple[str, ...]
    since: datetime
    until: datetime
    reason: str
    moment: datetime | None = None


def check_wish(wish: ExportWish, now: datetime) -> None:
    """Raises InvalidInput (reason_empty, no_cameras, bad_period, period_too_long, text_too_long)."""
    if not wish.reason.strip():
        raise InvalidInput(field="reason", reason="reason_empty")
    if len(wish.reason) > MAX_REASON:
        raise InvalidInput(field="reason", reason="text_too_long", limit=str(MAX_REASON))
    if not wish.camera_ids:
        raise InvalidInput(field="cameras", reason="no_cameras")
    if not wish.since < wish.until or wish.since > now:
        raise InvalidInput(field="period", reason="bad_period")
    if (wish.until - wish.since).total_seconds() > LONGEST_S:
        raise InvalidInput(field="period", reason="period_too_long")


def state_of_snapshot(state: str, age_s: float) -> str:
    """What may be claimed of a picture that was taken while its tile was in this `state`."""
    return "lost" if state in ("live", "late") and age_s >= LOST_AFTER_S else state


def runs(clips: Sequence[Clip], since: float, until: float) -> list[tuple[Clip, ...]]:
    """The files of each stretch without a gap: one clip each. What lies inside what came before is left out, and of
    files that begin with the same picture all but the longest."""
    made: list[list[Clip]] = []
    reached = since
    for clip, following in zip(clips, [*clips[1:], None], strict=False):
        if clip.end <= reached or clip.start >= until:
            continue
        if following and following.start - clip.start < _SAME_PICTURE_S and following.end >= clip.end:
            continue
        if made and clip.start - reached <= JOINED_S:
            made[-1].append(clip)
        else:
            made.append([clip])
        reached = clip.end
    return [tuple(run) for run in made]


def safe_name(text: str) -> str:
    """For file names on every system."""
    return _NOT_IN_NAMES.sub("_", text).strip("._") or "camera"


def bundle_name(moment: datetime, zone: tzinfo) -> str:
    """`evidence-20261123-143207`, in the site's time."""
    return moment.astimezone(zone).strftime("evidence-%Y%m%d-%H%M%S")


def incident_bundle_name(opened_at: datetime, zone: tzinfo) -> str:
    """`incident-20261123-140207`, after the moment it began."""
    return opened_at.astimezone(zone).strftime("incident-%Y%m%d-%H%M%S")


def stem(camera_id: str, moment: datetime, zone: tzinfo) -> str:
    """Name of a clip or picture without its ending."""
    return f"{safe_name(camera_id)}-{moment.astimezone(zone).strftime('%Y%m%d-%H%M%S')}"
