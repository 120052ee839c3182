"""An emergency without a mouse: the cursor goes where the eye goes, and no key on the way does anything by itself."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.model.incident import Incident
from app.model.plan import Plan, Step, Tier, roles
from app.model.site import Post
from app.model.words import Words
from app.storage.transaction import Transaction
from app.ui.emergency.card import IncidentCard
from app.ui.emergency.list_box import ListBox
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom
from tests.ui.cursor import holder


@pytest.fixture
def incident(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> Incident:
    flood = Plan("flood", Words("内涝", "Flood"), tiers=(Tier(1, roles("resident")),))
    room.site.save_plan(flood).result()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: bool(window.panel.cards))
    (incident,) = room.incidents.running()
    card = window.panel.cards[incident.id]
    qtbot.waitUntil(lambda: len(card.people.rows) == len(incident.calls))
    return incident


@pytest.fixture
def card(window: MainWindow, incident: Incident) -> IncidentCard:
    return window.panel.cards[incident.id]


def test_arrow_keys_on_the_way_choose_nothing_and_enter_does(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F7)
    assert holder() is card.kind
    for _ in range(card.kind.count() + 1):
        qtbot.keyClick(card.kind, Qt.Key.Key_Down)
        qtbot.keyClick(card.kind.view(), Qt.Key.Key_Down)
    qtbot.keyClick(card.kind.view(), Qt.Key.Key_Escape)
    room.journal.add("after all keys").result()
    assert "incident_kind" not in room.kinds()
    qtbot.keyClick(card.kind, Qt.Key.Key_Down)
    qtbot.keyClick(card.kind.view(), Qt.Key.Key_End)
    assert card.kind.itemData(card.kind.view().currentIndex().row()) == "flood"
    qtbot.keyClick(card.kind.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.incidents.running()[0].kind == "flood")
    assert room.kinds().count("incident_kind") == 1


def test_a_letter_opens_the_list_at_the_line_that_begins_so(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F7)
    qtbot.keyClicks(card.kind, "f")
    chosen = card.kind.view().currentIndex()
    assert card.kind.itemText(chosen.row()).startswith("F")
    qtbot.keyClick(card.kind.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.incidents.running()[0].kind == card.kind.itemData(chosen.row()))


def test_tab_goes_from_the_kind_to_the_people_to_the_steps_to_the_end(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    room.incidents.set_kind(incident.id, "fire").result()
    qtbot.waitUntil(lambda: bool(card.steps.buttons))
    qtbot.keyClick(window, Qt.Key.Key_F7)
    seen: list[QWidget] = []
    while holder() is not card.closing.false_alarm and len(seen) < 100:
        seen.append(holder())
        qtbot.keyClick(holder(), Qt.Key.Key_Tab)
    first = next(iter(card.people.rows.values()))
    wanted = [card.kind, card.place, card.next.call, first.acknowledged, card.code.code, card.more.add.box]
    wanted += [*card.steps.buttons, card.closing.stand_down]
    places = [seen.index(widget) for widget in wanted if widget.isVisible()]
    assert places == sorted(places)
    confirm = {row.acknowledged for row in card.people.rows.values() if row.acknowledged.isVisible()}
    assert len(confirm) > 1
    assert confirm <= set(seen)


def test_home_and_end_go_to_the_ends_of_the_card_and_choose_nothing(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    room.incidents.set_kind(incident.id, "fire").result()
    qtbot.waitUntil(lambda: bool(card.steps.buttons))
    qtbot.keyClick(window, Qt.Key.Key_F7)
    for start in (card.kind, card.place, card.next.call, card.people.rows[incident.calls[0].id].acknowledged):
        start.setFocus()
        qtbot.keyClick(start, Qt.Key.Key_End)
        assert holder() is card.closing.stand_down
        assert not card.closing.stand_down.visibleRegion().isEmpty()
        qtbot.keyClick(holder(), Qt.Key.Key_Home)
        assert holder() is card.kind
        assert not card.kind.visibleRegion().isEmpty()
    assert not card.kind.view().isVisible()
    assert room.incidents.running()[0].kind == "fire"
    card.code.code.setFocus()
    qtbot.keyClicks(card.code.code, "12")
    qtbot.keyClick(card.code.code, Qt.Key.Key_Home)
    assert holder() is card.code.code, "in a line they move within what was typed"
    qtbot.mouseClick(card.closing.stand_down, Qt.MouseButton.LeftButton)
    card.kind.setFocus()
    qtbot.keyClick(card.kind, Qt.Key.Key_End)
    assert holder() is card.closing.reason


def test_pressing_once_too_often_confirms_for_nobody_else_and_puts_nobody_on_scene(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    window.resize(1920, 1080)
    row = card.people.rows[incident.calls[0].id]
    row.acknowledged.setFocus()
    qtbot.keyClick(row.acknowledged, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not row.acknowledged.isVisible())
    assert holder() is row
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        qtbot.keyClick(row, key)
    qtbot.keyClick(row, Qt.Key.Key_Tab)
    assert holder() is row.arrived
    qtbot.keyClick(row.arrived, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not row.arrived.isVisible())
    assert holder() is row
    qtbot.keyClick(row, Qt.Key.Key_Space)
    room.journal.add("after all keys").result()
    assert [kind for kind in room.kinds() if kind in ("call_acknowledged", "call_arrived")] == [
        "call_acknowledged",
        "call_arrived",
    ]
    qtbot.keyClick(row, Qt.Key.Key_Tab)
    assert holder() is row.take_back
    qtbot.keyClick(row.take_back, Qt.Key.Key_Tab)
    assert holder() in {other.acknowledged for other in card.people.rows.values()}


def test_whoever_presses_is_asked_what_it_is(window: MainWindow, card: IncidentCard, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: holder() is card.kind)
    qtbot.keyClick(card.kind, Qt.Key.Key_Escape)
    assert holder() is window.wall.view


def test_what_another_hand_opens_takes_no_cursor(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, qtbot: QtBot
) -> None:
    window.go("wall")
    room.incidents.press(kind="fire").result()
    room.clock.advance(seconds=10)
    room.incidents.press(kind="flood").result()
    qtbot.waitUntil(lambda: len(window.panel.cards) == 2)
    assert holder() is window.wall.view


@pytest.mark.parametrize(
    ("letters", "kind"), [("hj", "fire"), ("fi", "fire"), ("nl", "flood"), ("xhj", "fire")]
)
def test_letters_find_the_kind_in_both_languages(
    letters: str, kind: str, window: MainWindow, card: IncidentCard, qtbot: QtBot
) -> None:
    """An x that fits nothing is forgotten; an n with which a line begins is the first letter of another."""
    window._language.switch("zh")
    qtbot.keyClick(window, Qt.Key.Key_F7)
    for letter in letters:
        open_list = card.kind.view().isVisible()
        qtbot.keyClick(card.kind.view() if open_list else card.kind, letter)
    assert card.kind.itemData(card.kind.view().currentIndex().row()) == kind
    qtbot.keyClick(card.kind.view(), Qt.Key.Key_Escape)


def test_what_enter_will_do_is_in_view_while_the_reason_is_typed(
    window: MainWindow, card: IncidentCard, qtbot: QtBot
) -> None:
    card.closing.stand_down.setFocus()
    qtbot.keyClick(card.closing.stand_down, Qt.Key.Key_Space)
    assert holder() is card.closing.reason
    qtbot.waitUntil(lambda: not card.closing.confirm.visibleRegion().isEmpty())
    assert card.closing.confirm.text() == "Stand down  Enter"


def test_letters_find_whom_to_call_and_call_nobody_by_themselves(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    called = len(incident.calls)
    box = card.more.add.box
    box.setFocus()
    qtbot.keyClick(box, "l")
    qtbot.keyClick(box.view(), "j")
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert box.currentData() == "night"
    room.journal.add("after all keys").result()
    assert len(room.incidents.running()[0].calls) == called
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert holder() is card.more.add.key
    qtbot.keyClick(card.more.add.key, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(room.incidents.running()[0].calls) == called + 1)


def test_a_step_says_by_when_and_is_marked_once_that_has_passed(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    steps = (Step(Words("看监控", "Look"), "operator", 60), Step(Words("封路", "Close the road"), "", 600))
    room.site.save_plan(Plan("flood", Words("内涝", "Flood"), steps=steps)).result()
    room.incidents.set_kind(incident.id, "flood").result()
    qtbot.waitUntil(lambda: len(card.steps.buttons) == 2)
    texts = [button.text() for button in card.steps.buttons]
    assert texts == ["Look (operator, within 1:00)", "Close the road (within 10:00)"]
    room.clock.advance(seconds=61)
    for part in (card, window.wall.board):
        part.tick()
    assert [button.text() for button in card.steps.buttons] == [f"▲ {texts[0]}", texts[1]]
    assert window.wall.board._number.text() == "▲ Next, step 1 of 2 · 0:01 late"
    room.incidents.tick_step(incident.id, 0).result()
    qtbot.waitUntil(lambda: card.steps.buttons[0].done)
    assert card.steps.buttons[0].text() == texts[0]
    assert window.wall.board._number.text() == "Next, step 2 of 2"


def test_a_long_name_of_the_site_pushes_nothing_out_of_the_rail(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    name = Words("东门", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch")
    place = replace(room.site.places()[0], name=name)

    def rename(transaction: Transaction) -> None:
        transaction.site.save_place(place)
        transaction.site.save_post(Post("long", name, place.id, "8555 0141"))
        transaction.touch_quietly("place", "post")

    room.database.write(rename).result()
    room.incidents.set_place(incident.id, place.id).result()
    qtbot.waitUntil(lambda: "8555" in card.nearest.text())
    assert card.minimumSizeHint().width() <= window.panel._scroll.viewport().width()


def test_a_long_choice_ends_with_dots_and_not_in_the_middle_of_a_letter(qtbot: QtBot) -> None:
    box = ListBox()
    qtbot.addWidget(box)
    box.addItems(["Building 3", "The command centre at the entrance of the community"])
    box.resize(160, 40)
    assert box.shown_text() == "Building 3"
    box.setCurrentIndex(1)
    assert box.shown_text().endswith("…")
    box.resize(600, 40)
    assert box.shown_text() == box.currentText()


def test_the_key_to_the_card_shows_what_it_leads_to_on_a_low_screen(
    window: MainWindow, card: IncidentCard, qtbot: QtBot
) -> None:
    room_left = window.panel._scroll
    room_left.setMaximumHeight(150)
    qtbot.waitUntil(lambda: room_left.height() <= 150)
    window.wall.view.setFocus()
    room_left.verticalScrollBar().setValue(0)
    assert card.kind.visibleRegion().isEmpty(), "below the edge"
    qtbot.keyClick(window, Qt.Key.Key_F7)
    assert holder() is card.kind
    assert not card.kind.visibleRegion().isEmpty()
    room_left.setMaximumHeight(120)  # a line below needs room
    qtbot.waitUntil(lambda: room_left.height() <= 120)
    assert not card.kind.visibleRegion().isEmpty()
