"""A handover that is late or missed is seen and heard until somebody acts or mutes it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.beats import BEATS
from app.ui.handover.page import HandoverPage
from app.ui.main_window import MainWindow
from app.ui.shell import handover_alarm
from app.ui.shell.handover_alarm import HandoverAlarm
from app.ui.sounds import load_sound
from tests.fakes.services import ScreenRoom
from tests.unit.handover.shift import EVENING, accepted, tick, until


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sounds that were played; no machine for tests has a loudspeaker."""
    played: list[str] = []

    class Sound:
        def play(self) -> None:
            played.append("chime")

    monkeypatch.setattr(handover_alarm, "load_sound", lambda name, parent: Sound())
    return played


@pytest.fixture(autouse=True)
def own_ticks(window: MainWindow) -> None:
    """The window's clock ticks when a test says so."""
    window._clock.stop()


def late(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> HandoverAlarm:
    """A quarter of an hour after the shift should have changed."""
    until(room, EVENING + timedelta(minutes=15))
    tick(room)
    alarm = window.handover_alarm
    qtbot.waitUntil(alarm.isVisible)
    return alarm


def a_second(window: MainWindow) -> None:
    """Of the window's own ticks."""
    for _ in range(BEATS):
        window._tick()


def pass_s(room: ScreenRoom, window: MainWindow, seconds: float) -> None:
    room.clock.advance(seconds=seconds)
    a_second(window)


def test_it_rings_and_says_so_every_half_minute_until_it_is_signed(
    room: ScreenRoom, window: MainWindow, rung: list[str], qtbot: QtBot
) -> None:
    a_second(window)
    assert rung == []
    alarm = late(room, window, qtbot)
    assert "The handover of 20:00 is late" in alarm.told.text()
    a_second(window)
    assert len(rung) == 1
    assert window.announcer.reminder == ""
    pass_s(room, window, 4)
    assert window.announcer.reminder == "The handover is late. Hand over now."
    assert [one.text for one in window.announcer._wanted()] == [window.announcer.reminder]
    pass_s(room, window, 25)
    assert len(rung) == 1
    pass_s(room, window, 2)
    assert len(rung) == 2
    accepted(room)
    qtbot.waitUntil(lambda: not alarm.isVisible())
    pass_s(room, window, 60)
    assert len(rung) == 2
    assert window.announcer.reminder == ""


def test_f8_mutes_it_and_the_strip_goes_on_saying_so(
    page: HandoverPage, room: ScreenRoom, window: MainWindow, rung: list[str], qtbot: QtBot
) -> None:
    alarm = late(room, window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert not alarm.isVisible()
    rung.clear()
    pass_s(room, window, 60)
    assert rung == []
    assert "handover of 20:00 is late" in window.strip.trouble.toolTip()


def test_one_that_nobody_made_is_heard_anew_and_stands_there_until_the_next_is_signed(
    page: HandoverPage, room: ScreenRoom, window: MainWindow, rung: list[str], qtbot: QtBot
) -> None:
    alarm = late(room, window, qtbot)
    alarm.mute()
    rung.clear()
    until(room, EVENING + timedelta(hours=12))
    tick(room)
    qtbot.waitUntil(alarm.isVisible)
    a_second(window)
    assert len(rung) == 1
    assert "The handover of 20:00 did not take place" in alarm.told.text()
    assert "handover of 20:00 did not take place" in window.strip.trouble.toolTip()
    alarm.mute()
    rung.clear()
    until(room, EVENING + timedelta(hours=12, minutes=15))
    tick(room)
    qtbot.waitUntil(alarm.isVisible)
    assert "The handover of 08:00 is late" in alarm.told.text()
    page.start.refresh()
    assert "The handover of 23 Nov 20:00 did not take place: begin one now." in page.start.due.text()


def test_under_the_siren_of_an_emergency_nobody_is_reminded(
    room: ScreenRoom, window: MainWindow, rung: list[str], qtbot: QtBot
) -> None:
    late(room, window, qtbot)
    room.incidents.press(kind="fire").result()
    qtbot.waitUntil(lambda: window.siren.sounding)
    pass_s(room, window, 60)
    assert rung == []
    wanted = window.announcer._wanted()
    assert [one.text for one in wanted if "handover" in one.text.lower()] == []
    assert wanted


def test_a_machine_without_a_loudspeaker_only_shows_it(window: MainWindow) -> None:
    assert load_sound("chime.wav", window) is None
