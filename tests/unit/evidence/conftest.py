"""A duty room with recordings, and one bundle exported from it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from app.cameras.console.wall import CameraWall
from app.core.secrets import FileSecrets
from app.evidence.bundle import Bundle
from app.evidence.rules import ExportWish
from app.evidence.service import EvidenceService
from app.evidence.snapshots import SnapshotService
from app.model.site import Camera
from app.model.words import Words
from app.storage.transaction import Transaction
from tests.fakes.recordings import FakeRecordings
from tests.fakes.room import Room


def _save_cameras(transaction: Transaction) -> None:
    for camera_id, name in (("gate", Words("东门", "East gate")), ("garage", Words("车库", "Garage"))):
        transaction.site.save_camera(Camera(camera_id, name, "demo", "lobby"))


@dataclass
class EvidenceRoom:
    """Twenty seconds of the gate in four files, five of the garage; a note and a picture in the log of that time."""

    room: Room
    recordings: FakeRecordings
    service: EvidenceService
    target: Path

    @classmethod
    def make(cls, folder: Path) -> "EvidenceRoom":
        room = Room(folder)
        room.database.write(_save_cameras).result()
        recordings = FakeRecordings(folder / "recordings")
        service = EvidenceService(
            room.database,
            room.media,
            recordings,
            FileSecrets(folder / "secrets.json"),
            room.clock,
            room.access.actor,
            room.access.refuse_stranger,
        )
        target = folder / "stick"
        target.mkdir()
        return cls(room, recordings, service, target)

    def record(self) -> ExportWish:
        """Records, logs, and wishes for seconds 2.5 to 18."""
        begin = self.room.clock.now()
        for number in range(4):
            self.recordings.draw("gate", begin + timedelta(seconds=5 * number))
        self.recordings.draw("garage", begin + timedelta(seconds=10))
        self.room.clock.advance(seconds=6)
        self.room.journal.add("东门有人翻墙").result()
        picture = begin + timedelta(seconds=4)
        room = self.room
        snapshots = SnapshotService(
            room.database, room.media, room.clock, room.access.actor, CameraWall(room.clock.monotonic)
        )
        snapshots.keep_recorded("gate", picture, b"\xff\xd8 made up for this test").result()
        self.room.clock.advance(seconds=60)
        return ExportWish(
            ("gate", "garage"),
            begin + timedelta(seconds=2.5),
            begin + timedelta(seconds=18),
            "派出所调取 / asked for by the police office",
            begin + timedelta(seconds=11),
        )


@pytest.fixture
def evidence(tmp_path: Path) -> Iterator[EvidenceRoom]:
    made = EvidenceRoom.make(tmp_path)
    yield made
    made.room.close()


@pytest.fixture(scope="session")
def exported_once(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    made = EvidenceRoom.make(tmp_path_factory.mktemp("evidence"))
    bundle = made.service.export(made.record(), made.target)
    made.room.close()
    return bundle


@pytest.fixture
def bundle(exported_once: Bundle, tmp_path: Path) -> Path:
    """A copy of the bundle, to be tampered with."""
    return Path(shutil.copytree(exported_once.folder, tmp_path / "handed-over"))
