"""The hash chain of the journal: what is hashed, and how it is checked.

An entry's hash is SHA-256 over the previous entry's hash (64 hex letters), a line feed, and the canonical form of the
entry: JSON with sorted keys, no spaces, UTF-8, all fields but the two hashes. `resources/verifier` says it for everybody.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import Any

from app.core.clock import stamp
from app.model.journal import Entry, Verification

TAIL_MISSING = "tail_missing"
FIRST_PREVIOUS = "0" * 64
Row = tuple[Any, ...]
"""As it lies in the table, columns in the order of `COLUMNS`."""


def canonical(entry: Entry) -> str:
    """The text of an entry that its hash covers."""
    draft = entry.draft
    fields = {
        "number": entry.number,
        "at": stamp(entry.at),
        "boot_id": entry.boot_id,
        "monotonic_ms": entry.monotonic_ms,
        "kind": draft.kind,
        "text": draft.text,
        "actor_id": draft.actor.person_id,
        "actor_name": draft.actor.name,
        "data": dict(draft.data),
        "camera_id": draft.camera_id,
        "place_id": draft.place_id,
        "incident_id": draft.incident_id,
        "amends": draft.amends,
        "media": list(draft.media),
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def entry_hash(previous_hash: str, canonical_text: str) -> str:
    return hashlib.sha256(f"{previous_hash}\n{canonical_text}".encode()).hexdigest()


@dataclass(slots=True)
class Checked:
    """What came of a row of entries.

    Attributes:
        first_bad, reason: of the first that does not fit; 0 where all do.
        sure: the last number that was the newest once, by what is kept beside the log.
        media: entries with files, and the files' hashes.
    """

    entries: int = 0
    first_bad: int = 0
    reason: str = ""
    head: str = ""
    sure: int = 0
    media: list[tuple[int, list[str]]] = field(default_factory=list)


class UnreadableRow(Exception):
    """The next row holds bytes that are no text."""


def check_rows(
    rows: Iterable[Row],
    number: int,
    previous: str | None,
    heads: Iterable[tuple[int, str]] = (),
    seen: Callable[[int], object] = lambda number: None,
) -> Checked:
    """Walks rows in order of number and names the first one that does not fit.

    Nothing is read kindly: a row that another program would write differently is a changed one.

    Args:
        number, previous: of the entry before the first row; None where it is missing.
        heads: number and hash of entries that were the newest at some time; none beyond the last row that must be there.
        seen: hears of every number before its check; what it raises ends the work.
    """
    found = Checked(head=previous or "")
    known = _Heads(heads)
    reading = iter(rows)
    while True:
        try:
            row = next(reading, None)
        except UnreadableRow:
            return _bad(found, number + 1, "hash_differs")
        if row is None:
            return _bad(found, number + 1, TAIL_MISSING) if known.is_left() else found
        seen(row[0])
        if previous is None or row[0] != number + 1:
            return _bad(found, row[0], "number_missing")
        number += 1
        found.entries += 1
        reason = _fault_of(row, found.head)
        if reason:
            return _bad(found, number, reason)
        if row[13] != "[]":
            found.media.append((number, json.loads(row[13])))
        before, found.head = found.head, row[15]
        was_newest = known.agrees(number, found.head)
        if was_newest is False:
            found.head = before
            return _bad(found, found.sure + 1, TAIL_MISSING)
        if was_newest:
            found.sure = number


class _Heads:
    """Numbers and hashes that were the newest at some time, in the order of time."""

    def __init__(self, heads: Iterable[tuple[int, str]]) -> None:
        self._waiting = iter(heads)
        self._head = next(self._waiting, None)

    def is_left(self) -> bool:
        return self._head is not None

    def agrees(self, number: int, digest: str) -> bool | None:
        """None where this entry was never the newest, as far as is known."""
        agreed: bool | None = None
        while self._head is not None and self._head[0] <= number:
            if self._head[0] == number:
                agreed = agreed is not False and self._head[1] == digest
            self._head = next(self._waiting, None)
        return agreed


def _bad(found: Checked, number: int, reason: str) -> Checked:
    found.first_bad, found.reason = number, reason
    return found


def _fault_of(row: Row, previous: str) -> str:
    if row[14] != previous:
        return "link_broken"
    text = canonical_of_row(row)
    if text is None or row[15] != entry_hash(previous, text):
        return "hash_differs"
    return ""


def canonical_of_row(row: Row) -> str | None:
    """The text that the hash covers, from a row as it lies there; None where nobody writes a row so."""
    (
        number, at, boot_id, monotonic_ms, kind, text, actor_id, actor_name, data, camera_id, place_id, incident_id,
        amends, media, _, _,
    ) = row  # fmt: skip
    if not (type(number) is type(monotonic_ms) is type(amends) is int):
        return None
    if data != "{}":
        data = _without_spaces(data, dict)
    if media != "[]":
        media = _without_spaces(media, list)
    if data is None or media is None:
        return None
    quoted = encode_basestring
    try:
        return (
            f'{{"actor_id":{quoted(actor_id)},"actor_name":{quoted(actor_name)},"amends":{amends},"at":{quoted(at)},'
            f'"boot_id":{quoted(boot_id)},"camera_id":{quoted(camera_id)},"data":{data},'
            f'"incident_id":{quoted(incident_id)},"kind":{quoted(kind)},"media":{media},'
            f'"monotonic_ms":{monotonic_ms},"number":{number},"place_id":{quoted(place_id)},"text":{quoted(text)}}}'
        )
    except TypeError:
        return None


def _without_spaces(stored: object, kind: type) -> str | None:
    """JSON as the hash covers it; None where it is not JSON as the console stores it."""
    if not isinstance(stored, str):
        return None
    try:
        value = json.loads(stored)
    except ValueError:
        return None
    if not isinstance(value, kind) or json.dumps(value, ensure_ascii=False, sort_keys=True) != stored:
        return None
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def joined(ranges: Iterable[Checked], media_fault: Callable[[str], str] | None) -> Verification:
    """What came of the whole log from what came of its parts, the first one first.

    Each part was checked as following the hash that the one before it ends with. Files are looked at once the chain holds.
    """
    entries, sure, head = 0, 0, FIRST_PREVIOUS
    files: list[tuple[int, list[str]]] = []
    for part in ranges:
        entries += part.entries
        head = part.head
        if part.reason:
            lost = part.reason == TAIL_MISSING and not part.sure
            return Verification(
                False, entries, sure + 1 if lost and sure else part.first_bad, part.reason, head
            )
        sure = part.sure or sure
        files += part.media
    for number, digest in _each(files) if media_fault is not None else ():
        fault = media_fault(digest) if media_fault is not None else ""
        if fault:
            return Verification(False, entries, number, fault, head)
    return Verification(ok=True, entries=entries, head=head)


def _each(files: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, str]]:
    for number, digests in files:
        for digest in digests:
            yield number, digest
