"""What people wrote in the log while an incident ran, as far as it belongs to it."""

from datetime import timedelta

from app.model.incident import Incident
from app.model.journal import NOTE_KINDS, Draft, Entry
from app.storage.transaction import Reader

_ROUTINE = frozenset({"visitor", "check", "key", "handover"})
"""Kinds that go on whatever happens: part of an incident only where somebody has hung them on it."""


def noted(reader: Reader, incident: Incident, most: int) -> list[Entry]:
    """The oldest first; of too many the newest."""
    until = (incident.closed_at or reader.clock.now()) + timedelta(seconds=1)
    entries = reader.journal.latest(most, kinds=NOTE_KINDS, since=incident.opened_at, until=until)
    return [entry for entry in reversed(entries) if belongs(entry.draft, incident)]


def belongs(draft: Draft, incident: Incident) -> bool:
    """In haste nobody hangs an entry on the incident: what names no other place and is no routine counts as of it."""
    if draft.incident_id:
        return draft.incident_id == incident.id
    return draft.kind not in _ROUTINE and draft.place_id in ("", incident.place_id)
