"""Whether a backup is what it says: its file, its structure, its chain to the head, its pictures."""

import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.backup.layout import DATABASE, HEADS, Layout
from app.backup.pictures import listed, sha256_of
from app.core.clock import Clock
from app.core.errors import StorageUnavailable
from app.model.backup import Backup
from app.model.journal import Verification
from app.storage.chain import FIRST_PREVIOUS, check_rows, joined
from app.storage.heads import Head, recorded_heads
from app.storage.whole_copy import OpenedCopy

log = logging.getLogger(__name__)
_ENTRIES_A_TURN = 256


class Contents:
    """What a copied database holds, found by reading all of it.

    Attributes:
        fault: `structure` where SQLite finds it damaged: the rest is not known then.
        log_fault: the first thing that is wrong with the chain of entries, and with which.
    """

    def __init__(
        self, folder: Path, clock: Clock, between: Callable[[], None], *, thorough: bool = False
    ) -> None:
        self.fault = self.log_fault = ""
        self.head: Head = (0, "")
        self.log = self.schema = ""
        self.media: set[str] = set()

        def seen(number: int) -> None:
            if number % _ENTRIES_A_TURN == 0:
                between()

        try:
            with OpenedCopy(folder / DATABASE, clock, between) as opened:
                if structure := opened.structure_fault(thorough=thorough):
                    log.warning("%s: %s", folder, structure)
                    self.fault = "structure"
                    return
                self.head = opened.reader.journal.newest() or (0, "")
                with closing(opened.reader.journal.rows(None, self.head[0])) as rows:
                    checked = check_rows(rows, 0, FIRST_PREVIOUS, recorded_heads(folder / HEADS), seen)
                self.log_fault = named_fault(joined([checked], None))
                first = opened.reader.journal.get(1)
                self.log, self.schema = first.hash if first else "", opened.schema()
                self.media = opened.named_media()
        except StorageUnavailable as error:
            log.warning("%s: %s", folder, error)
            self.fault = "structure"


def named_fault(found: Verification) -> str:
    """What is wrong with a log, and with which entry; empty where nothing is."""
    return "" if found.ok else f"{found.reason} {found.first_bad}"


def check_backup(
    layout: Layout,
    backup: Backup,
    clock: Clock,
    between: Callable[[], None] = lambda: None,
    known_good: set[str] | None = None,
) -> str:
    """The first thing that is wrong with a finished backup: `database_changed`, `structure`, `manifest_differs`,
    `media_missing SHA-256`, `media_differs SHA-256`, or a fault of the chain with its number; empty where all is as it
    was made. Raises OSError where it cannot be read.

    `known_good`: pictures that were read a moment ago; those read now are added.
    """
    folder = layout.folder_of(backup)
    read = known_good if known_good is not None else set()
    if sha256_of(folder / DATABASE, between) != backup.sha256:
        return "database_changed"
    contents = Contents(folder, clock, between, thorough=True)
    if contents.fault:
        return contents.fault
    if contents.log_fault != backup.log_fault:
        return contents.log_fault or "manifest_differs"
    if (contents.head, contents.log) != ((backup.number, backup.hash), backup.log):
        return "manifest_differs"
    there = listed(layout.media)
    for digest in sorted(contents.media - set(backup.faults) - read):
        if digest not in there:
            return f"media_missing {digest}"
        if sha256_of(there[digest], between) != digest:
            return f"media_differs {digest}"
        read.add(digest)
    return ""
