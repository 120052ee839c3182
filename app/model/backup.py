"""Backups: where they go, how many stay, and what one holds."""

from dataclasses import dataclass
from datetime import datetime

HOURLY, HANDOVER, BY_HAND = "hourly", "handover", "by_hand"
"""Why a backup was made."""
SAFETY_COPY = "safety"
"""Id of the target beside the database, which serves where there is no other."""


@dataclass(frozen=True, slots=True)
class BackupTarget:
    """A folder on another disk or a stick that backups go to."""

    id: str
    """Stands in the mark on the disk as well: by it the right disk is told from an empty mount point."""
    folder: str
    away_days: int = 0
    """It may be taken away so long before that is an alarm; 0 for one that always stays."""

    @property
    def is_safety_copy(self) -> bool:
        """On the console's own disk: good against a damaged database, not against a dead disk."""
        return self.id == SAFETY_COPY


@dataclass(frozen=True, slots=True)
class BackupRule:
    """How often a backup is made, and how many of them stay."""

    every_h: int = 1
    hourly: int = 24
    daily: int = 14
    monthly: int = 12


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy of everything the console stores, recordings and secrets aside."""

    sequence: int
    """1, 2, 3 … on its target: the order in which they were made, whatever the clock said."""
    made_at: datetime
    why: str
    number: int
    """Of the last entry of the log in it."""
    hash: str
    """Of that entry."""
    log: str
    """Hash of the first entry: the log's own name."""
    size: int
    """Bytes of the database."""
    sha256: str
    """Of the database."""
    program: str
    schema: str
    pictures: int
    """Files in the target's `media` at that time."""
    faults: tuple[str, ...] = ()
    """SHA-256 of files that entries name and that the console itself had lost or found changed."""
    log_fault: str = ""
    """What is wrong with the chain of the log itself, and with which entry; the copy is faithful all the same."""

    @property
    def name(self) -> str:
        """Of its folder."""
        return f"{self.sequence:08d}-{self.made_at:%Y%m%dT%H%M%SZ}"
