"""What goes with an export so that others can check it: the chain, the list of files, the places of changes.

`chain.txt` has a line for each stretch of the log from the first entry exported to the head of the log at that moment:

    = NUMBER HASH ROW     an entry that was exported; ROW names its row in the table, `-` where there is none
    . FIRST LAST DIGEST HASH
                          entries that were not: SHA-256 over a line `NUMBER HASH` of each, and the hash of the last one
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from app.core.clock import stamp
from app.evidence.bundle import hash_of
from app.model.journal import Actor
from app.model.site import Site

FORMAT = "dutyroom-log-1"
ENTRIES, CHAIN, BLOCKS, LETTER = "entries.jsonl", "chain.txt", "blocks.json", "README.txt"
ATTACHMENTS = "attachments"
BLOCK = 512
BLOCK_DIGITS = 16
"""So much of a block's SHA-256 is kept: it only says where a file was changed; that it was is told by its whole hash."""
OUT, BETWEEN = "=", "."
NO_ROW = "-"
Link = tuple[int, str]


def chain_lines(links: Iterable[Link], rows: Iterable[tuple[int, str]]) -> Iterator[str]:
    """`links` are all entries from the first one exported to the head; `rows` those that were exported, both in order."""
    hole: list[Link] = []
    digest = hashlib.sha256()
    waiting = iter(rows)
    number, row = next(waiting, (0, ""))
    for link in links:
        if link[0] != number:
            digest.update(link_line(*link))
            hole = [hole[0] if hole else link, link]
            continue
        if hole:
            yield _hole(hole[0][0], hole[-1], digest.hexdigest())
            hole, digest = [], hashlib.sha256()
        yield f"{OUT} {number} {link[1]} {row}"
        number, row = next(waiting, (0, ""))
    if hole:
        yield _hole(hole[0][0], hole[-1], digest.hexdigest())


def link_line(number: int, own: str) -> bytes:
    """As the digest of a stretch counts an entry."""
    return f"{number} {own}\n".encode("ascii")


def _hole(first: int, last: Link, digest: str) -> str:
    return f"{BETWEEN} {first} {last[0]} {digest} {last[1]}"


def blocks_of(path: Path) -> str:
    """The beginning of the SHA-256 of each block, one after the other."""
    found = []
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.append(hashlib.sha256(block).hexdigest()[:BLOCK_DIGITS])
    return "".join(found)


@dataclass(frozen=True, slots=True)
class Said:
    """Everything the list says but the hashes of the files and the key."""

    site: Site
    zone: tzinfo
    actor: Actor
    reason: str
    exported_at: datetime
    format: str
    language: str
    chosen: str
    codes: Mapping[str, str]
    count: int
    added: int
    """Corrections of entries chosen, and what chosen corrections correct: they always come along."""
    first: int
    last: int
    head: Link
    proof: Sequence[str]


def manifest(said: Said, folder: Path, names: Sequence[str], public: str, mark: str) -> bytes:
    """The text that is signed: JSON, sorted, UTF-8."""
    local = said.exported_at.astimezone(said.zone).isoformat(timespec="milliseconds")
    content: dict[str, Any] = {
        "format": FORMAT,
        "site": {"zh": said.site.name.zh, "en": said.site.name.en},
        "timezone": said.site.timezone,
        "language": said.language,
        "exported_at": {"utc": stamp(said.exported_at), "local": local},
        "exported_by": {"id": said.actor.person_id, "name": said.actor.name},
        "reason": said.reason,
        "shown_as": said.format,
        "chosen": said.chosen,
        "codes": dict(said.codes),
        "entries": {"count": said.count, "added": said.added, "first": said.first, "last": said.last},
        "head": {"number": said.head[0], "hash": said.head[1]},
        "proves": list(said.proof),
        "files": [
            {"path": name, "bytes": (folder / name).stat().st_size, "sha256": hash_of(folder / name)}
            for name in names
        ],
        "public_key": public,
        "fingerprint": mark,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2).encode()
