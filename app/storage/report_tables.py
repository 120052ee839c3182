"""The tables of deadlines and reports; `migrations` makes them. Append only, like these."""

REPORT_DEADLINES = (
    "ALTER TABLE site ADD COLUMN acknowledge_s INTEGER NOT NULL DEFAULT 120",
    """CREATE TABLE report_deadline (
        id TEXT PRIMARY KEY, role TEXT NOT NULL, person_id TEXT NOT NULL, level INTEGER NOT NULL,
        phone_min INTEGER NOT NULL, written_min INTEGER NOT NULL, follow_up_h INTEGER NOT NULL,
        CHECK ((role = '') <> (person_id = ''))
    ) STRICT""",
    "INSERT INTO report_deadline VALUES ('street-office', 'street_office', '', 0, 15, 60, 24)",
    # Which incidents may still owe something: a closed one that is settled is not looked at again.
    "CREATE TABLE report_case (incident_id TEXT PRIMARY KEY REFERENCES incident (id), settled INTEGER NOT NULL) STRICT",
    "CREATE INDEX report_case_open ON report_case (incident_id) WHERE settled = 0",
    """CREATE TABLE report_due (
        id TEXT PRIMARY KEY, incident_id TEXT NOT NULL REFERENCES incident (id), stage TEXT NOT NULL,
        role TEXT NOT NULL, person_id TEXT NOT NULL, number INTEGER NOT NULL, level INTEGER NOT NULL,
        length_s REAL NOT NULL, due_at TEXT NOT NULL CHECK (length(due_at) = 24), due_monotonic REAL NOT NULL,
        boot_id TEXT NOT NULL, met_at TEXT NOT NULL, missed_at TEXT NOT NULL, ended_at TEXT NOT NULL,
        ended TEXT NOT NULL, reason TEXT NOT NULL, UNIQUE (incident_id, stage, role, person_id, number)
    ) STRICT""",
    """CREATE TABLE phone_report (
        id TEXT PRIMARY KEY, incident_id TEXT NOT NULL REFERENCES incident (id), role TEXT NOT NULL,
        person_id TEXT NOT NULL, whom TEXT NOT NULL, at TEXT NOT NULL CHECK (length(at) = 24),
        said TEXT NOT NULL, by_id TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX phone_report_incident ON phone_report (incident_id)",
)

REPORTS = (
    """CREATE TABLE report (
        id TEXT PRIMARY KEY, incident_id TEXT NOT NULL REFERENCES incident (id),
        kind TEXT NOT NULL CHECK (kind IN ('initial', 'follow_up', 'final')), number INTEGER NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0), serial TEXT NOT NULL, language TEXT NOT NULL,
        content TEXT NOT NULL, changed TEXT NOT NULL, people TEXT NOT NULL,
        sent_at TEXT NOT NULL CHECK (length(sent_at) = 24), sent_monotonic REAL NOT NULL, boot_id TEXT NOT NULL,
        by_id TEXT NOT NULL, by_name TEXT NOT NULL, reason TEXT NOT NULL, paper TEXT NOT NULL,
        UNIQUE (incident_id, kind, number, version)
    ) STRICT""",
    """CREATE TRIGGER report_no_update BEFORE UPDATE ON report
        BEGIN SELECT RAISE(ABORT, 'a report that was sent stays as it was'); END""",
    """CREATE TRIGGER report_no_delete BEFORE DELETE ON report
        BEGIN SELECT RAISE(ABORT, 'a report that was sent stays as it was'); END""",
    """CREATE TRIGGER report_no_replace BEFORE INSERT ON report WHEN EXISTS (SELECT 1 FROM report WHERE id = NEW.id
            OR (incident_id, kind, number, version) = (NEW.incident_id, NEW.kind, NEW.number, NEW.version))
        BEGIN SELECT RAISE(ABORT, 'a report that was sent stays as it was'); END""",
    "CREATE INDEX report_serial ON report (serial)",
    """CREATE TABLE report_receipt (
        id TEXT PRIMARY KEY, report_id TEXT NOT NULL REFERENCES report (id), person_id TEXT NOT NULL,
        whom TEXT NOT NULL, path TEXT NOT NULL, at TEXT NOT NULL CHECK (length(at) = 24), by_id TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX report_receipt_report ON report_receipt (report_id)",
    """CREATE TABLE report_draft (
        incident_id TEXT NOT NULL REFERENCES incident (id), kind TEXT NOT NULL, corrects TEXT NOT NULL,
        language TEXT NOT NULL, content TEXT NOT NULL, people TEXT NOT NULL, reason TEXT NOT NULL,
        PRIMARY KEY (incident_id, kind, corrects)
    ) STRICT""",
)

REVIEWS = (
    """CREATE TABLE review (
        incident_id TEXT PRIMARY KEY REFERENCES incident (id), conclusions TEXT NOT NULL, draft TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE measure (
        id TEXT PRIMARY KEY, incident_id TEXT NOT NULL REFERENCES incident (id), text TEXT NOT NULL CHECK (text <> ''),
        owner_id TEXT NOT NULL, due TEXT NOT NULL CHECK (length(due) = 10),
        created_at TEXT NOT NULL CHECK (length(created_at) = 24), by_id TEXT NOT NULL,
        done_at TEXT NOT NULL, done_by TEXT NOT NULL, outcome TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX measure_incident ON measure (incident_id)",
    "CREATE INDEX measure_open ON measure (due) WHERE done_at = ''",
)
