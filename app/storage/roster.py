"""Tables of the roster beyond single shifts: what it is made of, its sheets, who was there."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlite_utils

from app.core.clock import stamp
from app.model.roster import Shift
from app.model.rota import (
    Cell,
    DayMark,
    Exchange,
    Leave,
    Leg,
    Limits,
    Line,
    Need,
    Presence,
    RosterSettings,
    Rotation,
    Sheet,
    ShiftKind,
    Terms,
    Wish,
)
from app.storage import roster_rows as rows
from app.storage.rows import upsert

# The plus keeps SQLite from looking for a range of dates where it could look for one cell (measured: a third of the time).
_PUBLISHED = """SELECT c.id, c.person_id, c.role, c.post_id, c.date, c.start, c."end", c.locked, g.sheet_id
    FROM governed AS g JOIN cell AS c
    ON c.sheet_id = g.sheet_id AND c.date = +g.date AND c.role = +g.role AND c.post_id = +g.post_id"""


class RosterReader:
    """`role` empty: all roles. Dates are local, both ends included."""

    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def kinds(self) -> list[ShiftKind]:
        return [rows.kind(row) for row in self._query("SELECT * FROM shift_kind ORDER BY rowid")]

    def needs(self) -> list[Need]:
        return [rows.need(row) for row in self._query("SELECT * FROM need ORDER BY rowid")]

    def rotations(self, first: str = "", last: str = "", role: str = "") -> list[Rotation]:
        """Those of which some part lies between two dates; all without dates."""
        found = self._query(
            "SELECT * FROM rotation WHERE (? = '' OR starts_on <= ?) AND (ends_on = '' OR ends_on > ?)"
            " AND (? = '' OR role = ?) ORDER BY rowid",
            last,
            last,
            first,
            role,
            role,
        )
        return [rows.rotation(row) for row in found]

    def shifts(self, first: str, last: str, role: str = "") -> list[Shift]:
        """Weekly ones and those of the dates."""
        found = self._query(
            "SELECT * FROM shift WHERE (date = '' OR date BETWEEN ? AND ?) AND (? = '' OR role = ?) ORDER BY rowid",
            first,
            last,
            role,
            role,
        )
        return [rows.shift(row) for row in found]

    def published(self, first: str, last: str, role: str = "") -> list[tuple[Cell, str]]:
        """Cells that stand, each with its sheet."""
        # Straight from the connection: this is the one table of which a moment reads hundreds of rows.
        found = self._database.execute(
            f"{_PUBLISHED} WHERE g.date BETWEEN ? AND ? AND (? = '' OR g.role = ?)", [first, last, role, role]
        )
        return [(rows.cell_of(row[:8]), row[8]) for row in found]

    def governed(self, first: str, last: str, role: str = "") -> list[tuple[Line, str]]:
        found = self._query(
            "SELECT * FROM governed WHERE date BETWEEN ? AND ? AND (? = '' OR role = ?)",
            first,
            last,
            role,
            role,
        )
        return [(Line(row["role"], row["post_id"]), row["date"]) for row in found]

    def sheets(self) -> list[Sheet]:
        return [rows.sheet(row) for row in self._query("SELECT * FROM sheet ORDER BY first DESC, rowid DESC")]

    def sheet(self, sheet_id: str) -> Sheet | None:
        found = self._query("SELECT * FROM sheet WHERE id = ?", sheet_id)
        return rows.sheet(found[0]) if found else None

    def cells(self, sheet_id: str) -> list[Cell]:
        found = self._query("SELECT * FROM cell WHERE sheet_id = ? ORDER BY date, start, id", sheet_id)
        return [rows.cell(row) for row in found]

    def exchanges_in_force(self, since: datetime, until: datetime, role: str = "") -> list[Exchange]:
        """Approved ones of which some part lies between two moments."""
        found = self._query(
            "SELECT DISTINCT e.* FROM leg AS l JOIN exchange AS e ON e.id = l.exchange_id WHERE l.ends_at > ?"
            " AND l.starts_at < ? AND e.state = 'approved' AND (? = '' OR l.role = ?) ORDER BY e.number",
            stamp(since),
            stamp(until),
            role,
            role,
        )
        return self._with_legs(found)

    def exchanges(self, since: datetime) -> list[Exchange]:
        """All that are still open, and all others that end after a moment; the newest first."""
        found = self._query(
            "SELECT * FROM exchange WHERE state IN ('asked', 'agreed') OR id IN"
            " (SELECT exchange_id FROM leg WHERE ends_at > ?) ORDER BY id DESC",
            stamp(since),
        )
        return self._with_legs(found)

    def exchange(self, exchange_id: str) -> Exchange | None:
        found = self._with_legs(self._query("SELECT * FROM exchange WHERE id = ?", exchange_id))
        return found[0] if found else None

    def last_number(self) -> int:
        return int(self._query("SELECT coalesce(max(number), 0) AS number FROM exchange")[0]["number"])

    def leaves(self, since: datetime, until: datetime) -> list[Leave]:
        found = self._query(
            "SELECT * FROM leave WHERE ends_at > ? AND starts_at < ? ORDER BY starts_at, rowid",
            stamp(since),
            stamp(until),
        )
        return [rows.leave(row) for row in found]

    def leave(self, leave_id: str) -> Leave | None:
        found = self._query("SELECT * FROM leave WHERE id = ?", leave_id)
        return rows.leave(found[0]) if found else None

    def terms(self) -> list[Terms]:
        return [rows.terms(row) for row in self._query("SELECT * FROM terms")]

    def wishes(self, first: str, last: str) -> list[Wish]:
        found = self._query("SELECT * FROM wish WHERE date BETWEEN ? AND ? ORDER BY date", first, last)
        return [Wish(row["person_id"], row["date"], row["want"]) for row in found]

    def day_marks(self) -> list[DayMark]:
        return [rows.day_mark(row) for row in self._query("SELECT * FROM day_mark ORDER BY date")]

    def settings(self) -> RosterSettings:
        found = self._query("SELECT * FROM roster_settings")
        if not found:
            return RosterSettings()
        row = found[0]
        limits = Limits(row["week_h"], row["rest_h"], row["stretch_h"])
        return RosterSettings(limits, bool(row["clocking"]), row["early_min"], row["late_min"])

    def presences(self, since: datetime, until: datetime) -> list[Presence]:
        """Whoever was there at some time between two moments."""
        found = self._query(
            "SELECT * FROM presence WHERE on_at < ? AND (off_at = '' OR off_at > ?) ORDER BY on_at, rowid",
            stamp(until),
            stamp(since),
        )
        return [rows.presence(row) for row in found]

    def here(self) -> list[Presence]:
        """Who has clocked on and not off."""
        found = self._query("SELECT * FROM presence WHERE off_at = '' ORDER BY on_at, rowid")
        return [rows.presence(row) for row in found]

    def import_words(self) -> dict[str, str]:
        return {row["word"]: row["meaning"] for row in self._query("SELECT * FROM import_word")}

    def rostered_roles(self, roles: Sequence[str]) -> frozenset[str]:
        """Those of the roles that the roster plans at all, whenever."""
        marks = ", ".join("(?)" for _ in roles)
        planned = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE role = asked.column1)"
            for table in ("need", "rotation", "shift", "governed")
        )
        found = self._query(
            f"SELECT column1 AS role FROM (VALUES {marks}) AS asked WHERE {planned}",  # marks alone
            *roles,
        )
        return frozenset(row["role"] for row in found)

    def people_who_left(self) -> frozenset[str]:
        return frozenset(row["id"] for row in self._query("SELECT id FROM person WHERE active = 0"))

    def _with_legs(self, found: Sequence[dict[str, Any]]) -> list[Exchange]:
        legs: dict[str, list[Leg]] = {row["id"]: [] for row in found}
        marks = ", ".join("?" * len(legs))
        for row in self._query(
            f"SELECT * FROM leg WHERE exchange_id IN ({marks}) ORDER BY position",  # marks alone
            *legs,
        ):
            legs[row["exchange_id"]].append(rows.leg(row))
        return [rows.exchange(row, tuple(legs[row["id"]])) for row in found]

    def _query(self, sql: str, *values: object) -> list[dict[str, Any]]:
        return list(self._database.query(sql, list(values)))


class RosterRepository(RosterReader):
    def save_kind(self, kind: ShiftKind) -> None:
        upsert(self._database, "shift_kind", rows.row_of_kind(kind))

    def remove_kind(self, record_id: str) -> None:
        self._remove("shift_kind", record_id)

    def save_need(self, need: Need) -> None:
        upsert(self._database, "need", rows.row_of_need(need))

    def remove_need(self, record_id: str) -> None:
        self._remove("need", record_id)

    def save_rotation(self, rotation: Rotation) -> None:
        upsert(self._database, "rotation", rows.row_of_rotation(rotation))

    def remove_rotation(self, record_id: str) -> None:
        self._remove("rotation", record_id)

    def save_sheet(self, sheet: Sheet, cells: Iterable[Cell]) -> None:
        """The sheet with these cells and no others. A published one is never written again."""
        upsert(self._database, "sheet", rows.row_of_sheet(sheet))
        self._database.execute("DELETE FROM cell WHERE sheet_id = ?", [sheet.id])
        self._database.conn.executemany(
            "INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [rows.row_of_cell(sheet.id, c) for c in cells],
        )

    def remove_sheet(self, sheet_id: str) -> None:
        self._database.execute("DELETE FROM sheet WHERE id = ? AND published = 0", [sheet_id])

    def govern(self, sheet: Sheet, dates: Sequence[str]) -> None:
        """From now on this sheet stands for its lines on these dates."""
        self._database.conn.executemany(
            "INSERT INTO governed VALUES (?, ?, ?, ?) ON CONFLICT (date, role, post_id)"
            " DO UPDATE SET sheet_id = excluded.sheet_id",
            [(line.role, line.post_id, date, sheet.id) for line in sheet.lines for date in dates],
        )

    def release(self, sheet: Sheet) -> None:
        """The sheet no longer stands for anything: rotations and weekly shifts are back."""
        self._database.execute("DELETE FROM governed WHERE sheet_id = ?", [sheet.id])

    def save_exchange(self, exchange: Exchange) -> None:
        upsert(self._database, "exchange", rows.row_of_exchange(exchange))
        self._database.execute("DELETE FROM leg WHERE exchange_id = ?", [exchange.id])
        self._database.conn.executemany(
            "INSERT INTO leg VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows.rows_of_legs(exchange)
        )

    def save_leave(self, leave: Leave) -> None:
        upsert(self._database, "leave", rows.row_of_leave(leave))

    def remove_leave(self, record_id: str) -> None:
        self._remove("leave", record_id)

    def save_terms(self, terms: Terms) -> None:
        held = json.dumps([asdict(one) for one in terms.qualifications])
        limits = terms.limits
        self._database.execute(
            "INSERT OR REPLACE INTO terms VALUES (?, ?, ?, ?, ?)",
            [terms.person_id, held, limits.week_h, limits.rest_h, limits.stretch_h],
        )

    def save_wish(self, wish: Wish) -> None:
        """`want` empty: none any more."""
        if wish.want:
            self._database.execute(
                "INSERT OR REPLACE INTO wish VALUES (?, ?, ?)", [wish.person_id, wish.date, wish.want]
            )
        else:
            self._database.execute(
                "DELETE FROM wish WHERE person_id = ? AND date = ?", [wish.person_id, wish.date]
            )

    def save_day_mark(self, mark: DayMark) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO day_mark VALUES (?, ?, ?, ?)",
            [mark.date, int(mark.working), mark.name.zh, mark.name.en],
        )

    def remove_day_mark(self, date: str) -> None:
        self._database.execute("DELETE FROM day_mark WHERE date = ?", [date])

    def save_settings(self, settings: RosterSettings) -> None:
        limits = settings.limits
        self._database.execute(
            "INSERT OR REPLACE INTO roster_settings VALUES (1, ?, ?, ?, ?, ?, ?)",
            [
                limits.week_h or 0,
                limits.rest_h or 0,
                limits.stretch_h or 0,
                int(settings.clocking),
                settings.early_min,
                settings.late_min,
            ],
        )

    def save_import_word(self, word: str, meaning: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO import_word VALUES (?, ?)", [word, meaning])

    def save_presence(self, presence: Presence) -> None:
        upsert(self._database, "presence", rows.row_of_presence(presence))

    def _remove(self, table: str, record_id: str) -> None:
        self._database.execute(f'DELETE FROM "{table}" WHERE id = ?', [record_id])  # our own table names
