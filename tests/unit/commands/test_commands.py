"""Verbs of the command line in this process: what they print and what they end with."""

import io
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from app.__main__ import main
from app.core.exit_codes import DONE, FAILED, USAGE

Run = Callable[..., tuple[int, str, str]]
BROKEN = """
[site]
name = { zh = "社区" }
timezone = "Asia/Nowhere"

[[camera]]
id = "gate"
name = { zh = "东门" }
kind = "dvr"
address = "x"
"""


@pytest.fixture
def run(qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`dutyroom --data TMP …` -> exit code, standard output, standard error."""

    def call(*words: str, language: str = "en") -> tuple[int, str, str]:
        code = main(["--lang", language, "--data", str(tmp_path / "data"), *words])
        # A process of its own would take its language with it.
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def answer(run: Run, *words: str) -> Any:
    code, out, err = run(*words, "--json")
    assert code == DONE, err
    return json.loads(out)


def test_an_entry_is_stored_found_and_verified(run: Run) -> None:
    code, out, _ = run("journal", "add", "东门巡逻正常", "--kind", "patrol")
    assert code == DONE
    assert "is stored" in out
    found = answer(run, "journal", "search", "巡逻")
    assert [(entry["text"], entry["kind"]) for entry in found] == [("东门巡逻正常", "patrol")]
    assert answer(run, "journal", "search", "nothing of this") == []
    assert answer(run, "journal", "search", "xunluo")[0]["number"] == found[0]["number"]
    assert answer(run, "journal", "search", "巡逻", "--kind", "hazard") == []
    assert answer(run, "journal", "search", "巡逻", "--since", "2199-01-01") == []
    assert answer(run, "journal", "verify")["ok"]


def test_an_entry_may_name_what_a_line_of_the_window_names(run: Run, tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(
        """[site]
name = { zh = "甲", en = "A" }
[[place]]
id = "east"
name = { zh = "东门", en = "East gate" }
""",
        encoding="utf-8",
    )
    assert run("site", "import", str(site))[0] == DONE
    stored = answer(run, "journal", "add", "#patrol @东门 all well @nowhere @2026-01-02 03:04")
    assert (stored["kind"], stored["place_id"], stored["text"]) == (
        "patrol",
        "east",
        "@东门 all well @nowhere",
    )
    assert stored["event_at"] == "2026-01-01T19:04:00.000Z"
    assert stored["unknown"] == ["@nowhere"]
    code, out, _ = run("--lang", "zh", "journal", "add", "@nowhere")
    assert code == DONE
    assert "@nowhere" in out.splitlines()[1]
    code, _, err = run("journal", "add", "@2999-01-02 03:04 x")
    assert (code, "has not come yet" in err) == (USAGE, True)


def test_both_languages(run: Run) -> None:
    run("journal", "add", "x")
    _, chinese, _ = run("journal", "verify", language="zh")
    _, english, _ = run("journal", "verify", language="en")
    assert "entries" in english
    assert any("一" <= letter <= "鿿" for letter in chinese)


@pytest.mark.parametrize("text", ["", "   ", "x" * 5000])
def test_a_line_that_may_not_be_written_is_refused_in_words(run: Run, text: str) -> None:
    code, out, err = run("journal", "add", text)
    assert code == USAGE
    assert out == ""
    assert "Nothing was changed" in err


def test_export_gives_every_entry_with_its_hash(run: Run, tmp_path: Path) -> None:
    for text in ("一", "二", "三"):
        run("journal", "add", text)
    file = tmp_path / "log.jsonl"
    assert answer(run, "journal", "export", str(file))["entries"] == 3
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["text"] for line in lines] == ["一", "二", "三"]
    assert lines[1]["previous_hash"] == lines[0]["hash"]
    for words in (("journal", "export"), ("journal", "export", "--json")):
        code, out, _ = run(*words)
        assert code == DONE
        assert out.startswith(file.read_text(encoding="utf-8"))
    told = [json.loads(line) for line in out.splitlines()][3:]
    assert [line["kind"] for line in told] == ["exported", "exported"], "the log knows who took it out"
    assert [line["data"].get("path", "") for line in told] == [str(file), ""]
    assert all(not line["actor_id"] for line in told)


def test_an_export_that_cannot_be_written_says_so(run: Run, tmp_path: Path) -> None:
    run("journal", "add", "x")
    code, _, err = run("journal", "export", str(tmp_path / "no" / "such" / "folder.jsonl"))
    assert code == FAILED
    assert "The file cannot be written there." in err


def test_without_a_database_there_is_nothing_to_verify(run: Run) -> None:
    code, _, err = run("journal", "verify")
    assert code == FAILED
    assert err.strip()
    assert "unforeseen" not in err


def test_a_file_that_is_no_database_is_called_damaged(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dutyroom.sqlite").write_bytes(b"this is no database" * 1000)
    for words in (("journal", "verify"), ("journal", "search", "x"), ("journal", "add", "x")):
        code, _, err = run(*words)
        assert code == FAILED
        assert "damaged" in err


@pytest.mark.parametrize("words", [("verify",), ("search", "x"), ("export",)])
@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("", "no_database"),
        ("CREATE TABLE other (x)", "damaged"),
        ("CREATE TABLE journal (number, at)", "damaged"),
    ],
)
def test_a_database_without_a_journal_is_said_so(
    run: Run, tmp_path: Path, words: tuple[str, ...], damage: str, code: str
) -> None:
    (tmp_path / "data").mkdir()
    database = tmp_path / "data" / "dutyroom.sqlite"
    database.touch()
    if damage:
        with closing(sqlite3.connect(database)) as base:
            base.execute(damage)
    ended, out, _ = run("journal", *words, "--json")
    assert ended == FAILED
    assert json.loads(out)["error"]["code"] == code
    ended, out, err = run("journal", *words)
    assert ended == FAILED
    assert (out, "unforeseen" in err, bool(err.strip())) == ("", False, True)


def test_a_journal_that_was_taken_away_refuses_entries_in_words(run: Run, tmp_path: Path) -> None:
    run("journal", "add", "x")
    with closing(sqlite3.connect(tmp_path / "data" / "dutyroom.sqlite")) as base:
        base.execute("DROP TABLE journal")
    code, out, _ = run("journal", "add", "x", "--json")
    assert code == FAILED
    assert json.loads(out)["error"]["code"] == "damaged"


def test_a_cut_off_tail_is_said_in_both_languages(run: Run, tmp_path: Path) -> None:
    for text in ("one", "two"):
        run("journal", "add", text)
    with closing(sqlite3.connect(tmp_path / "data" / "dutyroom.sqlite")) as base:
        base.execute("DROP TRIGGER journal_no_delete")
        base.execute("DELETE FROM journal WHERE number = 2")
        base.commit()
    code, out, _ = run("journal", "verify", "--json")
    assert code == FAILED
    result = json.loads(out)
    assert (result["ok"], result["first_bad"], result["reason"]) == (False, 2, "tail_missing")
    assert "entries are missing" in run("journal", "verify")[1]
    assert "缺失" in run("journal", "verify", language="zh")[1]


def test_what_a_machine_cannot_write_is_no_reason_to_fail(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("journal", "add", "东门巡逻正常 \N{POLICE CAR}")
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="cp1252"))
    for words in (("journal", "search"), ("journal", "search", "--json"), ("journal", "verify")):
        code, _, _ = run(*words, language="zh")
        assert code == DONE
    sys.stdout.flush()
    assert "东门巡逻正常 \N{POLICE CAR}" in written.getvalue().decode("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("journal", "add", "x", "--kind", "dance"),
        ("emergency", "--kind", "dance"),
        ("emergency", "--place", "moon"),
    ],
)
def test_a_kind_or_place_that_does_not_exist_is_wrong_use(run: Run, words: tuple[str, ...]) -> None:
    code, out, _ = run(*words, "--json")
    assert code == USAGE
    assert json.loads(out)["error"]["code"] == "invalid_input"


@pytest.mark.parametrize("limit", ["-1", "0", "many"])
def test_a_limit_is_at_least_one(run: Run, limit: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run("journal", "search", "--limit", limit)
    assert ended.value.code == USAGE


def test_an_emergency_without_a_console_is_stored_and_said_to_be_no_more_than_that(run: Run) -> None:
    code, out, err = run("emergency", "--kind", "fire", "--json")
    assert code == FAILED
    incident = json.loads(out)
    assert (incident["kind"], incident["console"]) == ("fire", False)
    assert "No console is running" in err
    (opened,) = [e for e in answer(run, "journal", "search") if e["kind"] == "incident_opened"]
    assert opened["incident_id"] == incident["id"]
    again = json.loads(run("emergency", "--kind", "fire", "--json")[1])
    assert again["id"] == incident["id"]
    _, said, _ = run("emergency", language="zh")
    assert "控制台启动后" in said


def test_a_site_goes_out_and_in_again_unchanged(run: Run, tmp_path: Path) -> None:
    example = Path(__file__).parents[3] / "resources" / "demo" / "site.toml"
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    assert answer(run, "site", "import", str(example))["added"]["camera"] >= 9
    answer(run, "site", "export", str(first))
    summary = answer(run, "site", "import", str(first))
    assert sum(sum(summary[name].values()) for name in ("added", "changed", "removed")) == 0
    answer(run, "site", "export", str(second))
    assert first.read_bytes() == second.read_bytes()
    assert "training://" not in first.read_text(encoding="utf-8")
    assert "2468" not in first.read_text(encoding="utf-8")


def test_mistakes_in_a_site_file_are_listed_with_their_lines(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text(BROKEN, encoding="utf-8")
    code, _, err = run("site", "import", str(file))
    assert code == FAILED
    assert "4" in err
    assert "9" in err
    code, out, _ = run("site", "import", str(file), "--json")
    assert code == FAILED
    assert {problem["line"] for problem in json.loads(out)["error"]["problems"]} >= {4, 9}


def test_what_needs_the_console_says_that_there_is_none(run: Run) -> None:
    code, _, err = run("status")
    assert code == FAILED
    assert "does not answer" in err


@pytest.mark.parametrize(
    "words", [["dance"], ["journal"], ["journal", "burn"], ["site", "import"], ["--lang", "fr"]]
)
def test_unknown_words_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == USAGE
    assert "usage" in capsys.readouterr().err


def test_call_sheets_and_plan_cards_are_printed_without_a_screen(run: Run, tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(
        '[site]\nname = { zh = "社区" }\n[[plan]]\nid = "fire"\nname = { zh = "火警", en = "Fire" }\n'
        '[[plan]]\nid = "lift"\nname = { zh = "困梯" }\n',
        encoding="utf-8",
    )
    assert run("site", "import", str(site))[0] == DONE
    said = answer(run, "plan", "print", str(tmp_path / "binder"), "--kind", "fire")
    assert said["files"] == ["call-sheet-fire.pdf", "plan-card-fire.pdf"]
    assert all((tmp_path / "binder" / name).read_bytes().startswith(b"%PDF") for name in said["files"])
    code, out, _ = run("plan", "print", str(tmp_path / "binder"))
    assert (code, out.split()[-1]) == (DONE, "4.")


def test_a_plan_there_is_not_prints_nothing(run: Run, tmp_path: Path) -> None:
    assert run("journal", "add", "x")[0] == DONE
    assert run("plan", "print", str(tmp_path / "binder"), "--kind", "firre")[0] == USAGE
    assert not (tmp_path / "binder").exists()
