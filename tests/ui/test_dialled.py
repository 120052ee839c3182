"""Whom no message reaches stands in red with the number to dial, and what came of dialling is one key away."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.incident import Incident
from app.model.message import BY_HAND, Message
from app.model.site import Channel
from app.model.words import Words
from app.notify.modem_address import VOICE
from app.ui import theme
from app.ui.emergency.called import CalledPerson
from app.ui.emergency.situation import read_facts, read_offered
from app.ui.incidents.screen import IncidentsScreen
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


@pytest.fixture
def fire(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> Incident:
    incident = room.incidents.press(kind="fire").result()
    qtbot.waitUntil(lambda: incident.id in window.panel.cards)
    qtbot.waitUntil(lambda: len(window.panel.cards[incident.id].people.rows) == len(incident.calls))
    return incident


def message(
    room: ScreenRoom, incident: Incident, person: str, state: str, channel: str = "phones"
) -> Message:
    now = room.clock.now()
    key = f"{incident.id}:{person}:{channel}:emergency"
    return Message(
        f"{person}-{channel}-{now}", key, incident.id, person, channel, "", "", state, 1, now, now, now
    )


def row_of(window: MainWindow, room: ScreenRoom, incident: Incident, person: str) -> CalledPerson:
    card = window.panel.cards[incident.id]
    offered = read_offered(room.services)
    now = room.incidents.get(incident.id) or incident
    card.show_facts(read_facts(room.services, now, offered), offered)
    call = next(call for call in incident.calls if call.person_id == person)
    return card.people.rows[call.id]


def test_a_failed_message_asks_to_dial_and_takes_the_answer(
    room: ScreenRoom, window: MainWindow, fire: Incident, qtbot: QtBot
) -> None:
    room.outbox.messages = [message(room, fire, "zhou", "failed")]
    row = row_of(window, room, fire, "zhou")
    assert row.state_text() == "dial 8555 0101 · message failed · Duty phones"
    assert row._state._colour.name() == theme.RED_TEXT
    qtbot.mouseClick(row.not_reached, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.reached, Qt.MouseButton.LeftButton)
    call = next(call for call in fire.calls if call.person_id == "zhou")
    assert room.outbox.dialled == [(call.id, False), (call.id, True)]


def test_nobody_answered_stays_red_and_counts(room: ScreenRoom, window: MainWindow, fire: Incident) -> None:
    tried = replace(message(room, fire, "zhou", "failed", BY_HAND), error="no_answer")
    room.outbox.messages = [message(room, fire, "zhou", "failed"), tried, replace(tried, id="second")]
    row = row_of(window, room, fire, "zhou")
    assert row.state_text() == "dial 8555 0101 · not reached 14:00 (2×)"
    assert row._state._colour.name() == theme.RED_TEXT
    assert row.reached.isVisibleTo(row)


def test_reached_by_phone_asks_for_a_confirmation_only(
    room: ScreenRoom, window: MainWindow, fire: Incident
) -> None:
    room.outbox.messages = [
        message(room, fire, "zhou", "replaced"),
        message(room, fire, "zhou", "delivered", BY_HAND),
    ]
    room.clock.advance(seconds=75)
    row = row_of(window, room, fire, "zhou")
    assert row.state_text() == "reached by phone, not confirmed 1:15"
    assert not row.reached.isVisibleTo(row)
    assert row.acknowledged.isVisibleTo(row)


@pytest.mark.parametrize("state", ["sent", "delivered"])
def test_what_went_out_asks_nobody_to_dial(
    state: str, room: ScreenRoom, window: MainWindow, fire: Incident
) -> None:
    room.outbox.messages = [message(room, fire, "zhou", state)]
    row = row_of(window, room, fire, "zhou")
    assert row._state.accessibleName() == f"{state}, no answer 0:00 · Duty phones"
    assert row.state_text().startswith(f"{state}, no answer 0:00")
    assert not row.reached.isVisibleTo(row)


def test_without_any_channel_it_is_red_from_the_start(
    room: ScreenRoom, window: MainWindow, fire: Incident
) -> None:
    row = row_of(window, room, fire, "liu")
    assert row.state_text() == "dial 8555 0103"
    assert row.reached.isVisibleTo(row)
    assert row.reached.accessibleName() == "Liu Zhiqiang was dialled and reached"


def test_who_has_confirmed_is_dialled_no_more(
    room: ScreenRoom, window: MainWindow, fire: Incident, qtbot: QtBot
) -> None:
    call = next(call for call in fire.calls if call.person_id == "liu")
    room.incidents.acknowledge(call.id).result()
    row = row_of(window, room, fire, "liu")
    assert "confirmed" in row.state_text()
    assert not row.reached.isVisibleTo(row)
    assert not row.not_reached.isVisibleTo(row)


def test_who_does_not_know_that_it_is_over_is_dialled_after_the_end(
    room: ScreenRoom, window: MainWindow, fire: Incident, qtbot: QtBot
) -> None:
    told = replace(message(room, fire, "zhou", "sent"), dedupe_key=f"{fire.id}:zhou:phones:false_alarm:9")
    untold = replace(
        message(room, fire, "liu", "failed", ""),
        dedupe_key=f"{fire.id}:liu::false_alarm:9",
        error="no_channel",
    )
    called = message(room, fire, "liu", "delivered", BY_HAND)
    room.outbox.messages = [called, told, untold]
    room.incidents.false_alarm(fire.id, "").result()
    window.open_incident(fire.id)
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.detail is not None and len(screen.detail.people.rows) == len(fire.calls))
    assert screen.detail is not None
    calls = {call.person_id: call.id for call in fire.calls}
    row, other = (screen.detail.people.rows[calls[who]] for who in ("liu", "zhou"))
    qtbot.waitUntil(lambda: row.state_text() == "dial 8555 0103 · does not know yet that it is over")
    assert row._state._colour.name() == theme.RED_TEXT
    assert not row.acknowledged.isVisibleTo(row)
    qtbot.mouseClick(row.reached, Qt.MouseButton.LeftButton)
    assert room.outbox.dialled == [(calls["liu"], True)]
    assert other.state_text() == "never confirmed"
    assert not other.reached.isVisibleTo(other)


def test_a_call_says_what_the_telephone_does(room: ScreenRoom, window: MainWindow, fire: Incident) -> None:
    room.site.save_modem(Channel("calls", Words("电话", "Calls"), ""), VOICE, "ttyUSB0", "").result()
    window.names.forget()
    call = message(room, fire, "zhou", "queued", "calls")
    said = {}
    for name, now in {
        "first": replace(call, attempts=0),
        "rings": replace(call, state="sending"),
        "busy": replace(call, error="line_busy"),
        "again": replace(call, state="sending", attempts=2),
        "taken": replace(call, state="delivered"),
        "given up": replace(call, state="failed", error="no_answer"),
    }.items():
        room.outbox.messages = [now]
        row = row_of(window, room, fire, "zhou")
        said[name] = f"{row._state.accessibleName()} | {row._detail.accessibleName()}".strip(" |")
    assert said == {
        "first": "to be called · Calls",
        "rings": "being called · Calls",
        "busy": "dial 8555 0101 | busy, called again · Calls",
        "again": "dial 8555 0101 | being called · Calls",
        "taken": "call taken, not confirmed 0:00 · Calls",
        "given up": "dial 8555 0101 | message failed: no answer · Calls",
    }


def test_where_the_reason_has_no_room_the_state_stands_whole(
    room: ScreenRoom, window: MainWindow, fire: Incident
) -> None:
    refused = replace(message(room, fire, "zhou", "queued"), error="service_refused", attempts=2)
    room.outbox.messages = [refused]
    row = row_of(window, room, fire, "zhou")
    row._detail.resize(1000, 20)
    assert row._detail.text().startswith("message waiting: the service refused it")
    row._detail.resize(140, 20)
    assert row._detail.text() == "message waiting"
    assert not row._detail._is_cut("message waiting")
