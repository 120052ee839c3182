"""The tables of reports over a time; `migrations` makes them. Append only, like these."""

SPECIAL_PERIODS = (
    """CREATE TABLE special_period (
        id TEXT PRIMARY KEY, first TEXT NOT NULL CHECK (length(first) = 10), last TEXT NOT NULL CHECK (last >= first),
        reason TEXT NOT NULL CHECK (reason <> ''), created_at TEXT NOT NULL CHECK (length(created_at) = 24)
    ) STRICT""",
    """CREATE TABLE period_report_times (
        id INTEGER PRIMARY KEY CHECK (id = 1), since TEXT NOT NULL CHECK (length(since) = 24),
        month_day INTEGER NOT NULL CHECK (month_day BETWEEN 0 AND 28), daily_at TEXT NOT NULL CHECK (length(daily_at) = 5)
    ) STRICT""",
    """CREATE TABLE period_report (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('monthly', 'daily')), period TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0), since TEXT NOT NULL CHECK (length(since) = 24),
        until TEXT NOT NULL CHECK (length(until) = 24), language TEXT NOT NULL, own_words TEXT NOT NULL,
        made_at TEXT NOT NULL CHECK (length(made_at) = 24), by_id TEXT NOT NULL, by_name TEXT NOT NULL,
        paper TEXT NOT NULL CHECK (length(paper) = 64), UNIQUE (kind, period, version)
    ) STRICT""",
    """CREATE TRIGGER period_report_no_update BEFORE UPDATE ON period_report
        BEGIN SELECT RAISE(ABORT, 'a report that was made stays as it was'); END""",
    """CREATE TRIGGER period_report_no_delete BEFORE DELETE ON period_report
        BEGIN SELECT RAISE(ABORT, 'a report that was made stays as it was'); END""",
    """CREATE TRIGGER period_report_no_replace BEFORE INSERT ON period_report WHEN EXISTS (SELECT 1 FROM period_report
            WHERE id = NEW.id OR (kind, period, version) = (NEW.kind, NEW.period, NEW.version))
        BEGIN SELECT RAISE(ABORT, 'a report that was made stays as it was'); END""",
    """CREATE TABLE period_report_draft (
        kind TEXT NOT NULL, period TEXT NOT NULL, own_words TEXT NOT NULL, PRIMARY KEY (kind, period)
    ) STRICT""",
    # Reminded once and missed once, whatever is restarted in between.
    """CREATE TABLE period_report_due (
        kind TEXT NOT NULL, period TEXT NOT NULL, due_at TEXT NOT NULL CHECK (length(due_at) = 24),
        missed_at TEXT NOT NULL, PRIMARY KEY (kind, period)
    ) STRICT""",
)
