"""What lies in an evidence bundle, and how its manifest is written."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from app.core.clock import stamp
from app.model.journal import Actor, Entry
from app.model.site import Camera, Site
from app.model.words import Words

FORMAT = "dutyroom-evidence-1"
MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
JOURNAL = "journal.jsonl"
LETTER = "README.txt"
CLIPS, PICTURES, REPORTS, ATTACHMENTS = "clips", "pictures", "reports", "attachments"
INCIDENT = "incident.json"
MESSAGES = "messages.jsonl"
CHAIN = "chain.txt"
"""Of a bundle of an incident: number and hash of each entry of the log from the first in the bundle to the newest."""


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A file of the bundle. `since` and `until` of a clip; `since` alone of a picture."""

    path: str
    """Below the bundle, with forward slashes."""
    kind: str
    """clip, picture, attachment, journal, letter; of an incident also report, paper, incident, messages, chain."""
    camera_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    entry: int = 0
    """Number of the log entry that knows a picture, attachment or report by its hash."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Time of which there are no pictures in the bundle, and why: not_recorded, unreadable."""

    camera_id: str
    since: datetime
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a manifest says but the hashes and the key."""

    site: Site
    cameras: tuple[Camera, ...]
    actor: Actor
    reason: str
    exported_at: datetime
    since: datetime
    until: datetime
    files: tuple[BundleFile, ...] = ()
    missing: tuple[Missing, ...] = ()
    entries: tuple[Entry, ...] = ()
    """Of the period, the oldest first."""
    head: Entry | None = None
    """The last entry of the log when it was exported."""
    incident_id: str = ""
    """Of the incident it is about; empty for a bundle of a time."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was written."""

    folder: Path
    manifest_sha256: str
    fingerprint: str
    clips: int
    pictures: int
    bytes: int = 0
    missing: tuple[Missing, ...] = field(default=())


def manifest(contents: Contents, folder: Path, zone: tzinfo, public: str, mark: str) -> bytes:
    """The text that is signed: JSON, sorted, UTF-8."""
    head = contents.head
    said = {
        "format": FORMAT,
        "site": _words(contents.site.name),
        "timezone": contents.site.timezone,
        "exported_at": _times(contents.exported_at, zone),
        "exported_by": {"id": contents.actor.person_id, "name": contents.actor.name},
        "reason": contents.reason,
        "period": {"since": _times(contents.since, zone), "until": _times(contents.until, zone)},
        "cameras": [{"id": camera.id, "name": _words(camera.name)} for camera in contents.cameras],
        "files": [_file(each, folder, zone) for each in contents.files],
        "missing": [
            {
                "camera_id": each.camera_id,
                "since": _times(each.since, zone),
                "until": _times(each.until, zone),
                "reason": each.reason,
            }
            for each in contents.missing
        ],
        "journal": {
            "entries": [{"number": entry.number, "hash": entry.hash} for entry in contents.entries],
            "head": {"number": head.number, "hash": head.hash} if head else None,
        },
        "public_key": public,
        "fingerprint": mark,
        **({"incident": contents.incident_id} if contents.incident_id else {}),
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=2).encode()


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _file(each: BundleFile, folder: Path, zone: tzinfo) -> dict[str, Any]:
    path = folder / each.path
    said: dict[str, Any] = {
        "path": each.path,
        "kind": each.kind,
        "bytes": path.stat().st_size,
        "sha256": hash_of(path),
    }
    if each.camera_id:
        said["camera_id"] = each.camera_id
    if each.entry:
        said["entry"] = each.entry
    if each.since is not None:
        said["since" if each.until is not None else "at"] = _times(each.since, zone)
    if each.until is not None:
        said["until"] = _times(each.until, zone)
    return said


def _times(moment: datetime, zone: tzinfo) -> dict[str, str]:
    return {"utc": stamp(moment), "local": moment.astimezone(zone).isoformat(timespec="milliseconds")}


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
