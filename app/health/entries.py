"""The log's entries on the health of cameras."""

from app.core.clock import stamp
from app.health.rules import Began, Ended, Note, Repeated
from app.model.health import LOST
from app.model.journal import Draft

KINDS = (
    "camera_lost", "camera_back", "camera_lost_repeated",
    "health_began", "health_ended", "health_repeated",
)  # fmt: skip


def draft_of(camera_id: str, condition: str, note: Note, cause: str, digest: str) -> Draft:
    """`digest`: of the picture that belongs to it, if any."""
    lost = condition == LOST
    about = {"cause": cause} if lost else {"condition": condition}
    media = (digest,) if digest else ()
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
