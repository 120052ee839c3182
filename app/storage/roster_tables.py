"""What the roster added to the schema, for the migration of that name: never edited afterwards."""

ROSTER_TABLES = (
    # Years of shifts on dates: one day of them is found without reading the years.
    "CREATE INDEX shift_date ON shift (date)",
    "CREATE INDEX shift_role ON shift (role)",
    """CREATE TABLE shift_kind (
        id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
        letter_zh TEXT NOT NULL, letter_en TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL
    ) STRICT""",
    """INSERT INTO shift_kind VALUES
        ('day', '白班', 'Day', '白', 'D', '08:00', '20:00'), ('night', '夜班', 'Night', '夜', 'N', '20:00', '08:00'),
        ('early', '早班', 'Early', '早', 'E', '08:00', '16:00'), ('late', '中班', 'Late', '中', 'L', '16:00', '24:00'),
        ('small', '后夜', 'Small hours', '后', 'S', '00:00', '08:00'),
        ('whole', '全天', 'Whole day', '全', 'W', '08:00', '08:00')""",
    """CREATE TABLE need (
        id TEXT PRIMARY KEY, role TEXT NOT NULL, post_id TEXT NOT NULL,
        days TEXT NOT NULL CHECK (days IN ('weekdays', 'workdays', 'rest_days')), weekdays TEXT NOT NULL,
        start TEXT NOT NULL, "end" TEXT NOT NULL, count INTEGER NOT NULL CHECK (count > 0), qualifications TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE rotation (
        id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, role TEXT NOT NULL, post_id TEXT NOT NULL,
        starts_on TEXT NOT NULL CHECK (length(starts_on) = 10), ends_on TEXT NOT NULL, anchor TEXT NOT NULL,
        turns TEXT NOT NULL, cycle TEXT NOT NULL, groups TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE sheet (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, first TEXT NOT NULL CHECK (length(first) = 10),
        last TEXT NOT NULL CHECK (length(last) = 10), lines TEXT NOT NULL, published INTEGER NOT NULL,
        CHECK (first <= last)
    ) STRICT""",
    """CREATE TABLE cell (
        sheet_id TEXT NOT NULL REFERENCES sheet (id) ON DELETE CASCADE, id TEXT NOT NULL, person_id TEXT NOT NULL,
        role TEXT NOT NULL, post_id TEXT NOT NULL, date TEXT NOT NULL CHECK (length(date) = 10),
        start TEXT NOT NULL, "end" TEXT NOT NULL, locked INTEGER NOT NULL, PRIMARY KEY (sheet_id, id)
    ) STRICT""",
    "CREATE INDEX cell_date ON cell (sheet_id, date, role)",
    # Which sheet stands for a line's day: publishing another one moves the pointer, and the old sheet stays as it was.
    """CREATE TABLE governed (
        role TEXT NOT NULL, post_id TEXT NOT NULL, date TEXT NOT NULL CHECK (length(date) = 10),
        sheet_id TEXT NOT NULL REFERENCES sheet (id), PRIMARY KEY (date, role, post_id)
    ) STRICT""",
    "CREATE INDEX governed_role ON governed (role)",
    "CREATE INDEX governed_sheet ON governed (sheet_id)",
    """CREATE TABLE exchange (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('override', 'swap', 'stand_in')),
        state TEXT NOT NULL CHECK (state IN ('asked', 'agreed', 'approved', 'refused', 'withdrawn', 'superseded')),
        reason TEXT NOT NULL, asked_by TEXT NOT NULL, number INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE leg (
        exchange_id TEXT NOT NULL REFERENCES exchange (id), position INTEGER NOT NULL, person_out TEXT NOT NULL,
        person_in TEXT NOT NULL, role TEXT NOT NULL, post_id TEXT NOT NULL,
        starts_at TEXT NOT NULL CHECK (length(starts_at) = 24), ends_at TEXT NOT NULL CHECK (length(ends_at) = 24),
        PRIMARY KEY (exchange_id, position)
    ) STRICT""",
    "CREATE INDEX leg_ends ON leg (ends_at)",
    "CREATE INDEX exchange_open ON exchange (state) WHERE state IN ('asked', 'agreed')",
    """CREATE TABLE leave (
        id TEXT PRIMARY KEY, person_id TEXT NOT NULL, starts_at TEXT NOT NULL CHECK (length(starts_at) = 24),
        ends_at TEXT NOT NULL CHECK (length(ends_at) = 24), kind TEXT NOT NULL, note TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX leave_ends ON leave (ends_at)",
    """CREATE TABLE terms (
        person_id TEXT PRIMARY KEY, qualifications TEXT NOT NULL, week_h INTEGER, rest_h INTEGER, stretch_h INTEGER
    ) STRICT""",
    "CREATE TABLE wish (person_id TEXT NOT NULL, date TEXT NOT NULL, want TEXT NOT NULL, PRIMARY KEY (person_id, date)) STRICT",
    """CREATE TABLE day_mark (
        date TEXT PRIMARY KEY, working INTEGER NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE roster_settings (
        id INTEGER PRIMARY KEY CHECK (id = 1), week_h INTEGER NOT NULL, rest_h INTEGER NOT NULL,
        stretch_h INTEGER NOT NULL, clocking INTEGER NOT NULL, early_min INTEGER NOT NULL, late_min INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE presence (
        id TEXT PRIMARY KEY, person_id TEXT NOT NULL, role TEXT NOT NULL, post_id TEXT NOT NULL,
        duty_starts TEXT NOT NULL, duty_ends TEXT NOT NULL,
        on_at TEXT NOT NULL CHECK (length(on_at) = 24), off_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX presence_on ON presence (on_at)",
    "CREATE INDEX presence_here ON presence (person_id) WHERE off_at = ''",
)
