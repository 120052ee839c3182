"""The window that stands where the console cannot: the siren, the telephone numbers, and no false comfort."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.errors import AlreadyRunning, ConsoleUnreachable, StorageUnavailable
from app.model.words import Words
from app.roster.by_hand import ToDial
from app.ui.language import CHINESE, Language
from app.ui.refusal.window import RefusalWindow
from tests.fakes.clock import FakeClock

PEOPLE = (
    ToDial(Words("周敏", "Zhou Min"), "operator", ("8555 0101",), on_duty=True),
    ToDial(Words("陈国平", "Chen Guoping"), "leader", ("8555 0105", "8555 0205"), on_duty=False),
)
Show = Callable[..., RefusalWindow]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def show(language: Language, clock: FakeClock, qtbot: QtBot) -> Show:
    def shown(
        people: tuple[ToDial, ...] = PEOPLE, press: Any = None, code: str = "read_only"
    ) -> RefusalWindow:
        error = AlreadyRunning(path="/srv") if press is not None else StorageUnavailable(code, path="/srv")
        window = RefusalWindow(error, clock, people, press)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return shown


def words(window: RefusalWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_a_press_sounds_the_siren_and_says_that_nothing_else_was_done(
    show: Show, clock: FakeClock, qtbot: QtBot
) -> None:
    window = show()
    assert not window.alarm.siren.sounding
    qtbot.keyClick(window, Qt.Key.Key_F12)
    assert window.alarm.siren.sounding
    assert "NOT recorded and nobody is called" in words(window)
    clock.advance(seconds=61)
    window.alarm.tick()
    assert window.alarm.clock.text() == "1:01"
    qtbot.keyClick(window, Qt.Key.Key_F12)
    window.alarm.tick()
    assert window.alarm.clock.text() == "1:01"  # the emergency began with the first press
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert not window.alarm.siren.sounding


@pytest.mark.parametrize("code", ["read_only", "damaged", "disk_full", "newer_database", "lock_unusable"])
def test_whom_to_dial_stands_there_whatever_prevents_the_start(show: Show, code: str) -> None:
    shown = words(show(code=code))
    for number in ("110", "119", "120", "8555 0101", "8555 0105 / 8555 0205"):
        assert number in shown
    assert shown.index("Zhou Min · operator") < shown.index("Others") < shown.index("Chen Guoping")


def test_a_roster_that_cannot_be_read_is_said_and_the_public_services_stay(show: Show) -> None:
    shown = words(show(()))
    assert "119" in shown
    assert "The roster cannot be read here" in shown


def test_in_chinese(show: Show, language: Language, qtbot: QtBot) -> None:
    language.switch(CHINESE)
    window = show()
    qtbot.keyClick(window, Qt.Key.Key_F12)
    shown = words(window)
    assert "紧急事件没有记录" in shown
    assert "周敏 · 值班员" in shown


def test_beside_an_open_console_a_press_is_that_consoles(show: Show, qtbot: QtBot) -> None:
    asked: Future[dict[str, Any]] = Future()
    window = show(press=lambda: asked)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    assert window.alarm.siren.sounding  # nobody knows yet whether the other console hears it
    assert "nobody is called yet" in words(window)
    asked.set_result({})
    qtbot.waitUntil(lambda: "started in the console that is open" in words(window))
    assert not window.alarm.siren.sounding


def test_an_open_console_that_does_not_answer_is_no_comfort(show: Show, qtbot: QtBot) -> None:
    asked: Future[dict[str, Any]] = Future()
    window = show(press=lambda: asked)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    asked.set_exception(ConsoleUnreachable(folder="/srv"))
    qtbot.waitUntil(lambda: "NOT recorded and nobody is called" in words(window))
    assert window.alarm.siren.sounding


def test_the_siren_ends_with_the_window(show: Show, qtbot: QtBot) -> None:
    window = show()
    qtbot.keyClick(window, Qt.Key.Key_F12)
    window.close()
    assert not window.alarm.siren.sounding
