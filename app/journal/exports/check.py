"""Whether a part of the log is as it was handed out. Needs the folder alone: no database, no console, no network."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.evidence.bundle import MANIFEST, SIGNATURE, hash_of
from app.evidence.signed import Bad, check_files, read_file, signed_list
from app.evidence.signing import same_fingerprint
from app.journal.exports.places import Change, first_change
from app.journal.exports.proof import ATTACHMENTS, BETWEEN, CHAIN, ENTRIES, FORMAT, NO_ROW, OUT
from app.journal.exports.rows import row_digest
from app.journal.exports.tables import csv_rows, xlsx_rows
from app.storage.chain import entry_hash


@dataclass(frozen=True, slots=True)
class ExportFinding:
    """`reason`, `file`, and where they can be told `entry` (0: not) and `change` name the first thing that is wrong.

    Reasons: those of `evidence.signed`, key_differs, entry_changed, chain_broken, attachment_not_named.
    """

    ok: bool
    reason: str = ""
    file: str = ""
    entry: int = 0
    change: Change | None = None
    fingerprint: str = ""
    entries: int = 0
    head: int = 0
    head_hash: str = ""
    exported_by: str = ""
    exported_at: str = ""
    site: str = ""
    why: str = ""
    chosen: str = ""


@dataclass(slots=True)
class _Chain:
    """The lines of `chain.txt`."""

    numbers: list[int] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    """Of each entry exported the hash of the one before it, where that is here; else empty."""
    last: int = 0
    last_hash: str = ""


def check_export(path: Path, expected: str = "") -> ExportFinding:
    """`path` is the folder or a file in it; `expected` the fingerprint that the site has told."""
    folder = path if path.is_dir() else path.parent
    mark, entry, change = "", 0, None
    try:
        said, mark = signed_list(folder, FORMAT)
        if expected and not same_fingerprint(mark, expected):
            raise Bad("key_differs", SIGNATURE)
        files = {str(each["path"]): each for each in said["files"]}
        if path.is_file() and path.name not in (*files, MANIFEST, SIGNATURE):
            raise Bad("file_extra", path.name)
        try:
            check_files(folder, said["files"])
        except Bad as bad:
            if bad.reason == "file_changed":
                change = first_change(folder, bad.file, files)
                entry = _entry_of_change(folder, bad.file, files)
            raise
        chain = _chain(folder, said)
        _check_entries(folder, chain)
        _check_attachments(folder, list(files))
        return _good(said, mark, chain)
    except _BadEntry as bad:
        return ExportFinding(False, bad.reason, bad.file, bad.entry, fingerprint=mark)
    except Bad as bad:
        return ExportFinding(False, bad.reason, bad.file, entry, change, mark)
    except (KeyError, TypeError, ValueError):
        # Signed, but not by a program of ours.
        return ExportFinding(False, "manifest_unreadable", MANIFEST, fingerprint=mark)


class _BadEntry(Bad):
    def __init__(self, reason: str, file: str, entry: int) -> None:
        super().__init__(reason, file)
        self.entry = entry


def _good(said: dict[str, Any], mark: str, chain: _Chain) -> ExportFinding:
    return ExportFinding(
        True,
        fingerprint=mark,
        entries=len(chain.numbers),
        head=said["head"]["number"],
        head_hash=said["head"]["hash"],
        exported_by=said["exported_by"]["name"],
        exported_at=said["exported_at"]["local"],
        site=said["site"]["zh"] or said["site"]["en"],
        why=said["reason"],
        chosen=said["chosen"],
    )


def _chain(folder: Path, said: dict[str, Any]) -> _Chain:
    """No number is left out between the first entry and the head. Raises Bad (chain_broken)."""
    chain = _Chain()
    for line in read_file(folder, CHAIN, "file_missing").decode("ascii").split("\n")[:-1]:
        parts = line.split(" ")
        first, last = int(parts[1]), int(parts[1] if parts[0] == OUT else parts[2])
        follows = first == chain.last + 1 if chain.last else parts[0] == OUT
        if not follows or last < first or parts[0] not in (OUT, BETWEEN):
            raise Bad("chain_broken", CHAIN)
        if parts[0] == OUT:
            chain.numbers.append(first)
            chain.hashes.append(parts[2])
            chain.rows.append(parts[3])
            chain.before.append(chain.last_hash)
        chain.last, chain.last_hash = last, parts[2] if parts[0] == OUT else parts[4]
    head, told = said["head"], said["entries"]
    ends = (chain.last, chain.last_hash) == (head["number"], head["hash"])
    if not ends or [len(chain.numbers), *chain.numbers[:1]] != [told["count"], told["first"]]:
        raise Bad("chain_broken", CHAIN)
    return chain


def _check_entries(folder: Path, chain: _Chain) -> None:
    """Every entry has the hash that the chain gives it, and follows the one before. Raises Bad (entry_changed)."""
    count = 0
    for place, fields in enumerate(_lines(folder)):
        count += 1
        if place >= len(chain.numbers):
            raise Bad("chain_broken", ENTRIES)
        before = chain.before[place]
        if not _fits(fields, chain, place) or (before and fields.get("previous_hash") != before):
            raise _BadEntry("entry_changed", ENTRIES, chain.numbers[place])
    if count != len(chain.numbers):
        raise Bad("chain_broken", ENTRIES)


def _fits(fields: dict[str, Any], chain: _Chain, place: int) -> bool:
    bare = {name: value for name, value in fields.items() if name not in ("previous_hash", "hash")}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    own = entry_hash(str(fields.get("previous_hash")), text)
    return own == fields.get("hash") == chain.hashes[place] and bare.get("number") == chain.numbers[place]


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    """The entries; one that cannot be read is empty."""
    with (folder / ENTRIES).open(encoding="utf-8", errors="replace", newline="\n") as file:
        for line in file:
            try:
                fields = json.loads(line)
            except ValueError:
                fields = {}
            yield fields if isinstance(fields, dict) else {}


def _check_attachments(folder: Path, names: list[str]) -> None:
    """Each is named by its hash, and an entry knows it. Raises Bad (attachment_not_named)."""
    attached = {Path(name).stem: name for name in names if name.startswith(f"{ATTACHMENTS}/")}
    for digest, name in attached.items():
        if hash_of(folder / name) != digest:
            raise Bad("attachment_not_named", name)
    if not attached:
        return
    known = {digest for fields in _lines(folder) for digest in fields.get("media", ())}
    for digest in attached.keys() - known:
        raise Bad("attachment_not_named", attached[digest])


def _entry_of_change(folder: Path, name: str, files: dict[str, dict[str, Any]]) -> int:
    """The first entry that is no longer as it was; 0 where the file has no entries or can no longer be read as such."""
    if name.startswith(f"{ATTACHMENTS}/"):
        digest = Path(name).stem
        return next((fields["number"] for fields in _lines(folder) if digest in fields.get("media", ())), 0)
    if name == CHAIN or not _is_whole(folder, CHAIN, files):
        return 0
    chain = _named(folder)
    if name == ENTRIES:
        found = (place for place, fields in enumerate(_lines(folder)) if not _stands(fields, chain, place))
        return _number(chain, next(found, len(chain.numbers)))
    if name.endswith((".csv", ".xlsx")):
        return _row_of_change(folder / name, chain)
    return 0


def _stands(fields: dict[str, Any], chain: _Chain, place: int) -> bool:
    return place < len(chain.numbers) and _fits(fields, chain, place)


def _row_of_change(path: Path, chain: _Chain) -> int:
    place = 0
    try:
        for row in csv_rows(path) if path.suffix == ".csv" else xlsx_rows(path):
            if (
                place >= len(chain.rows)
                or chain.rows[place] == NO_ROW
                or row_digest(row) != chain.rows[place]
            ):
                return _number(chain, place)
            place += 1
    except Exception:  # noqa: BLE001 - a broken table breaks its readers in many ways
        return 0 if path.suffix == ".xlsx" else _number(chain, place)
    return _number(chain, place) if place < len(chain.rows) else 0


def _number(chain: _Chain, place: int) -> int:
    return chain.numbers[place] if place < len(chain.numbers) else 0


def _named(folder: Path) -> _Chain:
    """Of a chain that is as it was signed."""
    chain = _Chain()
    with (folder / CHAIN).open(encoding="ascii") as file:
        for parts in (line.split() for line in file if line.startswith(OUT)):
            chain.numbers.append(int(parts[1]))
            chain.hashes.append(parts[2])
            chain.rows.append(parts[3])
    return chain


def _is_whole(folder: Path, name: str, files: dict[str, dict[str, Any]]) -> bool:
    path = folder / name
    return path.is_file() and name in files and hash_of(path) == files[name]["sha256"]
