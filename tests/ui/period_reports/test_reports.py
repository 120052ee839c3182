"""Reports over a time in the real window: what waits, own words, preview, made and signed, shown again; where they are set."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.journal import Draft
from app.model.period_report import ReportKey
from app.ui.figures.screen import FiguresScreen
from app.ui.journal.entry_words import EntryWords
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from app.ui.names import Names
from app.ui.period_reports.page import PeriodReportsPage
from app.ui.settings.screen import SettingsScreen
from tests.fakes.services import ScreenRoom

DAY = 24 * 60
NOVEMBER = ReportKey("monthly", "2026-11")


def tick(room: ScreenRoom) -> None:
    change = room.reminder.tick()
    if change is not None:
        change.result()


@pytest.fixture
def december(room: ScreenRoom) -> ScreenRoom:
    """The third of December: the report of November is due today."""
    tick(room)
    room.journal.add("cable hangs over the gate", "hazard").result()
    room.clock.advance(minutes=10 * DAY)
    tick(room)
    return room


@pytest.fixture
def look(window: MainWindow, qtbot: QtBot) -> Callable[[], PeriodReportsPage]:
    def opened() -> PeriodReportsPage:
        window.go("figures")
        screen = window.pages.currentWidget()
        assert isinstance(screen, FiguresScreen)
        page = screen.open_reports()
        qtbot.waitUntil(lambda: bool(page.form.editors))
        return page

    return opened


def test_what_is_due_stands_on_the_strip_and_leads_there(
    december: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    window.strip.tick()
    assert "monthly report due" in window.strip.trouble.text()
    window.strip.trouble.click()
    screen = window.pages.currentWidget()
    assert isinstance(screen, FiguresScreen)
    assert screen.tabs.currentIndex() == 1
    page = screen.open_reports()
    qtbot.waitUntil(lambda: page.form.title.text() == "Information report November 2026")
    assert page.form.state.text() == "due by 2026-12-03 23:59"


def test_own_words_are_kept_while_the_draft_is_made_anew(
    december: ScreenRoom, look: Callable[[], PeriodReportsPage], qtbot: QtBot
) -> None:
    page = look()
    hazards = page.form.editors["hazards"]
    assert "cable hangs over the gate" in hazards.drafted.text()
    hazards.words.edit.setPlainText("Taken down by the power company.")
    page.form.read()
    december.journal.add("x").result()
    qtbot.waitUntil(
        lambda: (
            december.period_reports.look(NOVEMBER, "en").draft.own_words
            == {"hazards": "Taken down by the power company."}
        )
    )
    assert hazards.words.value() == "Taken down by the power company."


def test_another_report_takes_its_place_and_nothing_typed_is_lost(
    december: ScreenRoom, look: Callable[[], PeriodReportsPage], qtbot: QtBot
) -> None:
    page = look()
    page.form.editors["plans"].words.edit.setPlainText("Pumps.")
    page.open(ReportKey("monthly", "2026-12"))
    assert not page.form.make.isEnabled()
    qtbot.waitUntil(lambda: "plans" in page.form.editors and page.form.editors["plans"].words.value() == "")
    page.open(NOVEMBER)
    qtbot.waitUntil(
        lambda: "plans" in page.form.editors and page.form.editors["plans"].words.value() == "Pumps."
    )


def test_it_is_made_with_what_stands_on_the_screen_and_shown(
    december: ScreenRoom, look: Callable[[], PeriodReportsPage], qtbot: QtBot
) -> None:
    page = look()
    page.form.editors["plans"].words.edit.setPlainText("Pumps.")
    page.form.editors["plans"].words.edit.setFocus()
    QTest.keyClick(
        page.form.editors["plans"].words.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    qtbot.waitUntil(lambda: bool(page.form.versions))

    made = december.period_reports.all()[1].made[0]
    assert dict(made.own_words) == {"plans": "Pumps."}
    assert page.form.versions[0].text().startswith("Version 1 · 2026-12-03")
    assert page.form.state.text() == "✓ made 2026-12-03"
    qtbot.waitUntil(page.viewer.isVisible)
    page.viewer.back.click()
    page.form.versions[0].click()
    qtbot.waitUntil(page.viewer.isVisible)
    tick(december)
    assert december.reminder.waiting() == ()


def test_where_people_sign_in_a_stranger_is_told_so(
    december: ScreenRoom, window: MainWindow, look: Callable[[], PeriodReportsPage], qtbot: QtBot
) -> None:
    december.access.set_pin("chen", "2468").result()
    page = look()
    page.form.make.click()

    qtbot.waitUntil(window.banner.isVisible)
    assert december.period_reports.all()[1].made == ()


def test_a_preview_is_marked_and_makes_nothing(
    december: ScreenRoom, look: Callable[[], PeriodReportsPage], qtbot: QtBot
) -> None:
    page = look()
    page.form.preview.click()
    qtbot.waitUntil(page.viewer.isVisible)

    assert december.papers[-1].stamp
    assert december.period_reports.all()[1].made == ()


def test_a_special_period_is_set_and_its_days_are_in_the_list(
    room: ScreenRoom, window: MainWindow, look: Callable[[], PeriodReportsPage], qtbot: QtBot
) -> None:
    room.journal.add("x").result()
    window.go("settings")
    settings = window.pages.currentWidget()
    assert isinstance(settings, SettingsScreen)
    reports_tab = settings.open(settings.reports)
    page = reports_tab.periods
    reports_tab.tabs.setCurrentWidget(page)
    page.list.add.click()
    page.form.fill({"first": "2026-11-23", "last": "2026-11-24", "reason": "Congress"})
    page.form.save.click()
    qtbot.waitUntil(lambda: bool(room.period_reports.special_periods()))

    reports = look()
    assert [row.cells for row in reports.list.rows.rows] == [
        ("Month 2026-11", "not over yet"),
        ("Day 2026-11-23", "not over yet"),
    ]


def test_the_log_says_it_in_both_languages(room: ScreenRoom, window: MainWindow, language: Language) -> None:
    drafts = [
        Draft("period_report_due", data={"report_kind": "monthly", "period": "2026-11"}),
        Draft("period_report_missed", data={"report_kind": "daily", "period": "2026-11-23"}),
        Draft("period_report_made", data={"report_kind": "monthly", "period": "2026-11", "version": "2"}),
        Draft("special_period_saved", "Congress", data={"begins": "2026-11-23", "ends": "2026-11-24"}),
        Draft("special_period_removed", "Congress", data={"begins": "2026-11-23", "ends": "2026-11-24"}),
        Draft("report_times_changed", data={"month_day": "0", "daily_at": "08:00"}),
    ]
    entries = [room.database.write(lambda tx, one=draft: tx.journal.append(one)).result() for draft in drafts]
    words = EntryWords(Names(room.services))

    assert [words.sentence(entry) for entry in entries] == [
        "Due now: Information report of 2026-11",
        "Not made in time: Daily report of 2026-11-23",
        "Information report of 2026-11 made, version 2",
        "Special protection period 2026-11-23 to 2026-11-24: Congress",
        "Special protection period 2026-11-23 to 2026-11-24 taken away: Congress",
        "Monthly report not due, daily report for 24 hours until 08:00",
    ]
    language.switch(CHINESE)
    assert words.sentence(entries[2]) == "已编制 2026-11 信息月报（第 2 版）"


def test_an_empty_log_says_where_reports_will_be(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    assert room.journal.latest(1) == []
    window.go("figures")
    screen = window.pages.currentWidget()
    assert isinstance(screen, FiguresScreen)
    page = screen.open_reports()

    qtbot.waitUntil(page.empty.isVisible)
    assert page.form.isHidden()
