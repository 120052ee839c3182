"""What the console and the process that works on a target say to each other: lines of JSON."""

from dataclasses import asdict, dataclass
from typing import Any

from app.model.backup import BackupRule

SILENT_S = 90.0
"""A process that has said nothing for so long stands still: the disk does not answer."""
LOOK_S = 5.0
"""How often it looks whether the target is there, and whether there is something to spill."""


@dataclass(frozen=True, slots=True)
class Start:
    """The first line."""

    database: str
    media: str
    logs: str
    place: str
    """The folder that somebody chose."""
    target_id: str
    log_name: str
    timezone: str
    beside: bool = False
    """The target lies on the console's own disk."""

    def dump(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Wish:
    """Make a backup."""

    why: str
    rule: BackupRule

    def dump(self) -> dict[str, Any]:
        return {"why": self.why, "rule": asdict(self.rule)}

    @staticmethod
    def load(said: dict[str, Any]) -> "Wish":
        return Wish(str(said["why"]), BackupRule(**said["rule"]))
