"""A sqlite-utils database whose questions cost one statement each."""

from collections.abc import Generator, Sequence
from typing import Any

import sqlite_utils


class Connection(sqlite_utils.Database):
    """sqlite-utils puts a savepoint around each question, to take back what was none. Ours are all questions: a third
    of the statements is left, and of the moments at which a busy window can make the writer wait for Python."""

    def query(
        self, sql: str, params: Sequence[Any] | dict[str, Any] | None = None
    ) -> Generator[dict[str, Any], None, None]:
        """Each row by the names of its columns."""
        cursor = self.conn.execute(sql, params or ())
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)
