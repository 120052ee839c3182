"""Saved views in the real window: by mouse and by keyboard, kept over a restart."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.wall.screen import WallScreen
from tests.fakes.services import ScreenRoom

CTRL = Qt.KeyboardModifier.ControlModifier


def cameras(window: MainWindow) -> list[str]:
    return [tile.camera_id for tile in window.wall.view.tiles]


def save_gates(window: MainWindow, qtbot: QtBot) -> None:
    """A view of three cameras, all by keyboard."""
    view, panel = window.wall.view, window.wall.panel
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_E)
    assert panel.name.hasFocus()
    qtbot.keyClicks(panel.name, "Gates")
    qtbot.keyClick(panel.name, Qt.Key.Key_Tab)
    assert panel.cameras.hasFocus()
    assert panel.cameras.currentItem().isSelected(), "what Space ticks is marked"
    for row in range(9):
        panel.cameras.setCurrentRow(row)
        if row not in (1, 4, 7):
            qtbot.keyClick(panel.cameras, Qt.Key.Key_Space)
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.wall.views.all()) == 1)


def test_a_view_is_saved_and_chosen_by_number(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    save_gates(window, qtbot)
    assert cameras(window) == ["c1", "c4", "c7"]
    assert room.views.all()[0].camera_ids == ("c1", "c4", "c7")
    panel, view = window.wall.panel, window.wall.view
    qtbot.keyClick(panel.name, Qt.Key.Key_Escape)
    assert view.hasFocus()
    assert not panel.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_0, CTRL)
    assert len(cameras(window)) == 9
    qtbot.keyClick(view, Qt.Key.Key_1, CTRL)
    assert cameras(window) == ["c1", "c4", "c7"]
    assert window.wall.bar.views.currentText() == "Gates  Ctrl+1"


def test_the_choice_survives_a_restart(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    save_gates(window, qtbot)
    qtbot.keyClick(window.wall.view, Qt.Key.Key_2)
    chosen = window.wall.views.choice()
    qtbot.waitUntil(lambda: room.views.choice("main") == chosen)
    again = WallScreen(
        room.services, window.names, window.ops, window.walls.shown, window.walls.spotlight, parent=window
    )
    assert again.views.choice() == chosen
    assert [camera.id for camera in again.view.arrangement.visible()] == ["c1", "c4", "c7"]
    assert again.view.arrangement.count == 4


def test_renamed_removed_and_brought_back(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    save_gates(window, qtbot)
    panel = window.wall.panel
    panel.name.selectAll()
    qtbot.keyClicks(panel.name, "North gates")
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [view.name for view in room.views.all()] == ["North gates"])
    qtbot.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(cameras(window)) == 9)
    assert room.views.all() == []
    qtbot.mouseClick(panel.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: cameras(window) == ["c1", "c4", "c7"])
    assert not panel.undo.isVisible()
    assert room.kinds().count("view_removed") == 1


def test_a_name_that_is_taken_is_refused_and_the_text_stays(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    save_gates(window, qtbot)
    panel = window.wall.panel
    qtbot.mouseClick(panel.save_new, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.trouble.isVisible)
    assert "of this name" in panel.trouble.text()
    assert panel.name.text() == "Gates"


def test_a_camera_that_went_is_passed_over(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    save_gates(window, qtbot)
    room.site.remove_camera("c4").result()
    qtbot.waitUntil(lambda: cameras(window) == ["c1", "c7"])
    assert not window.wall.views.is_changed()
