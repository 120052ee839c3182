"""Where things lie in the data folder."""

from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The folder that holds everything one console stores."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "dutyroom.sqlite"

    @property
    def media(self) -> Path:
        return self.root / "media"

    @property
    def unfinished(self) -> Path:
        """What hangs on lines of the log that are not stored yet."""
        return self.root / "unfinished"

    @property
    def recordings(self) -> Path:
        return self.root / "recordings"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def lock(self) -> Path:
        return self.root / "console.lock"

    @property
    def reserve(self) -> Path:
        """Space kept back for an emergency on a full disk."""
        return self.root / "reserve"

    @property
    def control(self) -> Path:
        """Where the running console writes how to reach it; readable by the user alone."""
        return self.root / "console.address"

    @property
    def alive(self) -> Path:
        """When the console that ran last was still there."""
        return self.root / "console.alive"

    @property
    def window(self) -> Path:
        """How the window was left."""
        return self.root / "window.json"

    @property
    def lan_page(self) -> Path:
        """Certificate and key of the page on the local network, and photos that have just arrived."""
        return self.root / "lan-page"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets.json"

    @property
    def backup_targets(self) -> Path:
        """Where backups lie: known also when the database is damaged."""
        return self.root / "backup-targets.json"

    @property
    def safety_copies(self) -> Path:
        """Copies of the database on its own disk, a folder for each log, while there is no other target."""
        return self.root / "safety-copies"

    @property
    def restoring(self) -> Path:
        """What is being made of a backup, until it takes the place of the database."""
        return self.root / "restoring"

    @property
    def set_aside(self) -> Path:
        """Databases that a restored one has taken the place of."""
        return self.root / "set-aside"

    def prepare(self) -> None:
        """Makes the folders; raises OSError where the place cannot be written."""
        for folder in (self.root, self.media, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def default_data_folder(*, demo: bool) -> DataFolder:
    """The user's own data folder; the demo site lives apart from the real one."""
    base = Path(platformdirs.user_data_dir("dutyroom", appauthor=False))
    return DataFolder(base / ("demo" if demo else "site"))


def resource(*parts: str) -> Path:
    """A file of the program's own `resources` folder."""
    return Path(__file__).resolve().parents[2].joinpath("resources", *parts)
