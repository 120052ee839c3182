"""Writing, sending, correcting and confirming a report in the real window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.incident import Incident
from app.model.message import BY_HAND
from app.model.site import Person
from app.model.words import Words
from app.ui import theme
from app.ui.forms.choices import ChecksField
from app.ui.incidents.reports import IncidentReports
from app.ui.incidents.screen import IncidentsScreen
from app.ui.main_window import MainWindow
from app.ui.reports.form import ReportForm
from tests.fakes.services import ScreenRoom

STREET = Person("wang", Words("王芳", "Wang Fang"), ("8555 0130",), ("street_office",), channels=("mail",))


@pytest.fixture
def incident(room: ScreenRoom, window: MainWindow) -> Incident:
    room.database.write(lambda transaction: transaction.site.save_person(STREET)).result()
    incident = room.incidents.press(kind="fire", place_id="lpg").result()
    tick = room.clocks.tick()
    assert tick is not None
    tick.result()
    return incident


@pytest.fixture
def page(window: MainWindow, incident: Incident, qtbot: QtBot) -> IncidentReports:
    window.go("incidents")
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.detail is not None)
    assert screen.detail is not None
    screen.detail.tabs.setCurrentIndex(2)
    return screen.detail.reports


def opened(page: IncidentReports, qtbot: QtBot, kind: str = "initial") -> ReportForm:
    button = page.write[kind]
    qtbot.waitUntil(lambda: button.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.form is not None
    return page.form


def fill(form: ReportForm, **texts: str) -> None:
    for name, text in texts.items():
        form.fields[name].set_value(text)
        form.fields[name].changed.emit()


def send_whole(page: IncidentReports, room: ScreenRoom, incident: Incident, qtbot: QtBot) -> None:
    form = opened(page, qtbot)
    fill(form, casualties="none", measures="called 119", on_scene="Chen", on_scene_phone="1")
    form.send.click()
    qtbot.waitUntil(lambda: len(room.reports.of_incident(incident.id)) == 1 and page.form is None)
    qtbot.waitUntil(lambda: len(page.sent.blocks) == 1)


def test_what_is_missing_is_named_all_the_time_and_beside_the_field_once_somebody_tries(
    page: IncidentReports, room: ScreenRoom, incident: Incident, qtbot: QtBot
) -> None:
    form = opened(page, qtbot)
    assert form.missing.text() == (
        "▲ Still missing: Casualties, Measures taken, In charge on scene, Their telephone"
    )
    assert form.fields["casualties"].editors()[0].hasFocus()
    assert form.fields["measures"].problem.isHidden()
    qtbot.keyClick(
        form.fields["casualties"].editors()[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert form.fields["measures"].problem.text() == "▲ This is required."
    assert room.reports.of_incident(incident.id) == []


def test_what_was_typed_is_there_again_after_a_crash(
    page: IncidentReports, room: ScreenRoom, incident: Incident, qtbot: QtBot
) -> None:
    form = opened(page, qtbot)
    qtbot.keyClicks(form.fields["casualties"].editors()[0], "one burnt hand")
    qtbot.waitUntil(lambda: bool(room.reports.drafts(incident.id)))
    (kept,) = room.reports.drafts(incident.id)
    assert kept.content["casualties"] == "one burnt hand"
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert page.form is None
    qtbot.waitUntil(lambda: page.write["initial"].text() == "Go on writing: Initial report")
    assert opened(page, qtbot).fields["casualties"].value() == "one burnt hand"


def test_filling_in_anew_leaves_what_was_typed(
    page: IncidentReports, room: ScreenRoom, incident: Incident, qtbot: QtBot
) -> None:
    form = opened(page, qtbot)
    fill(form, place="LPG station, tank 2", casualties="none")
    room.incidents.tick_step(incident.id, 0).result()
    form.refill.click()
    qtbot.waitUntil(lambda: "拨打119" in form.fields["measures"].value())
    assert form.fields["place"].value() == "LPG station, tank 2"
    assert form.fields["casualties"].value() == "none"


def test_who_gets_the_report_anyway_stands_first(page: IncidentReports, qtbot: QtBot) -> None:
    people = opened(page, qtbot).fields["people"]
    assert isinstance(people, ChecksField)
    assert next(iter(people.checks)) == "wang", "and not below everybody of the house"
    assert people.value() == ("wang",)


def test_the_cursor_stands_on_the_next_report_once_one_was_sent(
    page: IncidentReports, room: ScreenRoom, incident: Incident, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    send_whole(page, room, incident, qtbot)
    qtbot.waitUntil(lambda: page.form is None)
    assert QApplication.focusWidget() is page.write["follow_up"]


def test_the_language_of_the_report_is_chosen_in_the_form(page: IncidentReports, qtbot: QtBot) -> None:
    form = opened(page, qtbot)
    fill(form, language="en")
    qtbot.waitUntil(lambda: form.fields["nature"].value() == "Fire, Level III (major)")
    assert form.fields["received_at"].value() == "2026-11-23 14:00"


def test_a_sent_report_says_to_whom_it_went_and_who_confirmed_it(
    page: IncidentReports, room: ScreenRoom, incident: Incident, qtbot: QtBot
) -> None:
    send_whole(page, room, incident, qtbot)
    (block,) = page.sent.blocks.values()
    assert block._title.text() == "Initial report · No. 1/2026"
    receiver = block.receiver_rows["wang"]
    qtbot.mouseClick(receiver.confirmed, Qt.MouseButton.LeftButton)
    assert receiver.line.line.text() == "Wang Fang"
    qtbot.keyClick(receiver.line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: receiver.text() == "✓ Wang Fang: confirmed by Wang Fang at 14:00:00, by phone")
    assert receiver.confirmed.isHidden()
    assert not page.write["initial"].isVisible()
    assert page.write["follow_up"].text() == "Write: Follow-up report 1"


def test_a_report_that_could_not_be_sent_stands_in_red_with_the_number_to_dial(
    page: IncidentReports, room: ScreenRoom, incident: Incident, qtbot: QtBot
) -> None:
    send_whole(page, room, incident, qtbot)
    (report,) = room.reports.of_incident(incident.id)
    sent = room.database.read(lambda reader: reader.outbox.to_person(incident.id, "wang"))[-1]
    failed = replace(sent, state="failed", error="no_address")
    dialled = replace(failed, id="h", channel_id=BY_HAND, dedupe_key=f"i:wang:{BY_HAND}-1:report:{report.id}")
    room.outbox.messages = [failed, dialled]
    room.changes.publish(frozenset({"message"}))
    (block,) = page.sent.blocks.values()
    receiver = block.receiver_rows["wang"]
    said = "▲ Wang Fang: message failed, dial 8555 0130 · not reached 14:00:00 (1×)"
    qtbot.waitUntil(lambda: receiver.text() == said)
    assert receiver._standing._colour.name() == theme.RED_TEXT
    qtbot.mouseClick(receiver.not_reached, Qt.MouseButton.LeftButton)
    assert room.outbox.not_reached == [(report.id, "wang")]


def test_a_correction_needs_a_reason_and_keeps_the_version_before(
    page: IncidentReports, room: ScreenRoom, incident: Incident, qtbot: QtBot
) -> None:
    send_whole(page, room, incident, qtbot)
    next(iter(page.sent.blocks.values())).correct.click()
    form = page.form
    assert form is not None
    assert form.title.text() == "Correction of Initial report · No. 1/2026"
    fill(form, casualties="one burnt hand")
    form.send.click()
    assert form.fields["reason"].problem.text() == "▲ A reason is missing."
    fill(form, reason="seen by a doctor")
    form.send.click()
    qtbot.waitUntil(lambda: len(room.reports.of_incident(incident.id)) == 2)
    qtbot.waitUntil(lambda: [b._shown.report.version for b in page.sent.blocks.values()] == [2])
    (block,) = page.sent.blocks.values()
    assert block._marks.text() == "▲ corrected: Casualties (seen by a doctor)"
    assert block._earlier.text() == "replaced: version 1, 2026-11-23 14:00:00"


def test_a_late_report_and_a_missing_one_are_seen_in_the_list(
    page: IncidentReports, window: MainWindow, room: ScreenRoom, incident: Incident, qtbot: QtBot
) -> None:
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)

    def listed() -> str:
        return str(screen.model.index(0, 0).data())

    room.clock.advance(minutes=61)
    tick = room.clocks.tick()
    assert tick is not None
    tick.result()
    qtbot.waitUntil(lambda: listed().endswith("report overdue"))
    send_whole(page, room, incident, qtbot)
    (block,) = page.sent.blocks.values()
    assert block._marks.text() == "▲ sent late"
    phone = next(due for due in room.clocks.dues(incident.id) if due.stage == "phone")
    room.clocks.waive(phone.id, "they were here").result()
    qtbot.waitUntil(lambda: listed().endswith("never reported"))


def test_the_paper_that_was_sent_opens_over_the_screen(
    page: IncidentReports, window: MainWindow, room: ScreenRoom, incident: Incident, qtbot: QtBot
) -> None:
    send_whole(page, room, incident, qtbot)
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    next(iter(page.sent.blocks.values())).open.click()
    qtbot.waitUntil(screen.papers.isVisible)
    assert screen.papers._pdf == b"%PDF 1"
    target = room.folder / "report.pdf"
    screen.papers.write_to(str(target))
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == b"%PDF 1"
    qtbot.keyClick(screen.papers, Qt.Key.Key_Escape)
    assert screen.papers.isHidden()


def test_the_call_sheet_opens_from_the_incident(
    page: IncidentReports, window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    page.sheets["call_sheet"].click()
    qtbot.waitUntil(screen.papers.isVisible)
    assert room.papers[-1].title == "Call sheet: Fire"
