"""A target as it lies on the disk: its mark, its backups, its room."""

import json
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from errno import EDQUOT, EINVAL, ENOSPC, ENOTSUP, EROFS
from pathlib import Path
from typing import Any

from app.core.clock import parse_stamp, stamp
from app.core.errors import DutyRoomError
from app.core.private_files import private
from app.model.backup import Backup

log = logging.getLogger(__name__)
FOLDER = "dutyroom-backup"
"""Below the folder that somebody chose: what else lies there is none of ours."""
MARK = "backup-of-a-duty-room.json"
DATABASE, HEADS, MANIFEST, BAD = "dutyroom.sqlite", "journal.heads", "manifest.json", "bad.json"
_FORMAT = 1
_PARTIAL = ".partial-"
_NOTE = "README.txt"
_NOTE_WORDS = """\
值班台的备份
============
copies/ 每个文件夹是一份经过校验的备份：dutyroom.sqlite（日志、事件、值班表、站点……）和说明 manifest.json。
media/  日志中的图片和文件，以其 SHA-256 命名，各份备份共用。
spill/  最近一次备份之后的日志，每行一条。
不包含录像、密码和服务地址。恢复：在设置（F9）的“备份”中，或在终端运行
    python3 run.py -- backup restore --from 本盘所在文件夹
请勿改动或删除其中的文件；内含个人信息，请妥善保管。

Backups of a duty-room console
==============================
copies/ each folder is a verified backup: dutyroom.sqlite (log, incidents, roster, site …) and its manifest.json
media/  pictures and files of the log, named by their SHA-256, shared by all backups
spill/  what was entered after the newest backup, an entry a line
Recordings, passwords and service addresses are not in it. Restore in the settings (F9), Backup, or with
    python3 run.py -- backup restore --from THE FOLDER THAT HOLDS THIS ONE
Change and remove nothing here. It holds personal data: keep it safe.
"""
"""For whoever finds the stick."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is backed up."""

    database: Path
    media: Path


class TargetUnusable(DutyRoomError):
    """A target cannot be written or read. Codes: target_gone, target_other, target_full, target_read_only,
    target_failed; source_damaged, log_changed, where it is the console's own data that are not well."""

    code = "target_failed"


def fault_code(error: OSError) -> str:
    """What it means to an operator."""
    if error.errno in (ENOSPC, EDQUOT):
        return "target_full"
    if error.errno == EROFS or isinstance(error, PermissionError):
        return "target_read_only"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "target_gone"
    return "target_failed"


