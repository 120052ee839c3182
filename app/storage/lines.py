"""Templates of entries, and lines that somebody has begun and not stored."""

from collections.abc import Sequence
from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp
from app.model.line import Line, Template, packed, unpacked
from app.storage.columns import columns_of, words_of
from app.storage.rows import upsert

ENTRY_TABLES = (
    """CREATE TABLE entry_template (
        id TEXT PRIMARY KEY, position INTEGER NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
        kind TEXT NOT NULL, text_zh TEXT NOT NULL, text_en TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE unfinished_line (
        person_id TEXT PRIMARY KEY, text TEXT NOT NULL, kind TEXT NOT NULL, camera_id TEXT NOT NULL,
        place_id TEXT NOT NULL, files TEXT NOT NULL, kept_at TEXT NOT NULL CHECK (length(kept_at) = 24)
    ) STRICT""",
)


class LineReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def templates(self) -> list[Template]:
        """In the order somebody has put them in."""
        rows = self._database.query("SELECT * FROM entry_template ORDER BY position, rowid")
        return [_template(row) for row in rows]

    def unfinished(self, person_id: str) -> Line | None:
        """What this person has begun; empty for what was begun with nobody signed in."""
        rows = list(self._database.query("SELECT * FROM unfinished_line WHERE person_id = ?", [person_id]))
        return _line(rows[0]) if rows else None

    def files_in_use(self) -> set[str]:
        """Hashes of what unfinished lines hold."""
        rows = self._database.query("SELECT files FROM unfinished_line")
        return {one.digest for row in rows for one in unpacked(row["files"])}


class LineRepository(LineReader):
    def save_template(self, template: Template) -> None:
        """A new one comes last; one that is there keeps its place."""
        found = self._database.query(
            "SELECT coalesce((SELECT position FROM entry_template WHERE id = ?), max(position) + 1, 0) AS place"
            " FROM entry_template",
            [template.id],
        )
        upsert(
            self._database,
            "entry_template",
            {
                "id": template.id,
                "position": next(iter(found))["place"],
                **columns_of(template.name),
                "kind": template.kind,
                **columns_of(template.text, "text"),
            },
        )

    def remove_template(self, template_id: str) -> None:
        self._database.execute("DELETE FROM entry_template WHERE id = ?", [template_id])

    def order_templates(self, ids: Sequence[str]) -> None:
        for position, template_id in enumerate(ids):
            self._database.execute(
                "UPDATE entry_template SET position = ? WHERE id = ?", [position, template_id]
            )

    def keep(self, person_id: str, line: Line, kept_at: str) -> None:
        upsert(
            self._database,
            "unfinished_line",
            {
                "person_id": person_id,
                "text": line.text,
                "kind": line.kind,
                "camera_id": line.camera_id,
                "place_id": line.place_id,
                "files": packed(line.attachments),
                "kept_at": kept_at,
            },
            key=("person_id",),
        )

    def forget(self, person_id: str) -> None:
        self._database.execute("DELETE FROM unfinished_line WHERE person_id = ?", [person_id])


def _template(row: dict[str, Any]) -> Template:
    name, text = words_of(row), words_of(row, "text")
    return Template(row["id"], name, row["kind"], text)


def _line(row: dict[str, Any]) -> Line:
    return Line(
        text=row["text"],
        kind=row["kind"],
        camera_id=row["camera_id"],
        place_id=row["place_id"],
        attachments=unpacked(row["files"]),
        kept_at=parse_stamp(row["kept_at"]),
    )
