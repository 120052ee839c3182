"""Which backups there are to go back to, and what would be lost with each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.backup.layout import Layout
from app.backup.places import noted_targets, places_with_backups
from app.backup.spill import Lookup, Spill, follow
from app.core.clock import Clock
from app.core.paths import DataFolder
from app.model.backup import Backup
from app.model.journal import Entry
from app.storage.heads import Head, heads_beside, newest_recorded, recorded_heads
from app.storage.rescue import Wreck


@dataclass(frozen=True, slots=True)
class Offer:
    """A backup, and how far the log reaches with it."""

    place: Path
    """The folder that was chosen for the target."""
    backup: Backup
    fault: str = ""
    """What a check has found wrong with it; empty: it is good."""
    own: bool = True
    """It is of the log that this console writes."""
    reaches: int = 0
    """Number of the last entry there would be, with what came after the backup."""
    known: int = 0
    """Number of the last entry that is known to have been written here; 0: none is."""

    @property
    def lost(self) -> int:
        """How many entries there would be no more."""
        return max(0, self.known - self.reaches) if self.own else self.known


class Remains:
    """What there is of the log beside backups: the spills of the targets, and the database that stands here.

    For one thread; to be closed.
    """

    def __init__(self, folder: DataFolder, places: Iterable[Path], clock: Clock) -> None:
        self._wreck = Wreck(folder.database, clock)
        self._spilled: defaultdict[int, list[Entry]] = defaultdict(list)
        for place in places:
            for entry in Spill(Layout(place).spill).entries_after(0):
                self._spilled[entry.number].append(entry)
        self.spilled = max(self._spilled, default=0)
        self._heads = heads_beside(folder.database)
        newest = self._wreck.newest()
        self.known = max(newest_recorded(self._heads), newest[0] if newest is not None else 0)
        """Number of the last entry that was written here."""
        first = self._wreck.entry(1)
        self.log = first.hash if first is not None else noted_targets(folder)[1]
        """Hash of the first entry; empty where it is not known."""

    def is_of_this_log(self, backup: Backup) -> bool:
        """By the first entry; where nothing tells of that any more, by the heads that were noted beside the database."""
        if self.log or not self.known:
            return backup.log == self.log or not self.known
        return (backup.number, backup.hash) in recorded_heads(self._heads)

    def close(self) -> None:
        self._wreck.close()

    def sources(self) -> list[Lookup]:
        return [self._of_wreck, lambda number: self._spilled.get(number, [])]

    def reach_of(self, head: Head) -> int:
        """Number of the last entry there would be after this one."""
        reached = self._wreck.runs_from(head) or head
        number = reached[0]
        for entry in follow(reached, self.sources()):
            number = entry.number
        return number

    def _of_wreck(self, number: int) -> list[Entry]:
        entry = self._wreck.entry(number)
        return [entry] if entry is not None else []


@contextmanager
def remains_of(folder: DataFolder, places: Iterable[Path], clock: Clock) -> Iterator[Remains]:
    remains = Remains(folder, places, clock)
    try:
        yield remains
    finally:
        remains.close()


def find_offers(folder: DataFolder, clock: Clock, asked: Path | None = None) -> list[Offer]:
    """Own ones first, then by the log they reach, the best first; those found spoilt last. Takes its time.

    Raises OSError where `asked` cannot be read.
    """
    places = places_with_backups(folder, asked)
    offers: list[Offer] = []
    with remains_of(folder, places, clock) as remains:
        for place in places:
            layout = Layout(place)
            for backup in layout.backups():
                own = remains.is_of_this_log(backup)
                head = (backup.number, backup.hash)
                reaches = remains.reach_of(head) if own else backup.number
                offers.append(Offer(place, backup, layout.fault_of(backup), own, reaches, remains.known))
    return sorted(offers, key=_worth, reverse=True)


def _worth(offer: Offer) -> tuple[bool, bool, bool, int, int, int]:
    """The newest state of everything else counts once the log is the same."""
    backup = offer.backup
    return (not offer.fault, offer.own, not backup.log_fault, offer.reaches, backup.number, backup.sequence)
