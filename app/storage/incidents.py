"""Tables of incidents: the incident, its ticked steps, the people called."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.incident import RUNNING, Call, Incident, StepDone, Withdrawal
from app.storage.columns import columns_of, moment_of, text_of, words_of
from app.storage.escalations import WATCH, watch_of
from app.storage.rows import upsert

_INCIDENTS = (
    f"SELECT i.*, operator_id, {WATCH} FROM incident i LEFT JOIN escalation e ON e.incident_id = i.id"
)


class IncidentReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def get(self, incident_id: str) -> Incident | None:
        rows = list(self._database.query(f"{_INCIDENTS} WHERE i.id = ?", [incident_id]))
        return self._incident(rows[0]) if rows else None

    def is_drill(self, incident_id: str) -> bool:
        """False also for one that is not there. For every entry of a log: nobody's calls are read for it."""
        rows = self._database.query("SELECT drill FROM incident WHERE id = ?", [incident_id])
        return any(row["drill"] for row in rows)

    def running(self) -> list[Incident]:
        """Newest first."""
        return [self._incident(row) for row in self._running()]

    def running_bare(self) -> list[Incident]:
        """As `running`, without calls and steps: for those who look every second, whoever was called."""
        return [_incident(row, (), ()) for row in self._running()]

    def any_running(self, *, drills: bool = True) -> bool:
        """Without `drills`: whether something real runs."""
        rows = self._database.query(
            "SELECT 1 FROM incident WHERE state = ? AND drill <= ? LIMIT 1", [RUNNING, int(drills)]
        )
        return next(rows, None) is not None

    def recent(self, limit: int) -> list[Incident]:
        """Newest first, running and closed."""
        rows = self._database.query(f"{_INCIDENTS} ORDER BY i.opened_at DESC, i.rowid DESC LIMIT ?", [limit])
        return [self._incident(row) for row in rows]

    def between(self, since: datetime, until: datetime) -> list[Incident]:
        """Those that ran at some time between two moments, the earliest first."""
        rows = self._database.query(
            f"{_INCIDENTS} WHERE i.opened_at < ? AND (i.state = ? OR i.closed_at >= ?)"
            " ORDER BY i.opened_at, i.rowid",
            [stamp(until), RUNNING, stamp(since)],
        )
        return [self._incident(row) for row in rows]

    def drills_until(self, moment: datetime, limit: int) -> list[Incident]:
        """The last drills that were closed, begun at `moment` or before; the newest first."""
        rows = self._database.query(
            f"{_INCIDENTS} WHERE i.drill = 1 AND i.state <> ? AND i.opened_at <= ?"
            " ORDER BY i.opened_at DESC, i.rowid DESC LIMIT ?",
            [RUNNING, stamp(moment), limit],
        )
        return [self._incident(row) for row in rows]

    def call(self, call_id: str) -> Call | None:
        rows = list(self._database.query("SELECT * FROM incident_call WHERE id = ?", [call_id]))
        return _call(rows[0]) if rows else None

    def channel_order(self, incident_id: str, person_id: str) -> tuple[str, ...]:
        """In which a called person is to be reached; empty where nothing says so."""
        rows = self._database.query(
            "SELECT channels FROM incident_call WHERE incident_id = ? AND person_id = ?",
            [incident_id, person_id],
        )
        return next((tuple(json.loads(row["channels"])) for row in rows), ())

    def _running(self) -> Iterable[dict[str, Any]]:
        found = f"{_INCIDENTS} WHERE i.state = ? ORDER BY i.opened_at DESC, i.rowid DESC"
        return list(self._database.query(found, [RUNNING]))

    def _incident(self, row: dict[str, Any]) -> Incident:
        calls = self._database.query(
            "SELECT * FROM incident_call WHERE incident_id = ? ORDER BY tier, rowid", [row["id"]]
        )
        steps = list(
            self._database.query(
                "SELECT * FROM incident_step WHERE incident_id = ? AND kind = ? AND plan_version = ? ORDER BY step",
                [row["id"], row["kind"], row["plan_version"]],
            )
        )
        return _incident(row, calls, steps)


