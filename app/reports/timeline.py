"""What happened in an incident, in order: entries of the log, messages as they ended, pictures and clips. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from app.model.journal import Entry
from app.model.message import BY_HAND, Message
from app.model.recording import Segment

_OF_MESSAGES = "message_"
"""Entries that tell each step of a message: its end says it in one line."""
_OF_CLIPS = ("keep_begun", "keep_ended")
_PICTURES_WITHIN = timedelta(seconds=15)
_JOINED = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Clip:
    """Recorded pictures of one camera without a gap."""

    camera_id: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the time line: an entry, a message, pictures taken together, or a clip."""

    at: datetime
    entry: Entry | None = None
    message: Message | None = None
    pictures: tuple[Entry, ...] = ()
    clip: Clip | None = None
    corrections: tuple[Entry, ...] = ()
    """Of the entry, the oldest first: its words no longer hold."""


def timeline(
    entries: Iterable[Entry],
    messages: Iterable[Message],
    segments: Sequence[Segment],
    corrections: Mapping[int, Sequence[Entry]] = MappingProxyType({}),
) -> list[Item]:
    """The earliest first. `entries` in order of their numbers, `segments` in order of camera and time."""
    kept = list(entries)
    told = [
        Item(entry.at, entry=entry, corrections=tuple(corrections.get(entry.number, ())))
        for entry in kept
        if _is_told(entry)
    ]
    # Calls by hand are told by entries of their own.
    sent = (message for message in messages if message.channel_id != BY_HAND)
    said = [Item(message.updated_at, message=message) for message in sent]
    filmed = [Item(clip.since, clip=clip) for clip in clips(segments)]
    return sorted((*told, *said, *_pictures(kept), *filmed), key=lambda item: item.at)


def clips(segments: Sequence[Segment]) -> list[Clip]:
    """Files that follow each other as one clip."""
    found: list[Clip] = []
    for segment in segments:
        last = found[-1] if found else None
        if last and last.camera_id == segment.camera_id and segment.started_at - last.until <= _JOINED:
            found[-1] = Clip(last.camera_id, last.since, max(last.until, segment.ended_at))
        else:
            found.append(Clip(segment.camera_id, segment.started_at, segment.ended_at))
    return found


def _is_told(entry: Entry) -> bool:
    kind = entry.draft.kind
    return not kind.startswith(_OF_MESSAGES) and kind != "picture_kept" and kind not in _OF_CLIPS


def _pictures(entries: Iterable[Entry]) -> Iterator[Item]:
    """Those that an incident's opening had kept are one line, not one a camera."""
    together: list[Entry] = []
    for entry in entries:
        if entry.draft.kind != "picture_kept":
            continue
        if together and entry.at - together[0].at > _PICTURES_WITHIN:
            yield Item(together[0].at, pictures=tuple(together))
            together = []
        together.append(entry)
    if together:
        yield Item(together[0].at, pictures=tuple(together))
