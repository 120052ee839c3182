"""S on the wall keeps the chosen camera's picture, and never as a live one what was not."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.cameras.console.pictures import Picture
from app.ui.journal.entry_words import EntryWords
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from app.ui.pictures.kept import pictures_of
from app.ui.pictures.viewer import PictureViewer
from tests.fakes.services import ScreenRoom, live


def jpeg(folder: Path) -> bytes:
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    path = folder / "picture.jpg"
    assert image.save(str(path))
    return path.read_bytes()


def press(window: MainWindow, room: ScreenRoom, qtbot: QtBot, age_s: float, data: bytes = b"jpeg") -> str:
    """S on the second tile; what the log says."""
    room.wall.snapshots["c1"] = Picture("c1", data, age_s)
    qtbot.keyClick(window.wall.view, Qt.Key.Key_Right)
    qtbot.keyClick(window.wall.view, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: "snapshot_kept" in room.kinds())
    return EntryWords(window.names).sentence(room.journal.latest(1)[0])


def test_s_keeps_the_picture_of_the_chosen_camera(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    said = press(window, room, qtbot, 0.2)
    assert said == "Picture of Building 2 lobby from 13:59:59 kept, 0.2 s old"
    button = window.wall.snapshot
    qtbot.waitUntil(lambda: button.text() == "✓ Kept")
    qtbot.waitUntil(lambda: button.text() == "Photo  S")


def test_a_press_on_the_button_is_the_same(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    room.wall.snapshots["c0"] = Picture("c0", b"jpeg", 0.1)
    qtbot.mouseClick(window.wall.snapshot, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "snapshot_kept" in room.kinds())


@pytest.mark.parametrize(
    ("code", "age_s", "cause", "spoken"),
    [
        ("en", 200.0, "stalled", "from 13:56:40 kept, NOT LIVE: 3 min old, pictures stopped coming"),
        (CHINESE, 30.0, "no_route", "非实时：已过 30 秒，摄像头无法连通"),
        ("en", 0.3, "frozen", "kept, NOT LIVE: the camera sends the same picture again and again"),
    ],
)
def test_the_log_says_that_a_picture_was_not_live(
    window: MainWindow, room: ScreenRoom, language: Language, qtbot: QtBot, code: str, age_s: float, cause: str,
    spoken: str,
) -> None:  # fmt: skip
    language.switch(code)
    room.wall.states = [live("c0"), live("c1", state="lost", cause=cause, age_s=age_s)]
    assert spoken in press(window, room, qtbot, age_s)


def test_shown_later_it_still_says_when_it_was_taken_and_that_it_was_not_live(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot, tmp_path: Path
) -> None:
    room.wall.states = [live("c0"), live("c1", state="lost", cause="stalled", age_s=200.0)]
    press(window, room, qtbot, 200.0, jpeg(tmp_path))
    viewer = PictureViewer(room.services, window.names, window.ops, window)
    viewer.show_picture(pictures_of(room.journal.latest(1))[0])
    assert viewer.accessibleName() == (
        "Building 2 lobby · 2026-11-23 13:56:40 · ▲ not live when it was kept · kept 2026-11-23 14:00:00"
    )


def test_a_picture_of_an_incident_belongs_to_it(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    incident = room.incidents.press(kind="fire", place_id="lpg").result()
    view = window.wall.view
    qtbot.waitUntil(lambda: view.focused_camera() == "c3")
    for camera_id in ("c3", "c2"):
        room.wall.snapshots[camera_id] = Picture(camera_id, b"jpeg", 0.1)
    qtbot.keyClick(view, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: room.kinds().count("snapshot_kept") == 1)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.focused_camera() == "c2"
    qtbot.keyClick(view, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: room.kinds().count("snapshot_kept") == 2)
    other, ours = (entry.draft for entry in room.journal.latest(2, kinds=("snapshot_kept",)))
    assert (ours.camera_id, ours.incident_id) == ("c3", incident.id)
    assert (other.camera_id, other.incident_id) == ("c2", "")


def test_a_camera_without_a_picture_says_so(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    qtbot.keyClick(window.wall.view, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: "There is no picture of this camera to keep." in window.banner.text())
    assert "snapshot_kept" not in room.kinds()
    assert window.wall.snapshot.text() == "Photo  S"
