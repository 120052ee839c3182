"""Switching the language changes every visible word, on every place, while things happen."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from app.model.message import Message
from app.ui.incidents.screen import IncidentsScreen
from app.ui.language import Language
from app.ui.log.screen import LogScreen
from app.ui.main_window import MainWindow
from app.ui.screens import SCREENS
from tests.fakes.services import ScreenRoom, live
from tests.ui.visible_words import visible_words

_DATA = re.compile(
    r"[0-9a-f]{12,}|(?:[0-9A-F]{4} ){4}[0-9A-F]{4}|/\S+|[a-z]+://\S*|Asia/\S+|\w+\.toml|[0-9.]+ [GM]B"
)
"""Hashes, fingerprints, paths, addresses, zones and names of files are no words."""
_ASCII_WORD = re.compile(r"[A-Za-z]{2,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_SAME_IN_CHINESE = frozenset(
    {
        "PIN",
        "English",
        "fps",
        "Esc",
        "Ctrl",
        "Alt",
        "Home",
        "PgUp",
        "PgDn",
        "Tab",
        "Enter",
        "PNG",
        "USB",
        "SIM",
        "COM",
        "ttyUSB",
        "HTTP",
        "Modbus",
        "TCP",
        "GET",
        "POST",
        "http",
        "modbus",
        "RTSP",
        "rtsp",
        "URL",
        "TOML",
        "UTF",
        "II",
        "III",
        "IV",
        "km",
        "Excel",
        "CSV",
        "iCalendar",
        "Delete",
    }
)
"""Names of keys and techniques that a Chinese operator reads as they are."""
_SAME_IN_ENGLISH = frozenset({"中文"})


@pytest.fixture
def busy(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window in which something of everything stands."""
    room.access.set_pin("zhou", "1234").result()
    incident = room.incidents.press(kind="fire", place_id="lpg").result()
    room.incidents.arrive(incident.calls[0].id).result()
    now = room.clock.now()
    for call, state in zip(incident.calls, ("sent", "failed", "queued", "unknown"), strict=False):
        room.outbox.messages.append(
            Message(call.id, call.id, incident.id, call.person_id, "phones", "", "", state, 1, now, now, now)
        )
    room.incidents.tick_step(incident.id, 0).result()
    entry = room.journal.add("1", "patrol").result()
    room.journal.amend(entry.number, "2", "3").result()
    room.wall.states = [
        live("c0", state="late", age_s=4.0, cause="timeout"),
        live("c1", state="lost", age_s=200.0, cause="wrong_password"),
        live("c2", state="connecting"),
    ]
    qtbot.waitUntil(lambda: len(window.panel.cards) == 1)
    return window


def places(window: MainWindow, qtbot: QtBot) -> Iterator[str]:
    """Every place of the window, and every page of its tabs."""
    for place in ("wall", *SCREENS):
        window.go(place)
        if place in ("incidents", "log"):
            qtbot.waitUntil(lambda: _filled(window.pages.currentWidget()))
        QApplication.processEvents()
        yield place
        for tabs in window.pages.currentWidget().findChildren(QTabWidget):
            for index in range(1, tabs.count()):
                tabs.setCurrentIndex(index)
                yield f"{place}, tab {index}"
        for pages in window.pages.currentWidget().findChildren(QStackedWidget):
            if not isinstance(pages.parent(), QTabWidget):
                for index in range(pages.count()):
                    pages.setCurrentIndex(index)
                    yield f"{place}, page {index}"


def _filled(screen: QWidget) -> bool:
    """These two read off the UI thread."""
    if isinstance(screen, IncidentsScreen):
        return screen.detail is not None
    return isinstance(screen, LogScreen) and screen.model.rowCount() > 0


def test_no_english_word_is_left_in_chinese(busy: MainWindow, language: Language, qtbot: QtBot) -> None:
    for _ in places(busy, qtbot):
        """Built and shown in English first."""
    language.switch("zh")
    left: dict[str, set[str]] = {}
    for place in places(busy, qtbot):
        for text in visible_words(busy):
            words = set(_ASCII_WORD.findall(_DATA.sub("", text))) - _SAME_IN_CHINESE
            if words:
                left.setdefault(place, set()).add(text)
    assert not left, "\n".join(f"{place}: {texts}" for place, texts in left.items())


def test_no_chinese_word_is_left_in_english(busy: MainWindow, language: Language, qtbot: QtBot) -> None:
    language.switch("zh")
    for _ in places(busy, qtbot):
        """Built and shown in Chinese first."""
    language.switch("en")
    left: dict[str, set[str]] = {}
    for place in places(busy, qtbot):
        # Rows of lists show what was stored, names among it.
        for text in visible_words(busy, with_lists=False):
            if set(_CHINESE.findall(text)) - _SAME_IN_ENGLISH:
                left.setdefault(place, set()).add(text)
    assert not left, "\n".join(f"{place}: {texts}" for place, texts in left.items())
