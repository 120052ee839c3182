"""What was marked by mistake is taken back where it was marked: by keyboard alone, without a dialog, and one sees by whom."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.model.incident import Call, Incident, Source
from app.model.journal import Actor
from app.model.message import Message
from app.notify.by_hand import note_call_by_hand
from app.ui.emergency.called import CalledPerson
from app.ui.emergency.card import IncidentCard
from app.ui.incidents.screen import IncidentsScreen
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom
from tests.ui.cursor import holder


@pytest.fixture
def incident(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> Incident:
    window.resize(1366, 768)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    incident = room.incidents.press(kind="fire").result()
    qtbot.waitUntil(lambda: incident.id in window.panel.cards)
    card = window.panel.cards[incident.id]
    qtbot.waitUntil(lambda: len(card.people.rows) == len(incident.calls))
    return incident


@pytest.fixture
def card(window: MainWindow, incident: Incident) -> IncidentCard:
    return window.panel.cards[incident.id]


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(holder(), key)


def tab_to(qtbot: QtBot, widget: QWidget) -> None:
    for _ in range(100):
        if holder() is widget:
            return
        press(qtbot, Qt.Key.Key_Tab)
    raise AssertionError(widget.accessibleName())


def take_back(qtbot: QtBot, key: QWidget) -> None:
    key.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Return)


def call_of(room: ScreenRoom, incident: Incident, person: str) -> Call:
    now = room.incidents.get(incident.id)
    assert now is not None
    return next(call for call in now.calls if call.person_id == person)


def row_of(card: IncidentCard, incident: Incident, person: str) -> CalledPerson:
    return card.people.rows[next(call.id for call in incident.calls if call.person_id == person)]


def count(room: ScreenRoom, kind: str) -> int:
    room.journal.add("after all keys").result()
    return room.kinds().count(kind)


def test_a_confirmation_is_taken_back_with_the_keyboard_alone(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    row = row_of(card, incident, "chen")
    press(qtbot, Qt.Key.Key_F7)
    tab_to(qtbot, row.acknowledged)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(row.take_back.isVisible)
    room.clock.advance(seconds=30)
    tab_to(qtbot, row.take_back)
    press(qtbot, Qt.Key.Key_Space)
    line = row.take_back.line
    assert line is not None
    assert holder() is line.line
    qtbot.keyClicks(holder(), "wrong row")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(row.acknowledged.isVisible)
    assert (line.isVisible(), row.take_back.isVisible()) == (False, False)
    assert call_of(room, incident, "chen").acknowledged_at is None
    (entry,) = room.journal.latest(1, kinds=("acknowledgement_withdrawn",))
    assert entry.draft.data["reason"] == "wrong row"
    assert "taken back 14:00, nobody signed in" in row.state_text()
    assert holder() is row, "Enter once too often marks nobody"
    press(qtbot, Qt.Key.Key_Return)
    assert count(room, "call_acknowledged") == 1


def test_whoever_confirms_anew_is_no_longer_said_to_be_taken_back(
    room: ScreenRoom, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    row, call = row_of(card, incident, "chen"), call_of(room, incident, "chen")
    room.incidents.acknowledge(call.id).result()
    room.withdrawals.acknowledgement(call.id, room.clock.now()).result()
    qtbot.waitUntil(lambda: "taken back" in row.state_text())
    room.incidents.acknowledge(call.id).result()
    qtbot.waitUntil(lambda: row.state_text() == "confirmed 14:00")


def test_an_own_answer_beside_the_mark_is_told_and_stays(
    room: ScreenRoom, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    row, call = row_of(card, incident, "chen"), call_of(room, incident, "chen")
    room.incidents.acknowledge(call.id).result()
    room.clock.advance(seconds=60)
    room.incidents.acknowledge(call.id, Source(Actor("chen"), "sms")).result()
    qtbot.waitUntil(lambda: row.state_text() == "confirmed 14:00 · own answer 14:01, by short message")
    words = "Take back the mark: Chen Guoping stays confirmed by their own answer"
    assert row.take_back.accessibleName() == words
    room.clock.advance(seconds=5)
    row.take_back.click()
    assert row.take_back.line is not None
    qtbot.keyClick(row.take_back.line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row.state_text() == "confirmed 14:01, by short message")
    assert row.take_back.accessibleName() == "Take back: Chen Guoping has not confirmed"


def test_the_desks_own_press_is_taken_back_before_the_answer_of_the_person(
    room: ScreenRoom, card: IncidentCard, incident: Incident, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, call = row_of(card, incident, "chen"), call_of(room, incident, "chen")

    def stored(incident_id: str) -> list[Message]:
        return room.database.read(lambda reader: reader.outbox.for_incident(incident_id))

    monkeypatch.setattr(room.outbox, "for_incident", stored)
    room.database.write(lambda tx: note_call_by_hand(tx, call.id, Actor(), reached=True)).result()
    room.incidents.acknowledge(call.id, Source(Actor("chen"), "sms")).result()
    reached = "Take back: Chen Guoping was not reached by telephone, and stays confirmed by their own answer"
    qtbot.waitUntil(lambda: row.take_back.accessibleName() == reached)
    room.clock.advance(seconds=5)
    row.take_back.click()
    assert row.take_back.line is not None
    assert row.take_back.line.save.text() == "Not reached"
    qtbot.keyClick(row.take_back.line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row.take_back.accessibleName() == "Take back: Chen Guoping has not confirmed")
    assert row.state_text() == "confirmed 14:00, by short message"
    assert row.take_back.line.save.text() == "Take back"


def test_one_press_takes_back_what_was_said_last(
    room: ScreenRoom, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    row, call = row_of(card, incident, "chen"), call_of(room, incident, "chen")
    room.incidents.acknowledge(call.id).result()
    room.clock.advance(seconds=5)
    room.incidents.arrive(call.id).result()
    qtbot.waitUntil(lambda: row.take_back.accessibleName() == "Take back: Chen Guoping is not on scene")
    room.clock.advance(seconds=5)
    row.take_back.click()
    assert row.take_back.line is not None
    qtbot.keyClick(row.take_back.line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(row.arrived.isVisible)
    assert row.take_back.accessibleName() == "Take back: Chen Guoping has not confirmed"
    assert row.state_text() == "confirmed 14:00 · taken back 14:00, nobody signed in"


def test_escape_leaves_everything_as_it_was(
    room: ScreenRoom, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    row = row_of(card, incident, "chen")
    room.incidents.acknowledge(call_of(room, incident, "chen").id).result()
    qtbot.waitUntil(row.take_back.isVisible)
    room.clock.advance(seconds=5)
    row.take_back.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Escape)
    assert row.take_back.isVisible()
    assert holder() is row
    assert count(room, "acknowledgement_withdrawn") == 0


def test_a_hand_that_clicks_everything_twice_is_asked_nothing(
    room: ScreenRoom, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    row = row_of(card, incident, "chen")
    for button in (row.acknowledged, row.arrived):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda button=button: not button.isVisible())
        qtbot.mouseClick(row.take_back, Qt.MouseButton.LeftButton)
        assert row.take_back.line is None
    step = card.steps.buttons[0]
    qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: step.done)
    qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert card.steps.reason.isHidden()


def test_what_another_hand_took_back_closes_the_line_and_its_words_go(
    room: ScreenRoom, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    row, call = row_of(card, incident, "chen"), call_of(room, incident, "chen")
    room.incidents.acknowledge(call.id).result()
    room.incidents.tick_step(incident.id, 0).result()
    qtbot.waitUntil(lambda: row.take_back.isVisible() and card.steps.buttons[0].done)
    at = room.clock.now()
    room.clock.advance(seconds=5)
    card.steps.buttons[0].click()
    row.take_back.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.keyClicks(holder(), "half a rea")
    room.withdrawals.acknowledgement(call.id, at).result()
    room.withdrawals.step(incident.id, 0, at).result()
    line = row.take_back.line
    assert line is not None
    qtbot.waitUntil(lambda: line.isHidden() and card.steps.reason.isHidden())
    assert line.line.text() == ""
    assert holder() is row


def test_a_step_is_taken_back_by_the_key_that_ticked_it(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    first = card.steps.buttons[0]
    press(qtbot, Qt.Key.Key_F7)
    tab_to(qtbot, first)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: first.done)
    assert first.accessibleDescription() == "Take back"
    room.clock.advance(seconds=30)
    assert holder() is first, "the next step must be looked for"
    press(qtbot, Qt.Key.Key_Space)
    assert holder() is card.steps.reason.line
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not first.done)
    assert first.text() == "Call 119 (operator): taken back 14:00, nobody signed in"
    assert holder() is first
    assert count(room, "step_withdrawn") == 1
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: first.done)
    assert first.text() == "Call 119 (operator)"


def test_dialled_reached_is_taken_back_and_the_number_asks_to_be_dialled_again(
    room: ScreenRoom,
    card: IncidentCard,
    incident: Incident,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody has a channel here that reaches this one: it has to be dialled."""
    row, call = row_of(card, incident, "liu"), call_of(room, incident, "liu")

    def stored(incident_id: str) -> list[Message]:
        return room.database.read(lambda reader: reader.outbox.for_incident(incident_id))

    monkeypatch.setattr(room.outbox, "for_incident", stored)
    room.database.write(lambda tx: note_call_by_hand(tx, call.id, Actor(), reached=True)).result()
    qtbot.waitUntil(
        lambda: row.take_back.accessibleName() == "Take back: Liu Zhiqiang was not reached by telephone"
    )
    room.clock.advance(seconds=5)
    row.take_back.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: call_of(room, incident, "liu").withdrawn == "reached")
    qtbot.waitUntil(row.reached.isVisible)
    assert row.state_text() == "dial 8555 0103 · taken back 14:00, nobody signed in"