class Layout:
    """`place` is the folder that somebody chose. Methods raise OSError where the disk refuses.

    Args:
        beside: it lies on the disk of the console itself, whose pictures need no second copy there.
    """

    def __init__(self, place: Path, *, beside: bool = False) -> None:
        self.beside = beside
        self.root = place / FOLDER
        self.media = self.root / "media"
        self.copies = self.root / "copies"
        self.spill = self.root / "spill"

    def mark(self) -> tuple[str, str] | None:
        """Id of the target, and name of the log that is backed up to it; None where no mark can be read."""
        try:
            said = json.loads((self.root / MARK).read_text(encoding="utf-8"))
            return str(said["id"]), str(said["log"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def adopt(self, target_id: str, log_name: str) -> None:
        """From now on this is the right disk."""
        self.root.mkdir(mode=0o700, exist_ok=True)
        for folder in (self.media, self.copies, self.spill):
            folder.mkdir(mode=0o700, exist_ok=True)
        write_synced(self.root / _NOTE, _NOTE_WORDS.encode())
        write_synced(
            self.root / MARK, json.dumps({"format": _FORMAT, "id": target_id, "log": log_name}).encode()
        )

    def refuse_wrong_disk(self, target_id: str, log_name: str) -> None:
        """Raises TargetUnusable: target_gone where no mark is, target_other where it is another's. To be asked before
        anything is written: an empty mount point looks like a folder."""
        found = self.mark()
        if found is None:
            raise TargetUnusable("target_gone", path=str(self.root))
        if found != (target_id, log_name):
            raise TargetUnusable("target_other", path=str(self.root))

    def free(self) -> int:
        return shutil.disk_usage(self.root).free

    def folder_of(self, backup: Backup) -> Path:
        return self.copies / backup.name

    def partial(self, sequence: int) -> Path:
        """Where a backup is made; until it is renamed it is none."""
        return self.copies / f"{_PARTIAL}{sequence:08d}"

    def backups(self) -> list[Backup]:
        """All that were finished, the oldest first."""
        found = [read_manifest(folder) for folder in self._finished()]
        return sorted((each for each in found if each is not None), key=lambda each: each.sequence)

    def names(self) -> list[str]:
        """Of the folders of all that were finished."""
        return sorted(folder.name for folder in self._finished())

    def good(self) -> list[Backup]:
        """Those of which no check has found that they are spoilt."""
        return [backup for backup in self.backups() if not self.fault_of(backup)]

    def fault_of(self, backup: Backup) -> str:
        """What a later check found wrong with it; empty where none did."""
        try:
            said = json.loads((self.folder_of(backup) / BAD).read_text(encoding="utf-8"))
            return str(said["reason"])
        except FileNotFoundError:
            return ""
        except (OSError, ValueError, KeyError, TypeError):
            return "unreadable"

    def note_fault(self, backup: Backup, reason: str) -> None:
        """So that it is never again taken for a good one. A target that takes no note is told by the check itself."""
        path = self.folder_of(backup) / BAD
        try:
            if reason:
                write_synced(path, json.dumps({"reason": reason}).encode())
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("%s cannot be marked: %s", path.parent, error)

    def next_sequence(self) -> int:
        """Also after one whose manifest cannot be read: its number is not given again."""
        numbers = [int(folder.name[:8]) for folder in self._finished() if folder.name[:8].isdigit()]
        return max(numbers, default=0) + 1

    def remove(self, backup: Backup) -> None:
        folder = self.folder_of(backup)
        # Hidden first: half removed it must not look whole.
        doomed = self.copies / f"{_PARTIAL}{backup.name}"
        folder.replace(doomed)
        shutil.rmtree(doomed)

    def clear_partial(self) -> None:
        """What a kill, a full disk or a pulled stick has left half done."""
        for folder in self.copies.iterdir():
            if folder.name.startswith(_PARTIAL):
                shutil.rmtree(folder)
        for picture in self.media.glob("*/.*.partial"):
            picture.unlink()

    def _finished(self) -> Iterator[Path]:
        if not self.copies.is_dir():
            return
        with os.scandir(self.copies) as entries:
            yield from (
                Path(each.path) for each in entries if each.is_dir() and not each.name.startswith(".")
            )


def read_manifest(folder: Path) -> Backup | None:
    """None where it cannot be read, or does not belong to this folder."""
    try:
        backup = backup_of(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None
    return backup if backup is not None and backup.name == folder.name else None


def backup_of(said: Any) -> Backup | None:
    """What a manifest says; None where it is none."""
    try:
        return Backup(
            sequence=int(said["sequence"]),
            made_at=parse_stamp(said["made_at"]),
            why=str(said["why"]),
            number=int(said["number"]),
            hash=str(said["hash"]),
            log=str(said["log"]),
            size=int(said["size"]),
            sha256=str(said["sha256"]),
            program=str(said["program"]),
            schema=str(said["schema"]),
            pictures=int(said["pictures"]),
            faults=tuple(str(each) for each in said["faults"]),
            log_fault=str(said["log_fault"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def manifest_of(backup: Backup) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "sequence": backup.sequence,
        "made_at": stamp(backup.made_at),
        "why": backup.why,
        "number": backup.number,
        "hash": backup.hash,
        "log": backup.log,
        "size": backup.size,
        "sha256": backup.sha256,
        "program": backup.program,
        "schema": backup.schema,
        "pictures": backup.pictures,
        "faults": list(backup.faults),
        "log_fault": backup.log_fault,
    }


def write_synced(path: Path, content: bytes) -> None:
    """Whole and on the disk, or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    with open(partial, "wb", opener=private) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """That a name is on the disk. Where folders cannot be opened (Windows) the file system sees to it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # A disk over the network may know no such thing.
        if error.errno not in (EINVAL, ENOTSUP):
            raise
    finally:
        os.close(descriptor)
