"""Tables of handovers, for the migration of that name: never edited afterwards."""

_STAYS = "BEGIN SELECT RAISE(ABORT, 'a handover that was signed stays as it was'); END"
_SIGNED = "EXISTS (SELECT 1 FROM handover WHERE id = {row}.handover_id AND state = 'accepted')"

HANDOVER_TABLES = (
    """CREATE TABLE handover (
        id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('draft', 'offered', 'accepted')),
        begun_at TEXT NOT NULL CHECK (length(begun_at) = 24), since TEXT NOT NULL CHECK (length(since) = 24),
        due_at TEXT NOT NULL, attempt INTEGER NOT NULL, revision INTEGER NOT NULL, outgoing TEXT NOT NULL,
        incoming TEXT NOT NULL, approval TEXT NOT NULL, accepted_at TEXT NOT NULL, serial TEXT NOT NULL,
        hash TEXT NOT NULL, entry INTEGER NOT NULL, head TEXT NOT NULL
    ) STRICT""",
    # Nobody hands over twice at the same time.
    "CREATE UNIQUE INDEX handover_open ON handover ((1)) WHERE state <> 'accepted'",
    "CREATE INDEX handover_accepted ON handover (accepted_at) WHERE state = 'accepted'",
    """CREATE TABLE handover_point (
        handover_id TEXT NOT NULL REFERENCES handover (id), key TEXT NOT NULL, position INTEGER NOT NULL,
        section TEXT NOT NULL, code TEXT NOT NULL, data TEXT NOT NULL, source TEXT NOT NULL, since TEXT NOT NULL,
        weight TEXT NOT NULL, words TEXT NOT NULL, verdict TEXT NOT NULL, remark TEXT NOT NULL,
        carried INTEGER NOT NULL, gone INTEGER NOT NULL, earlier TEXT NOT NULL, PRIMARY KEY (handover_id, key)
    ) STRICT""",
    """CREATE TABLE handover_count (
        handover_id TEXT NOT NULL REFERENCES handover (id), item_id TEXT NOT NULL, position INTEGER NOT NULL,
        name_zh TEXT NOT NULL, name_en TEXT NOT NULL, expected INTEGER NOT NULL, outgoing INTEGER, incoming INTEGER,
        why TEXT NOT NULL, PRIMARY KEY (handover_id, item_id)
    ) STRICT""",
    """CREATE TABLE handover_signature (
        handover_id TEXT NOT NULL REFERENCES handover (id),
        side TEXT NOT NULL CHECK (side IN ('outgoing', 'incoming', 'leader')), attempt INTEGER NOT NULL,
        person_id TEXT NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
        at TEXT NOT NULL CHECK (length(at) = 24), PRIMARY KEY (handover_id, side, attempt)
    ) STRICT""",
    """CREATE TABLE handover_refusal (
        handover_id TEXT NOT NULL REFERENCES handover (id), attempt INTEGER NOT NULL, person_id TEXT NOT NULL,
        name_zh TEXT NOT NULL, name_en TEXT NOT NULL, at TEXT NOT NULL CHECK (length(at) = 24), reason TEXT NOT NULL,
        by_outgoing INTEGER NOT NULL, PRIMARY KEY (handover_id, attempt)
    ) STRICT""",
    """CREATE TABLE handover_paper (
        handover_id TEXT NOT NULL REFERENCES handover (id), language TEXT NOT NULL, signatures INTEGER NOT NULL,
        paper TEXT NOT NULL, PRIMARY KEY (handover_id, language, signatures)
    ) STRICT""",
    """CREATE TABLE handover_due (
        due_at TEXT PRIMARY KEY CHECK (length(due_at) = 24), outgoing TEXT NOT NULL, incoming TEXT NOT NULL,
        reminded_at TEXT NOT NULL, late_at TEXT NOT NULL, missed_at TEXT NOT NULL, withdrawn_at TEXT NOT NULL,
        accepted_at TEXT NOT NULL, handover_id TEXT NOT NULL
    ) STRICT""",
    """CREATE INDEX handover_due_open ON handover_due (due_at)
        WHERE accepted_at = '' AND missed_at = '' AND withdrawn_at = ''""",
    """CREATE TABLE handover_item (
        id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, expected INTEGER NOT NULL CHECK (expected >= 0),
        position INTEGER NOT NULL
    ) STRICT""",
    # `watched_since`: changes of shift before the first start with handovers are nobody's fault.
    """CREATE TABLE handover_settings (
        id INTEGER PRIMARY KEY CHECK (id = 1), remind_min INTEGER NOT NULL, late_min INTEGER NOT NULL,
        hazard_days INTEGER NOT NULL, watched_since TEXT NOT NULL
    ) STRICT""",
    "INSERT INTO handover_settings VALUES (1, 15, 15, 30, '')",
    # A hazard is an entry; what closes it is another one.
    "CREATE TABLE hazard_closed (hazard INTEGER PRIMARY KEY, entry INTEGER NOT NULL) STRICT",
    # What was signed by both never changes.
    f"CREATE TRIGGER handover_no_update BEFORE UPDATE ON handover WHEN OLD.state = 'accepted' {_STAYS}",
    f"CREATE TRIGGER handover_no_delete BEFORE DELETE ON handover {_STAYS}",
    f"""CREATE TRIGGER handover_no_replace BEFORE INSERT ON handover
        WHEN EXISTS (SELECT 1 FROM handover WHERE id = NEW.id AND state = 'accepted') {_STAYS}""",
    *(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} WHEN {_SIGNED.format(row=row)} {_STAYS}"
        for table in ("handover_point", "handover_count", "handover_refusal")
        for verb, row in (("insert", "NEW"), ("update", "NEW"), ("delete", "OLD"))
    ),
    *(
        f"CREATE TRIGGER {table}_not_moved BEFORE UPDATE ON {table} WHEN {_SIGNED.format(row='OLD')} {_STAYS}"
        for table in ("handover_point", "handover_count", "handover_refusal")
    ),
    # Signatures and papers are added, never changed: a leader signs later, another language is printed later.
    *(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {_STAYS}"
        for table in ("handover_signature", "handover_paper", "hazard_closed")
        for verb in ("update", "delete")
    ),
    f"""CREATE TRIGGER handover_signature_no_replace BEFORE INSERT ON handover_signature
        WHEN EXISTS (SELECT 1 FROM handover_signature WHERE (handover_id, side, attempt)
            = (NEW.handover_id, NEW.side, NEW.attempt))
        OR (NEW.side <> 'leader' AND {_SIGNED.format(row="NEW")}) {_STAYS}""",
    f"""CREATE TRIGGER handover_paper_no_replace BEFORE INSERT ON handover_paper
        WHEN EXISTS (SELECT 1 FROM handover_paper WHERE (handover_id, language, signatures)
            = (NEW.handover_id, NEW.language, NEW.signatures)) {_STAYS}""",
    f"""CREATE TRIGGER hazard_closed_no_replace BEFORE INSERT ON hazard_closed
        WHEN EXISTS (SELECT 1 FROM hazard_closed WHERE hazard = NEW.hazard) {_STAYS}""",
)