def test_in_the_list_of_incidents_the_same_keys_are_there_and_all_of_it_is_told(
    room: ScreenRoom, window: MainWindow, incident: Incident, qtbot: QtBot
) -> None:
    room.incidents.arrive(call_of(room, incident, "chen").id).result()
    room.incidents.tick_step(incident.id, 0).result()
    press(qtbot, Qt.Key.Key_F2)
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.detail is not None and bool(screen.detail.people.rows))
    detail = screen.detail
    assert detail is not None
    row = detail.people.rows[call_of(room, incident, "chen").id]
    qtbot.waitUntil(row.take_back.isVisible)
    assert row.take_back.text() == "Take back"
    row.take_back.click()
    assert row.take_back.line is not None, "marked long before it is looked at: nobody has pressed twice"
    qtbot.keyClick(row.take_back.line.line, Qt.Key.Key_Escape)
    room.clock.advance(seconds=65)
    told = detail.people._facts[call_of(room, incident, "chen").id]
    take_back(qtbot, row.take_back)
    qtbot.waitUntil(lambda: "taken back 14:01:05, nobody signed in" in told.text())
    assert "confirmed" not in told.text(), "who was put on scene unconfirmed has not confirmed either"
    take_back(qtbot, detail.steps.buttons[0])
    qtbot.waitUntil(lambda: "↶ Call 119: taken back 14:01:05, nobody signed in" in detail._done.text())
    assert "nobody on scene" in detail._turn_out.text()
    room.incidents.arrive(call_of(room, incident, "chen").id).result()
    qtbot.waitUntil(row.take_back.isVisible)
    room.incidents.stand_down(incident.id).result()
    qtbot.waitUntil(row.take_back.isHidden)


