"""Whatever byte of whatever entry, file or export is changed: our check and the stand-alone one find and name it."""

import importlib.util
import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import StorageUnavailable
from app.core.paths import resource
from app.journal.export import write_export
from app.journal.verifying import verify_log
from app.model.journal import Actor, Draft, Verification
from app.storage.heads import heads_beside
from app.storage.journal import COLUMNS
from app.storage.media import MediaStore
from app.storage.transaction import Transaction
from tests.fakes.room import Room

ENTRIES = 6
TEXTS = ('东门 "巡逻"\n一切正常', "smell of gas\t\\", "", "🔥 烟", "é", "last")
NUMBERS = ("number", "monotonic_ms", "amends")


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    path = resource("verifier", "verify_journal.py")
    spec = importlib.util.spec_from_file_location("verify_journal", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log with entries of every sort, without triggers; its pictures and its export lie beside it."""
    folder = tmp_path_factory.mktemp("log")
    room = Room(folder)
    picture = room.media.keep(b"a picture", ".jpg")

    def write(transaction: Transaction) -> None:
        for number, text in enumerate(TEXTS, 1):
            transaction.journal.append(
                Draft(
                    "note" if number % 2 else "camera_lost",
                    text,
                    Actor("zhou", "周敏") if number % 3 else Actor(),
                    data={"reason": '写错 "了"', "a": "b, c: d"} if number % 2 else {},
                    camera_id="c1" if number > 2 else "",
                    place_id="gate" if number > 1 else "",
                    incident_id="i1" if number > 3 else "",
                    amends=1 if number == 5 else 0,
                    media=(picture,) if number in (2, 6) else (),
                )
            )

    room.database.write(write).result()
    write_export(room.journal.export, folder / "export.jsonl")
    room.close()
    with closing(sqlite3.connect(folder / "dutyroom.sqlite", isolation_level=None)) as base:
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
    return folder


Said = tuple[bool, int]
"""Whether all is well, and the number of the first bad entry."""


def ours(folder: Path) -> Said:
    found: Verification = verify_log(folder / "dutyroom.sqlite", MediaStore(folder / "media"))
    return found.ok, found.first_bad


def theirs(verifier: ModuleType, folder: Path, name: str = "dutyroom.sqlite") -> Said:
    source = folder / name
    database = name.endswith("sqlite")
    try:
        heads: dict[int, list[str]] = {}
        for number, digest in verifier.noted(heads_beside(source)) if database else []:
            heads.setdefault(int(number), []).append(digest)
        entries = verifier.rows_of(source) if database else verifier.lines_of(source)
        verifier.check(entries, heads, folder / "media", part=False)
    except verifier.Changed as changed:
        return False, changed.args[0]
    return True, 0


def flipped(value: bytes, place: int, bit: int) -> bytes:
    at = place % len(value)
    return value[:at] + bytes([value[at] ^ 1 << bit]) + value[at + 1 :]


def test_what_was_not_changed_is_found_so(log: Path, verifier: ModuleType) -> None:
    assert ours(log) == theirs(verifier, log) == theirs(verifier, log, "export.jsonl") == (True, 0)


@given(st.integers(1, ENTRIES), st.sampled_from(COLUMNS), st.integers(0, 500), st.integers(0, 7))
def test_one_bit_of_any_column_of_any_entry(
    log: Path, verifier: ModuleType, number: int, column: str, place: int, bit: int
) -> None:
    with closing(sqlite3.connect(log / "dutyroom.sqlite", isolation_level=None)) as base:
        base.execute("PRAGMA ignore_check_constraints = on")
        (was,) = base.execute(f"SELECT {column} FROM journal WHERE number = ?", [number]).fetchone()
        now: object
        if column in NUMBERS:
            now = was ^ 1 << (place % 40)
        else:
            raw = was.encode()
            now = flipped(raw, place, bit) if raw else bytes([1 << bit])
        value = "?" if column in NUMBERS else "CAST(? AS TEXT)"
        key = "number" if column != "number" else "hash"
        (row,) = base.execute(f"SELECT {key} FROM journal WHERE number = ?", [number]).fetchone()
        base.execute("BEGIN")
        try:
            base.execute(f"UPDATE journal SET {column} = {value} WHERE {key} = ?", [now, row])
        except sqlite3.IntegrityError:
            base.execute("ROLLBACK")  # the number or hash of another entry
            return
        base.execute("COMMIT")
        try:
            found, other = ours(log), theirs(verifier, log)
        finally:
            base.execute(f"UPDATE journal SET {column} = ? WHERE {key} = ?", [was, row])
    assert not found[0]
    assert not other[0]
    if column != "number":
        assert found[1] == other[1] == number


@pytest.mark.parametrize("column", [name for name in COLUMNS if name not in NUMBERS])
def test_text_that_became_bytes_is_a_change(
    log: Path, verifier: ModuleType, tmp_path: Path, column: str
) -> None:
    """One bit of a row's head makes a text the same bytes without being text."""
    folder = shutil.copytree(log, tmp_path / "copy")
    with closing(sqlite3.connect(folder / "dutyroom.sqlite", isolation_level=None)) as base:
        base.execute("PRAGMA writable_schema = on")
        base.execute("UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = 'journal'")
        base.execute("PRAGMA writable_schema = reset")
        base.execute(f"UPDATE journal SET {column} = CAST({column} AS BLOB) WHERE number = 4")
    assert ours(folder)[0] is False
    assert ours(folder)[1] == theirs(verifier, folder)[1] == 4


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_one_bit_of_an_export(
    log: Path, verifier: ModuleType, tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    folder = tmp_path_factory.mktemp("export")
    content = (log / "export.jsonl").read_bytes()
    (folder / "export.jsonl").write_bytes(flipped(content, place, bit))
    (folder / "media").symlink_to(log / "media")
    number = content[: place % len(content)].count(b"\n") + 1
    ok, named = theirs(verifier, folder, "export.jsonl")
    assert not ok
    assert abs(named - number) <= 1 or named > ENTRIES


@pytest.mark.parametrize("cut", [1, 200])
def test_an_export_that_was_cut_off_is_found(
    log: Path, verifier: ModuleType, tmp_path: Path, cut: int
) -> None:
    (tmp_path / "export.jsonl").write_bytes((log / "export.jsonl").read_bytes()[:-cut])
    (tmp_path / "media").symlink_to(log / "media")
    assert theirs(verifier, tmp_path, "export.jsonl") == (False, ENTRIES)


@pytest.fixture
def picture(log: Path) -> Iterator[Path]:
    (found,) = (log / "media").glob("*/*.jpg")
    content = found.read_bytes()
    yield found
    found.write_bytes(content)


@pytest.mark.parametrize(
    "change", [lambda file: file.write_bytes(flipped(file.read_bytes(), 3, 0)), Path.unlink]
)
def test_a_file_that_was_changed_or_taken_away(
    log: Path, verifier: ModuleType, picture: Path, change: Callable[[Path], object]
) -> None:
    change(picture)
    assert ours(log) == theirs(verifier, log) == theirs(verifier, log, "export.jsonl") == (False, 2)


def test_a_chain_written_anew_is_found_by_a_number_that_was_noted(
    log: Path, verifier: ModuleType, tmp_path: Path
) -> None:
    lines = (log / "export.jsonl").read_text().splitlines()
    noted = {5: [json.loads(lines[4])["hash"][:12]]}
    verifier.check(verifier.lines_of(log / "export.jsonl"), dict(noted), None, part=False)
    forged = []
    previous = "0" * 64
    for line in lines:
        entry = json.loads(line) | {"previous_hash": previous}
        entry["text"] += "!" if entry["number"] == 3 else ""
        said = {name: value for name, value in entry.items() if name not in ("previous_hash", "hash")}
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = entry["hash"] = verifier.hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
        forged.append(json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n")
    (tmp_path / "export.jsonl").write_text("".join(forged))
    verifier.check(verifier.lines_of(tmp_path / "export.jsonl"), {}, None, part=False)
    with pytest.raises(verifier.Changed) as caught:
        verifier.check(verifier.lines_of(tmp_path / "export.jsonl"), dict(noted), None, part=False)
    assert caught.value.args[0] == 5


def test_a_part_of_an_export_is_checked_entry_by_entry(
    log: Path, verifier: ModuleType, tmp_path: Path
) -> None:
    lines = (log / "export.jsonl").read_bytes().splitlines(keepends=True)
    part = tmp_path / "part.jsonl"
    part.write_bytes(lines[1] + lines[2] + lines[4])
    assert verifier.check(verifier.lines_of(part), {}, None, part=True)[0] == 3
    part.write_bytes(lines[1] + lines[2].replace(b'"note"', b'"nota"') + lines[4])
    with pytest.raises(verifier.Changed) as caught:
        verifier.check(verifier.lines_of(part), {}, None, part=True)
    assert caught.value.args[0] == 3


@pytest.mark.parametrize(
    ("name", "code"), [("dutyroom.sqlite", 0), ("export.jsonl", 0), ("changed.jsonl", 1), ("none", 2)]
)
def test_the_command_says_it_and_ends_so(log: Path, tmp_path: Path, name: str, code: int) -> None:
    folder = shutil.copytree(log, tmp_path / "copy")
    (folder / "changed.jsonl").write_bytes((log / "export.jsonl").read_bytes().replace(b"last", b"lost"))
    command = [sys.executable, "-I", str(resource("verifier", "verify_journal.py")), name, "--files", "media"]
    ended = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", env={"PYTHONUTF8": "1"}
    )
    assert ended.returncode == code
    assert ("unchanged" in ended.stdout, "no. 6" in ended.stderr) == (code == 0, code == 1)


def test_it_can_be_read_in_one_sitting() -> None:
    assert len(resource("verifier", "verify_journal.py").read_text(encoding="utf-8").splitlines()) < 120


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize(
    "statement",
    [
        "",
        "UPDATE journal SET text = 'x' WHERE number = {one}",
        "DELETE FROM journal WHERE number = {one}",
        "DELETE FROM journal WHERE number = {half}",
        "DELETE FROM journal WHERE number = {half} + 1",
        "DELETE FROM journal WHERE number BETWEEN {half} - 3 AND {half} + 3",
        "DELETE FROM journal WHERE number > {half}",
        "UPDATE journal SET hash = printf('%064d', number) WHERE number = {half}",
        "UPDATE journal SET previous_hash = printf('%064d', number) WHERE number = {half} + 1",
        "INSERT INTO journal SELECT -5, at, boot_id, monotonic_ms, kind, text, actor_id, actor_name, data, camera_id,"
        " place_id, incident_id, amends, media, previous_hash, printf('%064d', 5) FROM journal WHERE number = 1",
    ],
)  # fmt: skip
def test_parts_checked_by_processes_say_what_one_walk_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str, processes: int
) -> None:
    monkeypatch.setattr("app.journal.verifying._ALONE", 0)
    room = Room(tmp_path)
    room.database.write(
        lambda transaction: [
            transaction.journal.append(Draft("note", f"no. {number}")) for number in range(60)
        ]
    ).result()
    room.close()
    path = tmp_path / "dutyroom.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
        base.execute("PRAGMA ignore_check_constraints = on")
        base.execute(statement.format(one=17, half=30))
    expected = verify_log(path, None, processes=1)
    assert expected.ok is (statement == "")
    found = verify_log(path, None, processes=processes)
    assert (found.ok, found.first_bad, found.reason) == (expected.ok, expected.first_bad, expected.reason)


def _as_it_reads(path: Path) -> object:
    """Rows with the types of their values; None where SQLite no longer reads them."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as base:
        base.text_factory = bytes
        types = " || ".join(f"typeof({column})" for column in COLUMNS)
        try:
            return base.execute(
                f"SELECT {', '.join(COLUMNS)}, {types} FROM journal ORDER BY number"
            ).fetchall()
        except sqlite3.Error:
            return None


@pytest.mark.parametrize("seed", range(60))
def test_one_bit_of_the_file_where_entries_lie(
    log: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """Also heads of rows and of pages: whatever makes an entry read otherwise is found."""
    chance = random.Random(seed)
    content = bytearray((log / "dutyroom.sqlite").read_bytes())
    folder = tmp_path_factory.mktemp("flipped")
    shutil.copy(log / "journal.heads", folder)
    was = _as_it_reads(log / "dutyroom.sqlite")
    near = content.find("东门".encode())
    page = near - near % 4096
    place = chance.choice((page + chance.randrange(4096), near + chance.randrange(-600, 600)))
    content[place] ^= 1 << chance.randrange(8)
    (folder / "dutyroom.sqlite").write_bytes(content)
    now = _as_it_reads(folder / "dutyroom.sqlite")
    try:
        ok = verify_log(folder / "dutyroom.sqlite", None).ok
    except StorageUnavailable:
        ok = False
    assert ok is (now == was)
