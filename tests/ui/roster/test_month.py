"""The month in the real window: letters, Delete, undo, drags; drafts published and taken back; papers and files."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.rota import APPROVED, ASKED, Cell, Line, Need
from app.model.site import Person
from app.model.words import Words
from app.roster import proposing
from app.roster.days import months_on
from app.roster.files.reading import read_tables
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from app.ui.roster.month.page import MonthPage
from app.ui.roster.month.picture import line_for
from app.ui.roster.screen import RosterScreen
from tests.fakes.services import ScreenRoom

DECEMBER = date(2026, 12, 1)


@pytest.fixture
def month(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> Iterator[MonthPage]:
    room.roster.books.save_need(Need("n", "operator")).result()
    window.go("roster")
    screen = window.pages.currentWidget()
    assert isinstance(screen, RosterScreen)
    screen.open(MonthPage)
    page = screen.page(MonthPage)
    qtbot.waitUntil(lambda: page.model.columnCount() > 0)
    yield page
    page.desk.keep()


@pytest.fixture
def draft(month: MonthPage, qtbot: QtBot) -> MonthPage:
    month.go_to(DECEMBER)
    month.toolbar.begin.click()
    qtbot.waitUntil(lambda: month.desk.sheet is not None and bool(month.desk.cells))
    return month


def choose(page: MonthPage, person_id: str, day: str) -> None:
    place = page.model.place(person_id, day)
    assert place is not None
    page.grid.setCurrentIndex(page.model.index(*place))


def letters(page: MonthPage, person_id: str, day: str) -> str:
    place = page.model.place(person_id, day)
    assert place is not None
    return "".join(mark.letter for mark in page.model.marks(*place))


def drag(page: MonthPage, qtbot: QtBot, begun: tuple[str, str], over: tuple[str, str]) -> None:
    points = []
    for person_id, day in (begun, over):
        place = page.model.place(person_id, day)
        assert place is not None
        page.grid.scrollTo(page.model.index(*place))
    for person_id, day in (begun, over):
        place = page.model.place(person_id, day)
        assert place is not None
        points.append(page.grid.visualRect(page.model.index(*place)).center())
    port = page.grid.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=points[0])
    qtbot.mouseMove(port, points[0] + QPoint(20, 0))
    qtbot.mouseMove(port, points[1])
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=points[1])


def test_what_stands_is_shown_by_letters_for_sixteen_months(month: MonthPage) -> None:
    assert month.model.columnCount() == (months_on(date(2026, 8, 1), 16) - date(2026, 8, 1)).days
    assert letters(month, "zhou", "2026-12-01") == "D"
    assert letters(month, "night", "2026-12-01") == "N"
    assert "stands" in month.toolbar.sheet.currentText()


def test_letters_delete_and_undo_edit_a_draft_which_is_kept(
    draft: MonthPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    choose(draft, "zhou", "2026-12-03")
    qtbot.keyClick(draft.grid, Qt.Key.Key_N)
    assert letters(draft, "zhou", "2026-12-03") == "N"
    qtbot.keyClick(draft.grid, Qt.Key.Key_Delete)
    assert letters(draft, "zhou", "2026-12-03") == ""
    qtbot.keyClick(draft.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert letters(draft, "zhou", "2026-12-03") == "N"
    qtbot.keyClick(draft.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert letters(draft, "zhou", "2026-12-03") == "D"
    qtbot.keyClick(draft.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert letters(draft, "zhou", "2026-12-03") == "N"
    sheet = draft.desk.sheet
    assert sheet is not None
    entries = room.kinds()
    draft.desk.keep()
    qtbot.waitUntil(
        lambda: ("20:00", "zhou") in {(c.start, c.person_id) for c in room.roster.sheets.cells(sheet.id)}
    )
    assert room.kinds() == entries, "a draft is no entry"


def test_a_wish_is_one_key_and_the_same_key_takes_it_back(
    draft: MonthPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    choose(draft, "zhou", "2026-12-03")
    qtbot.keyClick(draft.grid, Qt.Key.Key_Minus)
    qtbot.waitUntil(lambda: draft.model.wish("zhou", "2026-12-03") == "off")
    assert [one.want for one in room.roster.books.wishes(DECEMBER, date(2026, 12, 31))] == ["off"]
    qtbot.keyClick(draft.grid, Qt.Key.Key_Minus)
    qtbot.waitUntil(lambda: draft.model.wish("zhou", "2026-12-03") == "")


def test_a_gap_is_found_as_one_edits(draft: MonthPage, qtbot: QtBot) -> None:
    choose(draft, "zhou", "2026-12-03")
    qtbot.keyClick(draft.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(
        lambda: any(row.cells[2] == "▲ nobody, 1 needed" for row in draft.below.findings.rows.rows)
    )
    assert draft.below.tabText(1).startswith("▲ Wrong")
    # Whoever hears the screen instead of seeing it is told where Tab has led.
    assert draft.below.findings.accessibleName() == "What is wrong with this roster"
    assert draft.below.widget(0).accessibleName() == draft.below.tabText(0)


def test_a_drag_swaps_in_a_draft_and_moves_to_an_empty_place(draft: MonthPage, qtbot: QtBot) -> None:
    drag(draft, qtbot, ("zhou", "2026-12-02"), ("night", "2026-12-02"))
    assert letters(draft, "zhou", "2026-12-02") == "N"
    assert letters(draft, "night", "2026-12-02") == "D"
    choose(draft, "zhou", "2026-12-04")
    qtbot.keyClick(draft.grid, Qt.Key.Key_Delete)
    drag(draft, qtbot, ("zhou", "2026-12-05"), ("zhou", "2026-12-04"))
    assert (letters(draft, "zhou", "2026-12-04"), letters(draft, "zhou", "2026-12-05")) == ("D", "")


def test_a_drag_in_what_stands_asks_for_a_swap(month: MonthPage, room: ScreenRoom, qtbot: QtBot) -> None:
    drag(month, qtbot, ("zhou", "2026-11-26"), ("night", "2026-11-26"))
    qtbot.waitUntil(lambda: [one.state for one in room.roster.exchanges.current()] == [ASKED])
    (swap,) = room.roster.exchanges.current()
    assert [(leg.person_out, leg.person_in) for leg in swap.legs] == [("zhou", "night"), ("night", "zhou")]
    qtbot.waitUntil(lambda: month.toolbar.note.isVisible())
    assert swap.state != APPROVED


def test_a_published_draft_stands_and_can_be_taken_back(
    draft: MonthPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    choose(draft, "zhou", "2026-12-03")
    qtbot.keyClick(draft.grid, Qt.Key.Key_Delete)
    draft.toolbar.publish.click()
    qtbot.waitUntil(lambda: draft.desk.sheet is None)
    qtbot.waitUntil(lambda: letters(draft, "zhou", "2026-12-03") == "")
    assert "roster_published" in room.kinds()
    draft.drafts.open(room.roster.sheets.all()[0].id)
    assert not draft.desk.is_editable
    choose(draft, "zhou", "2026-12-03")
    qtbot.keyClick(draft.grid, Qt.Key.Key_D)
    assert letters(draft, "zhou", "2026-12-03") == ""
    draft.toolbar.withdraw.click()
    qtbot.waitUntil(lambda: draft.desk.is_editable)
    draft.toolbar.remove.click()
    qtbot.waitUntil(lambda: room.roster.sheets.all() == [])
    qtbot.waitUntil(lambda: letters(draft, "zhou", "2026-12-03") == "D")


def test_a_draft_is_compared_with_what_stands_as_it_is_edited(draft: MonthPage, qtbot: QtBot) -> None:
    box = draft.toolbar.compare
    box.setCurrentIndex(box.findData("now"))
    box.activated.emit(box.currentIndex())
    panel = draft.comparing
    qtbot.waitUntil(lambda: "duties only here 0, only there 0" in panel.said.text())
    assert draft.below.currentWidget() is panel
    choose(draft, "zhou", "2026-12-03")
    qtbot.keyClick(draft.grid, Qt.Key.Key_N)
    place = draft.model.place("zhou", "2026-12-03")
    assert place is not None
    qtbot.waitUntil(lambda: draft.model.is_different(*place))
    assert [row.cells for row in panel.rows.rows.rows] == [
        ("12-03", "08:00–20:00", "operator", "—", "Zhou Min"),
        ("12-03", "20:00–08:00", "operator", "Zhou Min", "—"),
    ]
    assert "Here: gaps 1" in panel.said.text()
    assert "There: gaps 0" in panel.said.text()
    draft.toolbar.remove.click()
    qtbot.waitUntil(lambda: not draft.model.is_different(*place))
    assert not draft.below.isTabVisible(draft.below.indexOf(panel))


def test_enter_and_enter_swap_like_a_drag(draft: MonthPage, qtbot: QtBot) -> None:
    choose(draft, "zhou", "2026-12-03")
    qtbot.keyClick(draft.grid, Qt.Key.Key_Return)
    choose(draft, "night", "2026-12-03")
    qtbot.keyClick(draft.grid, Qt.Key.Key_Escape)
    qtbot.keyClick(draft.grid, Qt.Key.Key_Return)
    assert letters(draft, "zhou", "2026-12-03") == "D", "Escape lets go: this Enter takes up anew"
    choose(draft, "zhou", "2026-12-03")
    qtbot.keyClick(draft.grid, Qt.Key.Key_Return)
    assert letters(draft, "zhou", "2026-12-03") == "N"
    assert letters(draft, "night", "2026-12-03") == "D"


def test_a_new_draft_has_the_cursor_in_it_and_letters_beside_it_say_why_they_do_nothing(
    draft: MonthPage, qtbot: QtBot
) -> None:
    assert draft.model.days[draft.grid.currentIndex().column()].iso == "2026-12-01"
    choose(draft, "zhou", "2026-11-30")
    qtbot.keyClick(draft.grid, Qt.Key.Key_N)
    assert draft.toolbar.note.text() == "These days do not belong to the draft."
    qtbot.keyClick(draft.grid, Qt.Key.Key_Q)
    assert draft.toolbar.note.text() == 'No shift has the letter "q".'


def test_the_post_planned_is_the_one_the_person_stands_on_or_may() -> None:
    gate, plaza, leader = Line("post", "gate"), Line("post", "plaza"), Line("leader")
    lines = (gate, plaza, leader)
    guard = Person("g", Words("甲"), roles=("post",))
    cells = [Cell(f"c{day}", "g", "post", "plaza", f"2026-12-0{day}", "08:00", "20:00") for day in (1, 2)]
    assert line_for(guard, lines, cells, gate) == plaza, "where they stand already"
    assert line_for(guard, lines, cells, plaza) == plaza
    assert line_for(guard, lines, [], plaza) == plaza, "what was chosen, where they may"
    assert line_for(guard, lines, [], leader) == gate, "what they may"
    assert line_for(Person("x", Words("乙")), lines, [], leader) == leader
    assert line_for(None, lines, cells, gate) == gate


@pytest.mark.skipif(not proposing.is_installed(), reason="the optional solver is not installed")
def test_the_program_drafts_and_undo_brings_the_former_draft_back(draft: MonthPage, qtbot: QtBot) -> None:
    before = draft.desk.cells
    choose(draft, "zhou", "2026-12-02")
    qtbot.keyClick(draft.grid, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    draft.toolbar.propose.click()
    assert draft.toolbar.stop.isVisible()
    qtbot.waitUntil(lambda: draft.toolbar.propose.isVisible(), timeout=60_000)
    assert draft.toolbar.note.isVisible()
    assert letters(draft, "zhou", "2026-12-02") == "D", "locked"
    draft.desk.undo()
    draft.desk.undo()
    assert draft.desk.cells == before


def test_without_the_solver_the_button_says_what_to_install(
    draft: MonthPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.roster.month.proposal.is_installed", lambda: False)
    draft.toolbar.propose.click()
    assert "requirements-solver.lock" in draft.toolbar.note.text()


def test_the_month_is_written_and_read_back(month: MonthPage, tmp_path: Path, qtbot: QtBot) -> None:
    choose(month, "zhou", "2026-11-26")
    for name in ("r.xlsx", "r.csv"):
        month.papers.write_table(tmp_path / name)
        qtbot.waitUntil(lambda name=name: (tmp_path / name).exists())
        qtbot.waitUntil(lambda: not month.papers.is_busy)
        (table,) = read_tables(tmp_path / name)
        assert "2026-11-26" in table.rows[1]
    month.papers.write_calendar(tmp_path / "z.ics")
    qtbot.waitUntil(lambda: (tmp_path / "z.ics").exists())
    assert (tmp_path / "z.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") == 30


@pytest.mark.parametrize("chinese", [False, True])
def test_both_papers_are_printed(month: MonthPage, language: Language, chinese: bool, qtbot: QtBot) -> None:
    if chinese:
        language.switch(CHINESE)
        qtbot.waitUntil(lambda: ("zhou", "周敏") in month.model.people)
    choose(month, "zhou", "2026-11-26")
    for show in (month.papers.sheet, month.papers.own_sheet):
        show()
        text = "".join(
            month.papers.viewer.document.getAllText(page).text()
            for page in range(month.papers.viewer.document.pageCount())
        )
        assert ("周敏" if chinese else "Zhou Min") in text
        assert month.papers.viewer.document.status() == QPdfDocument.Status.Ready


def test_sixteen_months_are_scrolled_within_a_frame_a_step(
    month: MonthPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    """Half the budget of 60 pictures a second would be 8 ms; a machine under test may be busy."""
    bar = month.grid.horizontalScrollBar()
    bar.setValue(0)
    QApplication.processEvents()
    taken = []
    for step in range(0, bar.maximum(), max(1, bar.maximum() // 120)):
        begun = time.perf_counter()
        bar.setValue(step)
        month.grid.viewport().repaint()
        taken.append(time.perf_counter() - begun)
    assert sorted(taken)[len(taken) // 2] < 0.030


def test_a_draft_fits_a_small_screen(draft: MonthPage, window: MainWindow, language: Language) -> None:
    language.switch("en")
    window.resize(1366, 768)
    assert draft.toolbar.publish.isVisible()
    assert (window.width(), window.height()) == (1366, 768)
