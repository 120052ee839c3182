"""Relays and how each stands."""

import json
from typing import Any

import sqlite_utils

from app.model.relay import Relay, RelayState
from app.storage.columns import columns_of, moment_of, text_of, words_of
from app.storage.rows import upsert

RELAY_TABLES = (
    """CREATE TABLE relay (
        id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, service TEXT NOT NULL,
        kinds TEXT NOT NULL, drills INTEGER NOT NULL, ends INTEGER NOT NULL, pulse_s INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE relay_state (
        id TEXT PRIMARY KEY, done TEXT NOT NULL CHECK (done IN ('', 'on', 'off', 'unsure')),
        turn TEXT NOT NULL CHECK (turn IN ('', 'on', 'off')), attempts INTEGER NOT NULL, next_try_at TEXT NOT NULL,
        error TEXT NOT NULL, hand TEXT NOT NULL CHECK (hand IN ('', 'on', 'off')), hand_during INTEGER NOT NULL
    ) STRICT""",
)


class RelayReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def all(self) -> list[Relay]:
        return [_relay(row) for row in self._database.query("SELECT * FROM relay ORDER BY rowid")]

    def states(self) -> dict[str, RelayState]:
        return {row["id"]: _state(row) for row in self._database.query("SELECT * FROM relay_state")}


class RelayRepository(RelayReader):
    def save(self, relay: Relay) -> None:
        upsert(
            self._database,
            "relay",
            {
                "id": relay.id,
                **columns_of(relay.name),
                "service": relay.service,
                "kinds": json.dumps(list(relay.kinds)),
                "drills": int(relay.drills),
                "ends": int(relay.ends),
                "pulse_s": relay.pulse_s,
            },
        )

    def remove(self, relay_id: str) -> None:
        """How it stands is kept, for an import that brings it again; `forget_strangers` ends that."""
        self._database.execute("DELETE FROM relay WHERE id = ?", [relay_id])

    def forget_strangers(self) -> None:
        """Of relays that are gone nothing is known any more."""
        self._database.execute("DELETE FROM relay_state WHERE id NOT IN (SELECT id FROM relay)")

    def save_state(self, state: RelayState) -> None:
        upsert(
            self._database,
            "relay_state",
            {
                "id": state.relay_id,
                "done": state.done,
                "turn": state.turn,
                "attempts": state.attempts,
                "next_try_at": text_of(state.next_try_at),
                "error": state.error,
                "hand": state.hand,
                "hand_during": int(state.hand_during),
            },
        )


def _relay(row: dict[str, Any]) -> Relay:
    return Relay(
        row["id"],
        words_of(row),
        row["service"],
        tuple(json.loads(row["kinds"])),
        bool(row["drills"]),
        bool(row["ends"]),
        row["pulse_s"],
    )


def _state(row: dict[str, Any]) -> RelayState:
    return RelayState(
        row["id"],
        row["done"],
        row["turn"],
        row["attempts"],
        moment_of(row["next_try_at"]),
        row["error"],
        row["hand"],
        bool(row["hand_during"]),
    )
