"""journal export --format and check-export."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from app.__main__ import main
from app.core.exit_codes import DONE, FAILED, USAGE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        code = main(["--lang", "en", "--data", str(tmp_path / "data"), *words])
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def hand_out(run: Run, folder: Path, *words: str) -> Any:
    code, out, err = run("journal", "export", str(folder), "--reason", "for the court", "--json", *words)
    assert code == DONE, err
    return json.loads(out)


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    run("journal", "add", "东门巡逻正常", "--kind", "patrol")
    run("journal", "add", "Gate open")
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.mark.parametrize("format_", ["pdf", "xlsx", "csv", "jsonl"])
def test_each_format_is_written_and_checked(run: Run, folder: Path, format_: str) -> None:
    made = hand_out(run, folder, "--format", format_)
    assert made["entries"] == 2
    code, out, _ = run("journal", "check-export", made["file"], "--key", made["fingerprint"])
    assert code == DONE
    assert "entries: 2." in out
    assert "for the court" in out


def test_a_changed_byte_is_named_with_its_entry(run: Run, folder: Path) -> None:
    made = hand_out(run, folder, "--format", "csv", "--kind", "patrol")
    file = Path(made["file"])
    content = file.read_bytes()
    place = content.index("巡逻".encode())
    file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    code, out, _ = run("journal", "check-export", made["folder"])
    assert code == FAILED
    assert "duty-log.csv: the file was changed." in out
    assert "Entry no. 1 is no longer as it was." in out
    assert (
        f"Byte {place} (counted from 0) was 0x{content[place]:02x} and is 0x{content[place] ^ 1:02x}." in out
    )
    code, out, _ = run("journal", "check-export", made["folder"], "--json")
    finding = json.loads(out)
    assert (finding["entry"], finding["change"]["since"]) == (1, place)


def test_a_part_is_chosen_by_time_kind_and_words(run: Run, folder: Path) -> None:
    assert hand_out(run, folder, "--format", "jsonl", "--words", "gate")["entries"] == 1
    assert hand_out(run, folder, "--format", "jsonl", "--kind", "patrol")["entries"] == 1
    assert hand_out(run, folder, "--format", "jsonl", "--since", "2020-01-01")["entries"] >= 2
    code, _, err = run(
        "journal", "export", str(folder), "--format", "csv", "--reason", "x", "--until", "2020-01-01"
    )
    assert code == FAILED
    assert "No entry of the log fits." in err


@pytest.mark.parametrize("words", [
    ("--format", "csv"),
    ("--format", "csv", "--reason", "x", "--since", "yesterday"),
    ("--format", "csv", "--reason", "x", "--incident", "nothing"),
])  # fmt: skip
def test_wrong_use_is_told(run: Run, folder: Path, words: tuple[str, ...]) -> None:
    code, _, err = run("journal", "export", str(folder), *words)
    assert code == USAGE
    assert "This value cannot be stored" not in err
    assert list(folder.iterdir()) == []


def test_a_folder_is_needed(run: Run, folder: Path) -> None:
    code, _, err = run("journal", "export", "--format", "csv", "--reason", "x")
    assert code == USAGE
    assert err.strip()


def test_a_place_that_is_not_there_is_told(run: Run, folder: Path) -> None:
    code, _, err = run("journal", "export", str(folder / "no" / "where"), "--format", "csv", "--reason", "x")
    assert code == FAILED
    assert "cannot be written" in err


def test_a_file_that_left_by_itself_is_known_by_its_content_and_a_changed_byte_is_named(
    run: Run, folder: Path
) -> None:
    file = folder / "site.toml"
    run("site", "export", str(file))
    renamed = file.rename(folder / "renamed.toml")
    code, out, _ = run("journal", "check-export", str(renamed))
    assert code == DONE
    assert "renamed.toml is as it was exported on " in out
    content = bytearray(renamed.read_bytes())
    content[-2] ^= 1
    file.write_bytes(content)
    code, out, _ = run("journal", "check-export", str(file), "--json")
    finding = json.loads(out)
    assert code == FAILED
    assert (finding["file"], finding["reason"], finding["entry"] > 0) == ("site.toml", "file_changed", True)
    code, out, _ = run("journal", "check-export", str(file))
    assert "its content was changed" in out
    stranger = folder / "stranger.pdf"
    stranger.write_bytes(content)
    code, out, _ = run("journal", "check-export", str(stranger))
    assert code == FAILED
    assert "The log knows of no export with the name or the content of stranger.pdf." in out
