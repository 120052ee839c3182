"""A picture somebody wants kept: its hash, its camera, its time and its age are in the log, and whether it was live."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from app.cameras.console.pictures import Picture
from app.cameras.console.status import CameraStatus
from app.core.clock import stamp
from app.core.errors import NotFound, StorageUnavailable
from app.evidence.snapshots import SnapshotService
from app.journal.pictures import taken_at, was_live
from app.model.journal import Entry
from app.storage.media import MediaStore
from tests.fakes.room import Room


class OneCamera:
    """The gate, in a state and with a picture that the test sets."""

    def __init__(self) -> None:
        self.status = CameraStatus("gate", "live", "", 25.0, 0.1, 0, 640, 360)
        self.picture = Picture("gate", b"jpeg of the gate", 0.2)

    def statuses(self) -> list[CameraStatus]:
        return [self.status]

    def snapshot(self, camera_id: str, give: Any, deadline_s: float) -> None:
        give(self.picture)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.close()


@pytest.fixture
def camera() -> OneCamera:
    return OneCamera()


def kept(room: Room, camera: OneCamera, media: MediaStore | None = None) -> Entry:
    service = SnapshotService(
        room.database, media or room.media, room.clock, room.access.actor, cast("Any", camera)
    )
    return service.keep_shown("gate").result(timeout=5)


def test_a_live_picture_is_named_by_its_hash_with_its_time_and_age(room: Room, camera: OneCamera) -> None:
    draft = kept(room, camera).draft
    taken = stamp(room.clock.now() - timedelta(seconds=0.2))
    assert (draft.kind, draft.camera_id) == ("snapshot_kept", "gate")
    assert draft.media == (hashlib.sha256(b"jpeg of the gate").hexdigest(),)
    assert dict(draft.data) == {"at": taken, "age_s": "0.2", "state": "live", "cause": "", "bytes": "16"}
    assert room.media.path(draft.media[0]).read_bytes() == b"jpeg of the gate"
    assert room.journal.verify().ok


def test_a_picture_that_is_not_live_says_so_and_why(room: Room, camera: OneCamera) -> None:
    camera.status = CameraStatus("gate", "lost", "no_route", 0.0, 300.0, 3, 640, 360)
    camera.picture = Picture("gate", b"jpeg", 300.0)
    entry = kept(room, camera)
    assert (entry.draft.data["state"], entry.draft.data["cause"]) == ("lost", "no_route")
    assert not was_live(entry)
    assert entry.at - taken_at(entry) == timedelta(seconds=300)


def test_an_old_picture_is_not_live_though_the_tile_was_a_moment_ago(room: Room, camera: OneCamera) -> None:
    camera.picture = Picture("gate", b"jpeg", 7.0)
    entry = kept(room, camera)
    assert (entry.draft.data["state"], entry.draft.data["cause"]) == ("lost", "stalled")
    assert not was_live(entry)


def test_without_a_picture_nothing_is_written(room: Room, camera: OneCamera) -> None:
    camera.picture = Picture("gate", cause="no_picture")
    before = room.kinds()
    with pytest.raises(NotFound) as refused:
        kept(room, camera)
    assert refused.value.code == "no_picture"
    assert room.kinds() == before


def test_a_full_disk_is_told(room: Room, camera: OneCamera, tmp_path: Path) -> None:
    class FullDisk(MediaStore):
        def keep(self, content: bytes, suffix: str) -> str:
            raise StorageUnavailable("disk_full", path=str(len(content)) + suffix)

    with pytest.raises(StorageUnavailable):
        kept(room, camera, FullDisk(tmp_path))


def test_who_is_signed_in_stands_in_the_entry(room: Room, camera: OneCamera) -> None:
    room.access.set_pin("zhou", "1234").result()
    room.access.sign_in("zhou", "1234").result()
    assert kept(room, camera).draft.actor.person_id == "zhou"
