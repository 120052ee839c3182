"""The incidents screen in the real window."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.incident import Incident
from app.model.journal import Draft
from app.model.message import Message
from app.ui.emergency.situation import read_facts, read_offered
from app.ui.incidents.detail import IncidentDetail
from app.ui.incidents.screen import IncidentsScreen
from app.ui.incidents.words import IncidentWords
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


def message(room: ScreenRoom, incident: Incident, person_id: str, state: str) -> Message:
    now = room.clock.now()
    key = f"{incident.id}:{person_id}"
    return Message(
        f"m-{person_id}", key, incident.id, person_id, "phones", "Fire", "", state, 1, now, now, now
    )


@pytest.fixture
def screen(window: MainWindow) -> IncidentsScreen:
    window.go("incidents")
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    return screen


def detail_of(screen: IncidentsScreen, qtbot: QtBot, incident: Incident) -> IncidentDetail:
    qtbot.waitUntil(lambda: screen.detail is not None and screen.model.row_of(incident.id) >= 0)
    screen.view.setCurrentIndex(screen.model.index(screen.model.row_of(incident.id), 0))
    detail = screen.detail
    assert detail is not None
    assert detail.incident.id == incident.id
    return detail


def look_again(detail: IncidentDetail, room: ScreenRoom) -> None:
    """At its messages."""
    detail.tabs.setCurrentIndex(1)
    offered = read_offered(room.services)
    detail.show_facts(read_facts(room.services, detail.incident, offered), offered)


def test_an_empty_list_says_what_to_do(screen: IncidentsScreen) -> None:
    assert "F12" in screen._empty.text()
    assert screen._empty.isVisible()


def test_a_running_incident_shows_everybody_with_phone_and_times(
    screen: IncidentsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    incident = room.incidents.press(kind="fire").result()
    first = next(call for call in incident.calls if call.role == "patrol")
    room.clock.advance(seconds=70)
    room.incidents.arrive(first.id).result()
    detail = detail_of(screen, qtbot, incident)
    qtbot.waitUntil(lambda: "on scene 14:01:10" in detail.people._facts[first.id].text())
    facts = detail.people._facts
    qtbot.waitUntil(lambda: all(call.phone in facts[call.id].text() for call in incident.calls))
    assert detail.clock.text() == "1:10"
    assert "turn-out 1:10" in detail._turn_out.text()


def test_the_keys_of_the_rail_work_here(screen: IncidentsScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    incident = room.incidents.press(kind="fire").result()
    detail = detail_of(screen, qtbot, incident)
    call = incident.calls[1]
    qtbot.mouseClick(detail.people.rows[call.id].acknowledged, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "confirmed 14:00:00" in detail.people._facts[call.id].text())
    qtbot.mouseClick(detail.steps.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "✓ 14:00:00  Call 119 · nobody signed in" in detail._done.text())
    qtbot.mouseClick(detail.closing.false_alarm, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(detail.closing.reason, "burnt rice")
    qtbot.mouseClick(detail.closing.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "burnt rice" in detail._facts.text())
    assert detail.closing.isHidden()
    assert detail.steps.isHidden()
    assert "not done: Evacuate" in detail._done.text()
    assert detail.people.rows[incident.calls[2].id].state_text() == "never confirmed"
    assert detail.people.rows[incident.calls[2].id].arrived.isHidden()


def test_below_each_person_stands_by_which_ways_they_were_called_and_what_came_of_it(
    screen: IncidentsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    incident = room.incidents.press(kind="fire").result()
    call = next(call for call in incident.calls if call.person_id == "chen")
    room.outbox.messages = [
        replace(
            message(room, incident, "chen", state),
            id=f"m {channel}",
            channel_id=channel,
            dedupe_key=f"{incident.id}:chen:{channel}:emergency",
            error="no_answer" if state == "failed" else "",
        )
        for channel, state in (("phones", "failed"), ("mail", "delivered"))
    ]
    detail = detail_of(screen, qtbot, incident)
    look_again(detail, room)
    told = "Duty phones failed 14:00:00 (no answer) · Mail delivered 14:00:00"
    qtbot.waitUntil(lambda: detail.people._facts[call.id].text().splitlines()[1:] == [told])


def test_sent_is_not_called_delivered(screen: IncidentsScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    incident = room.incidents.press().result()
    states = {"zhou": "sent", "chen": "failed", "night": "unknown"}
    room.outbox.messages = [message(room, incident, person, state) for person, state in states.items()]
    news = replace(message(room, incident, "liu", "failed"), error="call_says_nothing")
    room.outbox.messages.append(news)
    detail = detail_of(screen, qtbot, incident)
    look_again(detail, room)
    words = {m.person_id: detail.messages.state_words(m) for m in room.outbox.messages}
    assert words == {
        "zhou": "handed to the service; whether it was read is not known",
        "chen": "NOT sent: dial by hand",
        "night": "may not have gone out: dial by hand",
        "liu": "NOT sent: dial by hand (a call cannot tell it)",
    }
    qtbot.waitUntil(lambda: set(detail.messages.again) == {"m-chen", "m-night"})  # a call would never tell it
    assert detail.tabs.tabText(1) == "Messages 4 ▲3"


def test_what_arrived_was_replaced_or_came_too_late_is_said(
    screen: IncidentsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    incident = room.incidents.press().result()
    states = {"zhou": "delivered", "chen": "replaced", "night": "expired", "zhao": "acknowledged"}
    room.outbox.messages = [
        replace(message(room, incident, person, state), error="incident_over" if state == "expired" else "")
        for person, state in states.items()
    ]
    stuck = replace(message(room, incident, "liu", "queued"), attempts=20, error="service_refused")
    room.outbox.messages.append(stuck)
    detail = detail_of(screen, qtbot, incident)
    look_again(detail, room)
    words = {m.person_id: detail.messages.state_words(m) for m in room.outbox.messages}
    assert words == {
        "zhou": "arrived; whether it was read is not known",
        "chen": "not sent this way: told in another way",
        "night": "not sent: no longer needed (the incident was over)",
        "zhao": "confirmed by the person",
        "liu": "NOT sent, is tried on: dial by hand (the service refused it or cannot be reached)",
    }
    qtbot.waitUntil(lambda: set(detail.messages.again) == {"m-liu"})
    assert detail.tabs.tabText(1) == "Messages 5 ▲1"


def test_its_entries_and_pictures_alone(screen: IncidentsScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    room.journal.add("something else").result()
    incident = room.incidents.press().result()
    digest = room.media.keep(b"no picture", ".jpg")
    draft = Draft("picture_kept", camera_id="c2", incident_id=incident.id, media=(digest,))
    room.database.write(lambda transaction: transaction.journal.append(draft)).result()
    detail = detail_of(screen, qtbot, incident)
    entries = room.journal.latest(incident_id=incident.id)
    qtbot.waitUntil(lambda: detail.entries.model.rowCount() == len(entries))
    qtbot.waitUntil(lambda: len(detail.pictures.thumbnails) == 1)
    thumbnail = detail.pictures.thumbnails[0]
    qtbot.waitUntil(lambda: "cannot be read" in thumbnail.accessibleName())
    assert thumbnail.accessibleName().startswith("Building 3 lobby 14:00:00")


def test_a_new_incident_leaves_what_is_being_typed(
    screen: IncidentsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    first = room.incidents.press().result()
    detail = detail_of(screen, qtbot, first)
    qtbot.mouseClick(detail.closing.stand_down, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(detail.closing.reason, "all well")
    room.clock.advance(seconds=timedelta(minutes=1).total_seconds())
    room.incidents.press().result()
    qtbot.waitUntil(lambda: screen.model.rowCount() == 2)
    assert screen.detail is detail
    assert detail.closing.reason.text() == "all well"


def test_drill_and_false_alarm_are_named(screen: IncidentsScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    drill = room.incidents.press(kind="fire", drill=True).result()
    room.incidents.stand_down(drill.id, "monthly").result()
    alarm = room.incidents.press().result()
    room.incidents.false_alarm(alarm.id).result()
    qtbot.waitUntil(
        lambda: (
            [
                str(screen.model.index(at, 0).data()).split(" · 2026")[0]
                for at in range(screen.model.rowCount())
            ]
            == [
                "Emergency, kind not yet known · place not yet known · false alarm",
                "DRILL · Fire · place not yet known · stood down",
            ]
        )
    )


def test_pictures_are_counted_only_once_they_were_looked_for(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    incident = room.incidents.press(kind="fire").result()
    offered = read_offered(room.services)
    facts = read_facts(room.services, incident, offered)
    words = IncidentWords(room.services, window.names)
    detail = IncidentDetail(facts, offered, room.services, window.names, words, window.ops)
    qtbot.addWidget(detail)
    assert detail.tabs.tabText(4) == "Pictures"
    assert not detail._no_pictures.isVisibleTo(detail._no_pictures.parentWidget())
    qtbot.waitUntil(lambda: detail.tabs.tabText(4) == "Pictures 0")
    assert detail._no_pictures.isVisibleTo(detail._no_pictures.parentWidget())


def test_tab_leads_from_the_tabs_to_what_stands_below_them(
    screen: IncidentsScreen, window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    window.activateWindow()
    incident = room.incidents.press(kind="fire").result()
    detail = detail_of(screen, qtbot, incident)
    for page, first in ((2, detail.reports.write["initial"]), (5, detail.review.print)):
        detail.tabs.setCurrentIndex(page)
        qtbot.waitUntil(first.isVisible)
        detail.tabs.tabBar().setFocus()
        qtbot.keyClick(detail.tabs.tabBar(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is first


def test_tab_brings_what_it_reaches_into_view(
    screen: IncidentsScreen, window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    window.resize(1366, 560)
    window.activateWindow()
    incident = room.incidents.press(kind="fire").result()
    room.incidents.stand_down(incident.id).result()
    detail = detail_of(screen, qtbot, incident)
    qtbot.waitUntil(lambda: len(detail.people.rows) == len(incident.calls))
    key = detail.reopening.button
    qtbot.waitUntil(key.isVisible)
    assert key.visibleRegion().isEmpty(), "below the edge of what is shown"
    detail.tabs.tabBar().setFocus()
    for _ in range(20):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if key.hasFocus():
            break
    assert key.hasFocus()
    assert not key.visibleRegion().isEmpty()
