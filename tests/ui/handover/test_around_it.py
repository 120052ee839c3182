"""What happens around a handover: changes under the hand, emergencies, earlier ones, languages, low screens."""

from pytestqt.qtbot import QtBot

from app.ui.handover.page import HandoverPage
from app.ui.handover.screen import HandoverScreen
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from app.ui.settings.screen import SettingsScreen
from tests.fakes.services import ScreenRoom
from tests.ui.handover.desk import (
    Key,
    begun,
    counted,
    ctrl_enter,
    focused,
    key_of,
    press,
    state,
    to_row,
    typed,
)
from tests.unit.handover.shift import PIN, accepted


def test_a_draft_follows_what_happens(page: HandoverPage, room: ScreenRoom, qtbot: QtBot) -> None:
    begun(page, qtbot)
    room.journal.add("lock the gate", "order").result()
    qtbot.waitUntil(lambda: any("lock the gate" in row.text for row in page.rows.rows))


def test_but_not_under_the_hand_of_somebody_who_signs(
    page: HandoverPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    begun(page, qtbot)
    counted(page, qtbot)
    qtbot.waitUntil(lambda: all(row.mark != "open" for row in page.rows.rows))
    ctrl_enter(page, qtbot)
    room.journal.add("lock the gate", "order").result()
    page._redraft()
    typed(qtbot, PIN)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(state(page)("offered"))


def test_what_happened_just_before_is_in_what_is_signed(
    page: HandoverPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    begun(page, qtbot)
    room.journal.add("lock the gate", "order").result()
    counted(page, qtbot)
    ctrl_enter(page, qtbot)
    assert any("lock the gate" in row.text for row in page.rows.rows)


def test_a_point_leads_to_where_it_comes_from(
    page: HandoverPage, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    incident = room.incidents.press(kind="fire").result()
    begun(page, qtbot)
    to_row(page, f"incident:{incident.id}")
    press(qtbot, Key.Key_O)
    assert window.place() == "incidents"
    window.go("handover")
    to_row(page, key_of(page, "order"))
    press(qtbot, Key.Key_O)
    assert window.place() == "log"


def test_an_emergency_is_one_key_away_while_a_pin_is_typed(
    page: HandoverPage, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    begun(page, qtbot)
    counted(page, qtbot)
    ctrl_enter(page, qtbot)
    typed(qtbot, "24")
    qtbot.keyClick(focused(), Key.Key_F12)
    qtbot.waitUntil(lambda: bool(room.incidents.running()))
    assert page.sign_panel.pin.text() == "24"


def test_earlier_ones_are_listed_opened_and_countersigned(
    page: HandoverPage, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    accepted(room)
    screen = window._screens["handover"]
    assert isinstance(screen, HandoverScreen)
    screen.tabs.setCurrentWidget(screen.earlier)
    earlier = screen.earlier.built()
    table = earlier.table
    table.setFocus()
    assert table.rows.rows[0].cells[0] == "2026-001"
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: screen.papers is not None and screen.papers.isVisible())
    press(qtbot, Key.Key_Escape)
    earlier.countersign.click()
    typed(qtbot, PIN)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: table.rows.rows[0].cells[-1] == "Chen Guoping")
    assert not earlier.countersign.isEnabled()


def test_the_start_page_says_who_is_next_and_how_the_last_one_ended(
    page: HandoverPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    assert page.start.due.text() == "Next: 23 Nov 20:00, Zhou Min, Chen Guoping → Li Jun"
    accepted(room)
    qtbot.waitUntil(lambda: "2026-001" in page.start.last.text())
    assert page.start.due.text() == "Next: 24 Nov 08:00, Li Jun → Zhou Min, Chen Guoping"
    assert page.start.state.text() == "Not yet countersigned by a leader"


def test_everything_is_said_in_chinese_too(
    page: HandoverPage, window: MainWindow, language: Language, qtbot: QtBot
) -> None:
    begun(page, qtbot)
    language.switch(CHINESE)
    assert page.head.steps.text() == "第 1 步（共 3 步）：交班人补充并签名"
    assert any("check the pump at 22:00（周敏记" in row.text for row in page.rows.rows)
    counted(page, qtbot)
    ctrl_enter(page, qtbot)
    assert page.sign_panel.title.text() == "交班人签名"


def test_a_stranger_is_asked_to_sign_in(
    page: HandoverPage, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    room.access.sign_out().result()
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: window.banner.isVisible())
    assert room.handovers.current() is None


def test_the_form_survives_the_program(page: HandoverPage, room: ScreenRoom, qtbot: QtBot) -> None:
    """What was typed stands in the database before the cursor is on the next row for long."""
    begun(page, qtbot)
    press(qtbot, Key.Key_Return)
    typed(qtbot, "done")
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: any(one.words == "done" for one in room.handovers.current().points))


def test_a_low_screen_keeps_the_window_its_size(page: HandoverPage, window: MainWindow, qtbot: QtBot) -> None:
    begun(page, qtbot)
    assert window.width() == 1366
    counted(page, qtbot)
    ctrl_enter(page, qtbot)
    assert (window.width(), window.height()) == (1366, 768)


def test_a_point_about_a_channel_leads_to_where_channels_are_tested(
    page: HandoverPage, window: MainWindow
) -> None:
    page.source_wanted.emit("channel:phones")
    settings = window.pages.currentWidget()
    assert isinstance(settings, SettingsScreen)
    assert settings.tabs.currentWidget() is settings.health
