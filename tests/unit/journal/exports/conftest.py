"""A log of which parts are handed out."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.core.secrets import FileSecrets
from app.evidence.signing import SiteKey
from app.journal.exports.service import LogExport, LogExports
from app.model.journal import Draft
from app.storage.transaction import Transaction
from tests.fakes.log_exports import PlainWords, print_plainly, wish
from tests.fakes.room import Room


@dataclass
class ExportRoom:
    """Twelve entries: two notes, one of them corrected later, a picture, an entry that looks like a formula, what the
    program wrote between."""

    room: Room
    exports: LogExports
    target: Path

    @classmethod
    def make(cls, folder: Path) -> "ExportRoom":
        room = Room(folder)
        key = SiteKey(FileSecrets(folder / "secrets.json"))
        exports = LogExports(
            room.database, room.media, key, room.clock, room.access.actor, print_plainly,
            room.access.refuse_stranger,
        )  # fmt: skip
        target = folder / "stick"
        target.mkdir()
        made = cls(room, exports, target)
        made.fill()
        return made

    def fill(self) -> None:
        media = self.room.media.keep(b"a picture" * 200, ".jpg")
        drafts = [
            Draft("note", text="东门“巡逻”,\n一切正常; 第二行"), Draft("signed_in"),
            Draft("snapshot_kept", camera_id="gate", media=(media,)), Draft("signed_out"),
            Draft("note", text="=HYPERLINK(\"http://x\")"), Draft("note", text="+86 138 0000 0000"),
            Draft("visitor", text="bell \x07 and \ufffe gone"), Draft("hazard", text="x" * 1500),
            Draft("note", text="翻墙"), Draft("signed_in"),
        ]  # fmt: skip

        def write(transaction: Transaction) -> None:
            for draft in drafts:
                transaction.journal.append(draft)

        self.room.database.write(write).result()
        self.room.journal.amend(9, "翻墙未遂", "看错了").result()
        self.room.journal.add("later").result()

    def export(self, format_: str, **wanted: object) -> LogExport:
        chosen = wish(self.room.journal, format_, **wanted)
        return self.exports.export(chosen, PlainWords(), "en", self.target)


@pytest.fixture
def export_room(tmp_path: Path) -> Iterator[ExportRoom]:
    made = ExportRoom.make(tmp_path)
    yield made
    made.room.close()


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """A folder of each format, to be copied and not changed."""
    made = ExportRoom.make(tmp_path_factory.mktemp("exported"))
    yield {
        format_: made.export(format_, attachments=True, kinds=("note", "snapshot_kept", "visitor")).folder
        for format_ in ("pdf", "xlsx", "csv", "jsonl")
    }
    made.room.close()


@pytest.fixture
def copies(originals: dict[str, Path], tmp_path: Path) -> dict[str, Path]:
    return {name: Path(shutil.copytree(folder, tmp_path / name)) for name, folder in originals.items()}
