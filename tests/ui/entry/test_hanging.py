"""Files, pictures and voice notes on the line."""

import struct
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.cameras.console.pictures import Picture
from app.core.errors import NotFound
from app.core.paths import resource
from app.journal.voice import RATE
from app.model.line import Attachment, unpacked
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom

JPEG = resource("pictures", "log-en.jpg").read_bytes()


def store(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> dict[str, str]:
    """Presses Enter; what the entry says of its files."""
    before = room.journal.latest(1)[0].number if room.journal.latest(1) else 0
    QTest.keyClick(window.entry.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(room.journal.latest(1)) and room.journal.latest(1)[0].number > before)
    qtbot.waitUntil(lambda: not window.entry.hanging.attachments)
    return {one.what: one.name for one in unpacked(room.journal.latest(1)[0].draft.data["files"])}


def hung(window: MainWindow, count: int) -> Callable[[], bool]:
    return lambda: len(window.entry.hanging.attachments) == count


def test_files_are_dropped_shown_taken_off_and_stored(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.txt"
    one.write_bytes(b"%PDF")
    two.write_bytes(b"two")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(one)), QUrl.fromLocalFile(str(two))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, mime, Qt.MouseButton.LeftButton, none)
    window.entry.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert window.entry.property("drop") is True
    window.entry.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, Qt.MouseButton.LeftButton, none))
    assert window.entry.property("drop") is False
    qtbot.waitUntil(hung(window, 2))
    above = window.entry.above
    qtbot.waitUntil(above.isVisible)
    buttons = window.entry.hanging.attached.buttons
    assert [button.text().split(" (")[0] for button in buttons] == ["File one.pdf", "File two.txt"]
    buttons[1].click()
    qtbot.waitUntil(hung(window, 1))
    QTest.keyClicks(window.entry.line, "see")
    assert store(room, window, qtbot) == {"file": "one.pdf"}
    qtbot.waitUntil(above.isHidden)


