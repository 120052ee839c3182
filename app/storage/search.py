"""Names that entries are found by, and saved searches."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import sqlite_utils

from app.model.search import SavedSearch
from app.model.words import Words
from app.storage.rows import upsert

SEARCH_TABLES = (
    """CREATE TABLE saved_search (
        id TEXT PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''), content TEXT NOT NULL
    ) STRICT""",
    # How far the log was found unchanged, and when; where it was not, the first bad entry.
    """CREATE TABLE journal_check (
        id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, hash TEXT NOT NULL,
        at TEXT NOT NULL CHECK (length(at) = 24), whole_at TEXT NOT NULL, first_bad INTEGER NOT NULL,
        reason TEXT NOT NULL
    ) STRICT""",
)
_NAMES = """
    SELECT 'place:' || id, name_zh, name_en FROM place
    UNION ALL SELECT 'camera:' || id, name_zh, name_en FROM camera
    UNION ALL SELECT 'person:' || id, name_zh, name_en FROM person
    UNION ALL SELECT 'channel:' || id, name_zh, name_en FROM channel
    UNION ALL SELECT DISTINCT 'plan:' || plan_id, coalesce(json_extract(content, '$.name.zh'), ''),
        coalesce(json_extract(content, '$.name.en'), '')
        FROM plan_version
"""


class SearchReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def names(self) -> Mapping[str, Sequence[Words]]:
        """What an entry may belong to, by its mark (`place:east-gate`), under the name of today; a plan under each it had:
        an incident keeps that of the version it follows."""
        found: dict[str, list[Words]] = {}
        for row in self._database.execute(_NAMES):
            found.setdefault(row[0], []).append(Words(row[1], row[2]))
        return found

    def saved(self) -> list[SavedSearch]:
        """By name."""
        return [_saved(row) for row in self._database.query("SELECT * FROM saved_search ORDER BY name, id")]


class SearchRepository(SearchReader):
    def save(self, search: SavedSearch) -> None:
        content = asdict(search)
        del content["id"], content["name"]
        row = {"id": search.id, "name": search.name, "content": json.dumps(content, ensure_ascii=False)}
        upsert(self._database, "saved_search", row)

    def remove(self, search_id: str) -> None:
        self._database.execute("DELETE FROM saved_search WHERE id = ?", [search_id])


def _saved(row: Mapping[str, Any]) -> SavedSearch:
    said = json.loads(row["content"])
    return SavedSearch(**{**said, "groups": tuple(said["groups"]), "id": row["id"], "name": row["name"]})
