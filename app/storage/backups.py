"""Where backups go and how many of them stay, as somebody chose it."""

import sqlite_utils

from app.model.backup import BackupRule, BackupTarget
from app.storage.rows import upsert

BACKUP_TABLES = (
    """CREATE TABLE backup_target (
        id TEXT PRIMARY KEY, folder TEXT NOT NULL UNIQUE CHECK (folder <> ''), away_days INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE backup_rule (
        id INTEGER PRIMARY KEY CHECK (id = 1), every_h INTEGER NOT NULL, hourly INTEGER NOT NULL,
        daily INTEGER NOT NULL, monthly INTEGER NOT NULL
    ) STRICT""",
)


class BackupReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def targets(self) -> list[BackupTarget]:
        """In the order they were chosen in."""
        rows = self._database.query("SELECT id, folder, away_days FROM backup_target ORDER BY id")
        return [BackupTarget(row["id"], row["folder"], row["away_days"]) for row in rows]

    def rule(self) -> BackupRule:
        rows = list(self._database.query("SELECT * FROM backup_rule"))
        if not rows:
            return BackupRule()
        row = rows[0]
        return BackupRule(row["every_h"], row["hourly"], row["daily"], row["monthly"])


class BackupRepository(BackupReader):
    def save_target(self, target: BackupTarget) -> None:
        row = {"id": target.id, "folder": target.folder, "away_days": target.away_days}
        upsert(self._database, "backup_target", row)

    def remove_target(self, target_id: str) -> None:
        self._database.execute("DELETE FROM backup_target WHERE id = ?", [target_id])

    def save_rule(self, rule: BackupRule) -> None:
        row = {
            "id": 1,
            "every_h": rule.every_h,
            "hourly": rule.hourly,
            "daily": rule.daily,
            "monthly": rule.monthly,
        }
        upsert(self._database, "backup_rule", row)
