"""What the watch does: first the index, so that all is found soon; then the chain from where it was left, or all of it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.clock import SystemClock
from app.journal.verifying import Part, check_part
from app.search.indexer import Indexer, unindexed_of
from app.storage.chain import joined
from app.storage.database import open_for_checking
from app.storage.faults import environment_faults
from app.storage.heads import heads_beside, heads_size
from app.storage.media import MediaStore
from app.storage.search_index import IndexDamaged, index_beside

_REST_EVERY = 1000
ROOM_BYTES = 64_000_000
"""What is left on a disk that is nearly full belongs to the log: entries are found without an index, too."""
Tell = Callable[[dict[str, Any]], object]
Rest = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Job:
    """`number` and `hash`: the last entry that was checked. `whole`: all entries and files, and the index, anew."""

    database: str
    media: str
    number: int
    hash: str
    whole: bool


def carry_out(job: Job, tell: Tell, rest: Rest) -> None:
    """Tells `unindexed` while the index is made and `checked` at the end. Raises StorageUnavailable.

    `rest` is called often: it may wait, and what it raises ends the work.
    """
    _index(job, tell, rest)
    tell({"checked": _checked(job, rest)})


def _index(job: Job, tell: Tell, rest: Rest) -> None:
    database = Path(job.database)
    if shutil.disk_usage(database.parent).free < ROOM_BYTES:
        tell({"index_fault": "no_room"})
        return
    reader = open_for_checking(database, SystemClock())

    def told_rest() -> None:
        tell({"unindexed": unindexed_of(index_beside(database), reader.journal.newest_number())})
        rest()

    try:
        with environment_faults(database):
            indexer = Indexer(reader.journal, index_beside(database), rest, told=told_rest)
            if job.whole:
                indexer.renew_if_damaged()
            indexer.catch_up()
            told_rest()
    except IndexDamaged as error:
        # A full disk, for example. Entries are found all the same, one by one; the log itself is checked in any case.
        tell({"index_fault": str(error)})
    finally:
        reader.close()


def _checked(job: Job, rest: Rest) -> dict[str, Any]:
    database = Path(job.database)
    # Before the entries: what a running console adds meanwhile is not compared.
    size = heads_size(heads_beside(database))
    reader = open_for_checking(database, SystemClock())
    try:
        with environment_faults(database):
            newest = reader.journal.newest_number()
            whole = job.whole or not job.number or reader.journal.hash_of(job.number) != job.hash
    finally:
        reader.close()
    after = 0 if whole else job.number

    def seen(number: int) -> None:
        if number % _REST_EVERY == 0:
            rest()

    part = check_part(Part(str(database), after, newest, size, ends=True), seen)
    media = MediaStore(Path(job.media))

    def fault_of(digest: str) -> str:
        rest()
        return media.fault_of(digest)

    found = joined([part], fault_of if whole else None)
    number = after + part.entries if found.ok else job.number
    return {
        "number": number,
        "hash": found.head if found.ok else job.hash,
        "whole": whole,
        # What was checked before is not bad now, even where the end is missing.
        "first_bad": max(found.first_bad, after + 1) if found.reason else 0,
        "reason": found.reason,
    }
