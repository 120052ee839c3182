"""What was entered after the last backup, line by line on the target, synced: with it the log is whole again up to the
last moment."""

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.backup.layout import sync_folder
from app.core.clock import parse_stamp
from app.model.journal import Actor, Draft, Entry
from app.storage.chain import canonical, entry_hash
from app.storage.heads import Head

_APART = ".apart.jsonl"
"""Ending of a file with entries that the log no longer has: never appended to, never removed."""


class Spill:
    """Files named by the number of their first entry. Nothing stays open between two calls, so that a stick can be taken
    out. Methods raise OSError where the disk refuses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def last(self) -> Head | None:
        """Number and hash of the last entry that can be read; None where there is none."""
        for path in reversed(self._files()):
            last = None
            for entry in read(path):
                last = (entry.number, entry.hash)
            if last is not None:
                return last
        return None

    def append(self, entries: Iterable[Entry]) -> Head | None:
        """Adds them, synced; gives the last one's number and hash. A line that a pulled stick cut short stays behind as
        one that cannot be read."""
        lines = []
        first = last = None
        for entry in entries:
            first, last = first or entry.number, (entry.number, entry.hash)
            lines.append(line_of(entry))
        if first is None:
            return None
        files = self._files()
        path = files[-1] if files else self._folder / _name(first)
        fresh = not path.exists()
        with path.open("ab") as file:
            if not fresh and not _ends_well(path):
                file.write(b"\n")
            file.write("".join(lines).encode())
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            sync_folder(self._folder)
        return last

    def begin_file(self, number: int) -> None:
        """From here on entries go to a file of their own, which begins with this number."""
        path = self._folder / _name(number)
        path.touch(mode=0o600)
        sync_folder(self._folder)

    def clear(self, number: int) -> None:
        """Removes files all of whose entries stand up to `number`: every backup that would need them is gone."""
        files = self._files()
        for path, following in zip(files, files[1:], strict=False):
            if int(following.name.partition(".")[0]) <= number + 1:
                path.unlink()

    def set_apart(self) -> None:
        """The log no longer has the last entries in it: they are kept, and a new file begins."""
        for path in self._files():
            number, target = 0, path.with_name(path.name.replace(".jsonl", _APART))
            while target.exists():
                number += 1
                target = path.with_name(path.name.replace(".jsonl", f"-{number}{_APART}"))
            path.replace(target)
        sync_folder(self._folder)

    def entries_after(self, number: int) -> Iterator[Entry]:
        """Those with a greater number, also of files that were set apart, in no particular order."""
        if self._folder.is_dir():
            for path in sorted(self._folder.glob("*.jsonl")):
                yield from (entry for entry in read(path) if entry.number > number)

    def _files(self) -> list[Path]:
        """Those that are appended to and cleared, the oldest first."""
        found = [path for path in self._folder.glob("*.jsonl") if not path.name.endswith(_APART)]
        return sorted(found)


def read(path: Path) -> Iterator[Entry]:
    """What can be read and is as its hash says; a line that is not is left out. Raises OSError."""
    with path.open("rb") as file:
        for line in file:
            entry = entry_of_line(line)
            if entry is not None:
                yield entry


def line_of(entry: Entry) -> str:
    """The form of `journal export`: what the hash covers, and the two hashes."""
    fields = json.loads(canonical(entry))
    fields.update(previous_hash=entry.previous_hash, hash=entry.hash)
    return json.dumps(fields, ensure_ascii=False, sort_keys=True) + "\n"


def entry_of_line(line: bytes) -> Entry | None:
    """None where it is no entry, or not the one its hash tells of."""
    with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
        entry = _entry(json.loads(line))
        if entry.hash == entry_hash(entry.previous_hash, canonical(entry)):
            return entry
    return None


Lookup = Callable[[int], Iterable[Entry]]
"""What a source has under a number."""


def follow(head: Head, sources: Sequence[Lookup]) -> Iterator[Entry]:
    """What comes after `head`, entry by entry, each following from the one before; out of whichever source has it."""
    number, digest = head
    while True:
        number += 1
        fitting = (
            entry
            for source in sources
            for entry in source(number)
            if entry.previous_hash == digest and entry.hash == entry_hash(digest, canonical(entry))
        )
        entry = next(fitting, None)
        if entry is None:
            return
        digest = entry.hash
        yield entry


def _entry(fields: dict[str, Any]) -> Entry:
    draft = Draft(
        kind=fields["kind"],
        text=fields["text"],
        actor=Actor(fields["actor_id"], fields["actor_name"]),
        data=MappingProxyType(fields["data"]),
        camera_id=fields["camera_id"],
        place_id=fields["place_id"],
        incident_id=fields["incident_id"],
        amends=fields["amends"],
        media=tuple(fields["media"]),
    )
    return Entry(
        number=fields["number"],
        at=parse_stamp(fields["at"]),
        boot_id=fields["boot_id"],
        monotonic_ms=fields["monotonic_ms"],
        draft=draft,
        previous_hash=fields["previous_hash"],
        hash=fields["hash"],
    )


def _name(number: int) -> str:
    return f"{number:012d}.jsonl"


def _ends_well(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