class IncidentRepository(IncidentReader):
    def save(self, incident: Incident) -> None:
        """Stores the incident itself; calls and steps have their own methods."""
        upsert(
            self._database,
            "incident",
            {
                "id": incident.id,
                "opened_at": stamp(incident.opened_at),
                "opened_monotonic": float(incident.opened_monotonic),
                "boot_id": incident.boot_id,
                "turn_out_due_at": stamp(incident.turn_out_due_at),
                "kind": incident.kind,
                "plan_version": incident.plan_version,
                "place_id": incident.place_id,
                "drill": int(incident.drill),
                "simulated": int(incident.simulated),
                "state": incident.state,
                "opened_by": incident.opened_by,
                "origin": incident.origin,
                "closed_at": text_of(incident.closed_at),
                "close_reason": incident.close_reason,
            },
        )

    def save_call(self, call: Call) -> None:
        upsert(
            self._database,
            "incident_call",
            {
                "id": call.id,
                "incident_id": call.incident_id,
                "person_id": call.person_id,
                **columns_of(call.name),
                "role": call.role,
                "phone": call.phone,
                "tier": call.tier,
                "called_at": stamp(call.called_at),
                "reachable": int(call.reachable),
                "acknowledged_at": text_of(call.acknowledged_at),
                "arrived_at": text_of(call.arrived_at),
                "why": call.why,
                "channels": json.dumps(list(call.channels)),
                "acknowledged_via": call.acknowledged_via,
                "arrived_via": call.arrived_via,
                "withdrawn": call.withdrawn,
                "withdrawn_at": text_of(call.withdrawn_at),
                "withdrawn_by": call.withdrawn_by,
                "answered_at": text_of(call.answered_at),
                "answered_via": call.answered_via,
                "answered_s": call.answered_s,
            },
        )

    def note_acknowledged(self, incident_id: str, person_id: str, at: datetime, via: str) -> None:
        """The first acknowledgement of a called person stands."""
        self._database.execute(
            "UPDATE incident_call SET acknowledged_at = ?, acknowledged_via = ?"
            " WHERE incident_id = ? AND person_id = ? AND acknowledged_at = ''",
            [stamp(at), via, incident_id, person_id],
        )

    def note_answered(self, incident_id: str, person_id: str, at: datetime, via: str, after_s: float) -> None:
        """Beside the mark of somebody else, the first answer of the person stands."""
        self._database.execute(
            "UPDATE incident_call SET answered_at = ?, answered_via = ?, answered_s = ?"
            " WHERE incident_id = ? AND person_id = ? AND answered_at = ''",
            [stamp(at), via, float(after_s), incident_id, person_id],
        )

    def note_mark_withdrawn(self, incident_id: str, person_id: str, at: datetime, by: str) -> None:
        """What remains is the person's own answer: it is the acknowledgement from now on."""
        self._database.execute(
            "UPDATE incident_call SET acknowledged_at = answered_at, acknowledged_via = answered_via,"
            " answered_at = '', answered_via = '', answered_s = NULL,"
            " withdrawn = 'marked', withdrawn_at = ?, withdrawn_by = ?"
            " WHERE incident_id = ? AND person_id = ?",
            [stamp(at), by, incident_id, person_id],
        )

    def note_arrived(self, incident_id: str, person_id: str, at: datetime, via: str) -> None:
        self._database.execute(
            "UPDATE incident_call SET arrived_at = ?, arrived_via = ?"
            " WHERE incident_id = ? AND person_id = ? AND arrived_at = ''",
            [stamp(at), via, incident_id, person_id],
        )

    def note_withdrawn(
        self, incident_id: str, person_id: str, what: Withdrawal, at: datetime, by: str
    ) -> None:
        """What was said of a called person is not so; that it was taken back stays known."""
        clear = f", {what}_at = '', {what}_via = ''" if what in ("acknowledged", "arrived") else ""
        self._database.execute(
            f"UPDATE incident_call SET withdrawn = ?, withdrawn_at = ?, withdrawn_by = ?{clear}"  # our own words
            " WHERE incident_id = ? AND person_id = ?",
            [what, stamp(at), by, incident_id, person_id],
        )

    def save_step(self, incident: Incident, done: StepDone) -> None:
        """A step of the plan that the incident follows now; one that was taken back is done again."""
        self._save_step(incident, {"step": done.step, "at": stamp(done.at), "by_id": done.by})

    def withdraw_step(self, incident: Incident, done: StepDone, at: datetime, by: str) -> None:
        self._save_step(
            incident,
            {
                "step": done.step,
                "at": stamp(done.at),
                "by_id": done.by,
                "withdrawn_at": stamp(at),
                "withdrawn_by": by,
            },
        )

    def _save_step(self, incident: Incident, row: dict[str, Any]) -> None:
        whole = {
            "incident_id": incident.id,
            "kind": incident.kind,
            "plan_version": incident.plan_version,
            "withdrawn_at": "",
            "withdrawn_by": "",
            **row,
        }
        upsert(self._database, "incident_step", whole, key=("incident_id", "kind", "plan_version", "step"))


def _call(row: dict[str, Any]) -> Call:
    return Call(
        id=row["id"],
        incident_id=row["incident_id"],
        person_id=row["person_id"],
        name=words_of(row),
        role=row["role"],
        phone=row["phone"],
        tier=row["tier"],
        called_at=parse_stamp(row["called_at"]),
        reachable=bool(row["reachable"]),
        acknowledged_at=moment_of(row["acknowledged_at"]),
        arrived_at=moment_of(row["arrived_at"]),
        why=row["why"],
        channels=tuple(json.loads(row["channels"])),
        acknowledged_via=row["acknowledged_via"],
        arrived_via=row["arrived_via"],
        withdrawn=row["withdrawn"],
        withdrawn_at=moment_of(row["withdrawn_at"]),
        withdrawn_by=row["withdrawn_by"],
        answered_at=moment_of(row["answered_at"]),
        answered_via=row["answered_via"],
        answered_s=row["answered_s"],
    )


def _incident(
    row: dict[str, Any], calls: Iterable[dict[str, Any]], steps: Sequence[dict[str, Any]]
) -> Incident:
    return Incident(
        id=row["id"],
        opened_at=parse_stamp(row["opened_at"]),
        opened_monotonic=row["opened_monotonic"],
        boot_id=row["boot_id"],
        turn_out_due_at=parse_stamp(row["turn_out_due_at"]),
        kind=row["kind"],
        plan_version=row["plan_version"],
        place_id=row["place_id"],
        drill=bool(row["drill"]),
        simulated=bool(row["simulated"]),
        state=row["state"],
        opened_by=row["opened_by"],
        origin=row["origin"],
        closed_at=moment_of(row["closed_at"]),
        close_reason=row["close_reason"],
        calls=tuple(_call(call) for call in calls),
        watch=watch_of(row) if row["read_at"] else None,
        operator_id=row["operator_id"] or "",
        steps_done=tuple(
            StepDone(one["step"], parse_stamp(one["at"]), one["by_id"])
            for one in steps
            if not one["withdrawn_at"]
        ),
        steps_withdrawn=tuple(
            StepDone(one["step"], parse_stamp(one["withdrawn_at"]), one["withdrawn_by"])
            for one in steps
            if one["withdrawn_at"]
        ),
    )
