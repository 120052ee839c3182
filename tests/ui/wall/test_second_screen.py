"""The wall on a second screen: offered when there is one, its own view, back by itself when it is unplugged."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cameras.console.pictures import Picture
from app.model.view import View
from app.ui.language import CHINESE, ENGLISH, Language
from app.ui.main_window import MainWindow
from app.ui.wall.fitting_box import FittingBox
from tests.fakes.services import ScreenRoom

CTRL = Qt.KeyboardModifier.ControlModifier


class Plug:
    """A second screen that the test plugs and unplugs."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        window.walls.second.find = lambda: QGuiApplication.primaryScreen() if self.there else None
        self.there = False

    def put(self, *, there: bool) -> None:
        self.there = there
        self._window.walls.second.look()


@pytest.fixture
def plug(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> Iterator[Plug]:
    room.views.save(View("gates", "Gates", ("c5", "c6"), 4)).result()
    qtbot.waitUntil(lambda: len(window.wall.views.all()) == 1)
    yield Plug(window)
    window.walls.second.close()


def shown(window: MainWindow, *, second: bool = False) -> list[str]:
    wall = window.walls.second.wall if second else window.wall
    assert wall is not None
    return [tile.camera_id for tile in wall.view.tiles]


def test_it_is_offered_only_with_a_second_screen(window: MainWindow, plug: Plug, qtbot: QtBot) -> None:
    button = window.wall.bar.second
    assert not button.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F1, CTRL)
    assert not window.walls.second.is_open()
    plug.put(there=True)
    assert button.isVisible()


def test_each_screen_has_its_own_view_and_a_restart_finds_them(
    window: MainWindow, room: ScreenRoom, plug: Plug, qtbot: QtBot
) -> None:
    plug.put(there=True)
    window.entry.begin()
    qtbot.mouseClick(window.wall.bar.second, Qt.MouseButton.LeftButton)
    assert window.isActiveWindow()
    second = window.walls.second.wall
    assert second is not None
    assert window.walls.second.window is not None
    assert window.walls.second.window.windowFlags() & Qt.WindowType.FramelessWindowHint
    second.views.choose("gates")
    assert shown(window, second=True) == ["c5", "c6"]
    assert len(shown(window)) == 9
    # Both show c5: the host draws it once, for the larger tile.
    assert room.wall.shown["c5"][0] == second.view.tiles[0].rect.width()
    qtbot.waitUntil(lambda: room.views.choice("second").view_id == "gates")
    assert room.views.choice("second").is_open
    assert room.views.choice("main").view_id == ""
    qtbot.mouseClick(second.bar.second, Qt.MouseButton.LeftButton)
    assert not window.walls.second.is_open()
    qtbot.waitUntil(lambda: not room.views.choice("second").is_open)


def test_keys_of_a_picture_work_on_the_second_screen_too(
    window: MainWindow, room: ScreenRoom, plug: Plug, qtbot: QtBot
) -> None:
    plug.put(there=True)
    window.walls.second.toggle()
    second = window.walls.second.wall
    assert second is not None
    room.wall.snapshots["c0"] = Picture("c0", b"jpeg", 0.1)
    with qtbot.waitSignal(window.walls.replay_wanted, timeout=5000, raising=False) as replay:
        qtbot.keyClick(second.view, Qt.Key.Key_S)
        qtbot.keyClick(second.view, Qt.Key.Key_K)
        qtbot.keyClick(second.view, Qt.Key.Key_R)
    assert replay.args == ["c0"]
    assert window.place() == "playback"
    qtbot.waitUntil(lambda: {"snapshot_kept", "keep_begun"} <= set(room.kinds()))


def test_unplugged_the_wall_comes_back_and_goes_again(window: MainWindow, plug: Plug, qtbot: QtBot) -> None:
    plug.put(there=True)
    window.walls.second.toggle()
    assert window.walls.second.wall is not None
    window.walls.second.wall.views.choose("gates")
    plug.put(there=False)
    assert not window.walls.second.is_open()
    assert shown(window) == ["c5", "c6"]
    plug.put(there=True)
    assert window.walls.second.is_open()
    assert shown(window, second=True) == ["c5", "c6"]
    assert len(shown(window)) == 9


def test_an_alarm_stands_out_on_both(window: MainWindow, room: ScreenRoom, plug: Plug, qtbot: QtBot) -> None:
    plug.put(there=True)
    window.walls.second.toggle()
    room.incidents.press(kind="fire", place_id="lpg").result()
    qtbot.waitUntil(lambda: shown(window)[0] == "c3")
    assert shown(window, second=True)[0] == "c3"
    assert window.walls.second.wall is not None
    assert window.walls.second.wall.board.text.text() == "Call 119 (operator)"


@pytest.mark.parametrize("code", [ENGLISH, CHINESE])
@pytest.mark.parametrize("changed", [False, True])
def test_on_a_small_screen_the_view_is_named_whole_beside_all_that_a_second_one_brings(
    code: str, window: MainWindow, language: Language, plug: Plug, *, changed: bool
) -> None:
    language.switch(code)
    window.resize(1366, 768)
    plug.put(there=True)
    window.walls.second.toggle()
    bar, arrangement = window.wall.bar, window.wall.view.arrangement
    arrangement.choose(arrangement.order(), 4, 0)
    bar.show_arrangement(arrangement)
    bar.show_views([], None, changed=changed)
    # A layout that has become too narrow makes its window wider one after the other.
    for _ in range(5):
        QApplication.processEvents()
    assert window.width() == 1366
    assert window.minimumSizeHint().width() <= 1366
    assert bar._page.isHidden() or bar._page.width() >= bar._page.sizeHint().width()
    assert "1 / 3" in bar._after.toolTip()
    words = {ENGLISH: "All cameras", CHINESE: "全部摄像头"}[code]
    assert bar.views.shown().removeprefix("● ") == words
    assert {ENGLISH: "Tour", CHINESE: "视频巡查"}[code] == window.walls.tour_start.shown()


def test_a_choice_without_room_for_its_key_shows_its_words_whole(qtbot: QtBot) -> None:
    box = FittingBox()
    qtbot.addWidget(box)
    box.addItem("All cameras  Ctrl+0")
    box.setPlaceholderText("Tour  Ctrl+T")
    box.show()
    whole = box.fontMetrics().horizontalAdvance("All cameras  Ctrl+0")
    box.setFixedWidth(whole + 60)
    assert box.shown() == "All cameras  Ctrl+0"
    box.setFixedWidth(whole)
    assert box.shown() == "All cameras"
    box.setCurrentIndex(-1)
    box.setFixedWidth(whole + 60)
    assert box.shown() == "Tour  Ctrl+T"
