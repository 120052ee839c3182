"""Roster and settings in Chinese: no English word is left on any page, full or empty or refusing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.forms.record_page import RecordPage
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from app.ui.roster.screen import _DAILY, _ONCE, RosterScreen
from app.ui.settings.screen import SettingsScreen
from tests.fakes.services import ScreenRoom

CHINESE_LETTER = re.compile("[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}")
DATA = (
    "http://",
    "modbus://",
    "GET",
    "POST",
    "rtsp://",
    "mailto",
    "training",
    "Asia/",
    "/",
    "0.",
    "0 MB",
    "camera",
    "site",
    "Ctrl+",
)
"""Keys, addresses, services, zones, paths, versions, sizes and the words of a site file are what they are in every language."""


def texts(screen: QWidget) -> Iterator[str]:
    for label in screen.findChildren(QLabel):
        yield label.text()
    for button in screen.findChildren(QAbstractButton):
        # A tab bar's own arrows are named by Qt and unseen while all tabs fit.
        if not isinstance(button.parent(), QTabBar):
            yield from (button.text(), button.toolTip(), button.accessibleName())
    for box in screen.findChildren(QComboBox):
        yield from (box.accessibleName(), *(box.itemText(index) for index in range(box.count())))
    for line in screen.findChildren(QLineEdit):
        yield from (line.placeholderText(), line.accessibleName())
    for text in screen.findChildren(QPlainTextEdit):
        yield from (text.placeholderText(), text.accessibleName())
    for tabs in screen.findChildren(QTabWidget):
        yield from (tabs.tabText(index) for index in range(tabs.count()))
    for table in screen.findChildren(QTableView):
        yield from cells(table)


def cells(table: QTableView) -> Iterator[str]:
    model = table.model()
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal))
        yield from (str(model.index(row, column).data()) for row in range(model.rowCount()))


def english(screen: QWidget) -> list[str]:
    return [
        text
        for text in texts(screen)
        if WORD.search(text) and not CHINESE_LETTER.search(text) and not text.startswith(DATA)
    ]


@pytest.fixture(params=["chinese from the start", "switched while shown"])
def screens(
    request: pytest.FixtureRequest, window: MainWindow, language: Language
) -> tuple[RosterScreen, SettingsScreen]:
    if request.param == "chinese from the start":
        language.switch(CHINESE)
    window.go("roster")
    roster = window.pages.currentWidget()
    assert isinstance(roster, RosterScreen)
    for kind in (*_DAILY, *_ONCE):
        roster.page(kind)  # a page is built when somebody looks
    window.go("settings")
    settings = window.pages.currentWidget()
    assert isinstance(settings, SettingsScreen)
    for index in range(settings.tabs.count()):
        settings.tabs.setCurrentIndex(index)
    language.switch(CHINESE)
    return roster, settings


def pages(screens: tuple[RosterScreen, SettingsScreen]) -> list[RecordPage]:
    return [
        page for screen in screens for page in screen.findChildren(QWidget) if isinstance(page, RecordPage)
    ]


def test_no_english_word_is_left(screens: tuple[RosterScreen, SettingsScreen]) -> None:
    assert [english(screen) for screen in screens] == [[], []]


def test_no_english_word_is_left_in_new_records_and_refusals(
    screens: tuple[RosterScreen, SettingsScreen], qtbot: QtBot
) -> None:
    for page in pages(screens):
        if page.ADDS:
            page.list.add.click()
        page.form.save.click()
    assert [english(screen) for screen in screens] == [[], []]
    problems = [label.text() for page in pages(screens) for label in page.findChildren(QLabel, "problem")]
    assert len([text for text in problems if CHINESE_LETTER.search(text)]) >= 7


def test_no_english_word_is_left_after_an_import(
    screens: tuple[RosterScreen, SettingsScreen], room: ScreenRoom, tmp_path: Path, qtbot: QtBot
) -> None:
    page = screens[1].site_file.built()
    bad = tmp_path / "bad.toml"
    bad.write_text('[site]\nname = "x"\n[[camera]]\nkind = "film"\ncolour = 1\n', encoding="utf-8")
    page.import_from(bad)
    qtbot.waitUntil(lambda: len(page.mistakes.rows.rows) > 2)
    assert all(CHINESE_LETTER.search(row.cells[2]) for row in page.mistakes.rows.rows)
    assert english(page) == []
