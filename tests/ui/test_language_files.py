"""The translations in use do not depend on their files staying as they are."""

import shutil
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.core.paths import resource
from app.ui import language
from app.ui.backup.offer_words import OfferWords
from app.ui.code_words import CodeWords
from app.ui.language import CHINESE, ENGLISH, Language, current_language, speaking


class _Lost(OfferWords):
    """Its words are those of the class it comes from."""

    def count(self, number: int) -> str:
        return self.tr("%n entry(s) lost", "", number)


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


def test_words_of_a_thread_stay_in_the_language_it_began_with(qapp: QApplication) -> None:
    shown = Language(qapp, CHINESE)
    words, lost = CodeWords(), _Lost(UTC)
    with speaking(CHINESE):
        shown.switch(ENGLISH)
        assert (words.role("operator"), current_language()) == ("值班员", CHINESE)
        assert lost.count(3) == "丢失 3 条"
        with speaking(ENGLISH):
            assert words.role("operator") == "operator"
            assert [lost.count(n) for n in (1, 3)] == ["1 entry lost", "3 entries lost"]
        assert lost.count(3) == "丢失 3 条"
    assert words.role("operator") == "operator"
    assert current_language() == ENGLISH
