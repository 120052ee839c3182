"""The translations in use do not depend on their files staying as they are."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.core.paths import resource
from app.ui import language
from app.ui.language import CHINESE, ENGLISH, Language


def said() -> str:
    return QCoreApplication.translate("NumberKeys", "Clear")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the translations that the test may spoil."""
    folder = tmp_path / "i18n"
    shutil.copytree(resource("i18n"), folder)
    monkeypatch.setattr(language, "resource", lambda *_: folder)
    return folder


def test_an_update_that_writes_the_file_anew_does_not_reach_the_running_console(
    copied: Path, qapp: QApplication
) -> None:
    shown = Language(qapp, CHINESE)
    assert said() == "清空"
    with (copied / "app_zh_CN.qm").open("r+b") as file:
        file.truncate(0)
    assert said() == "清空"
    shown.switch(ENGLISH)
    assert said() == "Clear"


def test_a_missing_file_leaves_english(copied: Path, qapp: QApplication) -> None:
    (copied / "app_zh_CN.qm").unlink()
    shown = Language(qapp, CHINESE)
    assert said() == "Clear"
    shown.switch(ENGLISH)
