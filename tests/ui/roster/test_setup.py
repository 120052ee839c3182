"""Strength, rotations, leave, certificates, holidays, limits, exchanges, attendance and imports, by hand in the window."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.rota import AGREED, APPROVED, Group, Qualification
from app.model.words import Words
from app.ui.forms.record_page import RecordPage
from app.ui.main_window import MainWindow
from app.ui.roster.attendance import AttendancePage
from app.ui.roster.calendar_days import CalendarDaysPage
from app.ui.roster.exchanges import ExchangesPage
from app.ui.roster.kinds import KindsPage
from app.ui.roster.leave import LeavePage
from app.ui.roster.limits import LimitsPage
from app.ui.roster.on_duty import OnDutyPage
from app.ui.roster.rotations import RotationsPage
from app.ui.roster.screen import RosterScreen
from app.ui.roster.strength import StrengthPage
from app.ui.roster.terms import TermsPage
from tests.fakes.services import ScreenRoom


@pytest.fixture
def roster(window: MainWindow) -> RosterScreen:
    window.go("roster")
    screen = window.pages.currentWidget()
    assert isinstance(screen, RosterScreen)
    return screen


def fill(page: RecordPage, values: dict[str, object]) -> None:
    for name, value in values.items():
        page.form.fields[name].set_value(value)


def save(page: RecordPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)


def add(page: RecordPage, qtbot: QtBot, values: dict[str, object]) -> None:
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    fill(page, values)
    save(page, qtbot)
    qtbot.waitUntil(lambda: page.form.note.text() == "Saved.")


def test_strength_makes_gaps_appear_on_the_first_page_and_on_top(
    roster: RosterScreen, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    page = roster.page(StrengthPage)
    roster.open(type(page))
    add(page, qtbot, {"role": "post", "post": "gate", "count": 2, "start": "8:00", "end": "2000"})
    qtbot.waitUntil(lambda: len(room.roster.books.needs()) == 1)
    need = room.roster.books.needs()[0]
    assert (need.post_id, need.count, need.start, need.end) == ("gate", 2, "08:00", "20:00")
    qtbot.waitUntil(lambda: window.strip.trouble.isVisible())
    assert window.strip.trouble.toolTip().startswith("1 post short of people now")
    roster.open(OnDutyPage)
    qtbot.waitUntil(lambda: bool(roster.page(OnDutyPage).findings.rows.rows))
    assert roster.page(OnDutyPage).findings.rows.rows[0].cells == (
        "11-23 08:00 – 20:00", "East gate", "▲ nobody, 2 needed",
    )  # fmt: skip
    window.go("wall")
    qtbot.mouseClick(window.strip.trouble, Qt.MouseButton.LeftButton)
    assert window.place() == "roster"


def test_a_rotation_is_made_of_pattern_and_crews_and_changes_from_a_day_on(
    roster: RosterScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = roster.page(RotationsPage)
    roster.open(type(page))
    values = {
        "name": Words("带班", "Leaders"), "role": "leader", "pattern": "leader_of_day", "begins": "7:30",
        "groups": (("chen",), ("zhou",)), "starts_on": "2026-11-01",
    }  # fmt: skip
    add(page, qtbot, values)
    qtbot.waitUntil(lambda: len(room.roster.books.rotations()) == 1)
    (first,) = room.roster.books.rotations()
    assert first.cycle[0].start == "07:30"
    fill(page, {"groups": (("chen",), ("liu",))})
    save(page, qtbot)
    problem = page.form.fields["starts_on"].problem
    assert problem.isVisible()
    assert "later day" in problem.text()
    fill(page, {"starts_on": "2026-12-01"})
    save(page, qtbot)
    qtbot.waitUntil(lambda: len(room.roster.books.rotations()) == 2)
    was, now = room.roster.books.rotations()
    assert (was.ends_on, now.starts_on, now.anchor) == ("2026-12-01", "2026-12-01", "2026-11-01")
    assert now.groups == (Group(("chen",), 0), Group(("liu",), 1))


def test_a_name_that_nobody_has_stays_as_typed_and_is_told(
    roster: RosterScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = roster.page(RotationsPage)
    roster.open(type(page))
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    fill(page, {"name": Words("x"), "pattern": "two_crews"})
    field = page.form.fields["groups"]
    field.text.setPlainText("Zhou Min\n王小明")
    save(page, qtbot)
    assert "王小明" in field.problem.text()
    assert room.roster.books.rotations() == []
    assert field.text.toPlainText() == "Zhou Min\n王小明"


def test_leave_of_whole_days_takes_somebody_off_duty(
    roster: RosterScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = roster.page(LeavePage)
    roster.open(type(page))
    values = {"person": "zhou", "kind": "sick", "first": "2026-11-24", "last": "2026-11-25"}
    add(page, qtbot, {**values, "start": "00:00", "end": "24:00"})
    known = room.roster.sheets.known
    qtbot.waitUntil(lambda: bool(known(date(2026, 11, 24), date(2026, 11, 25)).found().away))
    away = known(date(2026, 11, 23), date(2026, 11, 27)).found().away
    assert [duty.starts.day for duty in away] == [24, 25]
    assert page.list.rows[0].cells == ("Zhou Min", "sick leave", "2026-11-24 00:00", "2026-11-25 24:00")


def test_certificates_and_limits(roster: RosterScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = roster.page(TermsPage)
    roster.open(type(page))
    fill(page, {"qualifications": (Qualification("lpg", "2026-01-01"),), "week": "abc"})
    save(page, qtbot)
    assert page.form.fields["week"].problem.isVisible()
    fill(page, {"week": "40"})
    save(page, qtbot)
    qtbot.waitUntil(lambda: "zhou" in room.roster.books.terms())
    assert room.roster.books.terms()["zhou"].limits.week_h == 40
    qtbot.waitUntil(lambda: page.list.rows[0].cells[1] == "▲ liquefied gas certificate 2026-01-01")
    limits = roster.page(LimitsPage)
    roster.open(LimitsPage)
    fill(limits, {"week": 44, "clocking": True})
    save(limits, qtbot)
    qtbot.waitUntil(lambda: room.roster.books.settings().clocking)


def test_holidays_of_a_year_that_nobody_knows_are_entered_by_hand(
    roster: RosterScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = roster.page(CalendarDaysPage)
    roster.open(type(page))
    assert "Not known: 2027" in page.known.text()
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    fill(page, {"date": "2027-02-06", "working": "free", "name": Words("春节", "Spring Festival")})
    save(page, qtbot)
    qtbot.waitUntil(lambda: len(room.roster.books.day_marks()) == 1)
    qtbot.waitUntil(lambda: "Not known" not in page.known.text())
    fill(page, {"date": "2027-02-08"})
    save(page, qtbot)
    qtbot.waitUntil(lambda: [one.date for one in room.roster.books.day_marks()] == ["2027-02-08"])


def test_kinds_of_shifts_give_the_letters(roster: RosterScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = roster.page(KindsPage)
    roster.open(type(page))
    add(page, qtbot, {"name": Words("行政班"), "letter": Words("行", "O"), "start": "08:30", "end": "17:30"})
    qtbot.waitUntil(lambda: room.roster.books.kinds()[-1].start == "08:30")


def test_a_stand_in_goes_from_hand_to_hand(roster: RosterScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = roster.page(ExchangesPage)
    roster.open(type(page))
    page.person.set_value("zhou")
    page.person.changed.emit()
    page.other.set_value("liu")
    page.reason.setText("病假")
    qtbot.mouseClick(page.ask, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.agree.isEnabled())
    assert not page.approve.isEnabled()
    qtbot.mouseClick(page.agree, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.roster.exchanges.current()[0].state == AGREED)
    qtbot.waitUntil(page.approve.isEnabled)
    qtbot.mouseClick(page.approve, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.roster.exchanges.current()[0].state == APPROVED)
    duty = next(duty for duty in room.roster.on_duty().now if duty.shift.role == "operator")
    assert (duty.shift.person_id, duty.why.instead_of) == ("liu", "zhou")
    roster.open(OnDutyPage)
    qtbot.waitUntil(
        lambda: (
            "Liu Zhiqiang (stand-in for Zhou Min)"
            in [row.cells[3] for row in roster.page(OnDutyPage).table.rows.rows]
        )
    )


def test_an_order_lets_a_duty_fall_away_and_is_taken_back(
    roster: RosterScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = roster.page(ExchangesPage)
    roster.open(type(page))
    page.kind.set_value("override")
    page.kind.changed.emit()
    page.person.set_value("zhou")
    page.person.changed.emit()
    page.other.set_value("nobody")
    qtbot.mouseClick(page.ask, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "zhou" not in {duty.shift.person_id for duty in room.roster.on_duty().now})
    qtbot.waitUntil(page.take_back.isEnabled)
    qtbot.mouseClick(page.take_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "zhou" in {duty.shift.person_id for duty in room.roster.on_duty().now})


def test_somebody_clocks_on_and_off(roster: RosterScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = roster.page(AttendancePage)
    roster.open(type(page))
    page.person.setCurrentIndex(page.person.findData("zhou"))
    qtbot.mouseClick(page.on, Qt.MouseButton.LeftButton)

    def states() -> list[str]:
        return [row.cells[3] for row in page.table.rows.rows if row.cells[1] == "Zhou Min"]

    qtbot.waitUntil(lambda: "▲ came late" in states())
    qtbot.waitUntil(page.off.isEnabled)
    room.clock.advance(minutes=60)
    qtbot.mouseClick(page.off, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "▲ left early" in states())
    qtbot.waitUntil(lambda: any(row.cells[:3:2] == ("Zhou Min", "1.0 h") for row in page.hours.rows.rows))