def test_text_is_no_file_and_a_folder_is_refused_by_name(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setText("only words")
    assert not window.entry.hanging.takes(mime)
    window.entry.line.setText("half a line")
    window.entry.hanging.add_files([str(tmp_path)])
    qtbot.waitUntil(lambda: "is no file" in window.entry.trouble.text())
    assert tmp_path.name in window.entry.trouble.text()
    assert window.entry.line.text() == "half a line"


def test_only_so_many_pieces_hang_on_a_line(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    for number in range(21):
        (tmp_path / f"{number}.txt").write_bytes(f"{number}".encode())
    window.entry.hanging.add_files([str(tmp_path / f"{number}.txt") for number in range(21)])
    qtbot.waitUntil(hung(window, 20))
    qtbot.waitUntil(lambda: "20 files at most" in window.entry.trouble.text())


def test_a_picture_is_pasted(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    mime = QMimeData()
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    mime.setImageData(image)
    window.entry.line.insertFromMimeData(mime)
    qtbot.waitUntil(hung(window, 1))
    assert window.entry.line.text() == ""
    assert store(room, window, qtbot) == {"picture": "picture.png"}


@pytest.mark.parametrize("by_mouse", [True, False])
def test_a_tile_comes_onto_the_line_by_drag_or_key(
    by_mouse: bool, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    room.wall.snapshots = {f"c{number}": Picture(f"c{number}", JPEG, 0.5) for number in range(9)}
    view = window.wall.view
    tile = view.tiles[4]
    left = Qt.MouseButton.LeftButton
    if by_mouse:
        order = [one.camera_id for one in view.tiles]
        QTest.mousePress(view, left, pos=tile.rect.center())
        QTest.mouseMove(view, tile.rect.center() + QPoint(40, 0))
        goal = view.mapFromGlobal(window.entry.mapToGlobal(window.entry.rect().center()))
        QTest.mouseMove(view, goal)
        assert window.entry.property("drop") is True
        QTest.mouseRelease(view, left, pos=goal)
        assert [one.camera_id for one in view.tiles] == order
    else:
        window.activateWindow()
        view.setFocus()
        view.arrangement.focused = 4
        QTest.keyClick(view, Qt.Key.Key_A)
    qtbot.waitUntil(hung(window, 1))
    assert window.entry.line.hasFocus()
    store(room, window, qtbot)
    entry = room.journal.latest(1)[0]
    [picture] = unpacked(entry.draft.data["files"])
    assert (picture.camera_id, picture.state) == (tile.camera_id, "live")


def test_a_picture_that_stands_out_can_be_carried_too(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    room.wall.snapshots = {f"c{number}": Picture(f"c{number}", JPEG, 0.5) for number in range(9)}
    view = window.wall.view
    view.feature(["c3", "c4"])
    order = [one.camera_id for one in view.tiles]
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=view.tiles[0].rect.center())
    QTest.mouseMove(view, view.tiles[1].rect.center())
    goal = view.mapFromGlobal(window.entry.mapToGlobal(window.entry.rect().center()))
    QTest.mouseMove(view, goal)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=goal)
    qtbot.waitUntil(hung(window, 1))
    assert [one.camera_id for one in view.tiles] == order


def test_a_drag_that_ends_elsewhere_attaches_nothing(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    view = window.wall.view
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=view.tiles[0].rect.center())
    QTest.mouseMove(view, view.tiles[0].rect.center() + QPoint(40, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(-50, 10))
    assert window.entry.hanging.attachments == ()
    assert not window.entry.trouble.isVisible()


def test_a_camera_without_a_picture_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.entry.add_picture("c1")
    qtbot.waitUntil(lambda: "There is no picture of this camera" in window.entry.trouble.text())


class FakeMicrophone:
    """Speaks when the test says so."""

    made: "list[FakeMicrophone]" = []  # the test looks at the last one

    def __init__(self, heard: Callable[[bytes], None], parent: QObject) -> None:
        self.heard = heard
        self.stopped = False
        self.made.append(self)

    def stop(self) -> None:
        self.stopped = True


def no_microphone(heard: Callable[[bytes], None], parent: QObject) -> FakeMicrophone:
    raise NotFound("no_microphone")


def test_a_voice_note_is_spoken_and_hangs_on_the_entry(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    window.entry.hanging.recorder.listen = FakeMicrophone
    window.activateWindow()
    window.entry.begin()
    QTest.keyClick(window.entry.line, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert "Recording 0 s" in window.entry.trouble.text()
    FakeMicrophone.made[-1].heard(struct.pack("<h", 12000) * RATE * 2)
    assert "Recording 2 s" in window.entry.trouble.text()
    QTest.keyClick(window.entry.line, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(hung(window, 1))
    assert FakeMicrophone.made[-1].stopped
    [voice] = window.entry.hanging.attachments
    assert (voice.what, voice.seconds) == ("voice", 2.0)
    assert "Voice note 0:02" in window.entry.hanging.attached.buttons[0].text()
    assert store(room, window, qtbot) == {"voice": ".wav"}
    assert room.journal.verify().ok


def test_enter_while_somebody_speaks_stores_what_was_said(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    window.entry.hanging.recorder.listen = FakeMicrophone
    window.entry.line.setText("listen")
    window.entry.hanging.toggle_voice()
    FakeMicrophone.made[-1].heard(struct.pack("<h", 12000) * RATE)
    assert store(room, window, qtbot) == {"voice": ".wav"}
    assert not window.entry.hanging.recording


def test_enter_waits_for_what_is_being_copied(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF")
    copied: Future[Attachment] = Future()
    made = room.attaching.file(paper).result()
    window.entry.hanging._await(lambda: copied)
    window.entry.line.setText("see")
    before = room.kinds()
    QTest.keyClick(window.entry.line, Qt.Key.Key_Return)
    assert "Copying" in window.entry.trouble.text()
    assert room.kinds() == before
    copied.set_result(made)
    qtbot.waitUntil(lambda: window.entry.line.text() == "")
    assert room.journal.latest(1)[0].draft.media == (made.digest,)


def test_a_voice_note_ends_by_itself_in_the_end(window: MainWindow, qtbot: QtBot) -> None:
    window.entry.hanging.recorder.listen = FakeMicrophone
    window.entry.hanging.toggle_voice()
    FakeMicrophone.made[-1].heard(b"\0\0" * RATE * 180)
    assert not window.entry.hanging.recording
    qtbot.waitUntil(hung(window, 1))


def test_a_machine_without_a_microphone_says_so(window: MainWindow, room: ScreenRoom) -> None:
    window.entry.hanging.recorder.listen = no_microphone
    window.entry.hanging.toggle_voice()
    assert "no microphone" in window.entry.trouble.text()
    assert list((room.folder / "unfinished").glob("voice-*")) == []
    assert not window.entry.hanging.recording


def test_this_machine_without_a_microphone_says_so(window: MainWindow) -> None:
    """The real sound system; where a test machine has a microphone, it is used for a moment."""
    window.entry.hanging.toggle_voice()
    if window.entry.hanging.recording:
        window.entry.hanging.toggle_voice()
    else:
        assert "microphone" in window.entry.trouble.text()


def test_a_disk_that_fills_while_somebody_speaks_is_told(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = window.entry.hanging.recorder
    recorder.listen = FakeMicrophone
    window.entry.hanging.toggle_voice()
    FakeMicrophone.made[-1].heard(struct.pack("<h", 12000) * RATE)

    class Full:
        def write(self, _: bytes) -> int:
            raise OSError(28, "No space left on device")

        def close(self) -> None:
            """Nothing to close."""

    assert recorder._file is not None
    recorder._file.close()
    monkeypatch.setattr(recorder, "_file", Full())
    FakeMicrophone.made[-1].heard(b"\0\0" * RATE)
    assert "The disk is full" in window.entry.trouble.text()
    qtbot.waitUntil(hung(window, 1))
    assert window.entry.hanging.attachments[0].seconds == 1.0
