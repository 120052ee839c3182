"""A duty room with a target beside it, worked on in this process."""

from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from app.backup.layout import FOLDER, Layout, Source
from app.backup.making import BackupMaking
from app.backup.offers import find_offers
from app.backup.places import note_targets
from app.backup.restoring import Restored, finish, prepare
from app.backup.spilling import Spilling
from app.core.paths import DataFolder
from app.model.backup import BY_HAND, Backup, BackupRule, BackupTarget
from app.model.journal import Draft
from tests.fakes.room import Room

ALL = BackupRule(hourly=366)


class Vault:
    """`room` is the duty room; `stick` the folder that somebody chose."""

    def __init__(self, folder: Path, stick: Path | None = None, first: str = "the first line") -> None:
        self.data = DataFolder(folder / "data")
        self.data.root.mkdir()
        self.stick = stick or folder / "stick"
        self.stick.mkdir(exist_ok=True)
        self.room = Room(self.data.root)
        self.log = self.room.journal.add(first).result().hash
        self.layout = Layout(self.stick)
        self.layout.adopt("t1", self.log)
        note_targets(self.data, [BackupTarget("t1", str(self.stick))], self.log)
        self.source = Source(self.data.database, self.data.media)

    @property
    def below(self) -> Path:
        return self.stick / FOLDER

    def make(
        self, why: str = BY_HAND, rule: BackupRule = ALL, between: Callable[[], None] = lambda: None
    ) -> Backup:
        making = BackupMaking(self.source, self.layout, self.room.clock, UTC, between)
        return making.make(why, rule, "t1", self.log)

    def spill(self) -> None:
        spilling = Spilling(self.source, self.layout, "t1", self.log, self.room.clock)
        spilling.catch_up()
        spilling.close()

    def fill(self, count: int) -> None:
        """So many long lines, of 3 kB each."""
        lines = [self.room.journal.add(f"{number} " + "x" * 3000) for number in range(count)]
        lines[-1].result()

    def picture(self, content: bytes) -> str:
        """A picture that an entry names."""
        digest = self.room.media.keep(content, ".jpg")
        draft = Draft("snapshot_kept", media=(digest,))
        self.room.database.write(lambda transaction: transaction.journal.append(draft)).result()
        return digest

    def restore(self, asked: Path | None = None) -> Restored:
        """With the best backup there is; the room must be closed."""
        offer = find_offers(self.data, self.room.clock, asked)[0]
        prepare(offer, self.data)
        return finish(offer, self.data, self.room.clock, asked=asked)

    def texts(self) -> list[str]:
        """What people wrote, oldest first."""
        entries = reversed(self.room.journal.latest(10_000, kinds=("note",)))
        return [entry.draft.text for entry in entries]
