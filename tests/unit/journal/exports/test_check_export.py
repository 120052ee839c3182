"""A byte changed anywhere in an export is found and named: the file, the place, and the entry where there is one."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.core.secrets import FileSecrets
from app.evidence.signing import SiteKey, fingerprint
from app.journal.exports.check import check_export
from app.journal.exports.proof import BLOCK
from app.storage.chain import entry_hash

FORMATS = ("pdf", "xlsx", "csv", "jsonl")
STEPS = 7
"""Places in each file; with a prime between them, so that they fall differently into its blocks."""


def flip(path: Path, place: int, by: int = 1) -> tuple[int, int]:
    content = bytearray(path.read_bytes())
    before = content[place]
    content[place] ^= by
    path.write_bytes(content)
    return before, content[place]


def files_of(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("format_", FORMATS)
def test_any_byte_of_any_file_is_found_and_named(copies: dict[str, Path], format_: str) -> None:
    folder = copies[format_]
    assert check_export(folder).ok
    for path in files_of(folder):
        content = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        for place in {0, len(content) - 1, *range(0, len(content), max(1, len(content) // STEPS))}:
            was, now = flip(path, place, by=1 << place % 8)
            found = check_export(folder)
            assert not found.ok, (name, place)
            assert found.file in (name, "manifest.json"), (name, place, found)
            if name not in ("manifest.json", "manifest.sig", "blocks.json"):
                assert found.change is not None
                told = (found.change.since, found.change.until, found.change.was, found.change.now)
                assert told == (place, place, was, now)
            path.write_bytes(content)
    assert check_export(folder).ok


def number_at(folder: Path, place: int) -> int:
    """Of the entry whose line this byte of `entries.jsonl` is in."""
    content = (folder / "entries.jsonl").read_bytes()
    return int(json.loads(content.split(b"\n")[content[:place].count(b"\n")])["number"])


def test_the_entry_of_each_byte_of_the_lines_is_named(copies: dict[str, Path]) -> None:
    folder = copies["jsonl"]
    path = folder / "entries.jsonl"
    content = path.read_bytes()
    for place in range(0, len(content) - 1, 97):
        if content[place] == ord("\n"):
            continue
        number = number_at(folder, place)
        flip(path, place, by=2)
        assert check_export(folder).entry == number, place
        path.write_bytes(content)


def test_a_cell_changed_in_an_office_program_names_its_entry(copies: dict[str, Path]) -> None:
    path = copies["xlsx"] / "duty-log.xlsx"
    book = load_workbook(path)
    book.worksheets[0]["D4"] = "nothing happened"
    number = book.worksheets[0]["A4"].value
    book.save(path)
    found = check_export(path)
    assert (found.ok, found.reason, found.file, found.entry) == (
        False,
        "file_changed",
        "duty-log.xlsx",
        number,
    )


@pytest.mark.parametrize("change", [
    lambda text: text.replace("翻墙,", "路过了的,"),
    lambda text: text.replace("2026-11-23 14:00:00,note,翻墙", "2026-11-23 15:00:00,note,翻墙"),
])  # fmt: skip
def test_a_line_changed_in_an_editor_names_its_entry(
    copies: dict[str, Path], change: Callable[[str], str]
) -> None:
    path = copies["csv"] / "duty-log.csv"
    before = path.read_bytes().decode()
    path.write_bytes(change(before).encode())
    assert path.read_bytes().decode() != before
    assert check_export(path).entry == 9


def test_a_line_taken_out_names_its_entry(copies: dict[str, Path]) -> None:
    for path in (copies["csv"] / "duty-log.csv", copies["jsonl"] / "entries.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        gone = next(
            at for at, line in enumerate(lines) if "翻墙" in line and "未遂" not in line.split("翻墙")[1][:2]
        )
        path.write_text("".join(lines[:gone] + lines[gone + 1 :]), encoding="utf-8")
        assert check_export(path).entry == 9, path.name


def test_an_attachment_names_the_entry_it_belongs_to(copies: dict[str, Path]) -> None:
    picture = next((copies["pdf"] / "attachments").iterdir())
    flip(picture, BLOCK + 3)
    found = check_export(copies["pdf"])
    assert (found.entry, found.file) == (3, f"attachments/{picture.name}")


@pytest.mark.parametrize(
    ("tamper", "reason", "file"),
    [
        (lambda folder: (folder / "entries.jsonl").unlink(), "file_missing", "entries.jsonl"),
        (lambda folder: (folder / "more.csv").write_bytes(b""), "file_extra", "more.csv"),
        (lambda folder: (folder / "manifest.sig").unlink(), "signature_missing", "manifest.sig"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "manifest_unreadable", "manifest.json"),
        (lambda folder: (folder / "manifest.json").unlink(), "manifest_missing", "manifest.json"),
    ],
)  # fmt: skip
def test_tampering_with_the_folder_is_named(
    copies: dict[str, Path], tamper: Callable[[Path], object], reason: str, file: str
) -> None:
    tamper(copies["csv"])
    found = check_export(copies["csv"])
    assert (found.ok, found.reason, found.file) == (False, reason, file)


def test_a_file_of_somewhere_else_is_not_covered(copies: dict[str, Path]) -> None:
    other = copies["csv"] / "duty-log.pdf"
    shutil.copyfile(copies["pdf"] / "duty-log.pdf", other)
    assert check_export(other).reason == "file_extra"


def resign(folder: Path, change: Callable[[dict[str, object]], None] = lambda said: None) -> str:
    """Everything listed and signed anew by somebody with a key of their own."""
    from app.journal.exports.proof import BLOCKS, blocks_of, hash_of

    key = SiteKey(FileSecrets(folder.parent / f"{folder.name}.key"))
    path = folder / "manifest.json"
    said = json.loads(path.read_bytes())
    names = [each["path"] for each in said["files"] if each["path"] != BLOCKS]
    (folder / BLOCKS).write_text(json.dumps({name: blocks_of(folder / name) for name in names}))
    for each in said["files"]:
        each["bytes"] = (folder / each["path"]).stat().st_size
        each["sha256"] = hash_of(folder / each["path"])
    said["public_key"] = key.public()
    change(said)
    text = json.dumps(said).encode()
    path.write_bytes(text)
    (folder / "manifest.sig").write_text(key.sign(text))
    return fingerprint(key.public())


def test_another_key_is_named_where_the_site_has_told_its_own(copies: dict[str, Path]) -> None:
    ours = check_export(copies["csv"]).fingerprint
    theirs = resign(copies["csv"])
    assert check_export(copies["csv"]).ok
    assert check_export(copies["csv"], theirs).ok
    assert check_export(copies["csv"], ours).reason == "key_differs"


def edit_entry(folder: Path, number: int, *, hashed: bool) -> None:
    path = folder / "entries.jsonl"
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["number"] == number:
            entry["text"] = "nothing happened"
            if hashed:
                bare = {name: value for name, value in entry.items() if name not in ("previous_hash", "hash")}
                text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
                entry["hash"] = entry_hash(entry["previous_hash"], text)
        lines.append(json.dumps(entry, ensure_ascii=False, sort_keys=True))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("hashed", [False, True])
def test_an_entry_that_does_not_fit_the_chain_is_named_though_all_was_signed_again(
    copies: dict[str, Path], hashed: bool
) -> None:
    edit_entry(copies["jsonl"], 5, hashed=hashed)
    resign(copies["jsonl"])
    found = check_export(copies["jsonl"])
    assert (found.reason, found.entry) == ("entry_changed", 5)


@pytest.mark.parametrize(
    "edit",
    [
        lambda lines: lines[1:],
        lambda lines: lines[:-1],
        lambda lines: [line for line in lines if not line.startswith(". 10")],
        lambda lines: [*lines, lines[-1]],
        lambda lines: ["? 1 2 3", *lines[1:]],
    ],
)
def test_a_chain_with_a_gap_is_told_though_all_was_signed_again(
    copies: dict[str, Path], edit: Callable[[list[str]], list[str]]
) -> None:
    path = copies["jsonl"] / "chain.txt"
    path.write_text("\n".join(edit(path.read_text().splitlines())) + "\n")
    resign(copies["jsonl"])
    found = check_export(copies["jsonl"])
    assert (found.ok, found.reason) == (False, "chain_broken")


def test_a_stretch_of_which_the_last_hash_was_changed_is_told(copies: dict[str, Path]) -> None:
    """The entry after it says what that hash was."""
    path = copies["jsonl"] / "chain.txt"
    lines = path.read_text().splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith(". 2"))
    lines[at] = lines[at][:-4] + "0000"
    path.write_text("\n".join(lines) + "\n")
    resign(copies["jsonl"])
    found = check_export(copies["jsonl"])
    assert (found.reason, found.entry) == ("entry_changed", 3)


def test_what_no_program_of_ours_has_signed_is_told(copies: dict[str, Path]) -> None:
    resign(copies["csv"], lambda said: said.pop("head"))
    assert check_export(copies["csv"]).reason == "manifest_unreadable"
