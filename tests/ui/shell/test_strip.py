"""The strip leaves out names and roles whole; it never cuts them."""

import pytest
from pytestqt.qtbot import QtBot

from app.cameras.protocol import RecordingFault
from app.model.message import Message
from app.model.rota import RosterSettings
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom, live


@pytest.fixture
def troubled(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> MainWindow:
    """As much as can be wrong at once."""
    now = room.clock.now()
    for number, state in enumerate(("failed", "unknown", "queued")):
        key = str(number)
        room.outbox.messages.append(Message(key, key, "", "chen", "phones", "", "", state, 1, now, now, now))
    room.wall.states = [live("c0", state="lost", cause="host_down"), live("c1", state="late", age_s=9.0)]
    with qtbot.waitSignal(window.ops.changed):
        room.incidents.press(drill=True).result()
    qtbot.waitUntil(lambda: "2 messages failed" in window.strip.trouble.toolTip())
    return window


@pytest.mark.parametrize("width", [1366, 1600, 1920])
@pytest.mark.parametrize("code", ["en", "zh"])
def test_names_are_whole_beside_the_troubles(width: int, code: str, troubled: MainWindow) -> None:
    troubled.resize(width, 768)
    troubled._language.switch(code)
    strip = troubled.strip
    for figure in (strip._duty, strip._next):
        assert figure.width_of(figure.text()) <= figure.width(), figure.text()
        assert "…" not in figure.text()
    assert ("周敏" if code == "zh" else "Zhou Min") in strip._duty.text()
    assert ("李军" if code == "zh" else "Li Jun") in strip._next.text()
    assert troubled.width() == width


def test_troubles_that_find_no_room_are_counted_and_kept_in_the_tip(troubled: MainWindow) -> None:
    troubled.resize(1366, 768)
    troubled.strip.tick()
    assert troubled.strip.trouble.text().startswith("▲ 2 messages failed")
    assert troubled.strip.trouble.text().endswith(("+1", "+2", "+3"))
    assert "1 message waiting" in troubled.strip.trouble.toolTip()


def test_that_nothing_is_recorded_is_not_counted_behind_what_may_stand_for_months(
    room: ScreenRoom, window: MainWindow
) -> None:
    window.resize(1366, 768)
    window.strip.show_unreachable(unreachable=True)
    room.recording.hear(RecordingFault("c0", "disk_full"))
    window.strip.tick()
    assert window.strip.trouble.text().startswith("▲ recording stopped: disk full")
    assert "panic button cut off" in window.strip.trouble.toolTip()


@pytest.mark.parametrize(
    ("code", "missing"), [("en", "▲ Zhou Min (not clocked on)"), ("zh", "▲ 周敏（未签到）")]
)
def test_who_has_not_come_is_named_first(
    code: str, missing: str, window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    window.resize(1366, 768)
    window._language.switch(code)
    assert missing not in window.strip._duty.text()
    room.roster.books.save_settings(RosterSettings(clocking=True)).result()
    qtbot.waitUntil(lambda: missing in window.strip._duty.text())
    room.roster.clocking.on("zhou").result()
    qtbot.waitUntil(lambda: missing not in window.strip._duty.text())
