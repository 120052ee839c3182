"""Reachability checks and how often they take place."""

from datetime import datetime
from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.reach import OPEN, ReachCheck, ReachSettings
from app.storage.columns import columns_of, moment_of, text_of, words_of
from app.storage.rows import upsert

REACH_TABLES = (
    """CREATE TABLE reach_check (
        id TEXT PRIMARY KEY, person_id TEXT NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, role TEXT NOT NULL,
        asked_at TEXT NOT NULL CHECK (length(asked_at) = 24), due_at TEXT NOT NULL CHECK (length(due_at) = 24),
        state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'missed', 'late')),
        answered_at TEXT NOT NULL, path TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX reach_check_asked ON reach_check (asked_at)",
    """CREATE TABLE reach_setting (
        id INTEGER PRIMARY KEY CHECK (id = 1), per_week INTEGER NOT NULL, within_min INTEGER NOT NULL, due_at TEXT NOT NULL
    ) STRICT""",
)


class ReachReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def settings(self) -> ReachSettings:
        rows = list(self._database.query("SELECT * FROM reach_setting"))
        return ReachSettings(rows[0]["per_week"], rows[0]["within_min"]) if rows else ReachSettings()

    def due_at(self) -> datetime | None:
        """When the next check is due."""
        rows = list(self._database.query("SELECT due_at FROM reach_setting"))
        return parse_stamp(rows[0]["due_at"]) if rows and rows[0]["due_at"] else None

    def check(self, check_id: str) -> ReachCheck | None:
        rows = list(self._database.query("SELECT * FROM reach_check WHERE id = ?", [check_id]))
        return _check(rows[0]) if rows else None

    def between(self, since: datetime, until: datetime) -> list[ReachCheck]:
        """Newest first."""
        rows = self._database.query(
            "SELECT * FROM reach_check WHERE asked_at >= ? AND asked_at < ? ORDER BY asked_at DESC",
            [stamp(since), stamp(until)],
        )
        return [_check(row) for row in rows]

    def open(self) -> list[ReachCheck]:
        return [
            _check(row) for row in self._database.query("SELECT * FROM reach_check WHERE state = ?", [OPEN])
        ]

    def newest(self) -> ReachCheck | None:
        rows = list(self._database.query("SELECT * FROM reach_check ORDER BY asked_at DESC LIMIT 1"))
        return _check(rows[0]) if rows else None


class ReachRepository(ReachReader):
    def save(self, check: ReachCheck) -> None:
        upsert(
            self._database,
            "reach_check",
            {
                "id": check.id,
                "person_id": check.person_id,
                **columns_of(check.name),
                "role": check.role,
                "asked_at": stamp(check.asked_at),
                "due_at": stamp(check.due_at),
                "state": check.state,
                "answered_at": text_of(check.answered_at),
                "path": check.path,
            },
        )

    def save_settings(self, settings: ReachSettings, due_at: datetime | None) -> None:
        upsert(
            self._database,
            "reach_setting",
            {
                "id": 1,
                "per_week": settings.per_week,
                "within_min": settings.within_min,
                "due_at": text_of(due_at),
            },
        )


def _check(row: dict[str, Any]) -> ReachCheck:
    return ReachCheck(
        row["id"],
        row["person_id"],
        words_of(row),
        row["role"],
        parse_stamp(row["asked_at"]),
        parse_stamp(row["due_at"]),
        row["state"],
        moment_of(row["answered_at"]),
        row["path"],
    )
