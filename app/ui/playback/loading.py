"""What a stretch of time holds: recorded files of the chosen cameras, and the marks on the time line."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.journal.service import JournalService
from app.model.journal import Entry
from app.playback.motion import MotionLog
from app.playback.recordings import Recordings, clips_of, moment
from app.playback.rules import Clip, Span

_MOST_ENTRIES = 5000
_HOUSE = frozenset(
    {
        "signed_in", "signed_out", "sign_in_resumed", "sign_in_refused", "pin_set", "roster_changed", "settings_changed", "plans_loaded", "templates_loaded",
        "templates_ordered",
        "site_imported", "console_started", "console_stopped", "message_sent", "message_delayed", "message_retried",
        "message_interrupted", "picture_kept", "evidence_exported", "recorded_picture_kept", "snapshot_kept",
        "recording_protected", "recording_settings", "recording_folder", "view_saved", "view_removed",
        "special_period_saved", "special_period_removed", "report_times_changed", "period_report_due",
        "period_report_missed", "period_report_made",
    }
)  # fmt: skip
"""Kinds of entries that say nothing of what was to be seen."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment on the time line. `kind` is incident or entry."""

    position: float
    kind: str
    entry: Entry
    corrections: tuple[Entry, ...] = ()
    """Of the entry, the oldest first."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Answer of one look at the stores."""

    since: float
    until: float
    shelves: dict[str, tuple[Clip, ...]] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    """In order of time."""
    motion: dict[str, list[Span]] = field(default_factory=dict)
    any_recorded: bool = True
    """False when no camera of the site has ever recorded anything."""


def load(
    recordings: Recordings,
    journal: JournalService,
    motion: MotionLog,
    camera_ids: Sequence[str],
    all_cameras: Sequence[str],
    since: float,
    until: float,
) -> Loaded:
    """Asks the database: not for the UI thread."""
    begin, end = moment(since), moment(until)
    shelves = {each: clips_of(recordings, each, begin, end) for each in camera_ids}
    entries = journal.latest(_MOST_ENTRIES, since=begin, until=end)
    marks = [mark for entry in reversed(entries) if (mark := mark_of(entry, camera_ids)) is not None]
    corrected = journal.amendments([mark.entry.number for mark in marks])
    marks = [replace(mark, corrections=tuple(corrected.get(mark.entry.number, ()))) for mark in marks]
    moved: dict[str, list[Span]] = {}
    for each in motion.between(camera_ids, begin, end):
        moved.setdefault(each.camera_id, []).append(
            Span(each.began_at.timestamp(), each.ended_at.timestamp())
        )
    recorded = any(shelves.values()) or any(recordings.days_with_recordings(each) for each in all_cameras)
    return Loaded(since, until, shelves, tuple(marks), moved, recorded)


def mark_of(entry: Entry, camera_ids: Sequence[str]) -> Mark | None:
    """None for entries of other cameras, and for those that say nothing of what was to be seen."""
    draft = entry.draft
    if draft.kind in _HOUSE or (draft.camera_id and draft.camera_id not in camera_ids):
        return None
    kind = "incident" if draft.kind.startswith("incident_") else "entry"
    return Mark(entry.at.timestamp(), kind, entry)
