"""A tail that was cut off the log is found; a crash, a full disk and a busy console are no false alarm."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.chain import canonical, entry_hash
from app.storage.heads import HeadFile, heads_beside, recorded_heads
from app.storage.journal import JournalReader, entry_of
from tests.fakes.room import Room


@pytest.fixture
def written(room: Room) -> Room:
    """Three entries, each the newest at its time."""
    for text in ("one", "two", "three"):
        room.journal.add(text).result()
    assert room.journal.verify().ok
    return room


def _heads(room: Room) -> Path:
    return heads_beside(room.database.path)


def _behind_its_back(
    room: Room, change: Callable[[sqlite3.Connection], object], *, open_again: bool = True
) -> None:
    room.close()
    with closing(sqlite3.connect(room.database.path)) as base:
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
        change(base)
        base.commit()
    if open_again:
        room._open()


def _cut(condition: str) -> Callable[[sqlite3.Connection], object]:
    return lambda base: base.execute(f"DELETE FROM journal WHERE {condition}")


@pytest.mark.parametrize(
    ("condition", "first_missing"), [("number = 3", 3), ("number >= 2", 2), ("number > 0", 1)]
)
def test_entries_cut_off_the_end_are_found(written: Room, condition: str, first_missing: int) -> None:
    _behind_its_back(written, _cut(condition))
    found = written.journal.verify()
    assert (found.ok, found.first_bad, found.reason) == (False, first_missing, "tail_missing")


@pytest.mark.parametrize("more", [1, 5])
def test_a_log_that_goes_on_after_the_cut_stays_found(written: Room, more: int) -> None:
    _behind_its_back(written, _cut("number >= 2"))
    for text in "x" * more:
        written.journal.add(text).result()
    found = written.journal.verify()
    assert (found.ok, found.first_bad, found.reason) == (False, 2, "tail_missing")


def test_a_last_entry_written_anew_with_a_fitting_hash_is_found(written: Room) -> None:
    def forge(base: sqlite3.Connection) -> None:
        base.execute("UPDATE journal SET text = 'forged' WHERE number = 3")
        base.row_factory = sqlite3.Row
        row = dict(base.execute("SELECT * FROM journal WHERE number = 3").fetchone())
        digest = entry_hash(row["previous_hash"], canonical(entry_of(row)))
        base.execute("UPDATE journal SET hash = ? WHERE number = 3", [digest])

    _behind_its_back(written, forge)
    found = written.journal.verify()
    assert (found.ok, found.first_bad, found.reason) == (False, 3, "tail_missing")


def test_heads_that_are_behind_or_not_there_are_no_fault(written: Room) -> None:
    lines = _heads(written).read_bytes().splitlines(keepends=True)
    for kept in (lines[:-1], lines[:1], []):
        _heads(written).write_bytes(b"".join(kept))
        assert written.journal.verify().ok
    _heads(written).unlink()
    assert written.journal.verify().ok
    written.reopen()
    assert [number for number, _ in recorded_heads(_heads(written))] == [3]


@pytest.mark.parametrize(
    "rubbish", [b"\0" * 100, b"3 ab", b"9" * 5000 + b" " + b"a" * 64 + b"\n", b"\n\xff \n"]
)
def test_what_a_power_cut_leaves_in_the_file_is_no_fault(written: Room, rubbish: bytes) -> None:
    with _heads(written).open("ab") as file:
        file.write(rubbish)
    assert written.journal.verify().ok


def test_what_is_written_while_somebody_checks_is_no_fault(
    written: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = JournalReader.rows
    heads = _heads(written)

    def then_one_more(reader: JournalReader, after: int | None, last: int) -> Iterator[object]:
        rows = list(reading(reader, after, last))
        HeadFile(heads).note((4, "a" * 64))
        yield from rows

    monkeypatch.setattr(JournalReader, "rows", then_one_more)
    assert written.journal.verify().ok


def test_a_disk_that_takes_no_head_costs_no_entry(
    written: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = os.write

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    def short(descriptor: int, data: bytes) -> int:
        return real(descriptor, data[:5])

    for write in (full, full, short):
        monkeypatch.setattr(os, "write", write)
        written.journal.add("kept all the same").result()
    monkeypatch.setattr(os, "write", real)
    written.journal.add("and found").result()
    assert [number for number, _ in recorded_heads(_heads(written))] == [1, 2, 3, 7]
    assert written.journal.verify().ok
    assert caplog.text.count("the head of the journal is not written") == 1


@pytest.mark.parametrize("rubbish", [b"", b"half a li", bytes(5000)])
@pytest.mark.parametrize("after", [0, 1, 2, 700, 1234, 2999, 3000, 5000])
def test_heads_behind_a_number_are_found_without_reading_all(
    tmp_path: Path, after: int, rubbish: bytes
) -> None:
    path = tmp_path / "journal.heads"
    lines = [f"{number} {number:064d}\n".encode() for number in range(1, 3001)]
    path.write_bytes(b"".join(lines[:1500]) + rubbish + b"\n" + b"".join(lines[1500:]))
    found = [number for number, _ in recorded_heads(path, after=after)]
    assert [number for number in found if number > after] == list(range(after + 1, 3001))
    assert not after or len(found) < max(0, 3000 - after) + 400 or rubbish


def test_the_file_is_for_the_user_alone(written: Room) -> None:
    assert _heads(written).stat().st_mode & 0o077 == 0
