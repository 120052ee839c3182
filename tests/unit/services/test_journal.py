"""The log: stored, corrected by amendment, provably unchanged."""

import sqlite3
from datetime import timedelta

import pytest

from app.core.errors import InvalidInput, NotAllowed, StorageUnavailable
from app.model.journal import ChainHead
from app.model.search import Wanted
from app.storage.database import Database
from app.storage.transaction import UnjournaledChange
from tests.fakes.room import Room


def _tamper(room: Room, statement: str) -> None:
    room.close()
    connection = sqlite3.connect(room.database.path)
    for trigger in ("journal_no_update", "journal_no_delete", "journal_no_replace"):
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(statement)
    connection.commit()
    connection.close()
    room._open()


def test_a_line_is_stored_found_and_corrected(room: Room) -> None:
    entry = room.journal.add("液化气站 smell of gas", "fault").result()
    room.journal.add("nothing").result()
    assert [e.number for e in room.journal.find(Wanted("气 SMELL")).entries] == [entry.number]
    room.journal.amend(entry.number, "no gas", "wrong place").result()
    assert room.journal.amendments([entry.number])[entry.number][0].draft.text == "no gas"
    assert room.journal.find(Wanted("smell")).entries[0].draft.text == "液化气站 smell of gas"


@pytest.mark.parametrize(
    ("statement", "bad", "reason"),
    [
        ("UPDATE journal SET text = 'x' WHERE number = 2", 2, "hash_differs"),
        ("DELETE FROM journal WHERE number = 2", 3, "number_missing"),
        ("UPDATE journal SET at = '2026-11-23T06:00:00.001Z' WHERE number = 3", 3, "hash_differs"),
    ],
)
def test_tampering_is_found_and_named(room: Room, statement: str, bad: int, reason: str) -> None:
    for text in ("one", "two", "three"):
        room.journal.add(text).result()
    assert room.journal.verify().ok
    _tamper(room, statement)
    found = room.journal.verify()
    assert (found.ok, found.first_bad, found.reason) == (False, bad, reason)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET text = 'x'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE number = 1",
    ],
)
def test_triggers_refuse_from_any_tool(room: Room, statement: str) -> None:
    room.journal.add("one").result()
    connection = sqlite3.connect(room.database.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()


def test_empty_and_overlong_lines_are_refused(room: Room) -> None:
    for text in ("", "   ", "x" * 4001):
        with pytest.raises(InvalidInput):
            room.journal.add(text)


def test_a_change_without_an_entry_is_rolled_back(room: Room) -> None:
    with pytest.raises(UnjournaledChange):
        room.database.write(lambda tx: tx.touch("incident")).result()


def test_a_newer_database_is_refused(room: Room) -> None:
    room.database.write(
        lambda tx: tx.journal._database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('dutyroom', '9999', '')"
        )
    ).result()
    with pytest.raises(StorageUnavailable) as caught:
        Database(room.database.path, room.clock, room.changes)
    assert caught.value.code == "newer_database"


def test_five_wrong_pins_lock_the_name_for_a_minute(room: Room) -> None:
    room.access.set_pin("zhou", "2468").result()
    for _ in range(5):
        with pytest.raises(NotAllowed, match="wrong_pin"):
            room.access.sign_in("zhou", "1111").result()
    with pytest.raises(NotAllowed, match="pin_locked"):
        room.access.sign_in("zhou", "2468").result()
    room.clock.advance(seconds=61)
    assert room.access.sign_in("zhou", "2468").result().person_id == "zhou"
    assert room.journal.add("hello").result().draft.actor.name == "周敏"


def test_an_entry_that_cannot_be_read_any_more_is_named(room: Room) -> None:
    for text in ("one", "two", "three"):
        room.journal.add(text).result()
    for column, rubbish in (("data", "{bad"), ("at", "yesterday".ljust(24, "!")), ("media", "5")):
        with sqlite3.connect(room.database.path) as base:
            for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                base.execute(f'DROP TRIGGER "{name}"')
            before = base.execute(f"SELECT {column} FROM journal WHERE number = 2").fetchone()[0]
            base.execute(f"UPDATE journal SET {column} = ? WHERE number = 2", [rubbish])
        result = room.journal.verify()
        assert (result.ok, result.first_bad) == (False, 2)
        assert room.journal.latest(10)[1].number == 2
        with sqlite3.connect(room.database.path) as base:
            base.execute(f"UPDATE journal SET {column} = ? WHERE number = 2", [before])


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("gate\u202eopen", "gateopen"),
        ("a\x00b", "ab"),
        ("烟\ud800雾", "烟雾"),
        ("one\ntwo", "one\ntwo"),
        ("🔥", "🔥"),
    ],
)
def test_nothing_invisible_turns_a_line_around(room: Room, typed: str, stored: str) -> None:
    assert room.journal.add(typed).result().draft.text == stored
    assert room.journal.verify().ok


def test_the_head_up_to_a_moment_is_the_highest_number_written_by_then(room: Room) -> None:
    begun = room.clock.now()
    assert room.journal.head_at(begun) is None
    one = room.journal.add("one").result()
    room.clock.advance(minutes=10)
    two = room.journal.add("two").result()
    assert room.journal.head_at(begun - timedelta(seconds=1)) is None
    head = room.journal.head_at(begun + timedelta(minutes=5))
    assert head == ChainHead(1, one.at, one.hash)
    assert room.journal.head_at(two.at) == ChainHead(2, two.at, two.hash)
    assert room.journal.head_at(two.at + timedelta(days=400)) == ChainHead(2, two.at, two.hash)


def test_a_clock_set_back_leaves_the_head_with_the_later_number(room: Room) -> None:
    early = room.journal.add("before the clock was set").result()
    room.clock.step_wall(seconds=-3600)
    late = room.journal.add("after").result()
    head = room.journal.head_at(early.at)
    assert head is not None
    assert head.number == late.number
