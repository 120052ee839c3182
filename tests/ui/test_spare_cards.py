"""Cards that were made before anybody pressed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.emergency.card import IncidentCard
from app.ui.emergency.situation import OPEN_AT_ONCE
from app.ui.main_window import MainWindow
from app.ui.shell.figure import Figure
from tests.fakes.services import ScreenRoom
from tests.unit.escalation.rooms import furnish_tiers


@pytest.fixture
def spares(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> list[IncidentCard]:
    furnish_tiers(room)
    window.panel.spares.begin()
    qtbot.waitUntil(lambda: len(window.panel.spares.cards) == OPEN_AT_ONCE)
    return list(window.panel.spares.cards)


def opened(room: ScreenRoom, window: MainWindow, qtbot: QtBot, *, drill: bool = False) -> IncidentCard:
    incident = room.incidents.press(kind="fire", origin=f"hand {drill}", drill=drill).result()
    qtbot.waitUntil(lambda: incident.id in window.panel.cards)
    card = window.panel.cards[incident.id]
    qtbot.waitUntil(lambda: len(card.people.rows) == len(incident.calls))
    return card


def said(card: IncidentCard) -> list[str]:
    """All that can be read on it, in the order it was made."""
    parts = [part for kind in (QLabel, QPushButton, Figure) for part in card.findChildren(kind)]
    return [part.accessibleName() or part.text() for part in parts if part.isVisibleTo(card)]


def test_nothing_of_them_is_seen_and_a_press_takes_one(
    room: ScreenRoom, window: MainWindow, spares: list[IncidentCard], qtbot: QtBot
) -> None:
    assert not any(card.isVisible() for card in spares)
    assert not window.panel.isVisible()
    card = opened(room, window, qtbot)
    assert card in spares
    assert card.isVisible()
    assert window.panel.spares.cards == [spare for spare in spares if spare is not card]


def test_one_says_what_a_new_card_says(
    room: ScreenRoom, window: MainWindow, spares: list[IncidentCard], qtbot: QtBot
) -> None:
    card = opened(room, window, qtbot)
    situation = window.emergency.situation
    (facts,) = situation.facts
    panel = window.panel
    new = IncidentCard(facts, situation.offered, room.services, window.names, window.ops, panel)
    qtbot.waitUntil(lambda: len(new.people.rows) == len(facts.incident.calls))
    new.head.key.show()
    assert sorted(said(card)) == sorted(said(new))


def test_every_key_of_one_is_about_its_incident(
    room: ScreenRoom, window: MainWindow, spares: list[IncidentCard], qtbot: QtBot
) -> None:
    card = opened(room, window, qtbot)
    qtbot.mouseClick(card.next.call, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: 2 in card.people.groups)
    qtbot.mouseClick(card.next.hold, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(card.next.reason.line, "wait")
    qtbot.keyClick(card.next.reason.line, Qt.Key.Key_Return)
    qtbot.waitUntil(card.next.release.isVisible)
    qtbot.mouseClick(card.next.release, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(card.next.release.isHidden)
    for choice, person in ((card.more.add, "zhao"), (card.more.hand_over, "night")):
        choice.box.showPopup()
        choice.box.setCurrentIndex(choice.box.findData(person))
        choice.box.hidePopup()
        qtbot.mouseClick(choice.key, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "zhao" in {call.person_id for call in room.incidents.running()[0].calls})
    qtbot.waitUntil(lambda: room.incidents.running()[0].operator_id == "night")
    qtbot.mouseClick(card.closing.stand_down, Qt.MouseButton.LeftButton)
    qtbot.keyClick(card.closing.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not room.incidents.running())


def test_new_ones_are_made_once_nothing_runs(
    room: ScreenRoom, window: MainWindow, spares: list[IncidentCard], qtbot: QtBot
) -> None:
    opened(room, window, qtbot)
    panel = window.panel
    assert not panel.spares._quiet.isActive()
    room.incidents.stand_down(room.incidents.running()[0].id, "").result()
    qtbot.waitUntil(lambda: not panel.cards)
    qtbot.waitUntil(lambda: len(panel.spares.cards) == OPEN_AT_ONCE)
    assert not any(card.isVisible() for card in panel.spares.cards)


def test_a_drill_takes_none(
    room: ScreenRoom, window: MainWindow, spares: list[IncidentCard], qtbot: QtBot
) -> None:
    card = opened(room, window, qtbot, drill=True)
    assert card not in spares
    assert card.property("drill") == "true"


def test_they_speak_the_language_that_was_chosen_meanwhile(
    room: ScreenRoom, window: MainWindow, spares: list[IncidentCard], qtbot: QtBot
) -> None:
    window._language.switch("zh")
    card = opened(room, window, qtbot)
    assert card in spares
    assert card.closing.stand_down.text() == "解除"


def test_they_have_the_time_of_the_site(
    room: ScreenRoom, window: MainWindow, spares: list[IncidentCard], qtbot: QtBot
) -> None:
    site = room.site.site()
    room.site.save_site(replace(site, timezone="Asia/Tokyo")).result()
    qtbot.waitUntil(lambda: not set(spares) & set(window.panel.spares.cards))
    qtbot.waitUntil(lambda: len(window.panel.spares.cards) == OPEN_AT_ONCE)
    card = opened(room, window, qtbot)
    assert "since 15:00:00" in card._where.text()
