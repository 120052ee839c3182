"""The page on the cameras' health, in the real window."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cameras.protocol import HealthChanged
from app.model.health import Uptime
from app.ui.health.page import HealthPage
from app.ui.health.shades import SHADES, step_of
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


@pytest.fixture
def page(window: MainWindow, room: ScreenRoom) -> HealthPage:
    days = room.health.days(30)
    known = [Uptime("c0", days[-1], 43200, 86400), Uptime("c1", days[-2], 86400, 86400)]
    room.database.write(lambda transaction: transaction.uptime.add(known)).result()
    window.go("settings")
    settings = window.pages.currentWidget()
    return settings.open(settings.health)


def test_the_map_says_the_value_of_the_chosen_day(page: HealthPage, qtbot: QtBot) -> None:
    assert page.map is not None
    assert page.map.cell == (0, 29)
    assert page.value.text() == (
        "Building 1 lobby · 2026-11-23 · live 50.0 % of 24:00:00 observed, not live 12:00:00"
    )
    qtbot.keyClick(page.map, Qt.Key.Key_Down)
    qtbot.keyClick(page.map, Qt.Key.Key_Left)
    assert page.value.text().startswith("Building 2 lobby · 2026-11-22 · live 100.0 %")
    qtbot.keyClick(page.map, Qt.Key.Key_Left)
    assert page.value.text() == "Building 2 lobby · 2026-11-21 · not observed"


def test_the_map_ends_at_its_edges(page: HealthPage, qtbot: QtBot) -> None:
    assert page.map is not None
    for _ in range(40):
        qtbot.keyClick(page.map, Qt.Key.Key_Right)
        qtbot.keyClick(page.map, Qt.Key.Key_Down)
    assert page.map.cell == (8, 29)


def test_what_is_wrong_now_is_listed_and_goes(page: HealthPage, room: ScreenRoom) -> None:
    assert page.well.isVisible()
    room.health.hear(HealthChanged("c4", "covered", True, 0.0))
    page.refresh()
    assert [row.cells[:3] for row in page.conditions.rows.rows] == [("Building 5 lobby", "▲ covered", "1")]
    assert not page.well.isVisible()
    room.health.hear(HealthChanged("c4", "covered", False, 0.0))
    page.refresh()
    assert page.well.isVisible()


def test_a_day_is_named_when_it_is_not_today(page: HealthPage, room: ScreenRoom) -> None:
    room.health.hear(HealthChanged("c4", "covered", True, 0.0))
    page.refresh()
    since = page.conditions.rows.rows[0].cells[3]
    assert since.count(":") == 2
    assert "-" not in since
    room.clock.advance(minutes=24 * 60)
    page.refresh()
    assert page.conditions.rows.rows[0].cells[3] == f"2026-11-23 {since}"


def test_it_is_read_in_chinese_too(page: HealthPage, room: ScreenRoom, language: Language) -> None:
    room.health.hear(HealthChanged("c4", "out_of_focus", True, 0.0))
    language.switch(CHINESE)
    assert page.conditions.rows.rows[0].cells[1] == "▲ 画面模糊（失焦）"
    assert page.value.text().startswith("1 栋大堂 · 2026-11-23")


def test_steps_are_told_apart_by_brightness_alone() -> None:
    def brightness(shade: str) -> float:
        red, green, blue = (int(shade[place : place + 2], 16) for place in (1, 3, 5))
        return 0.21 * red + 0.72 * green + 0.07 * blue

    levels = [brightness(shade) for shade in SHADES]
    assert levels == sorted(levels)
    assert all(after - before >= 25 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize(
    ("live_s", "observed_s", "step"),
    [(0, 30, 0), (86400, 86400, 1), (86300, 86400, 2), (85000, 86400, 3), (70000, 86400, 4), (10, 86400, 5)],
)
def test_the_worse_the_day_the_higher_its_step(live_s: float, observed_s: float, step: int) -> None:
    assert step_of(Uptime("c", "2026-11-23", live_s, observed_s)) == step


def test_what_draws_the_map_is_not_loaded_before_the_page_is_opened() -> None:
    asked = "import sys; import app.ui.health.page; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_a_moved_camera_is_accepted_where_it_is(page: HealthPage, room: ScreenRoom, qtbot: QtBot) -> None:
    assert page.accept.isHidden()
    for camera_id, kind in (("c4", "covered"), ("c5", "moved")):
        room.health.hear(HealthChanged(camera_id, kind, True, 0.0))
    page.refresh()
    assert page.accept.isVisible()
    numbers = {row.id: number for number, row in enumerate(page.conditions.rows.rows)}
    page.conditions.selectRow(numbers["c4 covered"])
    assert not page.accept.isEnabled()
    page.conditions.selectRow(numbers["c5 moved"])
    page.accept.click()
    qtbot.waitUntil(lambda: room.wall.learning == ["c5"])
    assert room.kinds()[-1] == "view_accepted"
    room.health.hear(HealthChanged("c5", "moved", False, 0.0))
    page.refresh()
    assert page.accept.isHidden()


def test_without_a_camera_nothing_is_called_well(page: HealthPage, room: ScreenRoom) -> None:
    assert page.well.text() == "Every camera in use sends a picture that can be used."
    for camera in room.site.cameras():
        room.site.remove_camera(camera.id).result()
    page.refresh()
    assert page.well.text() == "There is no camera yet. Add cameras on the page Cameras."
