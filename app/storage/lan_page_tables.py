"""Tables of the page for phones, as they were first made."""

LAN_PAGE_TABLES = (
    """CREATE TABLE lan_page (
        id INTEGER PRIMARY KEY CHECK (id = 1), is_on INTEGER NOT NULL, address TEXT NOT NULL,
        port INTEGER NOT NULL, hours INTEGER NOT NULL, photos INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE lan_link (
        call_id TEXT PRIMARY KEY REFERENCES incident_call (id), device TEXT NOT NULL, opened_at TEXT NOT NULL,
        opened_from TEXT NOT NULL, revoked_at TEXT NOT NULL, photos INTEGER NOT NULL
    ) STRICT""",
)
CLOCK_LINK_TABLE = """CREATE TABLE clock_link (
        id TEXT PRIMARY KEY, person_id TEXT NOT NULL, made_at TEXT NOT NULL, device TEXT NOT NULL,
        opened_at TEXT NOT NULL, opened_from TEXT NOT NULL, revoked_at TEXT NOT NULL
    ) STRICT"""
"""Came later."""
REPORT_LINK_TABLE = """CREATE TABLE report_link (
        message_id TEXT PRIMARY KEY REFERENCES outbox (id), device TEXT NOT NULL, opened_at TEXT NOT NULL,
        opened_from TEXT NOT NULL, revoked_at TEXT NOT NULL
    ) STRICT"""
"""Came later still."""
