"""What programs are told of an entry that they wrote."""

from typing import Any

from app.core.clock import stamp
from app.journal.line_service import LineService
from app.model.journal import Entry
from app.model.line import Line


def noted(lines: LineService, line: Line, entry: Entry) -> dict[str, Any]:
    """Number and hash, what was understood, and what was kept as words though it looks like a name."""
    draft = entry.draft
    return {
        "number": entry.number,
        "at": stamp(entry.at),
        "hash": entry.hash,
        "kind": draft.kind,
        "text": draft.text,
        "camera_id": draft.camera_id,
        "place_id": draft.place_id,
        "incident_id": draft.incident_id,
        "people": [one for one in draft.data.get("people", "").split(",") if one],
        "event_at": draft.data.get("event_at", ""),
        "unknown": lines.kept_as_words(line.text),
    }
