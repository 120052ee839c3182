"""Writes a bundle's folder: whole or not at all, listed, signed, safe on the disk."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path

from app.core.errors import StorageUnavailable
from app.evidence import bundle
from app.evidence.bundle import Bundle, BundleFile, Contents
from app.evidence.cutting import Cut
from app.evidence.letter import letter
from app.evidence.signing import SiteKey
from app.journal.pictures import taken_at
from app.journal.service import exported
from app.model.journal import Entry
from app.model.line import unpacked
from app.playback.recordings import moment
from app.storage.media import MediaStore

Told = Callable[[int], object]
_NO_SPACE = 28
_PICTURES = (".jpg", ".png")
"""Of cameras, of phones, and those that people hang on an entry."""


@contextmanager
def whole_folder(
    target: Path, name: str, parts: Sequence[str] = (bundle.CLIPS, bundle.PICTURES)
) -> Iterator[tuple[Path, Path]]:
    """Where to write, and what it will be called: it gets that name when the block ends well, else nothing is left.

    Raises StorageUnavailable where the place refuses.
    """
    folder = _free(target / name)
    partial = folder.with_name(f".{folder.name}.partial")
    try:
        partial.mkdir()
        try:
            for part in parts:
                (partial / part).mkdir()
            yield partial, folder
            partial.replace(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        code = "target_full" if error.errno == _NO_SPACE else "file_not_written"
        raise StorageUnavailable(code, path=str(target)) from error


def write_log(partial: Path, entries: tuple[Entry, ...], key: SiteKey) -> list[BundleFile]:
    """The log entries, and the page for whoever receives the bundle."""
    write_text(partial / bundle.LETTER, letter(key.fingerprint()))
    write_text(partial / bundle.JOURNAL, "".join(f"{exported(entry)}\n" for entry in entries))
    return [BundleFile(bundle.JOURNAL, "journal"), BundleFile(bundle.LETTER, "letter")]


def seal(partial: Path, contents: Contents, zone: tzinfo, key: SiteKey) -> Bundle:
    """Lists and signs what lies there, and sees to it that it is on the disk."""
    text = bundle.manifest(contents, partial, zone, key.public(), key.fingerprint())
    (partial / bundle.MANIFEST).write_bytes(text)
    write_text(partial / bundle.SIGNATURE, key.sign(text) + "\n")
    make_durable(partial)
    kinds = [file.kind for file in contents.files]
    return Bundle(
        partial,
        bundle.hash_of(partial / bundle.MANIFEST),
        key.fingerprint(),
        kinds.count("clip"),
        kinds.count("picture"),
        sum(path.stat().st_size for path in partial.rglob("*") if path.is_file()),
        contents.missing,
    )


def cut_files(cut: Cut, partial: Path) -> list[BundleFile]:
    """What the cutter has made."""

    def below(path: str) -> str:
        return Path(path).relative_to(partial).as_posix()

    clips = [
        BundleFile(below(path), "clip", camera_id, moment(since), moment(until))
        for camera_id, path, since, until in cut.files
    ]
    return clips + [
        BundleFile(below(path), "picture", camera_id, moment(at)) for camera_id, path, at in cut.pictures
    ]


def kept_media(entries: list[Entry], media: MediaStore, partial: Path) -> list[BundleFile]:
    """What these entries name, each once, under the hash by which the log knows it; papers have a place of their own."""
    files = dict[str, BundleFile]()
    for entry in entries:
        attached = {one.digest: one for one in unpacked(entry.draft.data.get("files", ""))}
        for digest in entry.draft.media:
            kept = media.find(digest)
            if kept is None:
                continue
            if kept.suffix in _PICTURES:
                name, kind = f"{bundle.PICTURES}/{digest}{kept.suffix}", "picture"
            elif digest in attached:
                (partial / bundle.ATTACHMENTS).mkdir(exist_ok=True)
                name, kind = f"{bundle.ATTACHMENTS}/{digest}{kept.suffix}", "attachment"
            else:
                continue
            if name not in files:
                shutil.copyfile(kept, partial / name)
                hung = attached.get(digest)
                camera_id = hung.camera_id if hung else entry.draft.camera_id
                at = hung.taken_at if hung else None
                files[name] = BundleFile(name, kind, camera_id, at or taken_at(entry), entry=entry.number)
    return list(files.values())


def write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _free(path: Path) -> Path:
    """The path, or one beside it that is not taken."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.name}-{number}")
        number += 1
    return free


def make_durable(folder: Path) -> None:
    """A power cut after the export must not leave empty files with good names."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
