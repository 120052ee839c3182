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
