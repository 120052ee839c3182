"""Handovers, the site's list of equipment, when handovers are due, and hazards that are still open."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlite_utils

from app.core.clock import stamp
from app.model.handover import (
    Count,
    Handover,
    HandoverDue,
    HandoverSettings,
    Item,
    Point,
    Refusal,
    Signature,
)
from app.storage.columns import columns_of, moment_of, text_of, words_of
from app.storage.handover_rows import (
    approval_text,
    count_of,
    due_of,
    handover_of,
    members_text,
    point_of,
    refusal_of,
    signature_of,
)
from app.storage.rows import insert, upsert

_OPEN_DUE = "accepted_at = '' AND missed_at = '' AND withdrawn_at = ''"


class HandoverReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def open(self) -> Handover | None:
        """The one that is under way; there is one at most."""
        rows = list(self._database.query("SELECT * FROM handover WHERE state <> 'accepted'"))
        return self._whole(rows[0]) if rows else None

    def get(self, handover_id: str) -> Handover | None:
        rows = list(self._database.query("SELECT * FROM handover WHERE id = ?", [handover_id]))
        return self._whole(rows[0]) if rows else None

    def last_accepted(self) -> Handover | None:
        found = self.accepted(1)
        return self.get(found[0].id) if found else None

    def accepted(self, limit: int, before: str = "") -> list[Handover]:
        """Signed ones, the newest first, with signatures and without their points; `before` is an id to go on from."""
        rows = self._database.query(
            "SELECT * FROM handover WHERE state = 'accepted' AND (? = '' OR rowid < (SELECT rowid FROM handover"
            " WHERE id = ?)) ORDER BY rowid DESC LIMIT ?",
            [before, before, limit],
        )
        return [handover_of(row, signatures=self._signatures(row["id"])) for row in rows]

    def count_of_year(self, prefix: str) -> int:
        """Signed ones whose serial begins so (`2026-`)."""
        rows = self._database.query(
            "SELECT count(*) AS n FROM handover WHERE serial GLOB ? || '[0-9]*'", [prefix]
        )
        return int(next(iter(rows))["n"])

    def paper(self, handover_id: str, language: str, signatures: int) -> str:
        """SHA-256 of the paper printed in a language with so many signatures on it; empty where there is none."""
        rows = self._database.query(
            "SELECT paper FROM handover_paper WHERE handover_id = ? AND language = ? AND signatures = ?",
            [handover_id, language, signatures],
        )
        return next((str(row["paper"]) for row in rows), "")

    def items(self) -> list[Item]:
        """The site's list, in its order."""
        rows = self._database.query("SELECT * FROM handover_item ORDER BY position, rowid")
        return [Item(row["id"], words_of(row), row["expected"], row["position"]) for row in rows]

    def settings(self) -> HandoverSettings:
        row = next(iter(self._database.query("SELECT * FROM handover_settings")))
        return HandoverSettings(row["remind_min"], row["late_min"], row["hazard_days"])

    def watched_since(self) -> datetime | None:
        """Changes of shift before this are not asked after; None before the first look."""
        row = next(iter(self._database.query("SELECT watched_since FROM handover_settings")))
        return moment_of(row["watched_since"])

    def due(self, due_at: datetime) -> HandoverDue | None:
        rows = list(self._database.query("SELECT * FROM handover_due WHERE due_at = ?", [stamp(due_at)]))
        return due_of(rows[0]) if rows else None

    def open_dues(self) -> list[HandoverDue]:
        """The earliest first."""
        rows = self._database.query(f"SELECT * FROM handover_due WHERE {_OPEN_DUE} ORDER BY due_at")
        return [due_of(row) for row in rows]

    def dues(self, since: datetime, until: datetime) -> list[HandoverDue]:
        """All that were due between two moments, whatever became of them; the earliest first."""
        rows = self._database.query(
            "SELECT * FROM handover_due WHERE due_at >= ? AND due_at < ? ORDER BY due_at",
            [stamp(since), stamp(until)],
        )
        return [due_of(row) for row in rows]

    def missed_dues(self) -> list[HandoverDue]:
        """The last ones that nobody made, the earliest first."""
        rows = self._database.query(
            "SELECT * FROM (SELECT * FROM handover_due WHERE missed_at <> '' ORDER BY due_at DESC LIMIT 20)"
            " ORDER BY due_at"
        )
        return [due_of(row) for row in rows]

    def unmade(self) -> HandoverDue | None:
        """The last one that nobody made and that no handover has followed since; None where there is none."""
        rows = self._database.query(
            "SELECT * FROM handover_due WHERE missed_at > (SELECT coalesce(max(accepted_at), '') FROM handover"
            " WHERE state = 'accepted') ORDER BY due_at DESC LIMIT 1"
        )
        return next((due_of(row) for row in rows), None)

    def last_entry_before(self, at: datetime) -> int:
        """Number of the entry of the log before the first one from that moment on; 0 for none."""
        rows = self._database.query(
            "SELECT coalesce((SELECT min(number) - 1 FROM journal INDEXED BY journal_at WHERE at >= ?),"
            " (SELECT max(number) FROM journal), 0) AS n",
            [stamp(at)],
        )
        return int(next(iter(rows))["n"])

    def entries_after(self, number: int) -> tuple[dict[str, int], tuple[int, int]]:
        """How many entries of each kind the log has after one, and the numbers of the first and the last; 0 for none."""
        rows = list(
            self._database.query(
                "SELECT kind, count(*) AS n, min(number) AS first, max(number) AS last FROM journal"
                " WHERE number > ? GROUP BY kind",
                [number],
            )
        )
        first = min((row["first"] for row in rows), default=0)
        last = max((row["last"] for row in rows), default=0)
        return {row["kind"]: row["n"] for row in rows}, (first, last)

    def open_hazards(self, limit: int) -> list[int]:
        """Numbers of entries about hazards that nobody has closed, the newest first."""
        rows = self._database.query(
            "SELECT number FROM journal WHERE kind = 'hazard'"
            " AND NOT EXISTS (SELECT 1 FROM hazard_closed WHERE hazard = number) ORDER BY number DESC LIMIT ?",
            [limit],
        )
        return [int(row["number"]) for row in rows]

    def count_open_hazards(self) -> int:
        rows = self._database.query(
            "SELECT count(*) AS n FROM journal WHERE kind = 'hazard'"
            " AND NOT EXISTS (SELECT 1 FROM hazard_closed WHERE hazard = number)"
        )
        return int(next(iter(rows))["n"])

    def closing_of(self, hazard: int) -> int:
        """Number of the entry that closed a hazard; 0 while it is open."""
        rows = self._database.query("SELECT entry FROM hazard_closed WHERE hazard = ?", [hazard])
        return next((int(row["entry"]) for row in rows), 0)

    def _whole(self, row: dict[str, Any]) -> Handover:
        own = [row["id"]]
        points = self._database.query(
            "SELECT * FROM handover_point WHERE handover_id = ? ORDER BY position", own
        )
        counts = self._database.query(
            "SELECT * FROM handover_count WHERE handover_id = ? ORDER BY position", own
        )
        refusals = self._database.query(
            "SELECT * FROM handover_refusal WHERE handover_id = ? ORDER BY attempt", own
        )
        return handover_of(
            row,
            points=tuple(point_of(one) for one in points),
            counts=tuple(count_of(one) for one in counts),
            signatures=self._signatures(row["id"]),
            refusals=tuple(refusal_of(one) for one in refusals),
        )

    def _signatures(self, handover_id: str) -> tuple[Signature, ...]:
        """Those that count first, in the order of signing; then those beside them."""
        counting = self._database.query(
            "SELECT *, 0 AS beside FROM handover_signature WHERE handover_id = ? ORDER BY rowid",
            [handover_id],
        )
        beside = self._database.query(
            "SELECT *, 1 AS beside FROM handover_beside WHERE handover_id = ? ORDER BY rowid", [handover_id]
        )
        return tuple(signature_of(row) for row in (*counting, *beside))


