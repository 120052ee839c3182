"""The roster in the real window: by keyboard, with refusals beside the field, undo, and text that nothing wipes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.model.roster import Shift
from app.model.words import Words
from app.ui.forms.record_page import RecordPage
from app.ui.main_window import MainWindow
from app.ui.roster.on_duty import OnDutyPage
from app.ui.roster.people import PeoplePage
from app.ui.roster.screen import RosterScreen
from app.ui.roster.shifts import ShiftsPage
from tests.fakes.services import ScreenRoom, refused


@pytest.fixture
def roster(window: MainWindow) -> RosterScreen:
    window.go("roster")
    screen = window.pages.currentWidget()
    assert isinstance(screen, RosterScreen)
    return screen


def open_tab(roster: RosterScreen, page: QWidget) -> None:
    roster.open(type(page))


def row_of(page: RecordPage, name: str) -> int:
    return next(n for n, row in enumerate(page.list.rows) if row.cells[0] == name)


def choose_row(page: RecordPage, name: str) -> None:
    page.list.table.selectRow(row_of(page, name))


def retype(qtbot: QtBot, line: QWidget, text: str) -> None:
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    # The way of every input method: QTest cannot click keys that are not Latin.
    typed = QInputMethodEvent("", [])
    typed.setCommitString(text)
    QApplication.sendEvent(line, typed)


def test_a_shift_added_by_hand_puts_somebody_on_duty(
    roster: RosterScreen, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    page = roster.page(ShiftsPage)
    open_tab(roster, page)
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    person = page.form.fields["person"]
    person.set_value("night")
    page.form.fields["role"].set_value("patrol")
    start, end = page.form.fields["start"].editors()[0], page.form.fields["end"].editors()[0]
    retype(qtbot, start, "13：30")
    retype(qtbot, end, "2200")
    qtbot.keyClick(end, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(room.roster.shifts()) == 5)
    assert room.roster.shifts()[-1].start == "13:30"
    assert "night" in [duty.shift.person_id for duty in room.roster.on_duty().now]
    open_tab(roster, roster.page(OnDutyPage))
    qtbot.waitUntil(lambda: ["● now, until 22:00", "Li Jun"] in rows_on_duty(roster))
    assert page.form.note.text() == "Saved."


def rows_on_duty(roster: RosterScreen) -> list[list[str]]:
    return [[row.cells[0], row.cells[3]] for row in roster.page(OnDutyPage).table.rows.rows]


def test_a_night_shift_says_that_it_ends_the_next_day(roster: RosterScreen) -> None:
    assert "20:00 – 08:00 next day" in [row.cells[-1] for row in roster.page(ShiftsPage).list.rows]
    assert ["20:00 – 08:00 next day", "Li Jun"] in rows_on_duty(roster)


def test_a_refused_save_shows_the_problem_beside_the_field_and_keeps_the_text(
    roster: RosterScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = roster.page(ShiftsPage)
    open_tab(roster, page)
    end = page.form.fields["end"]
    retype(qtbot, end.editors()[0], "25:00")
    qtbot.keyClick(end.editors()[0], Qt.Key.Key_Return)
    assert end.problem.isVisible()
    assert end.problem.text() == "▲ Write the time like 08:00."
    assert end.value() == "25:00"
    assert QApplication.focusWidget() is end.editors()[0]
    retype(qtbot, end.editors()[0], "21:00")
    assert not end.problem.isVisible()
    qtbot.keyClick(end.editors()[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "21:00" in {shift.end for shift in room.roster.shifts()})


def test_a_shift_without_a_person_is_refused(roster: RosterScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = roster.page(ShiftsPage)
    open_tab(roster, page)
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    assert page.form.fields["person"].problem.text() == "▲ Choose a person."
    assert len(room.roster.shifts()) == 4


def test_somebody_is_edited_and_the_name_follows_everywhere(
    roster: RosterScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = roster.page(PeoplePage)
    open_tab(roster, page)
    choose_row(page, "Liu Zhiqiang")
    english = page.form.fields["name"].editors()[1]
    retype(qtbot, english, "Liu Zhi")
    retype(qtbot, page.form.fields["phones"].editors()[0], "8555 0199，13900000000")
    qtbot.keyClick(english, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.roster.people()[2].name.en == "Liu Zhi")
    assert room.roster.people()[2].phones == ("8555 0199", "13900000000")
    qtbot.waitUntil(lambda: ["● now, until 20:00", "Liu Zhi"] in rows_on_duty(roster))
    assert [row.cells[4] for row in roster.page(OnDutyPage).table.rows.rows if row.cells[3] == "Liu Zhi"][
        0
    ] == ("8555 0199 / 13900000000")


def test_what_is_removed_comes_back_by_undo(roster: RosterScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = roster.page(ShiftsPage)
    open_tab(roster, page)
    choose_row(page, "Chen Guoping")
    qtbot.mouseClick(page.form.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.list.undo.isVisible)
    assert "s2" not in {shift.id for shift in room.roster.shifts()}
    qtbot.mouseClick(page.list.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "s2" in {shift.id for shift in room.roster.shifts()})
    qtbot.waitUntil(lambda: page.opened_id() == "s2")


def test_somebody_removed_stays_known_and_can_come_back(
    roster: RosterScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = roster.page(PeoplePage)
    open_tab(roster, page)
    choose_row(page, "Zhou Min")
    qtbot.mouseClick(page.form.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.list.undo.isVisible)
    assert "zhou" not in {person.id for person in room.roster.people()}
    assert page.list.rows[row_of(page, "Zhou Min")].cells[2] == "no longer called"
    qtbot.mouseClick(page.list.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "zhou" in {person.id for person in room.roster.people()})


def test_a_change_from_elsewhere_leaves_what_is_being_typed(
    roster: RosterScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = roster.page(PeoplePage)
    open_tab(roster, page)
    name = page.form.fields["name"].editors()[1]
    retype(qtbot, name, "Zhou Minmin")
    name.setCursorPosition(4)
    chen = replace(room.roster.people()[1], name=Words("陈国平", "Chen G."))
    room.roster.save_person(chen).result()
    qtbot.waitUntil(lambda: "Chen G." in {row.cells[0] for row in page.list.rows})
    assert page.form.fields["name"].value().en == "Zhou Minmin"
    assert name.cursorPosition() == 4
    assert page.list.rows[0].unsaved
    assert page.form.note.text() == "Not saved yet."
    room.roster.save_person(replace(room.roster.people()[0], phones=("110",))).result()
    qtbot.waitUntil(lambda: page.form.note.text().startswith("Changed elsewhere"))
    assert page.form.fields["name"].value().en == "Zhou Minmin"
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert page.form.fields["phones"].value() == ("110",)


def test_looking_at_another_row_and_switching_the_language_keep_the_draft(
    roster: RosterScreen, window: MainWindow, language: object, qtbot: QtBot
) -> None:
    page = roster.page(PeoplePage)
    open_tab(roster, page)
    retype(qtbot, page.form.fields["name"].editors()[1], "Zhou X")
    choose_row(page, "Li Jun")
    assert page.form.fields["name"].value().en == "Li Jun"
    choose_row(page, "Zhou Min")
    assert page.form.fields["name"].value().en == "Zhou X"
    window.strip.language_wanted.emit()
    assert page.form.fields["name"].value().en == "Zhou X"
    window.strip.language_wanted.emit()
    qtbot.keyClick(page.form.fields["name"].editors()[1], Qt.Key.Key_Escape)
    assert page.form.fields["name"].value().en == "Zhou Min"
    assert not page.list.rows[0].unsaved


def test_a_disk_that_refuses_is_told_in_the_form(
    roster: RosterScreen, room: ScreenRoom, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(room.roster, "save_person", lambda person: refused("disk_full"))
    page = roster.page(PeoplePage)
    open_tab(roster, page)
    retype(qtbot, page.form.fields["name"].editors()[1], "Zhou X")
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.form.trouble.isVisible)
    assert "disk is full" in page.form.trouble.text()
    assert page.form.fields["name"].value().en == "Zhou X"


def test_one_date_takes_the_place_of_weekdays(roster: RosterScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = roster.page(ShiftsPage)
    open_tab(roster, page)
    repeats = page.form.fields["repeats"]
    assert page.form.fields["weekdays"].isVisible()
    repeats.set_value("date")
    repeats.changed.emit()
    assert page.form.fields["date"].isVisible()
    assert not page.form.fields["weekdays"].isVisible()
    assert page.form.fields["date"].value() == "2026-11-23"
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.roster.shifts()[0].date == "2026-11-23")
    assert room.roster.shifts()[0].weekdays == ()


def test_an_empty_roster_says_what_to_do(roster: RosterScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    for shift in room.roster.shifts():
        room.roster.remove_shift(shift.id).result()
    open_tab(roster, roster.page(OnDutyPage))
    qtbot.waitUntil(roster.page(OnDutyPage).empty.isVisible)
    open_tab(roster, roster.page(ShiftsPage))
    qtbot.waitUntil(roster.page(ShiftsPage).list.empty.isVisible)
    assert "Add a shift" in roster.page(ShiftsPage).list.empty.text()
    assert not roster.page(ShiftsPage).form.isVisible()


def test_the_form_is_walked_with_tab_and_every_field_has_a_name(roster: RosterScreen, qtbot: QtBot) -> None:
    page = roster.page(ShiftsPage)
    open_tab(roster, page)
    page.form.begin()
    walked = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        walked.append(focus)
        if focus is page.form.remove:
            break
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    expected = [
        editor for name, field in page.form.fields.items() if name != "date" for editor in field.editors()
    ]
    assert walked == [*expected, page.form.save, page.form.cancel, page.form.remove]
    assert all(editor.accessibleName() for editor in expected)


def test_a_shift_is_added_without_the_mouse(roster: RosterScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = roster.page(ShiftsPage)
    open_tab(roster, page)
    roster.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is roster.window())
    qtbot.keyClick(page.list.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.form.title.text() == "New shift")
    person = page.form.fields["person"].editors()[0]
    assert QApplication.focusWidget() is person
    qtbot.keyClick(person, Qt.Key.Key_Down)
    qtbot.keyClick(person, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(room.roster.shifts()) == 5)
    assert room.roster.shifts()[-1].person_id == "zhou"
    page.list.table.setFocus()
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is person


def test_the_wheel_over_a_closed_box_alters_nothing(roster: RosterScreen, room: ScreenRoom) -> None:
    page = roster.page(ShiftsPage)
    open_tab(roster, page)
    box = page.form.fields["role"].editors()[0]
    before = page.form.values()
    turned = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turned)
    assert page.form.values() == before


def test_the_shift_of_somebody_who_left_asks_for_another_person(
    roster: RosterScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = roster.page(ShiftsPage)
    open_tab(roster, page)
    room.roster.remove_person("night").result()
    qtbot.waitUntil(lambda: "▲ Li Jun" in {row.cells[0] for row in page.list.rows})
    assert page.list.rows[row_of(page, "▲ Li Jun")].cells[1] == "no longer called"
    assert "Li Jun" not in {name for _, name in rows_on_duty(roster)}
    choose_row(page, "▲ Li Jun")
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    assert page.form.fields["person"].problem.text() == "▲ This person is no longer called: choose another."


def test_a_day_and_night_duty_of_tomorrow_says_when_it_ends(
    roster: RosterScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    whole = Shift("whole", "chen", "leader", date="2026-11-24", start="08:00", end="08:00")
    room.roster.save_shift(whole).result()
    expected = ["tomorrow 08:00 – 08:00 the day after", "Chen Guoping"]
    qtbot.waitUntil(lambda: expected in rows_on_duty(roster))
