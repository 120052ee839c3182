"""The clocks of an incident in the real window: what they say, and how a report by phone is written down."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.incident import Incident
from app.ui.emergency.card import IncidentCard
from app.ui.incidents.screen import IncidentsScreen
from app.ui.main_window import MainWindow
from app.ui.reports.clock_rows import ClockRow
from tests.fakes.services import ScreenRoom


@pytest.fixture
def incident(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> Incident:
    incident = room.incidents.press(kind="fire", place_id="lpg").result()
    room.incidents.acknowledge(incident.calls[0].id).result()
    tick(room)
    qtbot.waitUntil(lambda: incident.id in window.panel.cards)
    qtbot.waitUntil(lambda: len(card(window, incident).clocks.rows) == 1)
    return incident


def tick(room: ScreenRoom) -> None:
    change = room.clocks.tick()
    if change is not None:
        change.result()


def card(window: MainWindow, incident: Incident) -> IncidentCard:
    return window.panel.cards[incident.id]


def phone(window: MainWindow, incident: Incident) -> ClockRow:
    return next(row for row in card(window, incident).clocks.rows.values() if row.due.stage == "phone")


def test_a_clock_is_calm_then_amber_then_red(
    window: MainWindow, room: ScreenRoom, incident: Incident
) -> None:
    said = []
    for minutes in (0, 12, 5):
        room.clock.advance(minutes=minutes)
        card(window, incident).tick()
        said.append(phone(window, incident).text().partition(": ")[2])
    assert said == ["15:00 left", "▲ 3:00 left", "▲ 2:00 late"]


def test_who_took_the_call_is_typed_in_one_line_and_the_next_clock_comes(
    window: MainWindow, room: ScreenRoom, incident: Incident, qtbot: QtBot
) -> None:
    room.clock.advance(minutes=10)
    row = phone(window, incident)
    qtbot.mouseClick(row.reported, Qt.MouseButton.LeftButton)
    assert row.line.time.text() == "14:10"
    qtbot.keyClick(row.line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Say who took the call." in row.line._problem.text())
    qtbot.keyClicks(row.line.line, "Wang")
    row.line.time.setText("1408")
    qtbot.keyClick(row.line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [d.due.stage for d in card(window, incident).clocks.rows.values()] == ["written"])
    report = room.clocks.phone_reports(incident.id)[0]
    assert (report.whom, report.at.strftime("%H:%M")) == ("Wang", "06:08")


@pytest.mark.parametrize(("typed", "problem"), [("14:30", "not come yet"), ("25", "Write the time")])
def test_a_time_that_cannot_be_stays_to_be_mended(
    window: MainWindow, room: ScreenRoom, incident: Incident, qtbot: QtBot, typed: str, problem: str
) -> None:
    row = phone(window, incident)
    row.reported.click()
    row.line.line.setText("Wang")
    row.line.time.setText(typed)
    qtbot.keyClick(row.line.time, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: problem in row.line._problem.text())
    assert row.line.line.text() == "Wang"
    qtbot.keyClick(row.line.line, Qt.Key.Key_Escape)
    assert row.line.isHidden()
    assert row.reported.isVisible()


def test_a_call_typed_after_midnight_was_before_it(
    window: MainWindow, room: ScreenRoom, incident: Incident, qtbot: QtBot
) -> None:
    room.clock.advance(minutes=10 * 60 + 5)
    row = phone(window, incident)
    row.reported.click()
    row.line.line.setText("Wang")
    row.line.time.setText("23:55")
    row.line.save.click()
    qtbot.waitUntil(lambda: bool(room.clocks.phone_reports(incident.id)))
    assert room.clocks.phone_reports(incident.id)[0].at.isoformat() == "2026-11-23T15:55:00+00:00"


def test_the_incidents_page_lists_all_that_is_owed_and_takes_a_reason(
    window: MainWindow, room: ScreenRoom, incident: Incident, qtbot: QtBot
) -> None:
    room.clock.advance(minutes=20)
    tick(room)
    window.go("incidents")
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.detail is not None)
    detail = screen.detail
    assert detail is not None
    qtbot.waitUntil(lambda: detail.tabs.tabText(2) == "Reports ▲2")
    detail.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: bool(detail.reports.done.rows))
    rows = {row.due.stage: row for row in detail.reports.dues.rows.values()}
    done = {row.due.stage: row for row in detail.reports.done.rows.values()}
    assert done["acknowledge"].standing() == "done 14:00:00"
    assert rows["phone"].standing() == "due 14:15:00, 5:00 late"
    late = replace(rows["phone"].due, due_at=rows["phone"].due.due_at + timedelta(days=1))
    rows["phone"].show_due(late)
    said = rows["phone"].standing()
    assert said.startswith("due 11-24 14:15:00, "), "a time of tomorrow looks as if it had passed"
    rows["phone"].show_due(replace(late, due_at=late.due_at - timedelta(days=1)))
    rows["written"].not_owed.click()
    qtbot.keyClicks(rows["written"].reason.line, "they are here")
    qtbot.keyClick(rows["written"].reason.line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: (
            "not owed: they are here"
            in [row.standing() for row in detail.reports.done.rows.values() if row.not_owed.isHidden()]
        )
    )
