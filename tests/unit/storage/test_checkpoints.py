"""What was committed reaches the database file beside the writer, never within a commit."""

import sqlite3
from pathlib import Path

from app.core.changes import Changes
from app.storage import checkpoints
from app.storage.checkpoints import Checkpoints
from app.storage.database import Database
from tests.fakes.clock import FakeClock


def _in_file_alone(path: Path) -> int:
    """Places that whoever does not know the write-ahead log would find."""
    connection = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM blob_of_a_test").fetchone()[0])
    finally:
        connection.close()


def test_a_long_log_is_carried_over_by_another_than_the_writer(tmp_path: Path) -> None:
    path = tmp_path / "dutyroom.sqlite"
    database = Database(path, FakeClock(), Changes())
    run = database._writer.execute
    database.write(lambda tx: run("CREATE TABLE blob_of_a_test (bytes BLOB)")).result()
    run("PRAGMA wal_checkpoint(TRUNCATE)")
    # Twice as long as SQLite by itself would let it become.
    for _ in range(2):
        database.write(lambda tx: run("INSERT INTO blob_of_a_test VALUES (zeroblob(4096 * 1000))")).result()
    assert _in_file_alone(path) == 0

    beside = Checkpoints(path)
    for _ in range(checkpoints.EVERY):
        beside.note()
    beside.close()

    assert _in_file_alone(path) == 2
    database.close()


def test_a_log_that_cannot_be_carried_over_stops_nothing(tmp_path: Path) -> None:
    beside = Checkpoints(tmp_path / "missing" / "dutyroom.sqlite")
    for _ in range(checkpoints.EVERY):
        beside.note()
    beside.close()
