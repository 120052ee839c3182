"""A picture of every camera is kept by its hash when an incident opens; a missing one is said, with its cause."""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

from app.cameras.console.pictures import Picture
from app.core.errors import StorageUnavailable
from app.incidents.evidence import EvidenceKeeper
from app.incidents.evidence import Picture as Answer
from app.storage.media import MediaStore
from tests.fakes.room import Room

PICTURES = (Picture("gate", b"jpeg of the gate", 0.04), Picture("lift", cause="no_route"))


def _from_another_thread(give: Callable[[Answer], None], _deadline_s: float) -> None:
    thread = threading.Thread(target=lambda: [give(picture) for picture in PICTURES])
    thread.start()
    thread.join()


def test_pictures_are_kept_and_missing_ones_said(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    EvidenceKeeper(room.database, room.media, _from_another_thread).keep_pictures(incident)
    room.database.write(lambda tx: None).result()

    missing, kept = room.journal.latest(2)
    assert (kept.draft.kind, kept.draft.camera_id) == ("picture_kept", "gate")
    assert kept.draft.media == (hashlib.sha256(b"jpeg of the gate").hexdigest(),)
    assert (missing.draft.kind, missing.draft.data["cause"]) == ("picture_missing", "no_route")
    assert room.journal.verify().ok

    room.media.path(kept.draft.media[0]).write_bytes(b"another picture")
    found = room.journal.verify()
    assert (found.ok, found.first_bad, found.reason) == (False, kept.number, "media_differs")


class _FullDisk(MediaStore):
    def keep(self, content: bytes, suffix: str) -> str:
        raise StorageUnavailable("disk_full", path=str(content[:0]) + suffix)


def test_a_full_disk_costs_the_picture_not_the_incident(room: Room, tmp_path: Path) -> None:
    incident = room.incidents.press().result()
    EvidenceKeeper(room.database, _FullDisk(tmp_path), _from_another_thread).keep_pictures(incident)
    room.database.write(lambda tx: None).result()
    causes = [entry.draft.data.get("cause") for entry in room.journal.latest(2)]
    assert causes == ["no_route", "disk_full"]
