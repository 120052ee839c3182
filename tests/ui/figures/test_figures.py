"""F11 in the real window: charts with their tables, periods, what they lead to, what they become on disk."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.figures.writing import Table, as_excel
from app.model.health import Uptime
from app.model.incident import Incident
from app.model.journal import Draft
from app.storage.transaction import Transaction
from app.ui.figures.drawings import size_of
from app.ui.figures.page import FiguresPage
from app.ui.figures.painting import steps
from app.ui.figures.screen import FiguresScreen
from app.ui.figures.sheet import CHARTS
from app.ui.incidents import screen as incidents_screen
from app.ui.incidents.screen import IncidentsScreen
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


def lived_through(room: ScreenRoom, *, drill: bool = False, minutes: float = 6) -> Incident:
    incident = room.incidents.press(kind="fire", place_id="lpg", drill=drill).result()
    room.clocks.tick()
    room.clock.advance(minutes=minutes)
    (room.clocks.tick() or room.incidents.set_place(incident.id, "lpg")).result()
    patrol = next(call for call in incident.calls if call.role == "patrol")
    room.incidents.arrive(patrol.id).result()
    settled = room.clocks.tick()
    if settled is not None:
        settled.result()
    room.incidents.stand_down(incident.id, "over").result()
    return incident


def ring(transaction: Transaction) -> None:
    for kind in ("camera_lost", "camera_lost", "tour_step_missed"):
        transaction.journal.append(Draft(kind))
    transaction.uptime.add([Uptime("c1", "2026-11-23", 90, 100)])
    transaction.touch_quietly("uptime")


@pytest.fixture
def look(window: MainWindow, qtbot: QtBot) -> Callable[[], FiguresPage]:
    def opened() -> FiguresPage:
        window.go("figures")
        screen = window.pages.currentWidget()
        assert isinstance(screen, FiguresScreen)
        qtbot.waitUntil(lambda: bool(screen.figures.sheets))
        return screen.figures

    return opened


def show(page: FiguresPage, chart: str) -> None:
    page.list.setCurrentIndex(page.list.rows.index(CHARTS.index(chart)))


def test_every_chart_and_its_table_hold_the_same(room: ScreenRoom, look: Callable[[], FiguresPage]) -> None:
    lived_through(room)
    room.database.write(ring).result()
    page = look()

    assert [sheet.id for sheet in page.sheets] == list(CHARTS)
    for sheet in page.sheets:
        show(page, sheet.id)
        if sheet.drawing is None:
            assert page.empty.text()
            assert page.chart.isHidden()
            continue
        assert size_of(sheet.drawing) == len(sheet.lines) * sheet.across
        assert page.table.rows.rowCount() == len(sheet.lines)
        assert all(len(line.cells) == len(sheet.headers) for line in sheet.lines)
        assert page.chart.isVisible()


def test_a_dot_leads_to_its_incident(
    room: ScreenRoom, window: MainWindow, look: Callable[[], FiguresPage], qtbot: QtBot
) -> None:
    first = lived_through(room)
    room.clock.advance(minutes=30)
    lived_through(room, minutes=2)
    page = look()
    show(page, "turn_out")
    assert page.summary.text().startswith("1 of 2 in time")
    assert "Too few" in page.notes.text()

    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Home)
    assert "▲ late" in page.said.text()
    assert page.line() is not None
    QTest.keyClick(page.chart, Qt.Key.Key_Return)

    assert window.place() == "incidents"
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.detail is not None and screen.detail.incident.id == first.id)


def test_an_incident_older_than_the_list_is_opened_all_the_same(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incidents_screen, "SHOWN", 1)
    old = lived_through(room)
    lived_through(room)
    window.open_incident(old.id)
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.detail is not None and screen.detail.incident.id == old.id)

    # It stays open and in the list when something new happens.
    room.incidents.press(kind="fire").result()
    qtbot.waitUntil(lambda: len(screen.model.incidents) == 2 and screen.model.incidents[0].state == "running")
    assert screen.detail is not None
    assert screen.detail.incident.id == old.id


def test_drills_are_counted_apart(room: ScreenRoom, look: Callable[[], FiguresPage], qtbot: QtBot) -> None:
    lived_through(room)
    lived_through(room, drill=True)
    page = look()
    assert page.bar.groups["real"].text() == "Real 1"
    assert page.bar.groups["drill"].text() == "Drills 1"

    page.bar.groups["drill"].click()

    qtbot.waitUntil(lambda: page.figures is not None and page.figures.group == "drill")
    assert page.summary.text().startswith("1 drills")
    # Alarms are those of the whole room: there is nothing to choose.
    show(page, "alarms")
    assert not page.bar.groups["real"].isEnabled()


def test_periods_go_back_and_forward_by_key_but_not_ahead_of_today(
    look: Callable[[], FiguresPage], qtbot: QtBot
) -> None:
    page = look()
    assert page.bar.name.text() == "November 2026"
    assert not page.bar.later.isEnabled()

    QTest.keyClick(page.list, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.bar.name.text() == "October 2026")
    QTest.keyClick(page.list, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.bar.name.text() == "Sat 31 Oct 2026")
    for _ in range(40):
        QTest.keyClick(page.list, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.bar.name.text() == "Mon 23 Nov 2026"
    QTest.keyClick(page.list, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert page.bar.name.text() == "2026"


def test_arrows_go_through_the_chart_and_the_table_follows(
    room: ScreenRoom, look: Callable[[], FiguresPage]
) -> None:
    lived_through(room)
    page = look()
    show(page, "hours")
    page.chart.setFocus()
    for _ in range(14):
        QTest.keyClick(page.chart, Qt.Key.Key_Right)
    assert page.said.text() == "14:00: 1"
    assert page.table.selectionModel().selectedRows()[0].row() == 14
    # And the other way.
    page.table.selectRow(3)
    assert page.chart.index == 3

    show(page, "heat")
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Home)
    QTest.keyClick(page.chart, Qt.Key.Key_Up)  # there is no row above
    assert page.said.text() == "Mon 00:00 · 0"
    QTest.keyClick(page.chart, Qt.Key.Key_Down)
    assert page.said.text() == "Tue 00:00 · 0"


def test_a_new_site_says_that_there_is_nothing_yet(look: Callable[[], FiguresPage]) -> None:
    page = look()

    for sheet in page.sheets:
        show(page, sheet.id)
        assert page.chart.isHidden()
        assert page.empty.text()
        assert not page.bar.chart.isEnabled()


def test_what_happens_meanwhile_is_counted(
    room: ScreenRoom, look: Callable[[], FiguresPage], qtbot: QtBot
) -> None:
    page = look()
    lived_through(room)

    qtbot.waitUntil(lambda: page.bar.groups["real"].text() == "Real 1")


def test_the_table_becomes_a_file_with_numbers_and_the_chart_a_picture(
    room: ScreenRoom, look: Callable[[], FiguresPage], qtbot: QtBot, tmp_path: Path
) -> None:
    lived_through(room)
    page = look()
    show(page, "places")
    page.files.write_table(tmp_path / "places.xlsx")
    qtbot.waitUntil(lambda: not page.files.is_busy)

    sheet = load_workbook(tmp_path / "places.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][0] == "Test community · November 2026 · real incidents"
    assert rows[3][:2] == ("LPG station", 1)

    page.files.write_chart(tmp_path / "places.png")
    qtbot.waitUntil(lambda: not page.files.is_busy)
    picture = QImage(str(tmp_path / "places.png"))
    assert picture.width() > 2000
    assert picture.pixelColor(2, 2).lightness() == 255  # on white, for paper
    # Names have their room on the left: no bar begins there.
    assert all(picture.pixelColor(x, picture.height() // 3).lightness() > 160 for x in range(330, 390))
    # The bar is drawn: something dark stands in the middle of it.
    assert any(picture.pixelColor(x, picture.height() // 3).lightness() < 160 for x in range(500, 900, 5))


def test_a_name_in_a_table_never_becomes_a_formula() -> None:
    content = as_excel(Table("=t", "about", ["Name", "Number"], [["=1+1", 2], ["+3", 4.5]]))

    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert [sheet["A4"].data_type, sheet["A4"].value, sheet["B4"].value] == ["s", "=1+1", 2]
    assert sheet["A1"].data_type == "s"


def test_the_words_change_with_the_language(
    room: ScreenRoom, language: Language, look: Callable[[], FiguresPage], qtbot: QtBot
) -> None:
    lived_through(room)
    page = look()
    show(page, "turn_out")
    language.switch(CHINESE)

    assert page.bar.name.text() == "2026年11月"
    qtbot.waitUntil(lambda: page.title.text() == "到场用时")  # the chart that was shown before
    assert page.summary.text() == "1起中0起按时"


@pytest.mark.parametrize(
    ("most", "count", "expected"),
    [
        (3.0, 4, [0, 1, 2, 3]),
        (0.4, 4, [0, 0.1, 0.2, 0.3, 0.4]),
        (97.0, 5, [0, 20, 40, 60, 80, 100]),
        (0.0, 3, [0, 1]),
    ],
)
def test_axes_have_round_steps(most: float, count: int, expected: list[float]) -> None:
    assert steps(most, count) == pytest.approx(expected)


def test_the_table_takes_what_it_needs_until_somebody_moves_the_line(
    room: ScreenRoom, look: Callable[[], FiguresPage]
) -> None:
    lived_through(room)
    page = look()
    split = page._split  # what the mouse would move
    show(page, "kinds")
    short = split.sizes()[1]
    show(page, "hours")
    assert short < split.sizes()[1] < split.sizes()[0]

    split.moveSplitter(split.height() // 4, 1)
    moved = split.sizes()
    show(page, "kinds")
    assert split.sizes() == moved


def test_a_slot_that_is_still_to_come_is_not_told_as_nothing(
    room: ScreenRoom, look: Callable[[], FiguresPage]
) -> None:
    lived_through(room)  # on the 23rd
    page = look()
    show(page, "over_time")
    sheet = page.sheet()
    assert sheet is not None
    assert [line.cells[1] for line in sheet.lines][21:25] == [0, 1, "–", "–"]


def test_no_chart_makes_the_window_wider_than_a_small_screen(
    window: MainWindow, room: ScreenRoom, look: Callable[[], FiguresPage], qtbot: QtBot
) -> None:
    lived_through(room)
    page = look()
    for chart in CHARTS:
        show(page, chart)
        QApplication.processEvents()
        assert (chart, window.width()) == (chart, 1366)
        assert page._split.minimumSizeHint().width() + page.list.width() < 900  # with room for a scroll bar
    show(page, "heat")
    assert page.key.text(), "this one has the most to say beside its title"
