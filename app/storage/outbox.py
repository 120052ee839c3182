"""The outbox table: a message is a row before it is sent."""

from datetime import datetime, timedelta
from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.incident import RUNNING
from app.model.message import BY_HAND, QUEUED, SENDING, Message, Standing
from app.model.proof import ChannelProof
from app.storage.columns import moment_of, text_of
from app.storage.rows import insert, upsert

_FURTHEST = timedelta(minutes=6)
"""Pauses between tries are at most five minutes."""
_STANDING = "i.state AS incident_state, coalesce(c.acknowledged_at, '') AS acknowledged_at"
_CALL = "LEFT JOIN incident_call c ON c.incident_id = i.id AND c.person_id = ?"


class OutboxReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def get(self, message_id: str) -> Message | None:
        rows = list(self._database.query("SELECT * FROM outbox WHERE id = ?", [message_id]))
        return _message(rows[0]) if rows else None

    def for_incident(self, incident_id: str) -> list[Message]:
        rows = self._database.query(
            "SELECT * FROM outbox WHERE incident_id = ? ORDER BY rowid", [incident_id]
        )
        return [_message(row) for row in rows]

    def counts(self) -> dict[str, int]:
        rows = self._database.query("SELECT state, count(*) AS n FROM outbox GROUP BY state")
        return {row["state"]: row["n"] for row in rows}

    def count_open(self, since: datetime, tries: int) -> tuple[int, int]:
        """Of running incidents, or written after `since`, not those by hand: how many nothing but a hand can help (given
        up, or tried more often than `tries`; tests and checks belong to no incident), and how many others wait."""
        rows = self._database.query(
            "SELECT sum(incident_id <> '' AND (state IN ('failed', 'unknown') OR attempts > ?)) AS by_hand,"
            " sum(state = 'queued' AND attempts <= ?) AS waiting FROM outbox"
            " WHERE channel_id <> ? AND state IN ('queued', 'sending', 'failed', 'unknown')"
            " AND (created_at >= ? OR incident_id IN (SELECT id FROM incident WHERE state = 'running'))",
            [tries, tries, BY_HAND, stamp(since)],
        )
        row = next(iter(rows))
        return int(row["by_hand"] or 0), int(row["waiting"] or 0)

    def to_person(self, incident_id: str, person_id: str) -> list[Message]:
        """All messages of an incident to one person, oldest first."""
        rows = self._database.query(
            "SELECT * FROM outbox WHERE incident_id = ? AND person_id = ? ORDER BY rowid",
            [incident_id, person_id],
        )
        return [_message(row) for row in rows]

    def standing(self, message: Message) -> Standing:
        """How its incident and its receiver stand; without an incident it always matters."""
        rows = list(
            self._database.query(
                f"SELECT {_STANDING} FROM incident i {_CALL} WHERE i.id = ?",  # our own words
                [message.person_id, message.incident_id],
            )
        )
        return _standing(rows[0]) if rows else Standing(running=True, acknowledged=False)

    def unsettled(self, since: datetime) -> list[tuple[Message, Standing]]:
        """What a confirmation or the end of an incident may change: of running incidents and those closed after `since`."""
        rows = self._database.query(
            f"SELECT o.*, {_STANDING} FROM incident i JOIN outbox o ON o.incident_id = i.id"  # our own words
            " LEFT JOIN incident_call c ON c.incident_id = i.id AND c.person_id = o.person_id"
            " WHERE (i.state = 'running' OR i.closed_at >= ?) AND ((o.state = 'queued' AND i.state <> 'running')"
            " OR (o.state IN ('queued', 'sent', 'delivered', 'failed', 'unknown') AND c.acknowledged_at <> ''))",
            [stamp(since)],
        )
        return [(_message(row), _standing(row)) for row in rows]

    def due(self, now: datetime, each: int) -> list[Message]:
        """Queued messages whose moment has come, oldest first; also those that a clock set back put off.

        At most `each` of a channel, its calls to turn out first: of two thousand that wait, a few can go out at a time.
        """
        rows = self._database.query(
            "SELECT o.* FROM outbox o JOIN (SELECT id, row_number() OVER (PARTITION BY channel_id"
            " ORDER BY instr(dedupe_key, ':emergency') = 0, next_try_at, rowid) AS place FROM outbox"
            " WHERE state = ? AND (next_try_at <= ? OR next_try_at > ?)) AS ready ON ready.id = o.id"
            " WHERE place <= ? ORDER BY next_try_at, o.rowid",
            [QUEUED, stamp(now), stamp(now + _FURTHEST), each],
        )
        return [_message(row) for row in rows]

    def next_due_at(self) -> datetime | None:
        rows = list(
            self._database.query("SELECT min(next_try_at) AS due FROM outbox WHERE state = ?", [QUEUED])
        )
        return moment_of(rows[0]["due"])

    def awaiting_reports(self, since: datetime) -> list[Message]:
        """Messages written after `since` whose delivery the network has still to report, newest first."""
        rows = self._database.query(
            "SELECT * FROM outbox WHERE reference <> '' AND created_at >= ? ORDER BY rowid DESC",
            [stamp(since)],
        )
        return [_message(row) for row in rows]

    def proofs(self) -> dict[str, ChannelProof]:
        """What is known of channels, by their id; none of what was never used or tested."""
        return {row["channel_id"]: _proof(row) for row in self._database.query("SELECT * FROM channel_proof")}

    def proof(self, channel_id: str) -> ChannelProof:
        rows = list(self._database.query("SELECT * FROM channel_proof WHERE channel_id = ?", [channel_id]))
        return _proof(rows[0]) if rows else ChannelProof(channel_id)

    def interrupted(self) -> list[Message]:
        """Messages that were being sent when the program ended."""
        return [
            _message(row) for row in self._database.query("SELECT * FROM outbox WHERE state = ?", [SENDING])
        ]


