"""The tables that the first version began with; `migrations` makes them. Never edited."""

FIRST_TABLES = (
    """CREATE TABLE journal (
        number INTEGER PRIMARY KEY CHECK (number > 0),
        at TEXT NOT NULL CHECK (length(at) = 24),
        boot_id TEXT NOT NULL,
        monotonic_ms INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind <> ''),
        text TEXT NOT NULL,
        actor_id TEXT NOT NULL,
        actor_name TEXT NOT NULL,
        data TEXT NOT NULL,
        camera_id TEXT NOT NULL,
        place_id TEXT NOT NULL,
        incident_id TEXT NOT NULL,
        amends INTEGER NOT NULL,
        media TEXT NOT NULL,
        previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
        hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
    ) STRICT""",
    "CREATE INDEX journal_incident ON journal (incident_id, number) WHERE incident_id <> ''",
    "CREATE INDEX journal_kind ON journal (kind, number)",
    "CREATE INDEX journal_amends ON journal (amends) WHERE amends > 0",
    """CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    # INSERT OR REPLACE walks round the delete trigger where recursive_triggers is off, SQLite's default.
    """CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
        WHEN EXISTS (SELECT 1 FROM journal WHERE number = NEW.number OR hash = NEW.hash)
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TABLE site (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        name_zh TEXT NOT NULL, name_en TEXT NOT NULL, timezone TEXT NOT NULL, language TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE place (id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL) STRICT",
    """CREATE TABLE post (
        id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
        place_id TEXT NOT NULL, phone TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE person (
        id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
        phones TEXT NOT NULL, roles TEXT NOT NULL,
        organisation_zh TEXT NOT NULL, organisation_en TEXT NOT NULL,
        channels TEXT NOT NULL, active INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE camera (
        id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, kind TEXT NOT NULL,
        address TEXT NOT NULL, sub_address TEXT NOT NULL, place_id TEXT NOT NULL,
        position INTEGER NOT NULL, enabled INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE channel (
        id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, service TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE shift (
        id TEXT PRIMARY KEY, person_id TEXT NOT NULL, role TEXT NOT NULL, post_id TEXT NOT NULL,
        date TEXT NOT NULL, weekdays TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
        CHECK ((date = '') <> (weekdays = '[]'))
    ) STRICT""",
    """CREATE TABLE plan (
        id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, level INTEGER NOT NULL,
        steps TEXT NOT NULL, tiers TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE pin (
        person_id TEXT PRIMARY KEY, hash TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0,
        locked_until TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    """CREATE TABLE incident (
        id TEXT PRIMARY KEY, opened_at TEXT NOT NULL, opened_monotonic REAL NOT NULL, boot_id TEXT NOT NULL,
        turn_out_due_at TEXT NOT NULL, kind TEXT NOT NULL, place_id TEXT NOT NULL, drill INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('running', 'stood_down', 'false_alarm')),
        opened_by TEXT NOT NULL, origin TEXT NOT NULL, closed_at TEXT NOT NULL, close_reason TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX incident_state ON incident (state, opened_at)",
    """CREATE TABLE incident_step (
        incident_id TEXT NOT NULL REFERENCES incident (id), kind TEXT NOT NULL, step INTEGER NOT NULL,
        at TEXT NOT NULL, by_id TEXT NOT NULL, PRIMARY KEY (incident_id, kind, step)
    ) STRICT""",
    """CREATE TABLE incident_call (
        id TEXT PRIMARY KEY, incident_id TEXT NOT NULL REFERENCES incident (id), person_id TEXT NOT NULL,
        name_zh TEXT NOT NULL, name_en TEXT NOT NULL, role TEXT NOT NULL, phone TEXT NOT NULL,
        tier INTEGER NOT NULL, called_at TEXT NOT NULL, reachable INTEGER NOT NULL,
        acknowledged_at TEXT NOT NULL, arrived_at TEXT NOT NULL,
        UNIQUE (incident_id, person_id)
    ) STRICT""",
    """CREATE TABLE outbox (
        id TEXT PRIMARY KEY, dedupe_key TEXT NOT NULL UNIQUE, incident_id TEXT NOT NULL, person_id TEXT NOT NULL,
        channel_id TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
        attempts INTEGER NOT NULL, created_at TEXT NOT NULL, next_try_at TEXT NOT NULL, updated_at TEXT NOT NULL,
        error TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX outbox_due ON outbox (state, next_try_at)",
    "CREATE INDEX outbox_incident ON outbox (incident_id)",
)
