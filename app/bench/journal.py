"""`bench journal`: a log of a year and more: how soon words are found, entries stored, all of it checked, the window there."""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from app.bench.figures import percentile
from app.bench.journal_entries import Passing, fill
from app.bench.journal_questions import questions
from app.bench.peer import commit_ms
from app.bench.running import RunningConsole, folder_in, screen_environment
from app.core.changes import Changes
from app.core.clock import SystemClock
from app.core.paths import DataFolder
from app.core.secrets import FileSecrets
from app.journal.service import JournalService
from app.journal.verifying import verify_log
from app.model.journal import SYSTEM
from app.model.search import Wanted
from app.search.finder import corrected_by
from app.search.indexer import Indexer
from app.search.rules import Question, understood
from app.search.searchable import searchable
from app.site.demo import load_demo_if_new
from app.site.service import SiteService
from app.storage.database import Database, open_for_checking
from app.storage.heads import heads_beside
from app.storage.media import MediaStore
from app.storage.search_index import index_beside
from app.storage.transaction import Reader
from app.ui.journal.kind_words import kind_words

PAGE = 200
"""What F4 asks for at once; a screen shows some twenty of them."""
_TURNS = 3
_PAGES = 40
_INSERTS = 500
_BARE_EVERY = 100
_STARTS = 5
T = TypeVar("T")


def measure(*, entries: int) -> dict[str, Any]:
    """Takes some minutes for a million entries. `wrong` names questions that the index answers otherwise than going
    through everything does; it must be empty."""
    with tempfile.TemporaryDirectory(prefix="dutyroom-bench-", ignore_cleanup_errors=True) as parent:
        folder, empty = folder_in(parent, "full"), folder_in(parent, "empty")
        folder.prepare()
        figures: dict[str, Any] = {
            "entries": entries,
            "fill_s": round(_timed(lambda: _fill(folder, entries))[0], 2),
        }
        figures["index_s"] = round(_timed(lambda: _index(folder))[0], 2)
        figures["index_mb"] = round(index_beside(folder.database).stat().st_size / 1e6, 1)
        figures["database_mb"] = round(folder.database.stat().st_size / 1e6, 1)
        with _journal(folder) as journal:
            figures |= _search(journal) | _page(journal)
            figures["wrong"] = _wrong(folder, journal)
            figures |= _insert(journal)
        return figures | _verify(folder) | _scroll(folder) | _start(folder, empty)


def _fill(folder: DataFolder, entries: int) -> None:
    """The demo site, and the log; of its heads a line an entry, as if each had come by itself."""
    clock = Passing()
    database = Database(folder.database, clock, Changes())
    try:
        load_demo_if_new(SiteService(database, FileSecrets(folder.secrets), lambda: SYSTEM))
        newest = database.read(lambda reader: reader.journal.newest_number())
        fill(database, clock, entries - newest)
        with heads_beside(folder.database).open("w", encoding="ascii") as file:
            file.writelines(
                f"{number} {digest}\n"
                for number, digest in database.read(lambda reader: list(reader.journal.links(1)))
            )
    finally:
        database.close()


def _index(folder: DataFolder) -> None:
    reader = open_for_checking(folder.database, SystemClock())
    Indexer(reader.journal, index_beside(folder.database)).catch_up()
    reader.close()


@contextmanager
def _journal(folder: DataFolder) -> Iterator[JournalService]:
    database = Database(folder.database, SystemClock(), Changes())
    journal = JournalService(database, MediaStore(folder.media), lambda: SYSTEM)
    journal.sayings = kind_words()
    try:
        yield journal
    finally:
        database.close()


def _search(journal: JournalService) -> dict[str, Any]:
    """Wall time of each question, several times over, and the processor's: the machine may have other things to do."""
    journal.find(Wanted("nihao"), PAGE)  # the table of readings is loaded when F4 is opened
    taken: dict[str, list[float]] = {}
    worked = []
    for _ in range(_TURNS):
        for sort, asked in questions().items():
            for wanted in asked:
                begun = time.thread_time()
                taken.setdefault(sort, []).append(_timed(partial(journal.find, wanted, PAGE))[0] * 1000)
                worked.append((time.thread_time() - begun) * 1000)
    every = list(itertools.chain(*taken.values()))
    return {
        "questions": len(every),
        **_percentiles("search_ms", every),
        **_percentiles("search_cpu_ms", worked),
        "search_ms_median_by_sort": {sort: round(percentile(each, 0.5), 2) for sort, each in taken.items()},
    }


