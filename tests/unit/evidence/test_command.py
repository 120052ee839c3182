"""`dutyroom evidence verify DIR`: what it prints and what it ends with, without any data folder."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from app.__main__ import main
from app.core.exit_codes import DONE, FAILED
from app.evidence.bundle import Bundle

Verify = Callable[..., tuple[int, str]]


@pytest.fixture
def verify(qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    def call(*words: str, language: str = "en") -> tuple[int, str]:
        data = tmp_path / "no-data"
        code = main(["--lang", language, "--data", str(data), "evidence", "verify", *words])
        # A process of its own would take its language with it.
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
        assert not data.exists()
        return code, capsys.readouterr().out

    return call


def test_a_good_bundle_names_the_key_to_compare(verify: Verify, bundle: Path, exported_once: Bundle) -> None:
    code, said = verify(str(bundle), "--key", exported_once.fingerprint)
    assert code == DONE
    assert exported_once.fingerprint in said
    assert "nobody signed in" in said


def test_the_first_bad_file_is_named(verify: Verify, bundle: Path) -> None:
    (bundle / "README.txt").write_text("nothing to see here", encoding="utf-8")
    code, said = verify(str(bundle))
    assert code == FAILED
    assert "README.txt" in said
    code, said = verify(str(bundle), "--json")
    assert code == FAILED
    finding = json.loads(said)
    assert (finding["ok"], finding["reason"], finding["file"]) == (False, "file_changed", "README.txt")


def test_another_key_than_expected_is_bad(verify: Verify, bundle: Path) -> None:
    code, said = verify(str(bundle), "--key", "0000 1111 2222 3333 4444")
    assert code == FAILED
    assert "manifest.sig" in said


def test_a_folder_that_is_no_bundle(verify: Verify, tmp_path: Path) -> None:
    code, said = verify(str(tmp_path))
    assert code == FAILED
    assert "manifest.json" in said
