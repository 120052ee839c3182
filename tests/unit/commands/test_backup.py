"""`backup now | list | verify | restore` in this process."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from app.__main__ import main
from app.core.exit_codes import DONE, FAILED
from app.core.instance_lock import InstanceLock

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick


@pytest.fixture
def run(qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`dutyroom --data TMP … --json` -> exit code, what it said."""

    def call(*words: object) -> tuple[int, Any]:
        code = main(
            ["--lang", "zh", "--data", str(tmp_path / "data"), *(str(word) for word in words), "--json"]
        )
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
        return code, json.loads(capsys.readouterr().out)

    return call


def test_a_log_goes_to_a_stick_and_comes_back_after_its_database_was_destroyed(
    run: Run, stick: Path, tmp_path: Path
) -> None:
    run("journal", "add", "东门巡逻正常")
    code, said = run("backup", "now", "--to", stick)
    assert code == DONE
    assert said["targets"][0]["backup"]["number"] == 1
    code, listed = run("backup", "list", "--from", stick)
    assert [(each["reaches"], each["lost"], each["fault"]) for each in listed] == [(1, 0, "")]
    assert run("backup", "verify", "--from", stick)[0] == DONE
    (tmp_path / "data" / "dutyroom.sqlite").write_bytes(b"")
    code, restored = run("backup", "restore", "--from", stick)
    assert (code, restored["lost"]) == (DONE, 0)
    code, found = run("journal", "search", "巡逻")
    assert [entry["text"] for entry in found] == ["东门巡逻正常"]
    assert run("journal", "verify")[0] == DONE


def test_a_spoilt_backup_is_found_by_verify_and_named(run: Run, stick: Path) -> None:
    run("journal", "add", "one")
    run("backup", "now", "--to", stick)
    (file,) = stick.glob("*/copies/*/dutyroom.sqlite")
    content = bytearray(file.read_bytes())
    content[5000] ^= 4
    file.write_bytes(content)
    code, said = run("backup", "verify", "--from", stick)
    assert code == FAILED
    assert [each["fault"] for each in said["backups"]] == ["database_changed"]


def test_nothing_is_restored_under_a_running_console(run: Run, stick: Path, tmp_path: Path) -> None:
    run("journal", "add", "one")
    run("backup", "now", "--to", stick)
    with InstanceLock(tmp_path / "data" / "console.lock"):
        code, said = run("backup", "restore", "--from", stick)
    assert (code, said["error"]["code"]) == (FAILED, "already_running")
    assert not (tmp_path / "data" / "set-aside").exists()


def test_a_backup_onto_the_wrong_stick_is_refused(run: Run, stick: Path, tmp_path: Path) -> None:
    run("journal", "add", "one")
    run("backup", "now", "--to", stick)
    mark = stick / "dutyroom-backup" / "backup-of-a-duty-room.json"
    mark.write_text(mark.read_text().replace('"log": "', '"log": "0'))
    code, said = run("backup", "now", "--to", stick)
    assert (code, said["targets"][0]["error"]) == (FAILED, "target_other")


def test_without_a_target_or_a_backup_that_is_said(run: Run, tmp_path: Path) -> None:
    run("journal", "add", "one")
    assert run("backup", "now")[1]["error"]["code"] == "no_target"
    assert run("backup", "restore", "nonsense", "--from", tmp_path)[1]["error"]["code"] == "no_backup"