class HandoverRepository(HandoverReader):
    def save(self, handover: Handover) -> None:
        """The record itself; points and counts by `save_points` and `save_counts`, before it is accepted."""
        upsert(
            self._database,
            "handover",
            {
                "id": handover.id,
                "state": handover.state,
                "begun_at": stamp(handover.begun_at),
                "since": stamp(handover.since),
                "due_at": text_of(handover.due_at),
                "attempt": handover.attempt,
                "revision": handover.revision,
                "outgoing": members_text(handover.outgoing),
                "incoming": members_text(handover.incoming),
                "approval": approval_text(handover.approval),
                "accepted_at": text_of(handover.accepted_at),
                "serial": handover.serial,
                "hash": handover.hash,
                "entry": handover.entry,
                "head": handover.head,
            },
        )

    def save_points(self, handover_id: str, points: Sequence[Point]) -> None:
        """These and no others."""
        self._database.execute("DELETE FROM handover_point WHERE handover_id = ?", [handover_id])
        for position, point in enumerate(points):
            fact = point.fact
            row = {
                "handover_id": handover_id,
                "key": fact.key,
                "position": position,
                "section": fact.section,
                "code": fact.code,
                "data": json.dumps(dict(fact.data), ensure_ascii=False, sort_keys=True),
                "source": fact.source,
                "since": text_of(fact.since),
                "weight": fact.weight,
                "words": point.words,
                "verdict": point.verdict,
                "remark": point.remark,
                "carried": point.carried,
                "gone": int(point.gone),
                "earlier": point.earlier,
            }
            insert(self._database, "handover_point", row)

    def save_counts(self, handover_id: str, counts: Sequence[Count]) -> None:
        """These and no others."""
        self._database.execute("DELETE FROM handover_count WHERE handover_id = ?", [handover_id])
        for position, count in enumerate(counts):
            row = {
                "handover_id": handover_id,
                "item_id": count.item.id,
                "position": position,
                **columns_of(count.item.name),
                "expected": count.item.expected,
                "outgoing": count.outgoing,
                "incoming": count.incoming,
                "why": count.why,
            }
            insert(self._database, "handover_count", row)

    def sign(self, handover_id: str, signature: Signature) -> None:
        """Into the table of those that count, or of those beside them."""
        row = {
            "handover_id": handover_id,
            "side": signature.side,
            "attempt": signature.attempt,
            "person_id": signature.person_id,
            **columns_of(signature.name),
            "at": stamp(signature.at),
        }
        insert(self._database, "handover_beside" if signature.beside else "handover_signature", row)

    def refuse(self, handover_id: str, refusal: Refusal) -> None:
        row = {
            "handover_id": handover_id,
            "attempt": refusal.attempt,
            "person_id": refusal.person_id,
            **columns_of(refusal.name),
            "at": stamp(refusal.at),
            "reason": refusal.reason,
            "by_outgoing": int(refusal.by_outgoing),
        }
        insert(self._database, "handover_refusal", row)

    def save_paper(self, handover_id: str, language: str, signatures: int, paper: str) -> None:
        row = {"handover_id": handover_id, "language": language, "signatures": signatures, "paper": paper}
        insert(self._database, "handover_paper", row)

    def save_item(self, item: Item) -> None:
        row = {"id": item.id, **columns_of(item.name)}
        upsert(self._database, "handover_item", {**row, "expected": item.expected, "position": item.position})

    def remove_item(self, item_id: str) -> None:
        self._database.execute("DELETE FROM handover_item WHERE id = ?", [item_id])

    def save_settings(self, settings: HandoverSettings) -> None:
        self._database.execute(
            "UPDATE handover_settings SET remind_min = ?, late_min = ?, hazard_days = ?",
            [settings.remind_min, settings.late_min, settings.hazard_days],
        )

    def watch_since(self, at: datetime) -> None:
        self._database.execute("UPDATE handover_settings SET watched_since = ?", [stamp(at)])

    def save_due(self, due: HandoverDue) -> None:
        row = {
            "due_at": stamp(due.due_at),
            "outgoing": members_text(due.outgoing),
            "incoming": members_text(due.incoming),
            "reminded_at": text_of(due.reminded_at),
            "late_at": text_of(due.late_at),
            "missed_at": text_of(due.missed_at),
            "withdrawn_at": text_of(due.withdrawn_at),
            "accepted_at": text_of(due.accepted_at),
            "handover_id": due.handover_id,
        }
        upsert(self._database, "handover_due", row, key=("due_at",))

    def close_hazard(self, hazard: int, entry: int) -> None:
        insert(self._database, "hazard_closed", {"hazard": hazard, "entry": entry})
