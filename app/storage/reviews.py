"""Reviews of incidents and the measures that came of them."""

from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.figures import Span
from app.model.review import Measure, Review
from app.storage.columns import moment_of, text_of
from app.storage.rows import upsert


class ReviewReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def get(self, incident_id: str) -> Review:
        """An empty one where nothing was written yet."""
        rows = list(self._database.query("SELECT * FROM review WHERE incident_id = ?", [incident_id]))
        return Review(**rows[0]) if rows else Review(incident_id)

    def measures(self, incident_id: str) -> list[Measure]:
        """In the order in which they were decided."""
        rows = self._database.query(
            "SELECT * FROM measure WHERE incident_id = ? ORDER BY rowid", [incident_id]
        )
        return [_measure(row) for row in rows]

    def open_measures(self) -> list[Measure]:
        """Of all incidents, the most urgent first."""
        rows = self._database.query("SELECT * FROM measure WHERE done_at = '' ORDER BY due, rowid")
        return [_measure(row) for row in rows]

    def done_within(self, span: Span) -> list[Measure]:
        """Measures that somebody said were done in that time, the first done first."""
        rows = self._database.query(
            "SELECT * FROM measure WHERE done_at >= ? AND done_at < ? ORDER BY done_at, rowid",
            [stamp(span.since), stamp(span.until)],
        )
        return [_measure(row) for row in rows]

    def measure(self, measure_id: str) -> Measure | None:
        rows = list(self._database.query("SELECT * FROM measure WHERE id = ?", [measure_id]))
        return _measure(rows[0]) if rows else None


class ReviewRepository(ReviewReader):
    def save(self, review: Review) -> None:
        self._database.execute(
            "INSERT INTO review (incident_id, conclusions, draft) VALUES (?, ?, ?) ON CONFLICT (incident_id)"
            " DO UPDATE SET conclusions = excluded.conclusions, draft = excluded.draft",
            [review.incident_id, review.conclusions, review.draft],
        )

    def save_measure(self, measure: Measure) -> None:
        upsert(
            self._database,
            "measure",
            {
                "id": measure.id,
                "incident_id": measure.incident_id,
                "text": measure.text,
                "owner_id": measure.owner_id,
                "due": measure.due,
                "created_at": stamp(measure.created_at),
                "by_id": measure.by_id,
                "done_at": text_of(measure.done_at),
                "done_by": measure.done_by,
                "outcome": measure.outcome,
            },
        )


def _measure(row: dict[str, Any]) -> Measure:
    return Measure(
        id=row["id"],
        incident_id=row["incident_id"],
        text=row["text"],
        owner_id=row["owner_id"],
        due=row["due"],
        created_at=parse_stamp(row["created_at"]),
        by_id=row["by_id"],
        done_at=moment_of(row["done_at"]),
        done_by=row["done_by"],
        outcome=row["outcome"],
    )
