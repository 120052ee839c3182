"""F5 in the real window, by the keyboard alone: from the draft to the paper."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.errors import InvalidInput
from app.ui.handover.page import HandoverPage
from app.ui.handover.screen import HandoverScreen
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom
from tests.ui.handover.desk import (
    Key,
    begun,
    counted,
    ctrl_enter,
    focused,
    key_of,
    offered,
    press,
    signed,
    state,
    to_row,
    typed,
)
from tests.unit.handover.shift import EVENING, PIN, accepted, agreed, told, until


def test_a_whole_handover_by_the_keyboard(
    page: HandoverPage, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    offered(page, qtbot)
    # The incoming begins at the first row; Enter agrees and goes on.
    assert page.view.hasFocus()
    assert page.view.currentIndex().row() == 0
    assert "rows not checked" in page.foot.count.text()
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
    qtbot.waitUntil(lambda: [one.outgoing for one in page.handover.counts] == [6, 4])


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
    qtbot.waitUntil(lambda: page.rows.rows[page.rows.place_of("keys")].count.why == "one broke off")
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


def test_nobody_types_a_pin_before_everything_is_counted(page: HandoverPage, qtbot: QtBot) -> None:
    begun(page, qtbot)
    qtbot.keyClick(focused(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Not counted yet: Gate keys" in page.answer.problem.text())
    assert not page.sign_panel.isVisible()
    typed(qtbot, "5")
    press(qtbot, Key.Key_Return, Key.Key_Escape)
    qtbot.keyClick(focused(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "not as it should be: Gate keys" in page.answer.problem.text())
    assert page.answer.asks == "why"


def test_a_figure_is_no_explanation(page: HandoverPage, room: ScreenRoom, qtbot: QtBot) -> None:
    """Typed without looking up, the next count would stand there as the reason."""
    begun(page, qtbot)
    to_row(page, "keys")
    typed(qtbot, "5")
    press(qtbot, Key.Key_Return)
    typed(qtbot, "4")
    press(qtbot, Key.Key_Return)
    assert "explains nothing" in page.answer.problem.text()
    with pytest.raises(InvalidInput):
        room.handovers.explain("keys", "4").result()


def test_those_who_stood_the_shift_are_asked_next_and_may_sign_later(
    page: HandoverPage, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    room.access.set_pin("liu", PIN).result()
    begun(page, qtbot)
    room.handovers.choose("outgoing", [("zhou", True), ("liu", True)]).result()
    counted(page, qtbot)
    signed(page, qtbot)
    panel = page.sign_panel
    qtbot.waitUntil(lambda: panel.person.currentText() == "Liu Zhiqiang (outgoing)")
    assert panel.pin.hasFocus()
    press(qtbot, Key.Key_Escape)
    assert not panel.isVisible()
    assert page.view.hasFocus()
    press(qtbot, Key.Key_S)
    typed(qtbot, PIN)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told(room, "handover_signed_beside")))
    qtbot.waitUntil(lambda: not panel.isVisible())
    current = room.handovers.current()
    assert current is not None
    assert [one.person_id for one in current.signed_beside("outgoing")] == ["liu"]
    assert not page.foot.beside.isVisible()


def test_after_the_last_signature_the_paper_opens_also_when_somebody_signs_later(
    page: HandoverPage, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    room.access.set_pin("liu", PIN).result()
    offered(page, qtbot)
    room.handovers.choose("incoming", [("night", True), ("liu", True)]).result()
    agreed(room)
    signed(page, qtbot)
    qtbot.waitUntil(lambda: page.sign_panel.person.currentText() == "Liu Zhiqiang (incoming)")
    assert not told(room, "handover_printed")
    press(qtbot, Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(told(room, "handover_printed")))
    assert page.start.beside.isVisibleTo(page)


def test_a_whole_handover_is_refused_with_a_reason(page: HandoverPage, qtbot: QtBot) -> None:
    offered(page, qtbot)
    page.foot.refuse.click()
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
    counted(page, qtbot)
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
