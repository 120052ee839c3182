"""What entries that came after a backup tell about incidents: their state is brought up to the log."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from app.model.incident import FALSE_ALARM, RUNNING, STOOD_DOWN, TURN_OUT_S, UNKNOWN_KIND, Incident
from app.model.journal import Entry

_CLOSED_BY = {"incident_stood_down": STOOD_DOWN, "incident_false_alarm": FALSE_ALARM}
TELLING_KINDS = frozenset(
    {"incident_opened", "incident_kind", "incident_place", "incident_reopened", *_CLOSED_BY}
)
"""Entries that tell of an incident's state."""


def incident_after(before: Incident | None, entries: Iterable[Entry]) -> Incident | None:
    """The incident as these entries about it leave it; None where they do not tell enough to know of it."""
    incident = before
    for entry in entries:
        if entry.draft.kind == "incident_opened":
            incident = incident or _opened(entry)
        elif incident is not None:
            incident = _changed(incident, entry)
    return incident


def _opened(entry: Entry) -> Incident:
    draft = entry.draft
    return Incident(
        id=draft.incident_id,
        opened_at=entry.at,
        opened_monotonic=entry.monotonic_ms / 1000,
        boot_id=entry.boot_id,
        turn_out_due_at=entry.at + timedelta(seconds=TURN_OUT_S),
        kind=draft.data.get("kind", UNKNOWN_KIND),
        place_id=draft.place_id,
        drill=draft.data.get("drill") == "true",
        simulated=draft.data.get("simulated") == "true",
        opened_by=draft.actor.person_id,
        origin=draft.data.get("origin", "button"),
    )


def _changed(incident: Incident, entry: Entry) -> Incident:
    data = entry.draft.data
    if entry.draft.kind == "incident_kind":
        version = data.get("version", "")
        return replace(incident, kind=data["kind"], plan_version=int(version) if version.isdigit() else 0)
    if entry.draft.kind == "incident_place":
        return replace(incident, place_id=data["place"])
    if entry.draft.kind in _CLOSED_BY:
        state, reason = _CLOSED_BY[entry.draft.kind], data.get("reason", "")
        return replace(incident, state=state, closed_at=entry.at, close_reason=reason)
    if entry.draft.kind == "incident_reopened":
        return replace(incident, state=RUNNING, closed_at=None, close_reason="")
    return incident
