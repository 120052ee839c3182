"""The hash chain of the journal: what is hashed, and how it is checked.

An entry's hash is SHA-256 over the previous entry's hash (64 hex letters), a line feed, and the canonical form of the
entry: JSON with sorted keys, no spaces, UTF-8, all fields but the two hashes.
"""

import hashlib
import json
from collections.abc import Iterable

from app.core.clock import stamp
from app.model.journal import Entry, Verification

TAIL_MISSING = "tail_missing"
FIRST_PREVIOUS = "0" * 64


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


def check_chain(entries: Iterable[Entry], heads: Iterable[tuple[int, str]] = ()) -> Verification:
    """Walks the entries in order of number and names the first one that does not fit.

    Args:
        heads: number and hash of entries that were the newest at some time. A chain that has come to its end before one
            of them, or is another there, has lost its tail: `first_bad` is then the first number that may be missing.
    """
    previous = FIRST_PREVIOUS
    count = sure = 0
    waiting = iter(heads)
    head = next(waiting, None)
    for entry in entries:
        count += 1
        reason = _fault_of(entry, count, previous)
        if reason:
            return Verification(ok=False, entries=count, first_bad=entry.number, reason=reason, head=previous)
        previous = entry.hash
        while head is not None and head[0] <= count:
            if head[0] == count:
                if head[1] != entry.hash:
                    return Verification(False, count, sure + 1, TAIL_MISSING, entry.previous_hash)
                sure = count
            head = next(waiting, None)
    if head is not None:
        return Verification(False, count, count + 1, TAIL_MISSING, previous)
    return Verification(ok=True, entries=count, head=previous)


def _fault_of(entry: Entry, expected_number: int, previous: str) -> str:
    if entry.number != expected_number:
        return "number_missing"
    if entry.previous_hash != previous:
        return "link_broken"
    if entry.hash != entry_hash(previous, canonical(entry)):
        return "hash_differs"
    return ""
