"""Files for the user alone, also in a folder that others may read."""

import logging
import os
import stat
from pathlib import Path

from app.core.paths import DataFolder

log = logging.getLogger(__name__)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OURS = (
    "dutyroom*.sqlite*",
    "journal.heads",
    "console.*",
    "reserve",
    "secrets.json",
    "backup-*",
    "training-messages.jsonl",
)
"""What lies in the data folder itself. Somebody may have chosen a folder with files of others: those stay as they are."""


def private(path: str, flags: int) -> int:
    """An `opener` for `open`: what it creates, only this user can read and write."""
    return os.open(path, flags, 0o600)


def make_private(folder: DataFolder) -> None:
    """Takes from others what versions before this one left readable. Takes its time; for a thread of its own.

    A disk of its own for recordings belongs to whoever set it up.
    """
    if os.name == "nt":  # no such modes: what may be read goes by the user's profile
        return
    for pattern in _OURS:
        for path in folder.root.glob(pattern):
            _take_from_others(path)
    for inside in (folder.media, folder.logs, folder.recordings):
        if inside.is_dir() and not inside.is_symlink() and not inside.is_mount() and _open_to_others(inside):
            for path in inside.rglob("*"):
                _take_from_others(path)
            # The last: while it is open to others the next start looks through it again.
            _take_from_others(inside)


def _take_from_others(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
        if mode & _OTHERS and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
    except FileNotFoundError:
        return  # a recording whose time was over
    except OSError as error:
        log.warning("others may go on reading %s: %s", path, error)


def _open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & _OTHERS)
