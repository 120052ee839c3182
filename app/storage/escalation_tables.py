"""The tables of escalations, for migrations."""

ESCALATION_TABLES = (
    """CREATE TABLE escalation (
        incident_id TEXT PRIMARY KEY REFERENCES incident (id),
        passed_s REAL NOT NULL, read_at TEXT NOT NULL CHECK (length(read_at) = 24),
        read_monotonic REAL NOT NULL, read_boot TEXT NOT NULL,
        next_due_s REAL, next_due_at TEXT NOT NULL, operator_id TEXT NOT NULL,
        turned_out INTEGER NOT NULL, ended_s REAL, remind_after_s INTEGER NOT NULL, expire_after_s INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX escalation_running ON escalation (incident_id) WHERE ended_s IS NULL",
    """CREATE TABLE escalation_tier (
        incident_id TEXT NOT NULL REFERENCES escalation (incident_id), number INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'calling', 'acknowledged', 'missed', 'empty', 'expired')),
        called_s REAL NOT NULL, limit_due_s REAL, repeat_due_s REAL, repeats INTEGER NOT NULL,
        answered_by TEXT NOT NULL, acknowledged_s REAL, remind_due_s REAL, expire_due_s REAL,
        held TEXT NOT NULL, held_by TEXT NOT NULL, PRIMARY KEY (incident_id, number)
    ) STRICT""",
    "ALTER TABLE incident_call ADD COLUMN why TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE incident_call ADD COLUMN channels TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE incident_call ADD COLUMN acknowledged_via TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE incident_call ADD COLUMN arrived_via TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE site ADD COLUMN remind_after_s INTEGER NOT NULL DEFAULT 300",
    "ALTER TABLE site ADD COLUMN expire_after_s INTEGER NOT NULL DEFAULT 600",
)
