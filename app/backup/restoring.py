"""The way back: a backup is copied beside the database, gets what the log has after it, and takes the database's place.

Each step can be broken off by a kill: up to `ready.json` nothing has changed, from there on the next start goes on.
"""

import json
import logging
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from app.backup.layout import DATABASE, HEADS, Layout, fault_code, sync_folder, write_synced
from app.backup.offers import Offer, Remains, remains_of
from app.backup.pictures import copy_new, listed, sha256_of
from app.backup.places import places_with_backups
from app.backup.replay import TELLING_KINDS, incident_after
from app.backup.spill import follow
from app.core.changes import Changes
from app.core.clock import Clock, stamp
from app.core.errors import DutyRoomError, StorageUnavailable
from app.core.paths import DataFolder
from app.model.incident import RUNNING
from app.model.journal import SYSTEM, Actor, Draft, Entry
from app.storage.chain import FIRST_PREVIOUS
from app.storage.database import Database
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)
_READY = "ready.json"
_OLD = ("dutyroom.sqlite-wal", "dutyroom.sqlite-shm", "journal.heads", "dutyroom.sqlite")
"""What goes aside; the database last, so that a start which is killed in the middle still finds it."""
Told = Callable[[int], object]
"""Hears how many bytes are copied; what it raises ends the work."""


