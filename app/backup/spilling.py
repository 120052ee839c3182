"""Brings the spill of a target up to the newest entry of the log."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.backup.layout import Layout, Source, TargetUnusable, fault_code
from app.backup.pictures import bring
from app.backup.spill import Spill
from app.core.clock import Clock
from app.model.journal import Entry
from app.storage.database import open_for_checking
from app.storage.faults import environment_faults
from app.storage.heads import Head
from app.storage.media import MediaStore
from app.storage.transaction import Reader

log = logging.getLogger(__name__)
_AT_ONCE = 500


class Spilling:
    """For one target; opens the database at the first call and keeps it open, until `close`.

    Attributes:
        apart: how many entries the target holds that the log no longer has; told once, of the last look.
    """

    def __init__(
        self,
        source: Source,
        layout: Layout,
        target_id: str,
        log_name: str,
        clock: Clock,
        between: Callable[[], object] = lambda: None,
    ) -> None:
        self._database = source.database
        self._media = MediaStore(source.media)
        self._between = between
        self._layout = layout
        self._target_id = target_id
        self._log_name = log_name
        self._clock = clock
        self._spill = Spill(layout.spill)
        self._reader: Reader | None = None
        self._last: Head | None = None
        self.apart = 0

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def catch_up(self) -> Head | None:
        """Writes what is new, and its pictures; gives the last entry there. Raises TargetUnusable, or StorageUnavailable
        where the database cannot be read."""
        self._layout.refuse_wrong_disk(self._target_id, self._log_name)
        with self._faults():
            self.apart = 0
            last = self._known()
            while entries := self._after(last[0] if last else 0):
                last = self._spill.append(entries)
                self._copy_pictures(entries)
                self._last = last
                self._between()
            return last

    def _known(self) -> Head | None:
        """Where the spill ends, or else the newest backup. Where the log goes on otherwise, what stands there is kept
        apart: it may be all that is left of it."""
        if self._last is not None:
            return self._last
        last = self._spill.last()
        newest = next(reversed(self._layout.good()), None)
        if newest is not None and (last is None or last[0] < newest.number):
            last = (newest.number, newest.hash)
        if last is not None and not self._stands_in_log(last):
            log.warning("the log does not have entry %d of the target as it is there", last[0])
            self.apart = sum(1 for _ in self._spill.entries_after(self._common()))
            self._spill.set_apart()
            last = (
                None
                if newest is None or not self._stands_in_log((newest.number, newest.hash))
                else (
                    newest.number,
                    newest.hash,
                )
            )
        return last

    def _common(self) -> int:
        """The last entry that spill and log have both."""
        known = [
            entry for entry in self._spill.entries_after(0) if self._stands_in_log((entry.number, entry.hash))
        ]
        return max((entry.number for entry in known), default=0)

    def _stands_in_log(self, head: Head) -> bool:
        entry = self._opened().journal.get(head[0])
        return entry is not None and entry.hash == head[1]

    def _after(self, number: int) -> list[Entry]:
        return list(
            reversed(self._opened().journal.latest(_AT_ONCE, after=number, before=number + _AT_ONCE + 1))
        )

    def _opened(self) -> Reader:
        if self._reader is None:
            self._reader = open_for_checking(self._database, self._clock)
        return self._reader

    def _copy_pictures(self, entries: list[Entry]) -> None:
        """They come to the target with the entry that names them."""
        named = {digest for entry in entries for digest in entry.draft.media}
        if not named:
            return
        found = [(digest, path) for digest in named if (path := self._media.find(digest)) is not None]
        there = {digest for digest, path in found if (self._layout.media / digest[:2] / path.name).exists()}
        bring([each for each in found if each[0] not in there], self._layout, lambda: None)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            with environment_faults(self._database):
                yield
        except OSError as error:
            # Anew from what the target holds: what of it was written is not known.
            self._last = None
            code = fault_code(error) if self._layout.mark() is not None else "target_gone"
            raise TargetUnusable(code, path=str(self._layout.root)) from error
