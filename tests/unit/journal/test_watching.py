"""The log is watched in the background: what was written is indexed and checked, an alarm is told once, nothing is believed."""

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import StorageUnavailable
from app.journal.watch import job as job_module
from app.journal.watch.job import Job, carry_out
from app.journal.watching import LOOK_EVERY_S, JournalWatch, WatchEnded, is_whole_due, is_work
from app.model.journal import CheckStanding, Draft
from app.model.search import Wanted
from app.search.finder import Finder
from app.storage.search_index import index_beside
from tests.fakes.room import Room

ENTRIES = 300


class Watch(JournalWatch):
    """Does its jobs in this process."""

    jobs: list[Job]

    def _said(self, job: Job) -> Iterator[dict[str, Any]]:
        self.jobs.append(job)
        said: list[dict[str, Any]] = []
        carry_out(job, said.append, lambda: None)
        return iter(said)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    room.database.write(
        lambda transaction: [
            transaction.journal.append(Draft("note", f"巡逻 {number}")) for number in range(ENTRIES)
        ]
    ).result()
    yield room
    room.close()


def watch_of(room: Room) -> Watch:
    watch = Watch(room.database, room.folder / "media", room.clock, room.changes)
    watch.jobs = []
    return watch


def _tamper(room: Room, statement: str) -> None:
    room.close()
    with closing(sqlite3.connect(room.database.path, isolation_level=None)) as base:
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
        base.execute(statement)
    room._open()


def test_the_first_look_indexes_and_checks_all(room: Room) -> None:
    watch = watch_of(room)
    watch.look()
    standing = watch.standing()
    assert (standing.number, standing.first_bad, standing.at, standing.whole_at) == (
        ENTRIES,
        0,
        room.clock.now(),
        room.clock.now(),
    )
    assert watch.unindexed == 0
    assert (
        room.database.read(
            lambda reader: Finder(reader, index_beside(room.database.path), {}).find(
                Wanted("巡逻 7"), 1000, patience=50
            )
        ).unsearched
        == 0
    )
    assert "journal_whole" not in room.kinds()


def test_later_only_what_came_since_is_checked_and_after_a_day_all(room: Room) -> None:
    watch_of(room).look()
    room.clock.advance(minutes=60)
    room.journal.add("later").result()
    again = watch_of(room)
    again.look()
    again.look()
    assert [(job.number, job.whole) for job in again.jobs] == [(ENTRIES, False)]
    assert again.standing().number == ENTRIES + 1
    assert again.standing().whole_at == room.clock.now() - timedelta(minutes=60)
    room.clock.advance(minutes=24 * 60)
    again.look()
    assert again.jobs[-1].whole


def test_what_was_changed_long_ago_is_found_by_the_whole_pass_and_told_once(room: Room) -> None:
    watch_of(room).look()
    _tamper(room, "UPDATE journal SET text = 'x' WHERE number = 7")
    room.clock.advance(minutes=5)
    watch = watch_of(room)
    watch.look()
    assert watch.standing().first_bad == 0
    for _ in range(2):
        room.clock.advance(minutes=24 * 60 + 1)
        watch.look()
    assert (watch.standing().first_bad, watch.standing().reason) == (7, "hash_differs")
    assert room.kinds().count("journal_damaged") == 1
    assert dict(room.journal.latest(1)[0].draft.data) == {"number": "7", "code": "hash_differs"}


def test_an_alarm_stays_until_all_was_checked_again(room: Room) -> None:
    watch_of(room).look()
    _tamper(room, "UPDATE journal SET text = text || ' ' WHERE number = 7")
    room.clock.advance(minutes=24 * 60)
    watch = watch_of(room)
    watch.look()
    assert watch.standing().first_bad == 7
    _tamper(room, "UPDATE journal SET text = trim(text) WHERE number = 7")
    room.clock.advance(minutes=5)
    watch = watch_of(room)
    watch.look()
    assert watch.standing().first_bad == 7
    room.clock.advance(minutes=24 * 60)
    watch.look()
    assert watch.standing().first_bad == 0
    assert room.kinds().count("journal_whole") == 1


@pytest.mark.parametrize("number", [250, ENTRIES])
def test_a_remembered_entry_that_is_another_now_brings_a_whole_pass(room: Room, number: int) -> None:
    """Whoever writes the row of what was checked gains nothing."""
    watch = watch_of(room)
    watch.look()
    room.database.write(
        lambda transaction: transaction.checks.save(replace(watch.standing(), number=number, hash="a" * 64))
    ).result()
    _tamper(room, "UPDATE journal SET text = 'x' WHERE number = 7")
    again = watch_of(room)
    again.look()
    assert again.standing().first_bad == 7


