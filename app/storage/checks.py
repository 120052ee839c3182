"""How far the log was found unchanged. Nobody believes it: a whole pass comes each day all the same."""

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.journal import CheckStanding
from app.storage.columns import moment_of, text_of
from app.storage.rows import upsert


class CheckReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def standing(self) -> CheckStanding:
        for row in self._database.query("SELECT * FROM journal_check"):
            return CheckStanding(
                row["number"],
                row["hash"],
                parse_stamp(row["at"]),
                moment_of(row["whole_at"]),
                row["first_bad"],
                row["reason"],
            )
        return CheckStanding()


class CheckRepository(CheckReader):
    def save(self, standing: CheckStanding) -> None:
        assert standing.at is not None
        row = {
            "id": 1,
            "number": standing.number,
            "hash": standing.hash,
            "at": stamp(standing.at),
            "whole_at": text_of(standing.whole_at),
            "first_bad": standing.first_bad,
            "reason": standing.reason,
        }
        upsert(self._database, "journal_check", row)
