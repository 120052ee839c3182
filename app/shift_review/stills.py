"""Single pictures that were kept, and which of them is nearest to a moment. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.journal.pictures import taken_at
from app.model.journal import Entry

_KINDS = frozenset(
    {
        "picture_kept", "snapshot_kept", "recorded_picture_kept", "camera_lost", "camera_lost_repeated",
        "health_began", "health_repeated",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Still:
    """A picture of a camera, named by its SHA-256."""

    camera_id: str
    at: float
    digest: str


def stills_by_camera(entries: Iterable[Entry]) -> dict[str, tuple[Still, ...]]:
    """In order of the moments they show."""
    found: dict[str, list[Still]] = {}
    for entry in entries:
        draft = entry.draft
        if draft.camera_id and draft.media and draft.kind in _KINDS:
            still = Still(draft.camera_id, taken_at(entry).timestamp(), draft.media[0])
            found.setdefault(draft.camera_id, []).append(still)
    return {camera_id: tuple(sorted(each, key=lambda one: one.at)) for camera_id, each in found.items()}


def nearest(stills: Mapping[str, tuple[Still, ...]], camera_id: str, position: float) -> Still | None:
    """Of one camera, before the moment or after it; of two as near, the one before."""
    own = stills.get(camera_id, ())
    place = bisect_left(own, position, key=lambda each: each.at)
    beside = own[max(0, place - 1) : place + 1]
    return min(beside, key=lambda each: (abs(each.at - position), each.at), default=None)
