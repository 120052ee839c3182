"""What figures ask of the tables: few columns of many rows, over the indexes, counted where they lie."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.figures import Counted, HandedOver, Rung, Span, Took
from app.model.health import Uptime
from app.storage.columns import moment_of

_STATES = "'running', 'stood_down', 'false_alarm'"
_WITHIN = f"i.state IN ({_STATES}) AND i.opened_at >= ? AND i.opened_at < ?"
"""All states there are: the index over state and time is used."""


class FigureReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def incidents(self, span: Span) -> list[Counted]:
        """Begun within the span, the oldest first."""
        rows = self._rows(
            "SELECT i.id, i.opened_at, i.kind, i.place_id, i.drill, i.state, i.plan_version FROM incident i"
            f" WHERE {_WITHIN} ORDER BY i.opened_at, i.rowid",
            _ends(span),
        )
        return [
            Counted(row[0], parse_stamp(row[1]), row[2], row[3], bool(row[4]), row[5], row[6]) for row in rows
        ]

    def closings(self, span: Span) -> dict[str, tuple[datetime, str]]:
        """When and why incidents that began within the span were closed, by their ids."""
        rows = self._rows(
            f"SELECT i.id, i.closed_at, i.close_reason FROM incident i WHERE {_WITHIN} AND i.closed_at <> ''",
            _ends(span),
        )
        return {row[0]: (parse_stamp(row[1]), row[2]) for row in rows}

    def took(self, incidents: Sequence[Counted], span: Span, stages: Sequence[str]) -> list[Took]:
        """What incidents of the span did or missed. What is still in time, or was when the incident ended, says nothing."""
        marks = ", ".join("?" * len(stages))
        rows = self._rows(
            "SELECT d.incident_id, d.stage, d.length_s, d.met_at"
            " FROM incident i JOIN report_due d ON d.incident_id = i.id"
            f" WHERE {_WITHIN} AND d.stage IN ({marks}) AND (d.met_at <> '' OR d.missed_at <> '')",
            [*_ends(span), *stages],
        )
        opened = {one.id: one.opened_at for one in incidents}
        return [Took(row[0], row[1], row[2], _seconds(opened[row[0]], row[3])) for row in rows]

    def alarms(self, span: Span, kinds: Sequence[str]) -> list[Rung]:
        """Stored moment and kind of each entry of these kinds."""
        first, last = self._numbers(span)
        marks = ", ".join("?" * len(kinds))
        return self._rows(
            f"SELECT at, kind FROM journal WHERE kind IN ({marks})"
            " AND number BETWEEN ? AND ? AND at >= ? AND at < ?",
            [*kinds, first, last, *_ends(span)],
        )

    def handovers(self, span: Span) -> list[HandedOver]:
        """Those due within the span of which it is known what became of them, the earliest first."""
        rows = self._rows(
            "SELECT due_at, accepted_at, late_at, missed_at FROM handover_due WHERE due_at >= ? AND due_at < ?"
            " AND withdrawn_at = '' AND (accepted_at <> '' OR missed_at <> '') ORDER BY due_at",
            _ends(span),
        )
        return [HandedOver(parse_stamp(row[0]), moment_of(row[1]), bool(row[2] or row[3])) for row in rows]

    def uptimes(self, first: str, last: str) -> list[Uptime]:
        """Of each camera over these days, both included; `day` is the first of them."""
        rows = self._rows(
            "SELECT camera_id, min(day), sum(live_s), sum(observed_s) FROM camera_uptime"
            " WHERE day >= ? AND day <= ? GROUP BY camera_id",
            [first, last],
        )
        return [Uptime(*row) for row in rows]

    def begun_at(self) -> datetime | None:
        """The earliest moment of the log (not that of its first entry: clocks are set); None where it is empty."""
        rows = self._rows("SELECT at FROM journal ORDER BY at LIMIT 1", [])
        return parse_stamp(rows[0][0]) if rows else None

    def _numbers(self, span: Span) -> tuple[int, int]:
        """Bounds from the index over time alone: the clock may have stepped back, so they are no more than that."""
        rows = self._rows(
            "SELECT coalesce(min(number), 0), coalesce(max(number), -1)"
            " FROM journal INDEXED BY journal_at WHERE at >= ? AND at < ?",
            _ends(span),
        )
        return rows[0][0], rows[0][1]

    def _rows(self, sql: str, values: Sequence[object]) -> list[Any]:
        """As tuples: of tens of thousands of rows dictionaries would cost more than the question."""
        return self._database.execute(sql, list(values)).fetchall()


def _ends(span: Span) -> list[str]:
    return [stamp(span.since), stamp(span.until)]


def _seconds(opened: datetime, met: str) -> float | None:
    """Never below nothing: what is within a set wall clock was still done after the click."""
    # Not by `parse_stamp`: its checks would be half of what a year costs.
    return max(0.0, (datetime.fromisoformat(met) - opened).total_seconds()) if met else None
