"""Sirens and gates on the incident's card: whether they did what they should, and the other way by one key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.incident import Incident
from app.model.relay import OFF, ON, UNSURE, Relay, RelayState
from app.model.words import Words
from app.ui import theme
from app.ui.emergency.card import IncidentCard
from app.ui.incidents.screen import IncidentsScreen
from app.ui.main_window import MainWindow
from app.ui.relay_words import RelayWords
from tests.fakes.services import ScreenRoom

SIREN = Relay("siren", Words("楼顶警笛", "Siren on the roof"), "http")
GATE = Relay("gate", Words("东门道闸", "East gate"), "modbus", kinds=("flood",))


def keep(room: ScreenRoom, *relays: Relay, state: RelayState | None = None) -> None:
    def change(transaction: object) -> None:
        for relay in relays:
            transaction.relays.save(relay)
        if state is not None:
            transaction.relays.save_state(state)
        transaction.touch_quietly("relay")

    room.database.write(change).result()


def pressed(room: ScreenRoom, window: MainWindow, qtbot: QtBot, *, drill: bool = False) -> Incident:
    incident = room.incidents.press(kind="fire", drill=drill).result()
    qtbot.waitUntil(lambda: incident.id in window.panel.cards)
    return incident


def card_of(window: MainWindow, incident: Incident) -> IncidentCard:
    return window.panel.cards[incident.id]


def test_a_card_shows_the_relays_its_incident_switches_and_how_they_stand(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    keep(room, SIREN, GATE)
    card = card_of(window, pressed(room, window, qtbot))
    qtbot.waitUntil(lambda: list(card.relays.rows) == ["siren"])
    row = card.relays.rows["siren"]
    assert row.state_text() == "not switched yet"
    keep(room, state=RelayState("siren", ON, ON))
    qtbot.waitUntil(lambda: row.state_text() == "on")
    assert row.key.text() == "Switch off"
    keep(room, state=RelayState("siren", OFF, ON, 1, error="relay_unreachable"))
    qtbot.waitUntil(lambda: row.state_text() == "▲ NOT on: it cannot be reached")
    assert row._standing._colour.name() == theme.RED_TEXT


def test_a_siren_is_switched_off_from_the_card_and_the_incident_tells_who(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    keep(room, SIREN, state=RelayState("siren", ON, ON))
    room.access.set_pin("zhou", "2468").result()
    room.access.sign_in("zhou", "2468").result()
    incident = pressed(room, window, qtbot)
    card = card_of(window, incident)
    qtbot.waitUntil(lambda: bool(card.relays.rows))
    row = card.relays.rows["siren"]
    assert row.key.accessibleName() == "Switch Siren on the roof off"
    row.key.setFocus()
    qtbot.keyClick(row.key, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: row.state_text() == "being switched")
    (told,) = room.journal.latest(1, kinds=("relay_by_hand_off",))
    assert told.draft.incident_id == incident.id
    assert told.draft.actor.person_id == "zhou"
    keep(room, state=replace(room.relays.states()["siren"], done=OFF, turn=OFF))
    qtbot.waitUntil(lambda: row.state_text() == "off, by hand")
    assert row.key.text() == "Switch on"


def test_a_drill_shows_only_what_moves_in_drills(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    keep(room, SIREN, replace(GATE, kinds=(), drills=True))
    card = card_of(window, pressed(room, window, qtbot, drill=True))
    qtbot.waitUntil(lambda: list(card.relays.rows) == ["gate"])


def test_the_incidents_page_shows_them_too(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    keep(room, SIREN)
    pressed(room, window, qtbot)
    window.go("incidents")
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.detail is not None and bool(screen.detail.relays.rows))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (RelayState("siren"), "not switched yet"),
        (RelayState("siren", UNSURE), "being switched"),
        (RelayState("siren", OFF, OFF), "off"),
        (RelayState("siren", ON, OFF, 1, error="relay_refused 500"), "▲ NOT off: it refuses, 500"),
    ],
)
def test_only_what_is_known_is_said(state: RelayState, said: str, qtbot: QtBot) -> None:
    assert RelayWords().state(state) == said


def test_where_the_reason_has_no_room_what_failed_is_said(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    keep(room, SIREN, state=RelayState("siren", OFF, ON, 1, error="relay_unreachable"))
    card = card_of(window, pressed(room, window, qtbot))
    qtbot.waitUntil(lambda: bool(card.relays.rows))
    row = card.relays.rows["siren"]
    row._standing.resize(90, 20)
    assert row._standing.text() == "▲ NOT on"
    assert row.state_text() == "▲ NOT on: it cannot be reached"
