"""Makes one backup: copied, read again, and only then given the name of one."""

import json
import logging
from collections.abc import Callable
from datetime import tzinfo
from pathlib import Path

from app import __version__
from app.backup.check import Contents, named_fault
from app.backup.layout import (
    DATABASE,
    HEADS,
    MANIFEST,
    Layout,
    Source,
    TargetUnusable,
    fault_code,
    manifest_of,
    sync_folder,
    write_synced,
)
from app.backup.pictures import bring, listed, sha256_of
from app.backup.rules import BESIDE_MARGIN_BYTES, MARGIN_BYTES, going_for_room, is_reread, kept
from app.backup.spill import Spill
from app.core.clock import Clock
from app.core.errors import StorageUnavailable
from app.journal.verifying import verify_log
from app.model.backup import Backup, BackupRule
from app.storage.heads import heads_beside
from app.storage.whole_copy import OpenedCopy, copy_database

log = logging.getLogger(__name__)
_RECENT = 24
"""Entries after so many backups stay in the spill: should the newest be found spoilt, an older one gives the same log."""
_FULL = ("disk_full",)


class BackupMaking:
    """For one target. `between` is called many times a second, and may pause; what it raises ends the work."""

    def __init__(
        self, source: Source, layout: Layout, clock: Clock, zone: tzinfo, between: Callable[[], None]
    ) -> None:
        self._source = source
        self._layout = layout
        self._clock = clock
        self._zone = zone
        self._between = between

    def make(self, why: str, rule: BackupRule, target_id: str, log_name: str) -> Backup:
        """Raises TargetUnusable; then there is what was there before, and nothing half done is taken for a backup."""
        layout = self._layout
        try:
            layout.refuse_wrong_disk(target_id, log_name)
            layout.clear_partial()
            self._make_room()
            sequence = layout.next_sequence()
            partial = layout.partial(sequence)
            partial.mkdir(mode=0o700)
            backup = self._fill(partial, sequence, why, log_name)
            write_synced(partial / MANIFEST, json.dumps(manifest_of(backup), indent=1).encode())
            partial.replace(layout.folder_of(backup))
            sync_folder(layout.copies)
            self._read_an_older_one(sequence)
            self._clear_old(rule)
            self._spilled_anew(backup)
        except OSError as error:
            log.warning("no backup at %s: %s", layout.root, error)
            # Pulled out in the middle: what the error says then depends on where it happened.
            code = fault_code(error) if layout.mark() is not None else "target_gone"
            raise TargetUnusable(code, path=str(layout.root)) from error
        except StorageUnavailable as error:
            code = "source_damaged" if error.code == "damaged" else "source_unreadable"
            raise TargetUnusable(code, **error.values) from error
        return backup

    def _fill(self, partial: Path, sequence: int, why: str, log_name: str) -> Backup:
        self._copy_database(partial)
        contents = Contents(partial, self._clock, self._between)
        if contents.fault or (contents.log_fault and not self._log_is_so(contents.log_fault)):
            raise TargetUnusable(self._whose_fault(), path=str(self._layout.root))
        if contents.log != log_name:
            raise TargetUnusable("target_other", path=str(self._layout.root))
        faults = self._copy_pictures(contents.media, sequence)
        number, digest = contents.head
        database = partial / DATABASE
        return Backup(
            sequence=sequence,
            made_at=self._clock.now(),
            why=why,
            number=number,
            hash=digest,
            log=contents.log,
            size=database.stat().st_size,
            sha256=sha256_of(database, self._between),
            program=__version__,
            schema=contents.schema,
            pictures=len(listed(self._layout.media)),
            faults=tuple(sorted(faults)),
            log_fault=contents.log_fault,
        )

    def _copy_database(self, partial: Path) -> None:
        heads = heads_beside(self._source.database)
        # Before the database: what is in it then is in the copy as well.
        if heads.is_file():
            (partial / HEADS).write_bytes(heads.read_bytes())
        copy = partial / DATABASE
        copy.touch(mode=0o600)
        try:
            copy_database(self._source.database, copy, self._between)
        except StorageUnavailable as error:
            if error.values.get("path") != str(copy):
                raise
            code = "target_full" if error.code in _FULL else self._code_now()
            raise TargetUnusable(code, **error.values) from error
        sync_folder(partial)

    def _code_now(self) -> str:
        """SQLite says little about why it cannot write: the mark tells whether the disk is there at all."""
        if self._layout.mark() is None:
            return "target_gone"
        # SQLite tells a full disk as a failing one where a file cannot grow.
        return "target_full" if self._layout.free() < MARGIN_BYTES // 64 else "target_failed"

    def _whose_fault(self) -> str:
        """The copy is damaged: because the database is, or because the target does not keep what it is given?"""
        try:
            with OpenedCopy(self._source.database, self._clock, self._between, live=True) as opened:
                return "source_damaged" if opened.structure_fault(thorough=False) else "target_failed"
        except StorageUnavailable:
            return "source_damaged"

    def _log_is_so(self, log_fault: str) -> bool:
        """Whether the log itself has this fault: then the copy is a faithful one, and better than none."""
        found = verify_log(self._source.database, None, lambda number: self._between(), processes=1)
        return log_fault == named_fault(found)

    def _copy_pictures(self, named: set[str], sequence: int) -> set[str]:
        """Gives those that entries name and that cannot be had."""
        there, here = listed(self._layout.media), listed(self._source.media)
        fallen = {
            digest
            for digest, path in there.items()
            if is_reread(digest, sequence) and sha256_of(path, self._between) != digest
        }
        for digest in fallen:
            log.warning("%s reads otherwise than it was written", there[digest])
            if digest in here:
                there.pop(digest).unlink()
        new = ((digest, path) for digest, path in here.items() if digest not in there)
        copied, wrong = bring(new, self._layout, self._between)
        return (named - set(there) - copied) | (named & fallen - copied) | (named & wrong)

    def _make_room(self) -> None:
        """For the database as it is now, and the pictures that are new. Raises TargetUnusable where the target is too
        small for that beside the newest good backup."""
        there = listed(self._layout.media)
        pictures = sum(
            path.stat().st_size for digest, path in listed(self._source.media).items() if digest not in there
        )
        with OpenedCopy(self._source.database, self._clock, live=True) as opened:
            beside = self._layout.beside
            needed = opened.size() + (BESIDE_MARGIN_BYTES if beside else pictures + MARGIN_BYTES)
        if self._layout.free() >= needed:
            return
        good = self._layout.good()
        self._remove_spoilt(good)
        going = going_for_room(good, needed, self._layout.free())
        for backup in going:
            self._layout.remove(backup)
        if self._layout.free() < needed:
            raise TargetUnusable("target_full", path=str(self._layout.root), needed=str(needed))

    def _read_an_older_one(self, sequence: int) -> None:
        """One at each backup, in turn: one that has rotted on the disk is not found out when it is needed."""
        older = [each for each in self._layout.good() if each.sequence != sequence]
        if not older:
            return
        backup = older[sequence % len(older)]
        try:
            whole = sha256_of(self._layout.folder_of(backup) / DATABASE, self._between) == backup.sha256
        except OSError as error:
            if self._layout.mark() is None:
                raise
            log.warning("%s cannot be read any more: %s", backup.name, error)
            whole = False
        if not whole:
            log.warning("%s is no longer what it was", backup.name)
            self._layout.note_fault(backup, "database_changed")

    def _clear_old(self, rule: BackupRule) -> None:
        good = self._layout.good()
        staying = kept(good, rule, self._zone)
        self._remove_spoilt(good)
        for backup in good:
            if backup.sequence not in staying:
                self._layout.remove(backup)

    def _remove_spoilt(self, good: list[Backup]) -> None:
        """Those older than a good one."""
        newest = max((each.sequence for each in good), default=0)
        known = {each.sequence for each in good}
        for backup in self._layout.backups():
            if backup.sequence < newest and backup.sequence not in known:
                self._layout.remove(backup)

    def _spilled_anew(self, backup: Backup) -> None:
        spill = Spill(self._layout.spill)
        last = spill.last()
        spill.begin_file(max(backup.number, last[0] if last else 0) + 1)
        recent = self._layout.good()[-_RECENT:]
        spill.clear(recent[0].number)
