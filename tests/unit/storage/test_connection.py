"""What a question costs is counted in statements: each is a moment at which the writer may have to wait for Python."""

import sqlite3

from app.storage.connection import Connection


def test_a_question_is_one_statement_and_its_rows_have_names() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    database = Connection(connection)
    database.execute("CREATE TABLE post (id TEXT, place TEXT)")
    database.execute("INSERT INTO post VALUES ('gate', 'east'), ('station', 'north')")
    asked: list[str] = []
    connection.set_trace_callback(asked.append)

    rows = list(database.query("SELECT id, place FROM post WHERE id = ?", ["gate"]))

    assert rows == [{"id": "gate", "place": "east"}]
    assert asked == ["SELECT id, place FROM post WHERE id = 'gate'"]
