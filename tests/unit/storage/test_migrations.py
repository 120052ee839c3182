"""A database of an older version keeps every row when its tables are made anew."""

import sqlite3
from pathlib import Path

import sqlite_utils

from app.core.changes import Changes
from app.model.message import QUEUED, SENT
from app.storage.database import Database
from app.storage.migrations import migrations
from tests.fakes.clock import FakeClock

_ROW = (
    "INSERT INTO outbox VALUES (?, ?, 'i', 'p', 'c', '标题', 'body', ?, 1, '2026-11-23T06:00:00.000Z',"
    " '2026-11-23T06:00:00.000Z', '2026-11-23T06:00:00.000Z', '')"
)


def test_messages_of_before_keep_their_order_and_state(tmp_path: Path) -> None:
    path = tmp_path / "dutyroom.sqlite"
    old = sqlite_utils.Database(path)
    migrations.apply(old, stop_before="0010_message_states")
    for number, state in enumerate((SENT, QUEUED, "failed")):
        old.execute(_ROW, [f"{9 - number}", f"key{number}", state])
    old.conn.commit()
    old.close()
    database = Database(path, FakeClock(), Changes())
    messages = database.read(lambda reader: reader.outbox.for_incident("i"))
    assert [(message.dedupe_key, message.state) for message in messages] == [
        ("key0", SENT),
        ("key1", QUEUED),
        ("key2", "failed"),
    ]
    assert messages[0].title == "标题"
    database.close()
    with sqlite3.connect(path) as connection:
        names = {
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE tbl_name = 'outbox'")
        }
    assert {"outbox", "outbox_due", "outbox_incident", "outbox_reference"} <= names
