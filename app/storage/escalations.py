"""How far the tiers of each incident have come, and when the next thing is due: rows, so that a restart asks the same."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.core.moment import Moment
from app.core.stopwatch import Stopwatch
from app.model.escalation import Escalation, TierRun, called
from app.model.incident import Incident
from app.model.plan import Tier
from app.storage.rows import upsert

WATCH = "passed_s, read_at, read_monotonic, read_boot"


@dataclass(frozen=True, slots=True)
class Timer:
    """When an incident must be looked at again."""

    incident_id: str
    watch: Stopwatch
    due_s: float | None

    def is_due(self, moment: Moment) -> bool:
        """Also where a restart of the PC or a wall clock that was set must be noted."""
        late = self.due_s is not None and self.watch.read(moment) >= self.due_s
        return late or self.watch.must_be_noted(moment)

    def left_s(self, moment: Moment) -> float | None:
        return None if self.due_s is None else self.due_s - self.watch.read(moment)


class EscalationReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def get(self, incident: Incident, tiers: tuple[Tier, ...]) -> Escalation | None:
        """With the tiers of the plan that the incident follows. None for an incident of an older program."""
        rows = list(self._database.query("SELECT * FROM escalation WHERE incident_id = ?", [incident.id]))
        if not rows:
            return None
        row = rows[0]
        runs = self._database.query(
            "SELECT * FROM escalation_tier WHERE incident_id = ? ORDER BY number", [incident.id]
        )
        return Escalation(
            incident.id,
            watch_of(row),
            tiers,
            tuple(_run(run) for run in runs),
            tuple(map(called, incident.calls)),
            operator_id=row["operator_id"],
            turned_out=bool(row["turned_out"]),
            ended_s=row["ended_s"],
            remind_after_s=row["remind_after_s"],
            expire_after_s=row["expire_after_s"],
        )

    def timers(self) -> list[Timer]:
        """Of all that run."""
        rows = self._database.query(
            f"SELECT incident_id, next_due_s, {WATCH} FROM escalation WHERE ended_s IS NULL"
        )
        return [Timer(row["incident_id"], watch_of(row), row["next_due_s"]) for row in rows]


class EscalationRepository(EscalationReader):
    def forget(self, incident_id: str) -> None:
        """It is taken up again, with whom it has called, by whatever is done next; until then nothing comes due."""
        for table in ("escalation_tier", "escalation"):
            self._database.execute(f"DELETE FROM {table} WHERE incident_id = ?", [incident_id])

    def save(self, state: Escalation) -> None:
        """Stores all but the people: they are the incident's calls."""
        due = state.next_due_s()
        watch = state.watch
        upsert(
            self._database,
            "escalation",
            {
                "incident_id": state.incident_id,
                "passed_s": watch.passed_s,
                "read_at": stamp(watch.at),
                "read_monotonic": float(watch.monotonic),
                "read_boot": watch.boot_id,
                "next_due_s": due,
                "next_due_at": ""
                if due is None
                else stamp(watch.at + timedelta(seconds=due - watch.passed_s)),
                "operator_id": state.operator_id,
                "turned_out": int(state.turned_out),
                "ended_s": state.ended_s,
                "remind_after_s": state.remind_after_s,
                "expire_after_s": state.expire_after_s,
            },
            key=("incident_id",),
        )
        known = {run.number for run in state.runs}
        stored = self._database.query(
            "SELECT number FROM escalation_tier WHERE incident_id = ?", [state.incident_id]
        )
        for number in [row["number"] for row in stored if row["number"] not in known]:
            self._database.execute(
                "DELETE FROM escalation_tier WHERE incident_id = ? AND number = ?",
                [state.incident_id, number],
            )
        for run in state.runs:
            upsert(
                self._database,
                "escalation_tier",
                _run_row(state.incident_id, run),
                key=("incident_id", "number"),
            )


def watch_of(row: Mapping[str, Any]) -> Stopwatch:
    """The watch in a row with the columns `WATCH`."""
    return Stopwatch(row["passed_s"], parse_stamp(row["read_at"]), row["read_monotonic"], row["read_boot"])


def _run(row: Mapping[str, Any]) -> TierRun:
    return TierRun(
        number=row["number"],
        state=row["state"],
        called_s=row["called_s"],
        limit_due_s=row["limit_due_s"],
        repeat_due_s=row["repeat_due_s"],
        repeats=row["repeats"],
        answered_by=tuple(json.loads(row["answered_by"])),
        own_by=tuple(json.loads(row["own_by"])),
        acknowledged_s=row["acknowledged_s"],
        remind_due_s=row["remind_due_s"],
        expire_due_s=row["expire_due_s"],
        held=row["held"],
        held_by=row["held_by"],
        before_answer=row["before_answer"],
        enough=row["enough"],
    )


def _run_row(incident_id: str, run: TierRun) -> dict[str, Any]:
    return {
        "incident_id": incident_id,
        "number": run.number,
        "state": run.state,
        "called_s": float(run.called_s),
        "limit_due_s": run.limit_due_s,
        "repeat_due_s": run.repeat_due_s,
        "repeats": run.repeats,
        "answered_by": json.dumps(list(run.answered_by)),
        "own_by": json.dumps(list(run.own_by)),
        "acknowledged_s": run.acknowledged_s,
        "remind_due_s": run.remind_due_s,
        "expire_due_s": run.expire_due_s,
        "held": run.held,
        "held_by": run.held_by,
        "before_answer": run.before_answer,
        "enough": run.enough,
    }