def _page(journal: JournalService) -> dict[str, Any]:
    """Page after page of what is found, and of the log itself."""
    taken = list[float]()
    for wanted in (Wanted("门"), Wanted("gas"), Wanted()):
        before = 0
        for _ in range(_PAGES):
            seconds, found = _timed(partial(journal.find, wanted, PAGE, before=before))
            taken.append(seconds * 1000)
            if len(found.entries) < PAGE:
                break
            before = found.entries[-1].number
    return _percentiles("page_ms", taken)


def _wrong(folder: DataFolder, journal: JournalService) -> list[str]:
    """Goes once through all entries with all questions; compares what each finds with what the index finds."""
    reader = open_for_checking(folder.database, SystemClock())
    try:
        asked = list(itertools.chain(*questions().values()))
        names = reader.search.names()
        right = _by_going_through(reader, [understood(wanted, names, journal.sayings) for wanted in asked])
        return [
            f"{wanted}"
            for wanted, numbers in zip(asked, right, strict=True)
            if [entry.number for entry in journal.find(wanted, PAGE).entries] != numbers
        ]
    finally:
        reader.close()


def _by_going_through(reader: Reader, asked: list[Question]) -> list[list[int]]:
    """The newest numbers of each, the newest first."""
    found: list[deque[int]] = [deque(maxlen=PAGE) for _ in asked]
    for entry in reader.journal.all_in_order():
        said = searchable(entry.draft, corrected_by(reader.journal, entry))
        at = entry.at.isoformat(timespec="milliseconds")[:23] + "Z"
        for question, numbers in zip(asked, found, strict=True):
            if question.covers(at) and question.finds(said):
                numbers.append(entry.number)
    return [list(reversed(numbers)) for numbers in found]


def _insert(journal: JournalService) -> dict[str, Any]:
    """Stored durably, one after the other, while two windows read."""
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            journal.find(Wanted("东门 登记"), PAGE)
            journal.latest(PAGE)

    readers = [threading.Thread(target=read, daemon=True) for _ in range(2)]
    for thread in readers:
        thread.start()
    taken, bare = list[float](), list[float]()
    with tempfile.TemporaryDirectory(prefix="dutyroom-bench-") as beside:
        for number in range(_INSERTS):
            if number % _BARE_EVERY == 0:
                bare += commit_ms(Path(beside))
            begun = time.perf_counter()
            journal.add(f"东门巡逻第{number}次").result()
            taken.append((time.perf_counter() - begun) * 1000)
    stop.set()
    for thread in readers:
        thread.join()
    return _percentiles("insert_ms", taken) | _percentiles("bare_commit_ms", bare)


def _verify(folder: DataFolder) -> dict[str, Any]:
    """By as many processes as the machine has cores, four at most."""
    worked = _work_of_children()
    taken, found = _timed(lambda: verify_log(folder.database, MediaStore(folder.media)))
    return {
        "verify_s": round(taken, 2),
        "verify_cpu_s": round(_work_of_children() - worked, 2),
        "verified": found.entries if found.ok else found.reason,
    }


def _work_of_children() -> float:
    """0 where the system does not tell."""
    times = os.times()
    return times.children_user + times.children_system


def _scroll(folder: DataFolder) -> dict[str, Any]:
    """The table of F4 in a process of its own, as a window is."""
    command = [sys.executable, "-m", "app.bench.log_scroll", str(folder.root)]
    ended = subprocess.run(command, env=screen_environment(), capture_output=True, text=True, check=True)
    return {f"scroll_{name}": value for name, value in json.loads(ended.stdout).items()}


def _start(folder: DataFolder, empty: DataFolder) -> dict[str, Any]:
    """The real program to the working button, on the full log and on an empty one in turn."""
    _seconds_to_button(empty)
    _seconds_to_button(folder)
    full, none = [], []
    for _ in range(_STARTS):
        full.append(_seconds_to_button(folder))
        none.append(_seconds_to_button(empty))
    start, without = percentile(full, 0.5), percentile(none, 0.5)
    return {
        "start_s": round(start, 3),
        "start_s_empty": round(without, 3),
        "start_ratio": round(start / without, 3),
    }


def _seconds_to_button(folder: DataFolder) -> float:
    with RunningConsole(folder, "--demo") as console:
        return console.wait_ready()


def _percentiles(name: str, values: list[float]) -> dict[str, float]:
    return {
        f"{name}_p50": round(percentile(values, 0.5), 2),
        f"{name}_p99": round(percentile(values, 0.99), 2),
        f"{name}_max": round(max(values), 2),
    }


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result
