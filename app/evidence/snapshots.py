"""Keeps single pictures that somebody looks at, live or recorded: a file named by its hash, and an entry of the log."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta

from app.cameras.console.pictures import Picture
from app.cameras.console.status import CameraStatus
from app.cameras.console.wall import CameraWall
from app.core.clock import Clock, stamp
from app.core.errors import NotFound, StorageUnavailable
from app.evidence.rules import state_of_snapshot
from app.model.journal import Actor, Draft, Entry
from app.storage.database import Database
from app.storage.media import MediaStore

DEADLINE_S = 5.0
"""On a busy machine a host may take a while to encode it."""


class SnapshotService:
    """Both ways return at once."""

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        clock: Clock,
        actor: Callable[[], Actor],
        wall: CameraWall,
    ) -> None:
        self._database = database
        self._media = media
        self._clock = clock
        self._actor = actor
        self._wall = wall

    def keep_recorded(self, camera_id: str, at: datetime, jpeg: bytes) -> "Future[Entry]":
        """A picture of a recording, taken `at`. Raises StorageUnavailable when the disk refuses."""
        data = {"at": stamp(at), "bytes": str(len(jpeg))}
        return self._store("recorded_picture_kept", camera_id, data, jpeg, self._actor())

    def keep_shown(self, camera_id: str, incident_id: str = "") -> "Future[Entry]":
        """The camera's last picture, in full size. The entry says how old it is and, where it is not live, why.

        Fails with NotFound (no_picture) where there is none, or StorageUnavailable.
        """
        kept: Future[Entry] = Future()
        actor = self._actor()
        status = next((one for one in self._wall.statuses() if one.id == camera_id), None)

        def take(picture: Picture) -> None:
            if status is None or not picture.jpeg:
                kept.set_exception(NotFound("no_picture", camera=camera_id, cause=picture.cause))
                return
            try:
                written = self._store(
                    "snapshot_kept", camera_id, self._data(status, picture), picture.jpeg, actor, incident_id
                )
            except StorageUnavailable as error:
                kept.set_exception(error)
                return
            written.add_done_callback(lambda done: _hand_on(done, kept))

        self._wall.snapshot(camera_id, take, DEADLINE_S)
        return kept

    def _data(self, status: CameraStatus, picture: Picture) -> dict[str, str]:
        state = state_of_snapshot(status.state, picture.age_s)
        return {
            "at": stamp(self._clock.now() - timedelta(seconds=picture.age_s)),
            "age_s": f"{picture.age_s:.1f}",
            "state": state,
            "cause": status.cause or ("" if state == "live" else "stalled"),
            "bytes": str(len(picture.jpeg)),
        }

    def _store(
        self,
        kind: str,
        camera_id: str,
        data: dict[str, str],
        jpeg: bytes,
        actor: Actor,
        incident_id: str = "",
    ) -> "Future[Entry]":
        digest = self._media.keep(jpeg, ".jpg")
        draft = Draft(
            kind, actor=actor, data=data, camera_id=camera_id, incident_id=incident_id, media=(digest,)
        )
        return self._database.write(lambda transaction: transaction.journal.append(draft))


def _hand_on(done: "Future[Entry]", kept: "Future[Entry]") -> None:
    error = done.exception()
    if error is not None:
        kept.set_exception(error)
    else:
        kept.set_result(done.result())
