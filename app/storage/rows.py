"""Writes a row by its column names, in one statement.

sqlite-utils asks the schema anew at each insert and update, which is half of what an entry or a message costs
(measured): hot tables are written here, the others by sqlite-utils.
"""

from collections.abc import Mapping

import sqlite_utils


def insert(database: sqlite_utils.Database, table: str, row: Mapping[str, object]) -> None:
    """A new row; raises sqlite3.IntegrityError where its key is there already."""
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))


def upsert(
    database: sqlite_utils.Database, table: str, row: Mapping[str, object], key: tuple[str, ...] = ("id",)
) -> None:
    """A row, new or instead of the one there with the same key."""
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    changes = ", ".join(f"{name} = excluded.{name}" for name in row if name not in key)
    database.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}",
        list(row.values()),
    )
