"""F5 in the real window, by the keyboard alone: from the draft to the paper."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.model.handover import Item
from app.model.words import Words
from app.ui.handover.page import HandoverPage
from app.ui.handover.screen import HandoverScreen
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom
from tests.unit.handover.shift import EVENING, PIN, accepted, told, until

Key = Qt.Key


@pytest.fixture
def room(room: ScreenRoom) -> ScreenRoom:
    """A quarter of an hour before the shift changes."""
    for item in (
        Item("keys", Words("门禁钥匙", "Gate keys"), 6, 0),
        Item("radios", Words("对讲机", "Radios"), 4, 1),
    ):
        room.handovers.lists.save_item(item).result()
    for person_id in ("night", "chen", "zhou"):
        room.access.set_pin(person_id, PIN).result()
        room.access.sign_in(person_id, PIN).result()
    room.handovers.watch.tick()
    room.journal.add("check the pump at 22:00", "order").result()
    room.journal.add("oil on the ramp", "hazard").result()
    until(room, EVENING - timedelta(minutes=15))
    change = room.handovers.watch.tick()
    assert change is not None
    change.result()
    return room


@pytest.fixture
def page(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> HandoverPage:
    window.go("handover")
    screen = window._screens["handover"]
    assert isinstance(screen, HandoverScreen)
    return screen.page


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(focused(), key)


def typed(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(focused(), text)


def ctrl_enter(page: HandoverPage, qtbot: QtBot) -> None:
    qtbot.keyClick(focused(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.sign_panel.isVisible)


def begun(page: HandoverPage, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: page.handover is not None and page.view.hasFocus())


def state(page: HandoverPage) -> Callable[[str], Callable[[], bool]]:
    return lambda wanted: lambda: page.handover is not None and page.handover.state == wanted


def to_row(page: HandoverPage, key: str) -> None:
    """Down to a row, as the arrows go."""
    page.view.setCurrentIndex(page.rows.index(page.rows.place_of(key), 0))


def key_of(page: HandoverPage, code: str) -> str:
    return next(row.key for row in page.rows.rows if row.point is not None and row.point.fact.code == code)


def counted(page: HandoverPage, qtbot: QtBot, keys: str = "6", radios: str = "4") -> None:
    """One figure after the other, without waiting for the disk."""
    to_row(page, "keys")
    page.view.setFocus()
    for figure in (keys, radios):
        typed(qtbot, figure)
        press(qtbot, Key.Key_Return)


def signed(page: HandoverPage, qtbot: QtBot, pin: str = PIN) -> None:
    ctrl_enter(page, qtbot)
    assert page.sign_panel.pin.hasFocus()
    typed(qtbot, pin)
    press(qtbot, Key.Key_Return)


def offered(page: HandoverPage, qtbot: QtBot) -> None:
    begun(page, qtbot)
    counted(page, qtbot)
    qtbot.waitUntil(lambda: all(row.mark != "open" for row in page.rows.rows))
    signed(page, qtbot)
    qtbot.waitUntil(state(page)("offered"))


def test_a_whole_handover_by_the_keyboard(
    page: HandoverPage, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    offered(page, qtbot)
    # The incoming begins at the first row; Enter agrees and goes on.
    assert page.view.hasFocus()
    assert page.view.currentIndex().row() == 0
    points = sum(1 for row in page.rows.rows if row.point is not None)
    press(qtbot, *[Key.Key_Return] * points)
    for figure in ("6", "4"):
        typed(qtbot, figure)
        press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: all(row.mark == "yes" for row in page.rows.rows))
    signed(page, qtbot)
    screen = window._screens["handover"]
    assert isinstance(screen, HandoverScreen)
    qtbot.waitUntil(lambda: screen.papers is not None and screen.papers.isVisible())
    assert room.access.actor().person_id == "night"
    assert told(room, "handover_accepted")[0]["open"] == "0"
    assert len(told(room, "handover_printed")) == 1


def test_the_strip_tells_of_it_and_leads_there_until_it_is_signed(
    page: HandoverPage, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    window.go("wall")
    assert "handover at 20:00" in window.strip.trouble.text()
    window.strip.trouble.click()
    assert window.place() == "handover"
    until(room, EVENING + timedelta(minutes=15))
    change = room.handovers.watch.tick()
    assert change is not None
    change.result()
    qtbot.waitUntil(lambda: "handover of 20:00 is late" in window.strip.trouble.text())
    accepted(room)
    qtbot.waitUntil(lambda: "handover" not in window.strip.trouble.text())


def test_figures_typed_fast_go_each_to_their_own_row(page: HandoverPage, qtbot: QtBot) -> None:
    begun(page, qtbot)
    counted(page, qtbot, "6", "4")
    qtbot.waitUntil(lambda: [one.outgoing for one in page.handover.counts] == [6, 4])  # type: ignore[union-attr]


def test_a_difference_asks_why_at_once(page: HandoverPage, qtbot: QtBot) -> None:
    begun(page, qtbot)
    to_row(page, "keys")
    typed(qtbot, "5")
    press(qtbot, Key.Key_Return)
    assert page.answer.asks == "why"
    press(qtbot, Key.Key_Return)
    assert "must not be empty" in page.answer.problem.text()
    typed(qtbot, "one broke off")
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: page.rows.rows[page.rows.place_of("keys")].count.why == "one broke off")  # type: ignore[union-attr]
    assert page.answer.asks == "number"


@pytest.mark.parametrize("text", ["-1", "six", " "])
def test_what_is_no_number_is_not_stored(
    page: HandoverPage, room: ScreenRoom, qtbot: QtBot, text: str
) -> None:
    begun(page, qtbot)
    to_row(page, "keys")
    press(qtbot, Key.Key_Return)
    typed(qtbot, text)
    press(qtbot, Key.Key_Return)
    assert page.answer.problem.text()
    current = room.handovers.current()
    assert current is not None
    assert current.counts[0].outgoing is None


def test_the_outgoing_completes_a_point_and_adds_one(page: HandoverPage, qtbot: QtBot) -> None:
    begun(page, qtbot)
    key = key_of(page, "order")
    to_row(page, key)
    press(qtbot, Key.Key_Return)
    typed(qtbot, "done at 21:00")
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: page.rows.rows[page.rows.place_of(key)].more == ("Outgoing: done at 21:00",))
    press(qtbot, Key.Key_N)
    typed(qtbot, "tea is out")
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: any(row.text == "tea is out" for row in page.rows.rows))
    to_row(page, key_of(page, "hand"))
    press(qtbot, Key.Key_Delete)
    qtbot.waitUntil(lambda: all(row.text != "tea is out" for row in page.rows.rows))


def test_a_hazard_is_closed_from_its_row(page: HandoverPage, room: ScreenRoom, qtbot: QtBot) -> None:
    begun(page, qtbot)
    to_row(page, key_of(page, "hazard"))
    press(qtbot, Key.Key_C)
    typed(qtbot, "sand strewn")
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(
        lambda: all(row.point is None or row.point.fact.code != "hazard" for row in page.rows.rows)
    )
    assert len(told(room, "hazard_closed")) == 1


def test_the_incoming_remarks_and_refuses_a_point(page: HandoverPage, qtbot: QtBot) -> None:
    offered(page, qtbot)
    key = key_of(page, "order")
    for letter, words, shown in (
        (Key.Key_R, "where is the pump", "✓ remark: where is the pump"),
        (Key.Key_X, "show me", "× not confirmed: show me"),
    ):
        to_row(page, key)
        press(qtbot, letter)
        typed(qtbot, words)
        press(qtbot, Key.Key_Return)
        qtbot.waitUntil(lambda shown=shown: page.rows.rows[page.rows.place_of(key)].right == shown)


def test_escape_leaves_the_line_and_keeps_what_stands(page: HandoverPage, qtbot: QtBot) -> None:
    begun(page, qtbot)
    press(qtbot, Key.Key_Return)
    typed(qtbot, "never mind")
    press(qtbot, Key.Key_Escape)
    assert page.view.hasFocus()
    assert page.answer.line.text() == ""


def test_a_wrong_pin_is_told_and_typed_again(page: HandoverPage, room: ScreenRoom, qtbot: QtBot) -> None:
    begun(page, qtbot)
    counted(page, qtbot)
    qtbot.waitUntil(lambda: all(row.mark != "open" for row in page.rows.rows))
    signed(page, qtbot, "1111")
    qtbot.waitUntil(lambda: "PIN is wrong" in page.sign_panel.trouble.text())
    assert page.sign_panel.pin.hasFocus()
    typed(qtbot, PIN)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(state(page)("offered"))


def test_what_is_missing_is_said_beside_the_signature(page: HandoverPage, qtbot: QtBot) -> None:
    begun(page, qtbot)
    signed(page, qtbot)
    qtbot.waitUntil(lambda: "Not counted yet: Gate keys" in page.sign_panel.trouble.text())
    press(qtbot, Key.Key_Escape)
    assert page.view.hasFocus()
    assert not page.sign_panel.isVisible()


def test_a_whole_handover_is_refused_with_a_reason(page: HandoverPage, qtbot: QtBot) -> None:
    offered(page, qtbot)
    page.refuse.click()
    assert page.sign_panel.reason.hasFocus()
    typed(qtbot, "which hydrant?")
    press(qtbot, Key.Key_Return)
    typed(qtbot, PIN)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(state(page)("draft"))
    assert page.handover is not None
    assert page.handover.refusals[0].reason == "which hydrant?"


def test_in_an_incident_a_reason_and_a_leader_are_asked_for(
    page: HandoverPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    room.incidents.press(kind="fire").result()
    begun(page, qtbot)
    counted(page, qtbot)
    qtbot.waitUntil(lambda: all(row.mark != "open" for row in page.rows.rows))
    ctrl_enter(page, qtbot)
    panel = page.sign_panel
    assert panel.reason.hasFocus()
    assert panel.leader.currentData() == "chen"
    typed(qtbot, "Zhou is ill")
    press(qtbot, Key.Key_Return)
    typed(qtbot, PIN)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(state(page)("offered"))
    assert page.handover is not None
    assert page.handover.approval.reason == "Zhou is ill"


def test_up_and_down_choose_who_signs(page: HandoverPage, qtbot: QtBot) -> None:
    begun(page, qtbot)
    ctrl_enter(page, qtbot)
    people = page.sign_panel.person
    assert [people.itemText(at) for at in range(people.count())] == ["Zhou Min", "Chen Guoping"]
    press(qtbot, Key.Key_Down)
    assert people.currentData() == "chen"


def test_another_person_takes_over_than_the_roster_says(
    page: HandoverPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    begun(page, qtbot)
    page.head.sides["incoming"].click()
    people = page.people.list
    names = [people.item(at).text() for at in range(people.count())]
    assert names[0] == "Li Jun (by the roster)"
    press(qtbot, Key.Key_Space)
    people.setCurrentRow(names.index("Liu Zhiqiang · patrol"))
    press(qtbot, Key.Key_Space, Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.isVisible())
    qtbot.waitUntil(lambda: page.handover is not None and len(page.handover.incoming) == 2)
    current = room.handovers.current()
    assert current is not None
    assert [(one.person_id, one.present) for one in current.incoming] == [("night", False), ("liu", True)]


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
    qtbot.waitUntil(lambda: any(one.words == "done" for one in room.handovers.current().points))  # type: ignore[union-attr]


def test_a_low_screen_keeps_the_window_its_size(page: HandoverPage, window: MainWindow, qtbot: QtBot) -> None:
    begun(page, qtbot)
    assert window.width() == 1366
    ctrl_enter(page, qtbot)
    assert (window.width(), window.height()) == (1366, 768)
