"""Small changes of a storm share a transaction, and one that fails costs the others nothing."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.changes import Changed, Changes
from app.model.journal import Draft
from app.storage.database import Database
from app.storage.together import MOST
from app.storage.transaction import Transaction
from tests.fakes.clock import FakeClock


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "dutyroom.sqlite", FakeClock(), Changes())
    yield made
    made.close()


class Held:
    """While it is held, what is asked for waits; the commits afterwards are counted."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._go_on = threading.Event()
        self.commits = list[str]()

    def __enter__(self) -> "Held":
        begun = threading.Event()

        def hold(transaction: Transaction) -> None:
            begun.set()
            self._go_on.wait(10)

        self._database.write(hold)
        assert begun.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        def trace(statement: str) -> None:
            if statement == "COMMIT":
                self.commits.append(statement)

        self._database._writer.conn.set_trace_callback(trace)
        self._go_on.set()


def _texts(database: Database) -> list[str]:
    return [entry.draft.text for entry in reversed(database.read(lambda reader: reader.journal.latest(100)))]


def test_what_waits_is_written_with_one_commit_in_its_order(database: Database) -> None:
    with Held(database) as held:
        futures = [
            database.write_together(lambda tx, text=text: tx.journal.append(Draft("note", text=text)))
            for text in "abc"
        ]
    assert [future.result(10).draft.text for future in futures] == ["a", "b", "c"]
    database.write(lambda tx: None).result(10)
    assert _texts(database) == ["a", "b", "c"]
    # Of what held the writer, of the three, and of the last.
    assert len(held.commits) == 3


def test_one_that_fails_is_told_so_alone_and_is_not_half_stored(database: Database) -> None:
    def fail(transaction: Transaction) -> None:
        transaction.journal.append(Draft("note", text="half"))
        raise ZeroDivisionError

    with Held(database):
        first = database.write_together(lambda tx: tx.journal.append(Draft("note", text="first")))
        broken = database.write_together(fail)
        last = database.write_together(lambda tx: tx.journal.append(Draft("note", text="last")))
    with pytest.raises(ZeroDivisionError):
        broken.result(10)
    assert [first.result(10).number, last.result(10).number] == [1, 2]
    assert _texts(database) == ["first", "last"]


def test_an_emergency_waits_for_so_many_at_most(database: Database) -> None:
    order = list[str]()
    with Held(database):
        for _ in range(MOST + 1):
            last = database.write_together(lambda tx: order.append("small"))
        urgent = database.write_urgently(lambda tx: order.append("emergency"))
        ahead = database.write(lambda tx: order.append("ahead"), ahead=True)
    for future in (last, urgent, ahead):
        future.result(10)
    assert order == ["emergency", "ahead", *["small"] * (MOST + 1)]


def test_what_is_stored_is_not_stored_again_when_a_listener_fails(tmp_path: Path) -> None:
    def refuse(_: Changed) -> None:
        raise ZeroDivisionError

    changes = Changes()
    database = Database(tmp_path / "dutyroom.sqlite", FakeClock(), changes)
    with Held(database):
        futures = [
            database.write_together(lambda tx, text=text: tx.journal.append(Draft("note", text=text)))
            for text in "ab"
        ]
        changes.subscribe(refuse)
    for future in futures:
        with pytest.raises(ZeroDivisionError):
            future.result(10)
    assert _texts(database) == ["a", "b"]
    database.close()
