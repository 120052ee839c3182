"""Whether a bundle is as it was signed. Needs the folder alone: no database, no console, no network."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.evidence.bundle import CHAIN, FORMAT, JOURNAL, MANIFEST, SIGNATURE
from app.evidence.signed import Bad, check_files, read_file, signed_list
from app.evidence.signing import same_fingerprint
from app.storage.chain import entry_hash


@dataclass(frozen=True, slots=True)
class Finding:
    """`reason` and `file` name the first thing that is wrong.

    Reasons: manifest_missing, manifest_unreadable, signature_missing, signature_wrong, key_differs, path_outside,
    file_missing, file_changed, file_extra, file_unreadable, journal_changed, file_not_in_log, chain_broken.
    """

    ok: bool
    reason: str = ""
    file: str = ""
    fingerprint: str = ""
    files: int = 0
    exported_by: str = ""
    exported_at: str = ""
    site: str = ""
    why: str = ""


def check_bundle(folder: Path, expected: str = "") -> Finding:
    """`expected` is the fingerprint the site has told; empty: any key, whose fingerprint the finding names."""
    mark = ""
    try:
        said, mark = signed_list(folder, FORMAT)
        if expected and not same_fingerprint(mark, expected):
            raise Bad("key_differs", SIGNATURE)
        check_files(folder, said["files"])
        entries = _check_journal(folder, said["journal"]["entries"])
        _check_kept(said["files"], entries)
        if any(each.get("kind") == "chain" for each in said["files"]):
            _check_chain(folder, said["journal"]["head"], entries)
        return _good(said, mark)
    except Bad as bad:
        return Finding(False, bad.reason, bad.file, mark)
    except (KeyError, TypeError, ValueError):
        # Signed, but not by a program of ours.
        return Finding(False, "manifest_unreadable", MANIFEST, mark)


def _good(said: dict[str, Any], mark: str) -> Finding:
    return Finding(
        True,
        fingerprint=mark,
        files=len(said["files"]),
        exported_by=said["exported_by"]["name"],
        exported_at=said["exported_at"]["local"],
        site=said["site"]["zh"] or said["site"]["en"],
        why=said["reason"],
    )


def _check_journal(folder: Path, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every entry has the hash that the log gave it, and follows the one before."""
    lines = read_file(folder, JOURNAL, "file_missing").decode("utf-8").split("\n")[:-1]
    if len(lines) != len(entries):
        raise Bad("journal_changed", JOURNAL)
    before: dict[str, Any] = {}
    found = []
    for line, told in zip(lines, entries, strict=True):
        entry = json.loads(line)
        found.append(dict(entry))
        previous, own = entry.pop("previous_hash"), entry.pop("hash")
        text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        follows = entry["number"] != before.get("number", 0) + 1 or previous == before.get("hash", previous)
        if entry_hash(previous, text) != own or own != told["hash"] or not follows:
            raise Bad("journal_changed", JOURNAL)
        before = {"number": entry["number"], "hash": own}
    return found


def _check_kept(files: list[dict[str, Any]], entries: list[dict[str, Any]]) -> None:
    """A picture or report that says which entry knows it is known to that entry by its hash."""
    media = {entry["number"]: entry["media"] for entry in entries}
    for each in files:
        if each.get("entry") and each["sha256"] not in media.get(each["entry"], ()):
            raise Bad("file_not_in_log", str(each["path"]))


def _check_chain(folder: Path, head: dict[str, Any] | None, entries: list[dict[str, Any]]) -> None:
    """From the first entry in the bundle to the newest of the log no number is left out, and every entry stands in it."""
    lines = read_file(folder, CHAIN, "file_missing").decode("ascii").split("\n")[:-1]
    links = {int(number): digest for number, _, digest in (line.partition(" ") for line in lines)}
    numbers = list(links)
    whole = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else not entries
    newest = {"number": numbers[-1], "hash": links[numbers[-1]]} if numbers else None
    if not whole or newest != head:
        raise Bad("chain_broken", CHAIN)
    for entry in entries:
        before = links.get(entry["number"] - 1, entry["previous_hash"])
        if links.get(entry["number"]) != entry["hash"] or before != entry["previous_hash"]:
            raise Bad("chain_broken", CHAIN)