def test_the_incidents_page_tells_the_answer_and_the_mark_apart(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    call = call_of(room, incident, "chen")
    room.incidents.acknowledge(call.id).result()
    marked_at = room.clock.now()
    room.clock.advance(seconds=60)
    room.incidents.acknowledge(call.id, Source(Actor("chen"), "sms")).result()
    press(qtbot, Qt.Key.Key_F2)
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.detail is not None and call.id in screen.detail.people._facts)
    assert screen.detail is not None
    told = screen.detail.people._facts[call.id]
    qtbot.waitUntil(lambda: "confirmed 14:00:00 · own answer 14:01:00" in told.text())
    room.clock.advance(seconds=60)
    room.withdrawals.acknowledgement(call.id, marked_at).result()
    both = "confirmed 14:01:00 · mark by mistake: taken back 14:02:00, nobody signed in"
    qtbot.waitUntil(lambda: both in told.text())


def test_both_languages_and_the_narrow_rail_say_what_it_does(
    room: ScreenRoom, window: MainWindow, card: IncidentCard, incident: Incident, qtbot: QtBot
) -> None:
    row = row_of(card, incident, "chen")
    room.incidents.acknowledge(call_of(room, incident, "chen").id).result()
    qtbot.waitUntil(row.take_back.isVisible)
    assert (row.take_back.text(), row.take_back.toolTip()) == (
        "↶",
        "Take back: Chen Guoping has not confirmed",
    )
    window._language.switch("zh")
    assert row.take_back.accessibleName() == "撤回：陈国平并未确认"
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: row.take_back.text() == "撤回")
    room.clock.advance(seconds=2)
    row.take_back.click()
    assert row.take_back.line is not None
    assert row.take_back.line.line.placeholderText() == "原因，可不填"
