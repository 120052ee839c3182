"""A kept picture as the journal names it, and its reading from the media folder."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from app.journal.pictures import taken_at, was_live
from app.model.journal import Entry
from app.model.line import PICTURE, unpacked
from app.storage.media import MediaStore
from app.ui.names import Names

_PAPERS = ("report_sent", "report_corrected")
"""Entries whose file is a PDF."""


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """`digest` is its SHA-256 and its name in the media folder. `person_id`: who sent it, where no camera took it."""

    digest: str
    camera_id: str
    taken: datetime
    kept: datetime
    live: bool = True
    """False where it was known not to be when it was kept."""
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """`fault` is `media_missing`, `media_differs`, `media_unreadable`, or empty."""

    digest: str
    image: QImage
    fault: str = ""


def pictures_of(entries: list[Entry]) -> list[KeptPicture]:
    """All pictures that these entries name, in their order."""
    return [
        picture for entry in entries if entry.draft.kind not in _PAPERS for picture in _pictures_of(entry)
    ]


def _pictures_of(entry: Entry) -> list[KeptPicture]:
    draft = entry.draft
    if draft.data.get("files"):
        # What a person has hung on an entry: each piece knows what it is.
        return [
            KeptPicture(
                one.digest,
                one.camera_id,
                one.taken_at or entry.at,
                entry.at,
                one.state == "live",
                "" if one.camera_id else draft.actor.person_id,
            )
            for one in unpacked(draft.data["files"])
            if one.what == PICTURE
        ]
    person_id = draft.actor.person_id if draft.kind == "photo_received" else ""
    return [
        KeptPicture(digest, draft.camera_id, taken_at(entry), entry.at, was_live(entry), person_id)
        for digest in draft.media
    ]


def source_of(picture: KeptPicture, names: Names) -> str:
    """The camera that took it, or the person who sent it."""
    if picture.camera_id:
        return names.camera(picture.camera_id)
    return names.person(picture.person_id) if picture.person_id else ""


def read_picture(media: MediaStore, digest: str, within: QSize | None = None) -> ReadPicture:
    """Off the UI thread: checks the hash, then decodes, no larger than `within`."""
    fault, path = media.fault_of(digest), media.find(digest)
    if path is None:
        return ReadPicture(digest, QImage(), "media_missing")
    reader = QImageReader(str(path))
    # A phone held upright says so beside its picture.
    reader.setAutoTransform(True)
    if within is not None:
        reader.setScaledSize(reader.size().scaled(within, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return ReadPicture(digest, image, fault or ("media_unreadable" if image.isNull() else ""))
