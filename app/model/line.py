"""The line in which people write entries: names it may hold, templates, what is attached, and what is unfinished."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.core.stamps import parse_stamp, stamp
from app.model.words import Words

WHERE, WHAT = "@", "#"
"""Marks: `@` before cameras, places, people and times, `#` before kinds, incidents and templates."""
PICTURE, FILE, VOICE = "picture", "file", "voice"


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a line may name. `what`: place, camera, person, kind, incident or template."""

    mark: str
    what: str
    id: str
    name: Words
    number: int = 0
    """Of cameras, as they stand on the wall; 0 for what has none."""
    note: Words = field(default_factory=Words)
    """What tells it from others of its name: where a camera is, to whom a person belongs."""


@dataclass(frozen=True, slots=True)
class Template:
    """What is written every day. `{…}` in the text are fields to fill."""

    id: str
    name: Words
    kind: str
    text: Words


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to an entry, by its SHA-256. `what`: picture, file or voice."""

    digest: str
    what: str
    name: str
    """As it was called where it came from, or the ending alone (`.jpg`) where it had no name."""
    size: int
    camera_id: str = ""
    taken_at: datetime | None = None
    """Of a picture of a camera, and when a voice note began."""
    state: str = "live"
    """Of a picture: whether the tile was live."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is being written."""

    text: str = ""
    kind: str = "note"
    camera_id: str = ""
    """What the entry is about, whatever it says; so is the place."""
    place_id: str = ""
    attachments: tuple[Attachment, ...] = ()
    kept_at: datetime | None = None
    """When it was last written down unfinished; None for one that never was."""

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.attachments)


def packed(attachments: Iterable[Attachment]) -> str:
    """As an entry and an unfinished line keep them; empty for none."""
    files = [
        {
            "digest": one.digest,
            "what": one.what,
            "name": one.name,
            "size": one.size,
            "camera": one.camera_id,
            "at": stamp(one.taken_at) if one.taken_at else "",
            "state": one.state,
            "seconds": one.seconds,
        }
        for one in attachments
    ]
    return json.dumps(files, ensure_ascii=False) if files else ""


def unpacked(files: str) -> tuple[Attachment, ...]:
    return tuple(_attachment(one) for one in json.loads(files)) if files else ()


def file_names(files: str) -> list[str]:
    """Of what hangs on an entry; none where that cannot be read."""
    try:
        return [one.name for one in unpacked(files)]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


def _attachment(packed_one: Mapping[str, str | int | float]) -> Attachment:
    at = str(packed_one.get("at", ""))
    return Attachment(
        digest=str(packed_one["digest"]),
        what=str(packed_one["what"]),
        name=str(packed_one["name"]),
        size=int(packed_one["size"]),
        camera_id=str(packed_one.get("camera", "")),
        taken_at=parse_stamp(at) if at else None,
        state=str(packed_one.get("state", "live")),
        seconds=float(packed_one.get("seconds", 0.0)),
    )