class OutboxRepository(OutboxReader):
    def add(self, message: Message) -> bool:
        """Stores a new message; False when its dedupe key is already there (it is not sent twice)."""
        known = list(self._database.query("SELECT 1 FROM outbox WHERE dedupe_key = ?", [message.dedupe_key]))
        if known:
            return False
        insert(self._database, "outbox", _row(message))
        return True

    def note_received(self, key: str, at: datetime) -> bool:
        """Whether a message that came in is new; from then on it is known."""
        known = list(self._database.query("SELECT 1 FROM received_message WHERE key = ?", [key]))
        if not known:
            insert(self._database, "received_message", {"key": key, "at": stamp(at)})
        return not known

    def save_proof(self, proof: ChannelProof) -> None:
        moments = (proof.due_at, proof.proven_at, proof.failed_at)
        self._database.execute(
            "INSERT OR REPLACE INTO channel_proof (channel_id, due_at, proven_at, failed_at, error)"
            " VALUES (?, ?, ?, ?, ?)",
            [proof.channel_id, *(text_of(moment) for moment in moments), proof.error],
        )

    def save(self, message: Message) -> None:
        upsert(self._database, "outbox", _row(message))


def _row(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "dedupe_key": message.dedupe_key,
        "incident_id": message.incident_id,
        "person_id": message.person_id,
        "channel_id": message.channel_id,
        "title": message.title,
        "body": message.body,
        "state": message.state,
        "attempts": message.attempts,
        "created_at": stamp(message.created_at),
        "next_try_at": stamp(message.next_try_at),
        "updated_at": stamp(message.updated_at),
        "error": message.error,
        "reference": message.reference,
        "maybe_received": int(message.maybe_received),
        "attachment": message.attachment,
        "simulated": int(message.simulated),
    }


def _proof(row: dict[str, Any]) -> ChannelProof:
    due_at, proven_at, failed_at = (moment_of(row[name]) for name in ("due_at", "proven_at", "failed_at"))
    return ChannelProof(row["channel_id"], due_at, proven_at, failed_at, row["error"])


def _standing(row: dict[str, Any]) -> Standing:
    return Standing(running=row["incident_state"] == RUNNING, acknowledged=bool(row["acknowledged_at"]))


def _message(row: dict[str, Any]) -> Message:
    return Message(
        id=row["id"],
        dedupe_key=row["dedupe_key"],
        incident_id=row["incident_id"],
        person_id=row["person_id"],
        channel_id=row["channel_id"],
        title=row["title"],
        body=row["body"],
        state=row["state"],
        attempts=row["attempts"],
        created_at=parse_stamp(row["created_at"]),
        next_try_at=parse_stamp(row["next_try_at"]),
        updated_at=parse_stamp(row["updated_at"]),
        error=row["error"],
        reference=row["reference"],
        maybe_received=bool(row["maybe_received"]),
        attachment=row["attachment"],
        simulated=bool(row["simulated"]),
    )