def test_files_are_looked_at_by_the_whole_pass(room: Room) -> None:
    digest = room.media.keep(b"picture", ".jpg")
    entry = room.database.write(
        lambda transaction: transaction.journal.append(Draft("snapshot_kept", media=(digest,)))
    ).result()
    path = room.media.find(digest)
    assert path is not None
    path.write_bytes(b"pictura")
    watch = watch_of(room)
    watch.look()
    assert (watch.standing().first_bad, watch.standing().reason) == (entry.number, "media_differs")


def test_a_damaged_index_is_made_anew_by_the_whole_pass(room: Room) -> None:
    watch_of(room).look()
    path = index_beside(room.database.path)
    path.write_bytes(path.read_bytes().replace("巡逻".encode(), "巡罗".encode()))
    room.clock.advance(minutes=24 * 60)
    watch_of(room).look()
    found = room.database.read(
        lambda reader: Finder(reader, path, {}).find(Wanted("巡逻"), 1000, patience=100)
    )
    assert (len(found.entries), found.unsearched) == (ENTRIES, 0)


def test_a_disk_that_takes_no_index_does_not_keep_the_log_from_being_checked(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    index_beside(room.database.path).mkdir()
    watch = watch_of(room)
    watch.look()
    assert watch.standing().number == ENTRIES
    assert "the index of the log is not made" in caplog.text


def test_the_last_of_a_full_disk_belongs_to_the_log(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(job_module, "ROOM_BYTES", 1 << 62)
    watch = watch_of(room)
    watch.look()
    assert not index_beside(room.database.path).exists()
    assert "no_room" in caplog.text
    assert watch.standing().number == ENTRIES


def test_the_window_hears_when_the_index_is_whole(room: Room) -> None:
    heard: list[frozenset[str]] = []
    room.changes.subscribe(lambda changed: heard.append(changed.kinds))
    watch = watch_of(room)
    watch._hear({"unindexed": 256})
    watch._hear({"unindexed": 100})
    watch._hear({"unindexed": 0})
    assert heard == [frozenset({"journal_check"})] * 2
    with pytest.raises(StorageUnavailable):
        watch._hear({"fault": "damaged"})


@pytest.mark.parametrize(("hours", "due"), [(None, True), (0, False), (23, False), (25, True), (-1, True)])
def test_a_whole_pass_is_due_a_day_after_the_last_also_when_the_clock_went_back(
    room: Room, hours: int | None, due: bool
) -> None:
    now = room.clock.now()
    standing = CheckStanding(5, "x", now, None if hours is None else now - timedelta(hours=hours))
    assert is_whole_due(standing, now) is due
    assert is_work(standing, 10, 5, now) is due
    assert is_work(standing, 10, -1, now)
    assert is_work(standing, 5 + 256, 5, now)


def test_a_watch_that_fails_tries_less_and_less_often_and_says_so_once(room: Room) -> None:
    faults: list[BaseException] = []
    watch = watch_of(room)
    watch._fault = faults.append
    good = watch._said
    watch._said = lambda job: (_ for _ in ()).throw(WatchEnded(9))
    pauses = [watch.look_carefully() for _ in range(12)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (2 * LOOK_EVERY_S, 3600.0)
    assert len(faults) == 1
    watch._said = good
    assert watch.look_carefully() == LOOK_EVERY_S


def test_a_tail_that_was_cut_off_is_told_from_where_it_is_missing(room: Room) -> None:
    watch_of(room).look()
    for text in ("one", "two", "three"):
        room.journal.add(text).result()
    _tamper(room, f"DELETE FROM journal WHERE number > {ENTRIES + 1}")
    again = watch_of(room)
    again.look()
    assert (again.standing().first_bad, again.standing().reason) == (ENTRIES + 2, "tail_missing")


def test_the_process_does_its_job_and_ends_with_whoever_gave_it(room: Room) -> None:
    job = Job(str(room.database.path), str(room.folder / "media"), 0, "", whole=True)
    child = subprocess.Popen(
        [sys.executable, "-m", "app.journal.watch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        child.stdin.write(json.dumps(asdict(job)) + "\n")
        child.stdin.flush()
        said = [json.loads(line) for line in child.stdout]
    assert said[-1]["checked"]["number"] == ENTRIES
    assert child.returncode == 0


def test_it_runs_and_stops(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.journal.watching.FIRST_AFTER_S", 0.0)
    faults: list[BaseException] = []
    watch = JournalWatch(room.database, room.folder / "media", room.clock, room.changes, faults.append)
    stored = threading.Event()
    room.changes.subscribe(
        lambda changed: stored.set() if "journal_check" in changed.kinds and _is_checked(room) else None
    )
    watch.start()
    assert stored.wait(60)
    watch.stop()
    assert faults == []


def _is_checked(room: Room) -> bool:
    """Asked on the thread that writes, after its commit."""
    return room.database.read(lambda reader: reader.checks.standing()).number == ENTRIES
