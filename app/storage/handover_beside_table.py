"""The table of signatures beside those that count, for the migration of that name: never edited afterwards."""

_STAYS = "BEGIN SELECT RAISE(ABORT, 'a signature stays as it was'); END"

HANDOVER_BESIDE = (
    """CREATE TABLE handover_beside (
        handover_id TEXT NOT NULL REFERENCES handover (id), side TEXT NOT NULL CHECK (side IN ('outgoing', 'incoming')),
        attempt INTEGER NOT NULL, person_id TEXT NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
        at TEXT NOT NULL CHECK (length(at) = 24), PRIMARY KEY (handover_id, side, attempt, person_id)
    ) STRICT""",
    *(
        f"CREATE TRIGGER handover_beside_no_{verb} BEFORE {verb} ON handover_beside {_STAYS}"
        for verb in ("update", "delete")
    ),
    f"""CREATE TRIGGER handover_beside_no_replace BEFORE INSERT ON handover_beside
        WHEN EXISTS (SELECT 1 FROM handover_beside WHERE (handover_id, side, attempt, person_id)
            = (NEW.handover_id, NEW.side, NEW.attempt, NEW.person_id)) {_STAYS}""",
)
