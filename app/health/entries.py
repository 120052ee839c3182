"""The log's entries on the health of cameras."""

from dataclasses import dataclass
from datetime import datetime

from app.core.stamps import stamp
from app.health.rules import Began, Ended, Note, Repeated
from app.model.health import LOST
from app.model.journal import Draft

KINDS = (
    "camera_lost", "camera_back", "camera_lost_repeated",
    "health_began", "health_ended", "health_repeated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture in the media folder, by its hash; `taken` where that was before the entry."""

    digest: str
    taken: datetime | None = None
    age_s: float = 0.0
    """At `taken` it was the camera's last one; so old was it when the camera was found lost."""


def draft_of(
    camera_id: str, condition: str, note: Note, cause: str = "", picture: Kept | None = None
) -> Draft:
    """The entry of a note, with the picture that belongs to it."""
    lost = condition == LOST
    about = {"cause": cause} if lost else {"condition": condition}
    media = (picture.digest,) if picture is not None else ()
    if picture is not None and picture.taken is not None:
        about |= {"at": stamp(picture.taken), "age_s": f"{picture.age_s:.1f}"}
    match note:
        case Began():
            return Draft(
                "camera_lost" if lost else "health_began", data=about, camera_id=camera_id, media=media
            )
        case Ended(lasted_s):
            data = {**about, "lasted_s": str(round(lasted_s))}
            return Draft("camera_back" if lost else "health_ended", data=data, camera_id=camera_id)
        case Repeated(count, first_at, last_at, present):
            data = {
                **about,
                "count": str(count),
                "first": stamp(first_at),
                "last": stamp(last_at),
                "present": "true" if present else "false",
            }
            kind = "camera_lost_repeated" if lost else "health_repeated"
            return Draft(kind, data=data, camera_id=camera_id, media=media)
