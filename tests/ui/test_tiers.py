"""Tiers in the incident's card: what happens next, who answered, and the operator's hand in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.incidents.nearby import NearPost
from app.model.incident import Source
from app.model.journal import Actor
from app.model.plan import Plan, Tier, roles
from app.model.roster import EVERY_DAY, Shift
from app.model.site import Person, Place, Post
from app.model.words import Words
from app.storage.transaction import Transaction
from app.ui.emergency.by_tier import MOST
from app.ui.emergency.card import IncidentCard
from app.ui.emergency.nearest import NearestWords
from app.ui.emergency.next_tier import NextTier
from app.ui.incidents.screen import IncidentsScreen
from app.ui.language import CHINESE, speaking
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom
from tests.unit.escalation.rooms import call_of, furnish_tiers, incident_of, tick


@pytest.fixture
def incident_id(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> str:
    furnish_tiers(room)
    incident = room.incidents.press(kind="fire").result()
    qtbot.waitUntil(lambda: incident.id in window.panel.cards)
    return incident.id


@pytest.fixture
def card(incident_id: str, window: MainWindow) -> IncidentCard:
    return window.panel.cards[incident_id]


def heading(card: IncidentCard, tier: int) -> str:
    """In full, also where only a part fits."""
    return card.people.groups[tier].heading.accessibleName()


def test_the_next_tier_counts_down_and_comes(
    room: ScreenRoom, card: IncidentCard, incident_id: str, qtbot: QtBot
) -> None:
    assert card.next.line.text() == "Tier 2 in 3:00"
    assert heading(card, 1) == "Tier 1 · calling 3:00"
    room.clock.advance(seconds=100)
    card.tick()
    assert card.next.line.text() == "Tier 2 in 1:20"
    assert heading(card, 1) == "Tier 1 · calling 1:20"
    tick(room, seconds=80)
    qtbot.waitUntil(lambda: 2 in card.people.groups)
    assert heading(card, 1) == "▲ Tier 1 · not confirmed in time"
    assert heading(card, 2) == "Tier 2 · calling 5:00"
    assert card.next.line.text() == "Tier 3 in 5:00"
    qtbot.waitUntil(lambda: len(card.people.rows) == 5)


def test_an_answer_says_who_when_and_by_what_path(
    room: ScreenRoom, card: IncidentCard, incident_id: str, qtbot: QtBot
) -> None:
    room.clock.advance(seconds=61)
    call = call_of(room, incident_id, "chen")
    room.incidents.acknowledge(call.id, Source(Actor("chen", "陈国平"), "sms", "8555 0102")).result()
    qtbot.waitUntil(lambda: "confirmed" in heading(card, 1))
    assert heading(card, 1) == "Tier 1 · confirmed 14:01 Chen Guoping, by short message"
    assert card.people.groups[1].heading.text() == "Tier 1 · confirmed 14:01", "a name is left out whole"
    assert card.people.rows[call.id].state_text() == "confirmed 14:01, by short message"
    assert card.next.line.text() == "Nobody on scene: tier 2 in 10:00"
    room.incidents.arrive(call_of(room, incident_id, "liu").id).result()
    qtbot.waitUntil(lambda: card.next.line.text() == "Tier 2 is not needed")


def test_a_tier_is_called_by_hand_and_the_last_offers_no_more(
    room: ScreenRoom, card: IncidentCard, qtbot: QtBot
) -> None:
    for tier in (2, 3):
        assert card.next.call.text() == f"Call tier {tier} now"
        room.clock.advance(seconds=2)
        qtbot.mouseClick(card.next.call, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda tier=tier: tier in card.people.groups)
    assert card.next.line.text() == "All tiers have been called."
    assert card.next.call.isHidden()
    assert card.next.hold.isHidden()


def test_pressing_twice_calls_one_tier_and_confirms_for_nobody(
    room: ScreenRoom, card: IncidentCard, incident_id: str, qtbot: QtBot
) -> None:
    card.next.call.setFocus()
    qtbot.keyClick(card.next.call, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: card.next.call.text() == "Call tier 3 now")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    room.clock.advance(seconds=2)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: card.next.call.isHidden())
    room.clock.advance(seconds=2)
    assert card.next.hasFocus()
    qtbot.keyClick(card.next, Qt.Key.Key_Space)
    first = next(iter(card.people.rows.values()))
    qtbot.keyClick(card.next, Qt.Key.Key_Tab)
    assert first.acknowledged.hasFocus()
    assert not any(call.acknowledged_at for call in incident_of(room, incident_id).calls)
    called = room.journal.latest(9, incident_id=incident_id, kinds=("tier_called",))
    assert [entry.draft.data["tier"] for entry in reversed(called)] == ["1", "2", "3"]
    moments = [entry.at for entry in reversed(called)]
    assert moments[2] > moments[1], "the second press of two was none"


def test_keys_that_go_hand_the_cursor_to_no_key_that_confirms(
    room: ScreenRoom, card: IncidentCard, incident_id: str, qtbot: QtBot
) -> None:
    qtbot.mouseClick(card.next.hold, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(card.next.reason.line, "burnt rice")
    qtbot.keyClick(card.next.reason.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.next.release.hasFocus())
    qtbot.keyClick(card.next.release, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: card.next.release.isHidden())
    assert card.next.hold.hasFocus()
    qtbot.keyClick(card.next.hold, Qt.Key.Key_Space)
    assert card.next.reason.line.hasFocus()
    tick(room, seconds=180)
    qtbot.waitUntil(lambda: card.next.reason.isHidden())
    assert card.next.hasFocus(), "the tier was called while somebody wrote why it should not be"


def test_a_tier_is_held_back_with_a_reason_and_let_go_on_by_keyboard(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident_id: str, qtbot: QtBot
) -> None:
    room.access.set_pin("zhou", "2468").result()
    room.access.sign_in("zhou", "2468").result()
    card.next.hold.setFocus()
    qtbot.keyClick(card.next.hold, Qt.Key.Key_Space)
    assert card.next.reason.line.hasFocus()
    assert QGuiApplication.modalWindow() is None
    qtbot.keyClick(card.next.reason.line, Qt.Key.Key_Return)
    assert card.next.reason.isVisible()
    qtbot.keyClicks(card.next.reason.line, "burnt rice")
    qtbot.keyClick(card.next.reason.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.next.line.text() == "■ Tier 2 held back")
    assert card.next.why.text() == "burnt rice · Zhou Min"
    tick(room, seconds=1000)
    qtbot.waitUntil(lambda: "not confirmed" in heading(card, 1))
    assert 2 not in card.people.groups
    qtbot.waitUntil(card.next.release.isVisible)
    card.next.release.setFocus()
    qtbot.keyClick(card.next.release, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: 2 in card.people.groups)
    assert card.next.why.isHidden()


def test_a_reason_being_typed_is_left_alone_by_what_happens(
    room: ScreenRoom, card: IncidentCard, incident_id: str, qtbot: QtBot
) -> None:
    qtbot.mouseClick(card.next.hold, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(card.next.reason.line, "burnt")
    room.incidents.acknowledge(call_of(room, incident_id, "zhou").id).result()
    qtbot.waitUntil(
        lambda: "confirmed" in card.people.rows[call_of(room, incident_id, "zhou").id].state_text()
    )
    assert card.next.reason.line.text() == "burnt"
    assert card.next.reason.isVisible()
    assert card.next.hold.isHidden()
    qtbot.keyClick(card.next.reason.line, Qt.Key.Key_Escape)
    assert card.next.hold.isVisible()


def test_somebody_else_is_called_only_by_the_key_beside_the_choice(
    room: ScreenRoom, card: IncidentCard, incident_id: str, qtbot: QtBot
) -> None:
    box = card.more.add.box
    assert card.more.add.key.isHidden()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert card.more.add.key.isVisible()
    assert len(incident_of(room, incident_id).calls) == 3
    box.setCurrentIndex(box.findData("zhao"))
    qtbot.mouseClick(card.more.add.key, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(card.people.rows) == 4)
    assert box.findData("zhao") < 0, "who was called is offered no more"
    assert card.more.add.key.isHidden()


def test_people_are_listed_once_somebody_looks_for_them(
    room: ScreenRoom, card: IncidentCard, incident_id: str, qtbot: QtBot
) -> None:
    box = card.more.add.box
    assert [box.itemText(row) for row in range(box.count())] == ["Call somebody else …"]
    box.showPopup()
    everybody = {person.id for person in room.roster.people()}
    called = {call.person_id for call in incident_of(room, incident_id).calls}
    assert {box.itemData(row) for row in range(1, box.count())} == everybody - called
    box.setCurrentIndex(box.findData("zhao"))
    box.hidePopup()
    card.retranslate()
    assert (box.count(), box.currentData()) == (2, "zhao"), "what was chosen stays chosen"
    room.escalation.add_person(incident_id, "zhao").result()
    qtbot.waitUntil(lambda: len(card.people.rows) == 4)
    assert (box.count(), box.currentData()) == (1, ""), "who was called meanwhile is not called twice"


def test_the_incident_is_handed_over(
    room: ScreenRoom, card: IncidentCard, incident_id: str, qtbot: QtBot
) -> None:
    box = card.more.hand_over.box
    box.showPopup()
    assert box.findData("liu") < 0, "a patrol runs no incident"
    box.setCurrentIndex(box.findData("night"))
    box.hidePopup()
    card.more.hand_over.key.setFocus()
    qtbot.keyClick(card.more.hand_over.key, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "run by Li Jun" in card._where.text())
    assert box.findData("night") < 0


def test_one_key_leads_to_the_incident_and_tab_to_everything_in_it(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F7)
    assert card.kind.hasFocus()
    reached = set()
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    first = next(iter(card.people.rows.values()))
    for widget in (
        card.next.call,
        card.next.hold,
        first.acknowledged,
        card.more.add.box,
        card.more.hand_over.box,
        card.steps.buttons[0],
        card.closing.stand_down,
    ):
        assert widget in reached, widget.accessibleName()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("code", ["en", "zh"])
def test_what_stands_there_is_never_cut(
    size: tuple[int, int], code: str, room: ScreenRoom, window: MainWindow, card: IncidentCard, qtbot: QtBot
) -> None:
    window.resize(*size)
    window._language.switch(code)
    tick(room, seconds=180)
    qtbot.waitUntil(lambda: 2 in card.people.groups)
    figures = [card.next.line, *(group.heading for group in card.people.groups.values())]
    qtbot.waitUntil(lambda: all(figure.width() > 200 for figure in figures))
    for figure in figures:
        assert figure.width_of(figure.text()) <= figure.width(), figure.text()


def test_the_incidents_screen_shows_the_same_and_opens_a_closed_one_again(
    room: ScreenRoom, window: MainWindow, incident_id: str, qtbot: QtBot
) -> None:
    window.go("incidents")
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.detail is not None)
    detail = screen.detail
    assert detail is not None
    assert isinstance(detail.next, NextTier)
    assert detail.people.tiers[1].text() == "Tier 1 · calling 3:00"
    facts = detail.people._facts[call_of(room, incident_id, "zhou").id].text()
    assert facts == "8555 0101 · operator on duty · called 14:00:00"
    assert detail.reopening.isHidden()
    room.incidents.false_alarm(incident_id, "burnt rice").result()
    qtbot.waitUntil(detail.reopening.isVisible)
    assert detail.next.isHidden()
    assert detail.people.tiers[1].text() == "Tier 1 · never confirmed"
    qtbot.mouseClick(detail.reopening.button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(detail.reopening.reason.line, "it burns")
    qtbot.keyClick(detail.reopening.reason.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: incident_of(room, incident_id).state == "running")
    qtbot.waitUntil(detail.next.isVisible)
    qtbot.waitUntil(lambda: incident_id in window.panel.cards)


def test_the_nearest_posts_stand_on_the_card_with_who_is_there(
    room: ScreenRoom, card: IncidentCard, incident_id: str, qtbot: QtBot
) -> None:
    assert card.nearest.isHidden()
    room.site.save_place(Place("roof", Words("楼顶", "Roof"), ("lpg",))).result()
    shift = Shift("gate", "liu", "patrol", "gate", weekdays=EVERY_DAY)
    room.roster.save_shift(shift).result()
    room.incidents.set_place(incident_id, "roof").result()
    qtbot.waitUntil(lambda: "East gate" in card.nearest.text().replace("\u00a0", " "))
    assert card.nearest.text().replace("\u00a0", " ") == "Nearest: East gate (Liu Zhiqiang)"


def test_of_a_large_tier_those_to_dial_stand_first_and_the_others_are_counted(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    def change(transaction: Transaction) -> None:
        for number in range(60):
            ways = () if number == 50 else ("phones",)
            transaction.site.save_person(
                Person(f"r{number}", Words(f"居民{number}"), ("8555",), ("resident",), channels=ways)
            )
        transaction.site.save_plan(Plan("flood", Words("内涝", "Flood"), tiers=(Tier(1, roles("resident")),)))

    room.database.write(change).result()
    incident = room.incidents.press(kind="flood").result()
    qtbot.waitUntil(lambda: incident.id in window.panel.cards)
    card = window.panel.cards[incident.id]
    assert card.people.groups[1].more.text() == "and 40 more, 40 without answer: F2"
    qtbot.waitUntil(lambda: len(card.people.rows) == MOST)
    assert call_of(room, incident.id, "r50").id in card.people.rows
    assert card.people.groups[1].more.text() == "and 40 more, 40 without answer: F2"
    last = call_of(room, incident.id, "r59")
    assert last.id not in card.people.rows
    room.incidents.acknowledge(last.id).result()
    qtbot.waitUntil(lambda: card.people.groups[1].more.text() == "and 40 more, 39 without answer: F2")


def test_a_number_is_not_torn_apart_nor_does_it_tear_the_name_of_its_post() -> None:
    near = NearPost(Post("gate", Words("东门值勤室", "East gate duty room"), phone="8555 0141"), ())
    assert NearestWords().text([near]) == "Nearest: East gate duty room\u00a08555\u00a00141"
    with speaking(CHINESE):
        assert "东门值勤室 8555\u00a00141" in NearestWords().text([near])
