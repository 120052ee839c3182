"""The schema, step by step. Append only: a released migration is never edited."""

from collections.abc import Iterable

from sqlite_utils import Database, Migrations

from app.storage.backups import BACKUP_TABLES
from app.storage.escalation_tables import ESCALATION_TABLES
from app.storage.first_tables import FIRST_TABLES
from app.storage.handover_beside_table import HANDOVER_BESIDE
from app.storage.handover_tables import HANDOVER_TABLES
from app.storage.lan_page_tables import CLOCK_LINK_TABLE, LAN_PAGE_TABLES, REPORT_LINK_TABLE
from app.storage.lines import ENTRY_TABLES
from app.storage.old_plans import content_of_old
from app.storage.period_report_tables import SPECIAL_PERIODS
from app.storage.reach import REACH_TABLES
from app.storage.relays import RELAY_TABLES
from app.storage.report_tables import REPORT_DEADLINES, REPORTS, REVIEWS
from app.storage.roster_tables import ROSTER_TABLES
from app.storage.search import SEARCH_TABLES

migrations = Migrations("dutyroom")


def _make(name: str, statements: Iterable[str]) -> None:
    """A step that only makes the tables of one subject."""

    @migrations(name=name)
    def step(db: Database) -> None:
        for statement in statements:
            db.execute(statement)


_TOURS_AND_VIEWS = (
    """CREATE TABLE view (
        id TEXT PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''), camera_ids TEXT NOT NULL,
        count INTEGER NOT NULL, page INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE view_choice (
        screen TEXT PRIMARY KEY CHECK (screen IN ('main', 'second')), view_id TEXT NOT NULL,
        count INTEGER NOT NULL, page INTEGER NOT NULL, is_open INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE tour (
        id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, stops TEXT NOT NULL,
        times TEXT NOT NULL, weekdays TEXT NOT NULL, grace_s INTEGER NOT NULL, checked_until TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE tour_run (
        id TEXT PRIMARY KEY, tour_id TEXT NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
        stops TEXT NOT NULL, grace_s INTEGER NOT NULL, started_at TEXT NOT NULL, asked_at TEXT NOT NULL,
        asked_monotonic REAL NOT NULL, boot_id TEXT NOT NULL, origin TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped')),
        step INTEGER NOT NULL, held TEXT NOT NULL CHECK (held IN ('', 'incident', 'note')),
        seen INTEGER NOT NULL, wrong INTEGER NOT NULL, missed INTEGER NOT NULL
    ) STRICT""",
    "CREATE UNIQUE INDEX tour_run_running ON tour_run (state) WHERE state = 'running'",
)


@migrations(name="0001_first_tables")
def _first_tables(db: Database) -> None:
    # One statement at a time: executescript would commit first and could not be rolled back.
    for statement in FIRST_TABLES:
        db.execute(statement)


@migrations(name="0002_journal_by_time")
def _journal_by_time(db: Database) -> None:
    # The log of one day out of years must be found without reading the years.
    db.execute("CREATE INDEX journal_at ON journal (at)")


@migrations(name="0003_camera_options")
def _camera_options(db: Database) -> None:
    db.execute("ALTER TABLE camera ADD COLUMN options TEXT NOT NULL DEFAULT '{}'")


