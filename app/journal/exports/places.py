"""Where in a file something was changed, from the digests of its blocks."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.evidence.bundle import hash_of
from app.journal.exports.proof import BLOCK, BLOCK_DIGITS, BLOCKS


@dataclass(frozen=True, slots=True)
class Change:
    """The first change lies in the bytes from `since` to `until`, counted from 0; where it is one byte alone, it was `was`
    and is `now`."""

    since: int
    until: int
    was: int = -1
    now: int = -1


def first_change(folder: Path, name: str, files: dict[str, dict[str, Any]]) -> Change | None:
    """None where the digests of the blocks were changed themselves."""
    listed = files.get(BLOCKS)
    if listed is None or name == BLOCKS or not (folder / BLOCKS).is_file():
        return None
    if hash_of(folder / BLOCKS) != listed["sha256"]:
        return None
    digests = json.loads((folder / BLOCKS).read_bytes()).get(name, "")
    with (folder / name).open("rb") as file:
        place = 0
        while True:
            block = file.read(BLOCK)
            told = digests[place * BLOCK_DIGITS : (place + 1) * BLOCK_DIGITS]
            if not block and not told:
                return None
            if _digest(block) != told:
                begin = place * BLOCK
                return _one_byte(block, told, begin) or Change(begin, begin + max(1, len(block)) - 1)
            place += 1


def _one_byte(block: bytes, told: str, begin: int) -> Change | None:
    """Tries what each byte may have been: half a thousand places times 255 values take a fraction of a second."""
    head = hashlib.sha256()
    for place, now in enumerate(block):
        tail = block[place + 1 :]
        for was in range(256):
            if was == now:
                continue
            tried = head.copy()
            tried.update(bytes((was,)) + tail)
            if tried.hexdigest()[:BLOCK_DIGITS] == told:
                return Change(begin + place, begin + place, was, now)
        head.update(block[place : place + 1])
    return None


def _digest(block: bytes) -> str:
    return hashlib.sha256(block).hexdigest()[:BLOCK_DIGITS] if block else ""
