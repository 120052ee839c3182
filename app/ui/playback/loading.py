"""What a stretch of time holds: recorded files of the chosen cameras, and the marks on the time line."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.journal.service import JournalService
from app.model.journal import NOTE_KINDS, Entry
from app.playback.recordings import Recordings, clips_of, moment
from app.playback.rules import Clip

_MOST_ENTRIES = 5000
_MOTION = "motion"
_HOUSE = frozenset(
    {
        "signed_in", "signed_out", "sign_in_resumed", "sign_in_refused", "pin_set", "roster_changed", "settings_changed", "plans_loaded",
        "site_imported", "console_started", "console_stopped", "message_sent", "message_delayed", "message_retried",
        "message_interrupted", "picture_kept", "evidence_exported", "recorded_picture_kept",
    }
)  # fmt: skip
"""Kinds of entries that say nothing of what was to be seen."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment on the time line. `kind` is incident, motion or entry."""

    position: float
    kind: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Loaded:
    """Answer of one look at the stores."""

    since: float
    until: float
    shelves: dict[str, tuple[Clip, ...]] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    """In order of time."""
    any_recorded: bool = True
    """False when no camera of the site has ever recorded anything."""


def load(
    recordings: Recordings,
    journal: JournalService,
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
    recorded = any(shelves.values()) or any(recordings.days_with_recordings(each) for each in all_cameras)
    return Loaded(since, until, shelves, tuple(marks), recorded)


def mark_of(entry: Entry, camera_ids: Sequence[str]) -> Mark | None:
    """None for entries of other cameras, and for those that say nothing of what was to be seen."""
    draft = entry.draft
    if draft.kind in _HOUSE or (draft.camera_id and draft.camera_id not in camera_ids):
        return None
    if draft.kind.startswith("incident_"):
        kind = "incident"
    elif _MOTION in draft.kind and draft.kind not in NOTE_KINDS:
        kind = "motion"
    else:
        kind = "entry"
    return Mark(entry.at.timestamp(), kind, entry)
