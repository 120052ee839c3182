"""Where backups may lie: known also to a console that cannot read its database, or has none yet."""

import json
import logging
import sys
from pathlib import Path

import psutil

from app.backup.layout import Layout, write_synced
from app.core.paths import DataFolder
from app.model.backup import BackupTarget

log = logging.getLogger(__name__)
_OVER_THE_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "autofs")
"""Not looked at unasked: one that does not answer would hold up whoever looks."""


def note_targets(folder: DataFolder, targets: list[BackupTarget], log_name: str) -> None:
    """Beside the database, for the day it cannot be read. Raises OSError."""
    said = {"log": log_name, "targets": [{"id": each.id, "folder": each.folder} for each in targets]}
    write_synced(folder.backup_targets, json.dumps(said, indent=1).encode())


def noted_targets(folder: DataFolder) -> tuple[list[BackupTarget], str]:
    """The targets, and the name of the log that goes to them; empty where none were noted."""
    try:
        said = json.loads(folder.backup_targets.read_text(encoding="utf-8"))
        return [BackupTarget(str(each["id"]), str(each["folder"])) for each in said["targets"]], str(
            said["log"]
        )
    except FileNotFoundError:
        return [], ""
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("the list of backup targets cannot be read: %s", error)
        return [], ""


def mounted() -> list[Path]:
    """Where disks and sticks are mounted."""
    try:
        found = psutil.disk_partitions(all=False)
    except (OSError, psutil.Error) as error:
        log.warning("what is mounted is not known: %s", error)
        return []
    if sys.platform == "win32":
        # A reader without a card in it has no file system.
        return [Path(each.mountpoint) for each in found if each.fstype]
    return [Path(each.mountpoint) for each in found if each.fstype not in _OVER_THE_NETWORK]


def whereabouts(place: Path, target_id: str) -> Path:
    """Where a target is now: at its own place, else wherever its mark is found, for a stick is not always mounted at the
    same place; `place` where it is nowhere."""
    for each in (place, *mounted()):
        mark = Layout(each).mark()
        if mark is not None and mark[0] == target_id:
            return each
    return place


def is_safety_copy(place: Path) -> bool:
    """Whether what lies there is on the console's own disk."""
    return place.parent.name == DataFolder(place).safety_copies.name


def places_with_backups(folder: DataFolder, asked: Path | None = None) -> list[Path]:
    """`asked` alone where somebody named one; else every place that can be found."""
    if asked is not None:
        return [asked]
    targets, _ = noted_targets(folder)
    places = [whereabouts(Path(target.folder), target.id) for target in targets] + mounted()
    places += sorted(folder.safety_copies.glob("*"))
    there = [place for place in places if Layout(place).mark() is not None]
    return list(dict.fromkeys(there))
