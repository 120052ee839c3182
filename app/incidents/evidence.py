"""Keeps a picture of every camera when an incident opens, and says so (or why not) in the journal."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from app.core.errors import StorageUnavailable
from app.model.incident import Incident
from app.model.journal import Draft, Entry
from app.storage.database import Database
from app.storage.media import MediaStore

log = logging.getLogger(__name__)
DEADLINE_S = 5.0
"""A picture that a host has not given by then is journaled as missing. They are kept within a second where the machine
has means; one that comes later on a busy machine is kept all the same."""


class Picture(Protocol):
    """What a camera host answers: JPEG bytes and the picture's age, or nothing and a cause."""

    @property
    def camera_id(self) -> str: ...
    @property
    def jpeg(self) -> bytes: ...
    @property
    def age_s(self) -> float: ...
    @property
    def cause(self) -> str: ...


@dataclass(frozen=True, slots=True)
class EvidenceKeeper:
    """`take` asks every camera at once and calls back once for each, off the UI thread."""

    database: Database
    media: MediaStore
    take: Callable[[Callable[[Picture], None], float], None]

    def keep_pictures(self, incident: Incident) -> None:
        """Returns at once; pictures and their entries follow within about a second."""
        self.take(lambda picture: self._keep(incident.id, picture), DEADLINE_S)

    def _keep(self, incident_id: str, picture: Picture) -> None:
        try:
            draft = self._draft(incident_id, picture)
        except StorageUnavailable as error:
            log.exception("picture of camera %s not kept", picture.camera_id)
            draft = _missing(incident_id, picture.camera_id, error.code)
        written = self.database.write_together(lambda transaction: transaction.journal.append(draft))
        written.add_done_callback(_see)

    def _draft(self, incident_id: str, picture: Picture) -> Draft:
        if not picture.jpeg:
            return _missing(incident_id, picture.camera_id, picture.cause)
        digest = self.media.keep(picture.jpeg, ".jpg")
        return Draft(
            "picture_kept",
            data={"age_s": f"{picture.age_s:.1f}", "bytes": str(len(picture.jpeg))},
            camera_id=picture.camera_id,
            incident_id=incident_id,
            media=(digest,),
        )


def _see(written: "Future[Entry]") -> None:
    error = written.exception()
    if error is not None:
        log.error("an entry about a picture could not be stored", exc_info=error)


def _missing(incident_id: str, camera_id: str, cause: str) -> Draft:
    return Draft("picture_missing", data={"cause": cause}, camera_id=camera_id, incident_id=incident_id)
