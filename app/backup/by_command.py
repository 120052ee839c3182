"""A backup that a command makes: with a console beside it or without one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from app.backup.check import check_backup
from app.backup.exclusive import TargetLock
from app.backup.layout import Layout, Source, TargetUnusable, fault_code
from app.backup.making import BackupMaking
from app.backup.offers import Offer
from app.backup.places import whereabouts
from app.backup.spilling import Spilling
from app.core.clock import Clock
from app.core.errors import NotFound
from app.core.ids import new_id
from app.core.paths import DataFolder
from app.model.backup import BY_HAND, Backup, BackupTarget
from app.storage.database import open_for_checking

_PATIENCE_S = 120.0
"""The console's own backup of this moment is waited for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it at one target: a backup, or why there is none."""

    folder: Path
    backup: Backup | None = None
    code: str = ""


def back_up(
    folder: DataFolder, clock: Clock, to: Path | None = None, between: Callable[[], None] = lambda: None
) -> list[Outcome]:
    """To every target, or to this folder alone, which becomes one where it is none. Raises StorageUnavailable where the
    database cannot be read, NotFound (no_target) where there is none."""
    reader = open_for_checking(folder.database, clock)
    try:
        targets, rule, site = reader.backups.targets(), reader.backups.rule(), reader.site.site()
        first = reader.journal.get(1)
    finally:
        reader.close()
    log_name = first.hash if first is not None else ""
    if to is not None:
        targets = [BackupTarget(_adopted(to, log_name, clock), str(to))]
    if not targets:
        raise NotFound("no_target")
    source, zone = Source(folder.database, folder.media), ZoneInfo(site.timezone)

    def one(target: BackupTarget) -> Outcome:
        place = whereabouts(Path(target.folder), target.id)
        layout = Layout(place)
        try:
            with TargetLock(folder.database, target.id, _PATIENCE_S):
                making = BackupMaking(source, layout, clock, zone, between)
                backup = making.make(BY_HAND, rule, target.id, log_name)
                spilling = Spilling(source, layout, target.id, log_name, clock)
                spilling.catch_up()
                spilling.close()
        except TargetUnusable as error:
            return Outcome(place, code=error.code)
        return Outcome(place, backup)

    return [one(target) for target in targets]


def verify(offers: list[Offer], clock: Clock) -> list[tuple[Offer, str]]:
    """Reads each of them whole, with its pictures, and says what is wrong; what is found is noted beside it."""
    read: dict[Path, set[str]] = {}
    found: list[tuple[Offer, str]] = []
    for offer in offers:
        layout = Layout(offer.place)
        try:
            fault = check_backup(layout, offer.backup, clock, known_good=read.setdefault(offer.place, set()))
        except OSError as error:
            found.append((offer, fault_code(error)))
            continue
        layout.note_fault(offer.backup, fault)
        found.append((offer, fault))
    return found


def _adopted(place: Path, log_name: str, clock: Clock) -> str:
    layout = Layout(place)
    mark = layout.mark()
    if mark is not None:
        return mark[0]
    try:
        target_id = new_id(clock.now())
        layout.adopt(target_id, log_name)
    except OSError as error:
        raise TargetUnusable(fault_code(error), path=str(place)) from error
    return target_id
