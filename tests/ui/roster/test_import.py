"""Rosters of offices come into a draft: looked at first, what is unknown explained, then all or nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.rota import Need
from app.roster.files.meaning import LEFT_OUT
from app.ui.main_window import MainWindow
from app.ui.roster.month.page import MonthPage
from app.ui.roster.screen import RosterScreen
from tests.fakes.services import ScreenRoom


@pytest.fixture
def page(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> Iterator[MonthPage]:
    room.roster.books.save_need(Need("n", "operator")).result()
    window.go("roster")
    screen = window.pages.currentWidget()
    assert isinstance(screen, RosterScreen)
    screen.open(MonthPage)
    page = screen.page(MonthPage)
    qtbot.waitUntil(lambda: page.model.columnCount() > 0)
    page.go_to(date(2026, 12, 1))
    page.toolbar.begin.click()
    qtbot.waitUntil(lambda: bool(page.desk.cells))
    yield page
    page.desk.keep()


def _csv(path: Path, rows: list[list[str]]) -> Path:
    path.write_text("\n".join(",".join(row) for row in rows), encoding="gb18030")
    return path


def test_an_import_names_each_bad_cell_is_explained_once_and_taken_over_whole(
    page: MonthPage, room: ScreenRoom, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = page.importing
    head = ["姓名", *(f"12月{day}日" for day in range(1, 8))]
    file = _csv(tmp_path / "班表.csv", [head, ["周 敏", "白", "值", "休"], ["小李", "夜", "", ""]])
    before = page.desk.cells
    panel.look_at(file)
    qtbot.waitUntil(lambda: len(panel.mistakes.rows.rows) == 2)
    assert [row.cells[:2] for row in panel.mistakes.rows.rows] == [("C2", "值"), ("A3", "小李")]
    assert not panel.take_over.isEnabled()
    assert page.desk.cells == before
    place = page.model.place("night", "2026-12-02")
    assert place is not None
    assert not page.model.is_different(*place), "not before all is understood"
    explain(panel.boxes["shift:值"], "08:00-20:00")
    qtbot.waitUntil(lambda: len(panel.mistakes.rows.rows) == 1)
    explain(panel.boxes["person:小李"], "night")
    qtbot.waitUntil(panel.take_over.isEnabled)
    assert set(panel.boxes) == {"shift:值", "person:小李"}, "what was explained can be changed"
    explain(panel.boxes["person:小李"], LEFT_OUT)
    qtbot.waitUntil(lambda: panel.said.text().startswith("2 duties"))
    explain(panel.boxes["person:小李"], "night")
    qtbot.waitUntil(lambda: panel.said.text().startswith("3 duties"))
    place = page.model.place("night", "2026-12-01")
    assert place is not None
    assert not page.model.is_different(*place), "the night of the first stands there already"
    place = page.model.place("night", "2026-12-02")
    assert place is not None
    assert page.model.is_different(*place), "it would fall away"
    qtbot.mouseClick(panel.take_over, Qt.MouseButton.LeftButton)
    operators = [cell for cell in page.desk.cells if cell.role == "operator"]
    assert [(cell.date[8:], cell.person_id, cell.start) for cell in operators] == [
        ("01", "zhou", "08:00"), ("01", "night", "20:00"), ("02", "zhou", "08:00"),
    ]  # fmt: skip
    assert not page.model.is_different(*place)
    page.desk.undo()
    assert page.desk.cells == before
    assert room.roster.sheets.import_words() == {"shift:值": "08:00-20:00", "person:小李": "night"}


def explain(box: object, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_a_file_that_is_no_table_is_told(page: MonthPage, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 broken")
    panel = page.importing
    panel.look_at(tmp_path / "x.xlsx")
    qtbot.waitUntil(lambda: panel.said.text().startswith("▲"))
    assert not panel.take_over.isEnabled()


def test_the_worksheet_with_duties_is_looked_at_first_and_another_can_be_chosen(
    page: MonthPage, qtbot: QtBot, tmp_path: Path
) -> None:
    made = Workbook()
    first = made.active
    assert first is not None
    first.append(["请勿改动表头"])
    table = made.create_sheet("12月")
    table.append(["姓名", *range(1, 8)])
    table.append(["周敏", *"白夜白夜白夜白"])
    made.save(tmp_path / "x.xlsx")
    panel = page.importing
    panel.look_at(tmp_path / "x.xlsx")
    qtbot.waitUntil(panel.take_over.isEnabled)
    assert panel.sheet.currentText() == "12月"
    panel.sheet.setCurrentIndex(0)
    panel.sheet.activated.emit(0)
    assert [row.cells[0] for row in panel.mistakes.rows.rows] == ["—"]
    assert not panel.take_over.isEnabled()


def test_a_file_begins_a_draft_where_none_is_open(
    page: MonthPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(page.importing, "choose_file", lambda: asked.append(page.desk.sheet))
    page.toolbar.bring.click()
    page.toolbar.remove.click()
    qtbot.waitUntil(lambda: page.desk.sheet is None)
    page.toolbar.bring.click()
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert page.desk.is_editable
    assert asked[1] is page.desk.sheet is not asked[0]