class NotRestored(DutyRoomError):
    """A backup cannot be used; the data are as they were. Codes: backup_spoilt, or as TargetUnusable."""

    code = "backup_spoilt"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it."""

    taken: int
    """Entries that came after the backup and are there again."""
    reaches: int
    lost: int
    aside: Path
    """Folder of what stood there before."""


def prepare(offer: Offer, folder: DataFolder, told: Told = lambda count: None) -> None:
    """Copies a backup into the data folder and checks that it is the one that was verified; its pictures as well. The
    console may be running. Raises NotRestored, or StorageUnavailable (disk_full, read_only) for the data folder."""
    layout, done = Layout(offer.place), 0

    def between() -> None:
        nonlocal done
        done += 1
        told(done)

    shutil.rmtree(folder.restoring, ignore_errors=True)
    source = layout.folder_of(offer.backup)
    try:
        folder.restoring.mkdir(mode=0o700)
        database = folder.restoring / DATABASE
        database.touch(mode=0o600)
        shutil.copyfile(source / DATABASE, database)
        if (source / HEADS).is_file():
            (folder.restoring / HEADS).touch(mode=0o600)
            shutil.copyfile(source / HEADS, folder.restoring / HEADS)
        if sha256_of(database, between) != offer.backup.sha256:
            layout.note_fault(offer.backup, "database_changed")
            shutil.rmtree(folder.restoring)
            raise NotRestored(path=str(source))
        _fetch_pictures(layout, folder, between)
    except OSError as error:
        shutil.rmtree(folder.restoring, ignore_errors=True)
        raise _whose(error, layout, folder) from error


def finish(
    offer: Offer | None, folder: DataFolder, clock: Clock, actor: Actor = SYSTEM, asked: Path | None = None
) -> Restored:
    """Gives the prepared database what the log has after it, and lets it take the place of the old one, which is set
    aside. `offer` None: there is no backup; an empty database gets what can still be read of the log.

    Nobody else may have the data folder. Raises StorageUnavailable; then the data are as they were.
    """
    if offer is None:
        shutil.rmtree(folder.restoring, ignore_errors=True)
        folder.restoring.mkdir(mode=0o700)
    places = places_with_backups(folder) + ([asked] if asked is not None else [])
    aside = folder.set_aside / f"{clock.now():%Y%m%dT%H%M%S%f}Z"
    with remains_of(folder, places, clock) as remains:
        taken, reaches = _complete(offer, folder, clock, actor, remains, aside)
        lost = max(0, remains.known - reaches)
    write_synced(folder.restoring / _READY, json.dumps({"aside": aside.name}).encode())
    finish_interrupted(folder)
    return Restored(taken, reaches, lost, aside)


def finish_interrupted(folder: DataFolder) -> None:
    """Ends what a kill has broken off after the point of no return; what was broken off before it is cleared away.

    To be called before the database is opened. Raises StorageUnavailable.
    """
    if not folder.restoring.is_dir():
        return
    try:
        ready = folder.restoring / _READY
        new = folder.restoring / DATABASE
        if ready.is_file() and new.is_file():
            aside = folder.set_aside / json.loads(ready.read_text(encoding="utf-8"))["aside"]
            for each in (folder.set_aside, aside):
                each.mkdir(mode=0o700, exist_ok=True)
            for name in _OLD:
                if (folder.root / name).exists():
                    (folder.root / name).replace(aside / name)
            heads = folder.restoring / HEADS
            if heads.is_file():
                heads.replace(folder.root / HEADS)
            # The last: until it is there, the next start goes on here.
            new.replace(folder.database)
            sync_folder(folder.root)
        shutil.rmtree(folder.restoring)
    except OSError as error:
        raise StorageUnavailable("read_only", path=str(folder.root)) from error


def complete_tail(folder: DataFolder, database: Database, recorded: int, clock: Clock) -> int:
    """Entries that were written and that the database has lost (a damaged write-ahead log) come back from the spills.

    To be called before anything is written: an entry more, and none of them would follow. What does not come back is told
    in the log, and the console goes on. Gives how many came back.
    """
    newest = database.read(lambda reader: reader.journal.newest())
    if newest is None or newest[0] >= recorded:
        return 0
    told = database.read(lambda reader: reader.journal.latest(1, kinds=("log_completed",)))
    if any(entry.draft.data.get("recorded") == str(recorded) for entry in told):
        return 0  # an earlier start has looked for them
    with remains_of(folder, places_with_backups(folder), clock) as remains:
        entries = list(follow(newest, remains.sources()))
    missing = recorded - newest[0] - len(entries)

    def change(transaction: Transaction) -> None:
        _, running = _take_over(transaction, entries)
        data = {
            "taken": str(len(entries)),
            "missing": str(max(0, missing)),
            "running": str(running),
            "recorded": str(recorded),
        }
        transaction.journal.append(Draft("log_completed", data=data))

    log.warning("the log had lost %d entries; %d came back", recorded - newest[0], len(entries))
    database.write(change).result()
    return len(entries)


def _complete(
    offer: Offer | None, folder: DataFolder, clock: Clock, actor: Actor, remains: Remains, aside: Path
) -> tuple[int, int]:
    """How many entries it took over, and the number of the last one before the entry that tells of it."""
    database = Database(folder.restoring / DATABASE, clock, Changes())
    try:

        def change(transaction: Transaction) -> tuple[int, int]:
            head = transaction.journal.newest() or (0, FIRST_PREVIOUS)
            taken, running = _take_over(transaction, follow(head, remains.sources()))
            reaches = head[0] + taken
            data = {
                "backup": offer.backup.name if offer else "",
                "made_at": stamp(offer.backup.made_at) if offer else "",
                "number": str(head[0]),
                "taken": str(taken),
                "missing": str(max(0, remains.known - reaches)),
                "aside": aside.name,
                "running": str(running),
            }
            kind = "log_restored" if offer else "log_begun_anew"
            transaction.journal.append(Draft(kind, actor=actor, data=data))
            return taken, reaches

        return database.write(change).result()
    finally:
        database.close()


def _take_over(transaction: Transaction, entries: Iterable[Entry]) -> tuple[int, int]:
    """How many there were, and how many incidents run of which nobody knows any more whom they have called."""
    count = 0
    about: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        transaction.journal.take_over(entry)
        count += 1
        if entry.draft.incident_id:
            told = about[entry.draft.incident_id]
            if entry.draft.kind in TELLING_KINDS:
                told.append(entry)
    running = 0
    for incident_id, told in about.items():
        incident = incident_after(transaction.incidents.get(incident_id), told)
        if incident is None:
            continue
        if transaction.site.plan_version(incident.kind, incident.plan_version) is None:
            # Another plan may get that number: nothing shall be done by what nobody had decided.
            incident = replace(incident, plan_version=0)
        transaction.incidents.save(incident)
        # Whom it has called since is not known: nothing may be called by itself from a state that is past.
        transaction.escalations.forget(incident_id)
        running += incident.state == RUNNING
    transaction.touch_quietly("incident")
    return count, running


def _fetch_pictures(layout: Layout, folder: DataFolder, between: Callable[[], None]) -> None:
    """Those that the target has and the data folder has not."""
    folder.media.mkdir(parents=True, exist_ok=True, mode=0o700)
    here = listed(folder.media)
    missing = [(digest, path) for digest, path in listed(layout.media).items() if digest not in here]
    _, wrong = copy_new(missing, folder.media, between)
    for digest in wrong:
        log.warning("picture %s of the backup is not what it was", digest)


def _whose(error: OSError, layout: Layout, folder: DataFolder) -> DutyRoomError:
    if layout.mark() is None:
        return NotRestored("target_gone", path=str(layout.root))
    code = fault_code(error)
    if code == "target_full":
        return StorageUnavailable("disk_full", path=str(folder.root))
    if code == "target_read_only":
        return StorageUnavailable("read_only", path=str(folder.root))
    return NotRestored("target_failed", path=str(layout.root))