_RECORDINGS = (
    """CREATE TABLE segment (
        id TEXT PRIMARY KEY, camera_id TEXT NOT NULL, path TEXT NOT NULL UNIQUE,
        started_at TEXT NOT NULL CHECK (length(started_at) = 24),
        ended_at TEXT NOT NULL CHECK (length(ended_at) = 24),
        size INTEGER NOT NULL, sha256 TEXT NOT NULL, keep_id TEXT NOT NULL,
        protected INTEGER NOT NULL, missing INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX segment_camera ON segment (camera_id, started_at)",
    "CREATE INDEX segment_removable ON segment (started_at) WHERE protected = 0 AND missing = 0",
    "CREATE INDEX segment_unhashed ON segment (started_at) WHERE sha256 = '' AND missing = 0",
    """CREATE TABLE retention (
        id INTEGER PRIMARY KEY CHECK (id = 1), days INTEGER NOT NULL, gigabytes INTEGER NOT NULL
    ) STRICT""",
)


_make("0004_recordings", _RECORDINGS)


@migrations(name="0005_camera_health")
def _camera_health(db: Database) -> None:
    db.execute(
        """CREATE TABLE camera_uptime (
            camera_id TEXT NOT NULL, day TEXT NOT NULL CHECK (length(day) = 10),
            live_s REAL NOT NULL, observed_s REAL NOT NULL, PRIMARY KEY (camera_id, day)
        ) STRICT"""
    )
    db.execute("CREATE INDEX camera_uptime_day ON camera_uptime (day)")


_make("0006_tours_and_views", _TOURS_AND_VIEWS)


@migrations(name="0007_motion")
def _motion(db: Database) -> None:
    db.execute(
        """CREATE TABLE motion (
            camera_id TEXT NOT NULL, began_at TEXT NOT NULL CHECK (length(began_at) = 24),
            ended_at TEXT NOT NULL CHECK (length(ended_at) = 24), PRIMARY KEY (camera_id, began_at)
        ) STRICT"""
    )
    db.execute("CREATE INDEX motion_began ON motion (began_at)")


@migrations(name="0008_evidence_index")
def _evidence(db: Database) -> None:
    db.execute("CREATE INDEX segment_evidence ON segment (keep_id) WHERE protected = 1 AND missing = 0")


@migrations(name="0009_camera_views")
def _camera_views(db: Database) -> None:
    db.execute(
        """CREATE TABLE camera_view (
            camera_id TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, data BLOB NOT NULL,
            moved INTEGER NOT NULL, learnt_at TEXT NOT NULL CHECK (length(learnt_at) = 24), source TEXT NOT NULL,
            PRIMARY KEY (camera_id, width, height)
        ) STRICT"""
    )


_MESSAGE_STATES = (
    # A CHECK cannot be changed: the table is made anew around its rows, in their order.
    """CREATE TABLE outbox_anew (
        id TEXT PRIMARY KEY, dedupe_key TEXT NOT NULL UNIQUE, incident_id TEXT NOT NULL, person_id TEXT NOT NULL,
        channel_id TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'acknowledged', 'failed',
            'unknown', 'replaced', 'expired')),
        attempts INTEGER NOT NULL, created_at TEXT NOT NULL, next_try_at TEXT NOT NULL, updated_at TEXT NOT NULL,
        error TEXT NOT NULL, reference TEXT NOT NULL
    ) STRICT""",
    """INSERT INTO outbox_anew SELECT id, dedupe_key, incident_id, person_id, channel_id, title, body, state,
        attempts, created_at, next_try_at, updated_at, error, '' FROM outbox ORDER BY rowid""",
    "DROP TABLE outbox",
    "ALTER TABLE outbox_anew RENAME TO outbox",
    "CREATE INDEX outbox_due ON outbox (state, next_try_at)",
    "CREATE INDEX outbox_incident ON outbox (incident_id, person_id)",
    "CREATE INDEX outbox_reference ON outbox (channel_id) WHERE reference <> ''",
)


_make("0010_message_states", _MESSAGE_STATES)


@migrations(name="0011_messages_maybe_received")
def _messages_maybe_received(db: Database) -> None:
    db.execute("ALTER TABLE outbox ADD COLUMN maybe_received INTEGER NOT NULL DEFAULT 0")
    db.execute(
        "UPDATE outbox SET maybe_received = 1"
        " WHERE state = 'unknown' OR error IN ('interrupted', 'timeout', 'sender_died')"
    )


_PLAN_VERSIONS = (
    """CREATE TABLE plan_version (
        plan_id TEXT NOT NULL, version INTEGER NOT NULL CHECK (version > 0), content TEXT NOT NULL,
        PRIMARY KEY (plan_id, version)
    ) STRICT""",
    """CREATE TABLE plan (
        id TEXT PRIMARY KEY, version INTEGER NOT NULL,
        FOREIGN KEY (id, version) REFERENCES plan_version (plan_id, version)
    ) STRICT""",
    """CREATE TRIGGER plan_version_no_update BEFORE UPDATE ON plan_version
        BEGIN SELECT RAISE(ABORT, 'a version of a plan stays as it was'); END""",
    """CREATE TRIGGER plan_version_no_delete BEFORE DELETE ON plan_version
        BEGIN SELECT RAISE(ABORT, 'a version of a plan stays as it was'); END""",
    "ALTER TABLE incident ADD COLUMN plan_version INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE incident_step RENAME TO incident_step_by_kind",
    # Ticks belong to the steps of one version.
    """CREATE TABLE incident_step (
        incident_id TEXT NOT NULL REFERENCES incident (id), kind TEXT NOT NULL, plan_version INTEGER NOT NULL,
        step INTEGER NOT NULL, at TEXT NOT NULL, by_id TEXT NOT NULL,
        PRIMARY KEY (incident_id, kind, plan_version, step)
    ) STRICT""",
)


@migrations(name="0012_plan_versions")
def _plan_versions(db: Database) -> None:
    old = list(db.query("SELECT * FROM plan ORDER BY rowid"))
    db.execute("DROP TABLE plan")
    for statement in _PLAN_VERSIONS:
        db.execute(statement)
    for row in old:
        db.execute("INSERT INTO plan_version VALUES (?, 1, ?)", [row["id"], content_of_old(row)])
        db.execute("INSERT INTO plan VALUES (?, 1)", [row["id"]])
    db.execute("UPDATE incident SET plan_version = 1 WHERE kind IN (SELECT id FROM plan)")
    db.execute(
        "INSERT INTO incident_step SELECT s.incident_id, s.kind, EXISTS (SELECT 1 FROM plan WHERE id = s.kind),"
        " s.step, s.at, s.by_id FROM incident_step_by_kind AS s"
    )
    db.execute("DROP TABLE incident_step_by_kind")
    db.execute("ALTER TABLE person ADD COLUMN leads TEXT NOT NULL DEFAULT '[]'")


_make("0013_report_deadlines", REPORT_DEADLINES)


_make("0014_roster", ROSTER_TABLES)


@migrations(name="0015_received_messages")
def _received_messages(db: Database) -> None:
    # What a modem's card tells again after a crash is known by its key and entered once.
    db.execute(
        "CREATE TABLE received_message (key TEXT PRIMARY KEY, at TEXT NOT NULL CHECK (length(at) = 24)) STRICT"
    )


_make("0016_reports", REPORTS)


@migrations(name="0017_cell_line")
def _cell_line(db: Database) -> None:
    # By the post as well: of forty posts with one role each read all forty.
    db.execute("DROP INDEX cell_date")
    db.execute("CREATE INDEX cell_line ON cell (sheet_id, date, role, post_id)")


@migrations(name="0018_message_attachments")
def _message_attachments(db: Database) -> None:
    db.execute("ALTER TABLE outbox ADD COLUMN attachment TEXT NOT NULL DEFAULT ''")


_make("0019_lan_page", LAN_PAGE_TABLES)


@migrations(name="0020_camera_fallbacks")
def _camera_fallbacks(db: Database) -> None:
    db.execute(
        """CREATE TABLE camera_fallback (
            camera_id TEXT PRIMARY KEY, since TEXT NOT NULL CHECK (length(since) = 24), cause TEXT NOT NULL
        ) STRICT"""
    )


_make("0021_relays", RELAY_TABLES)


_make("0022_reviews", REVIEWS)


_make("0023_escalation", ESCALATION_TABLES)


@migrations(name="0024_import_words")
def _import_words(db: Database) -> None:
    db.execute("CREATE TABLE import_word (word TEXT PRIMARY KEY, meaning TEXT NOT NULL) STRICT")


@migrations(name="0025_channel_proofs")
def _channel_proofs(db: Database) -> None:
    db.execute("ALTER TABLE channel ADD COLUMN proof_at TEXT NOT NULL DEFAULT '10:00'")
    db.execute("ALTER TABLE channel ADD COLUMN proof_person TEXT NOT NULL DEFAULT ''")
    db.execute(
        """CREATE TABLE channel_proof (
            channel_id TEXT PRIMARY KEY, due_at TEXT NOT NULL, proven_at TEXT NOT NULL, failed_at TEXT NOT NULL,
            error TEXT NOT NULL
        ) STRICT"""
    )


_make("0026_reach_checks", REACH_TABLES)


@migrations(name="0027_near_places")
def _near_places(db: Database) -> None:
    db.execute("ALTER TABLE place ADD COLUMN near TEXT NOT NULL DEFAULT '[]'")


_make("0028_search", SEARCH_TABLES)


_make("0029_entry", ENTRY_TABLES)


_make("0030_handover", HANDOVER_TABLES)


_make("0031_backups", BACKUP_TABLES)


_make("0033_special_period", SPECIAL_PERIODS)


_make("0036_clock_links", [CLOCK_LINK_TABLE])


_make("0043_handover_beside", HANDOVER_BESIDE)


@migrations(name="0049_simulated_drills")
def _simulated_drills(db: Database) -> None:
    # What is real can never be marked as simulated, whatever a program does.
    db.execute(
        "ALTER TABLE incident ADD COLUMN simulated INTEGER NOT NULL DEFAULT 0 CHECK (simulated = 0 OR drill = 1)"
    )
    db.execute("ALTER TABLE outbox ADD COLUMN simulated INTEGER NOT NULL DEFAULT 0")


_make("0050_report_links", [REPORT_LINK_TABLE])


@migrations(name="0051_answers_withdrawn")
def _answers_withdrawn(db: Database) -> None:
    # A tier goes back to the state it was acknowledged in.
    db.execute("ALTER TABLE escalation_tier ADD COLUMN before_answer TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE escalation_tier ADD COLUMN enough INTEGER NOT NULL DEFAULT 0")
    db.execute(
        "UPDATE escalation_tier SET enough = json_array_length(answered_by) WHERE state = 'acknowledged'"
    )
    for column in ("withdrawn", "withdrawn_at", "withdrawn_by"):
        db.execute(f"ALTER TABLE incident_call ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")


@migrations(name="0052_steps_withdrawn")
def _steps_withdrawn(db: Database) -> None:
    for column in ("withdrawn_at", "withdrawn_by"):
        db.execute(f"ALTER TABLE incident_step ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")


@migrations(name="0053_own_answers")
def _own_answers(db: Database) -> None:
    # Beside what the desk has marked: it stays when the mark is taken back.
    for column in ("answered_at", "answered_via"):
        db.execute(f"ALTER TABLE incident_call ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE incident_call ADD COLUMN answered_s REAL")
    db.execute("ALTER TABLE escalation_tier ADD COLUMN own_by TEXT NOT NULL DEFAULT '[]'")


def known_names() -> frozenset[str]:
    """Names of all migrations this program knows; a database with others is newer than the program."""
    return frozenset(migration.name for migration in migrations._migrations)
