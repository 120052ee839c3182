"""Checks the whole log: every byte of every entry, its link, the heads kept beside it, and every file that entries name.

A long log is checked in parts by processes of its own: two of them take half as long, and the window stays free.
"""

import contextlib
import json
import os
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from app.core.child_process import start_module
from app.core.clock import SystemClock
from app.core.errors import StorageUnavailable
from app.model.journal import Verification
from app.storage.chain import FIRST_PREVIOUS, Checked, check_rows, joined
from app.storage.database import open_for_checking
from app.storage.faults import environment_faults
from app.storage.heads import heads_beside, heads_size, recorded_heads
from app.storage.media import MediaStore

TELL_EVERY = 2000
_ALONE = 20_000
"""Entries that are checked before a second process has begun."""
_MOST_PROCESSES = 4
Seen = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Part:
    """Entries behind number `after` up to `last`; the last part also has to hold every head that is left."""

    database: str
    after: int
    last: int
    heads_size: int
    ends: bool


def verify_log(
    database: Path,
    media: MediaStore | None,
    seen: Seen = lambda number: None,
    processes: int = min(_MOST_PROCESSES, os.cpu_count() or 1),
) -> Verification:
    """The chain first; when it holds, the files, unless `media` is None.

    `seen` hears how many entries are done; what it raises ends the work. Raises StorageUnavailable.
    """
    # Before the entries: what a running console adds meanwhile is not compared.
    size = heads_size(heads_beside(database))
    reader = open_for_checking(database, SystemClock())
    try:
        with environment_faults(database):
            newest = reader.journal.newest_number()
    finally:
        reader.close()
    parts = _parts(database, newest, size, processes if newest >= _ALONE else 1)
    checked = [check_part(parts[0], seen)] if len(parts) == 1 else _by_processes(parts, seen)

    def fault_of(digest: str) -> str:
        seen(newest)
        return media.fault_of(digest) if media is not None else ""

    return joined(checked, fault_of if media is not None else None)


def check_part(part: Part, seen: Seen) -> Checked:
    database = Path(part.database)
    reader = open_for_checking(database, SystemClock())
    try:
        with environment_faults(database):
            previous = reader.journal.hash_of(part.after) if part.after else FIRST_PREVIOUS
            heads = (
                head
                for head in recorded_heads(heads_beside(database), part.heads_size, part.after)
                if head[0] > part.after and (part.ends or head[0] <= part.last)
            )
            with contextlib.closing(reader.journal.rows(part.after or None, part.last)) as rows:
                return check_rows(rows, part.after, previous, heads, seen)
    finally:
        reader.close()


def _parts(database: Path, newest: int, size: int, count: int) -> list[Part]:
    ends = [newest * turn // count for turn in range(1, count + 1)]
    return [
        Part(str(database), after, last, size, last == newest)
        for after, last in zip([0, *ends], ends, strict=False)
    ]


def _by_processes(parts: Sequence[Part], seen: Seen) -> list[Checked]:
    """Raises StorageUnavailable as well where a process could not do its part."""
    told: SimpleQueue[tuple[int, dict[str, Any] | None]] = SimpleQueue()
    children = [_start(part) for part in parts]
    try:
        for place, child in enumerate(children):
            threading.Thread(target=_listen, args=(place, child, told), name="checked", daemon=True).start()
        return _collected(len(parts), parts[0].database, told, seen)
    finally:
        for child in children:
            child.kill()
            child.wait()


def _collected(
    count: int, database: str, told: "SimpleQueue[tuple[int, dict[str, Any] | None]]", seen: Seen
) -> list[Checked]:
    done, found = 0, dict[int, Checked]()
    while len(found) < count:
        place, said = told.get()
        if said is None:
            if place not in found:
                raise StorageUnavailable(path=database)
        elif "fault" in said:
            raise StorageUnavailable(said["fault"], path=database)
        elif "checked" in said:
            found[place] = Checked(**said["checked"])
        else:
            done += TELL_EVERY
            seen(done)
    return [found[place] for place in range(count)]


def _start(part: Part) -> "subprocess.Popen[str]":
    child = start_module("app.journal.part_check", silent=True)
    assert child.stdin is not None
    child.stdin.write(json.dumps(asdict(part)))
    child.stdin.close()
    return child


def _listen(
    place: int, child: "subprocess.Popen[str]", told: "SimpleQueue[tuple[int, dict[str, Any] | None]]"
) -> None:
    assert child.stdout is not None
    with child.stdout as lines:
        for line in lines:
            told.put((place, json.loads(line)))
    told.put((place, None))
