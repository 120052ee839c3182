"""An emergency without a mouse: the cursor goes where the eye goes, and no key on the way does anything by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.model.incident import Incident
from app.model.plan import Plan, Tier, roles
from app.model.words import Words
from app.ui.emergency.card import IncidentCard
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


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


def holder() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


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


def test_after_a_confirmation_the_cursor_stays_with_the_person(
    room: ScreenRoom, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    row = card.people.rows[incident.calls[0].id]
    row.acknowledged.setFocus()
    qtbot.keyClick(row.acknowledged, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not row.acknowledged.isVisible())
    assert holder() is row.arrived
    (now,) = room.incidents.running()
    assert sum(call.acknowledged_at is not None for call in now.calls) == 1


def test_what_enter_will_do_is_in_view_while_the_reason_is_typed(
    window: MainWindow, card: IncidentCard, qtbot: QtBot
) -> None:
    card.closing.stand_down.setFocus()
    qtbot.keyClick(card.closing.stand_down, Qt.Key.Key_Space)
    assert holder() is card.closing.reason
    qtbot.waitUntil(lambda: not card.closing.confirm.visibleRegion().isEmpty())
    assert card.closing.confirm.text() == "Stand down  Enter"
