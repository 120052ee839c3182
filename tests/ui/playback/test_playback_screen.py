"""F6 in the real window, with files drawn by the test and a real player."""

import math
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.evidence.verify import check_bundle
from app.model.motion import Motion
from app.playback.rules import PlayClock
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from app.ui.playback.screen import PlaybackScreen
from tests.fakes.services import ScreenRoom
from tests.ui.wheel import turn

WITHIN_MS = 10_000


@pytest.fixture
def begin(room: ScreenRoom) -> float:
    """Cameras c0 and c1 recorded ten seconds from a minute ago on, c0 ten more after a gap of ten."""
    start = room.clock.now() - timedelta(seconds=60)
    for camera_id in ("c0", "c1"):
        room.recordings.draw(camera_id, start, 10.0)
    room.recordings.draw("c0", start + timedelta(seconds=20), 10.0)
    return start.timestamp()


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> Iterator[PlaybackScreen]:
    window.go("playback")
    screen = window.pages.currentWidget()
    assert isinstance(screen, PlaybackScreen)
    yield screen
    screen.session.close()


def wait_picture(screen: PlaybackScreen, qtbot: QtBot, camera_id: str, position: float) -> None:
    """Until the tile shows the picture of this position, to a twelfth of a second."""

    def shown() -> bool:
        frame = screen.session.frame(camera_id)
        return frame is not None and abs(frame.pts - position) < 0.09

    qtbot.waitUntil(shown, timeout=WITHIN_MS)


def press(screen: PlaybackScreen, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(screen.view, key)


def test_f6_opens_it_and_says_what_to_do_when_nothing_is_recorded(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F6)
    screen = window.pages.currentWidget()
    assert isinstance(screen, PlaybackScreen)
    qtbot.waitUntil(lambda: "Settings (F9)" in screen.view.empty_text, timeout=WITHIN_MS)
    assert screen.view.shown() == []
    screen.session.close()


def test_a_picture_of_the_past_says_so_with_date_and_time(
    screen: PlaybackScreen, begin: float, qtbot: QtBot
) -> None:
    screen.show_cameras(("c0", "c1"))
    screen.seek(begin + 4.0)
    wait_picture(screen, qtbot, "c0", begin + 4.0)
    wait_picture(screen, qtbot, "c1", begin + 4.0)
    assert screen.view.tile_words("c0") == "Playback 2026-11-23 13:59:04.0"
    image = screen.view.grab().toImage()
    edge = image.pixelColor(1, image.height() // 4)
    assert edge.blue() > edge.red() + 40


def test_where_nothing_is_recorded_no_picture_stands(
    screen: PlaybackScreen, begin: float, qtbot: QtBot
) -> None:
    screen.show_cameras(("c0", "c1"))
    screen.seek(begin + 4.0)
    wait_picture(screen, qtbot, "c1", begin + 4.0)
    screen.seek(begin + 15.0)
    assert screen.view.tile_words("c0") == "Nothing recorded at this time"
    assert screen.session.showing("c0").next_start == begin + 20.0
    assert screen.session.showing("c1").next_start is None


def test_after_the_last_recording_it_says_when_that_ended(
    screen: PlaybackScreen, begin: float, language: Language, qtbot: QtBot
) -> None:
    screen.show_cameras(("c1",))
    qtbot.waitUntil(lambda: bool(screen.session.shelves().get("c1")), timeout=WITHIN_MS)
    screen.seek(begin + 30.0)
    why = screen.view._painter._why
    zone = screen.view.zone
    assert why("c1", "gap", zone)[1] == "the last recording ends at 13:59:10"
    screen.session.jump(begin + 86_400.0)
    assert why("c1", "gap", zone)[1] == "the last recording ends at 2026-11-23 13:59:10"
    screen.session.jump(begin - 86_400.0)
    assert why("c1", "gap", zone)[1] == "goes on at 2026-11-23 13:59:00"
    language.switch(CHINESE)
    screen.session.jump(begin + 30.0)
    assert why("c1", "gap", zone)[1] == "最后一段录像至 13:59:10 为止"


def test_of_nine_cameras_the_export_names_three_and_counts_the_rest(
    screen: PlaybackScreen, begin: float
) -> None:
    screen.show_cameras(tuple(f"c{number}" for number in range(9)))
    screen.do("export")
    named = screen.export._labels["cameras"]
    assert named.text() == "Building 1 lobby · Building 2 lobby · Building 3 lobby and 6 more, 9 cameras"
    assert named.toolTip().count("\n") == 8
    screen.show_cameras(("c0", "c1"))
    assert named.text() == "Building 1 lobby · Building 2 lobby"


def test_beside_an_enlarged_camera_the_others_rest(screen: PlaybackScreen, begin: float) -> None:
    screen.show_cameras(("c0", "c1", "c2"))
    screen.view.show_cameras([(each, each) for each in ("c0", "c1", "c2")])
    screen.view.focus_camera("c1")
    screen.do("enlarge")
    assert screen._keeper._resting == {"c0", "c2"}
    screen.do("enlarge")
    assert screen._keeper._resting == set()


def test_keys_play_step_and_change_speed(screen: PlaybackScreen, begin: float, qtbot: QtBot) -> None:
    screen.show_cameras(("c0",))
    screen.seek(begin + 2.0)
    wait_picture(screen, qtbot, "c0", begin + 2.0)
    for expected in (1, 2, 1):
        turn = screen.session.clock.turn
        press(screen, qtbot, Qt.Key.Key_Comma if expected == 1 and turn > 3 else Qt.Key.Key_Period)
        qtbot.waitUntil(lambda turn=turn: screen.session.clock.turn > turn, timeout=WITHIN_MS)
    assert not screen.session.clock.playing
    press(screen, qtbot, Qt.Key.Key_BracketRight)
    press(screen, qtbot, Qt.Key.Key_BracketRight)
    assert screen.controls.speed.text() == "4×"
    press(screen, qtbot, Qt.Key.Key_Space)
    assert screen.session.clock.playing
    assert screen.controls.buttons["play"].accessibleName() == "Pause"
    press(screen, qtbot, Qt.Key.Key_Space)
    assert not screen.session.clock.playing


def test_where_the_picture_jumps_from_key_frame_to_key_frame_the_tile_says_so(
    screen: PlaybackScreen, begin: float, language: Language, qtbot: QtBot
) -> None:
    screen.show_cameras(("c0",))
    screen.seek(begin + 4.0)
    wait_picture(screen, qtbot, "c0", begin + 4.0)
    screen.session.clock = PlayClock(begin + 4.0, math.inf, 16.0, playing=True)
    screen._keeper.keys_only = frozenset({"c0"})
    screen._show_state()
    assert screen.view.tile_words("c0").endswith(", key frames only")
    assert "Key frames only, the picture jumps" in screen.status.text()
    language.switch(CHINESE)
    assert screen.view.tile_words("c0").endswith("，仅关键帧")
    screen.session.clock = PlayClock(begin + 4.0, math.inf, 4.0, playing=True)
    screen._show_state()
    assert "仅关键帧" not in screen.view.tile_words("c0")
    assert "关键帧" not in screen.status.text()


def test_playing_goes_over_the_gap_and_stops_at_the_end(
    screen: PlaybackScreen, begin: float, qtbot: QtBot
) -> None:
    screen.show_cameras(("c0",))
    qtbot.waitUntil(lambda: bool(screen.session.shelves().get("c0")), timeout=WITHIN_MS)
    screen.seek(begin + 12.0)
    screen.do("play")
    qtbot.waitUntil(lambda: screen.session.position >= begin + 20.0, timeout=WITHIN_MS)
    screen.seek(begin + 29.7)
    qtbot.waitUntil(lambda: not screen.session.clock.playing, timeout=WITHIN_MS)
    assert "The recordings end here." in screen.status.text()


def test_entries_stand_on_the_time_line_and_can_be_jumped_to(
    room: ScreenRoom, screen: PlaybackScreen, begin: float, qtbot: QtBot
) -> None:
    entry = room.journal.add("东门有人翻墙").result()
    room.clock.advance(seconds=30)
    incident = room.incidents.press().result()
    room.clock.advance(seconds=30)
    room.journal.amend(entry.number, "东门是一只猫", "看清了").result()
    screen.show_cameras(("c0",))
    screen.seek(entry.at.timestamp() - 20)
    qtbot.waitUntil(lambda: len(screen.time_line._marks) >= 2, timeout=WITHIN_MS)
    press(screen, qtbot, Qt.Key.Key_N)
    assert screen.session.position == entry.at.timestamp()
    for part in ("CORRECTED", "东门是一只猫", "看清了", "东门有人翻墙"):
        assert part in screen.status.text()
    press(screen, qtbot, Qt.Key.Key_N)
    assert screen.session.position == incident.opened_at.timestamp()
    press(screen, qtbot, Qt.Key.Key_P)
    assert screen.session.position == entry.at.timestamp()
    kinds = {mark.kind for mark in screen.time_line._marks}
    assert kinds == {"entry", "incident"}


def test_a_click_on_the_time_line_seeks_and_the_wheel_zooms(
    screen: PlaybackScreen, begin: float, qtbot: QtBot
) -> None:
    screen.show_cameras(("c0",))
    line = screen.time_line
    qtbot.waitUntil(lambda: bool(screen.session.shelves().get("c0")), timeout=WITHIN_MS)
    line.see_span(60.0)
    wanted = line.scale.position_of(line.width() // 4)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() // 4, line.height() - 6))
    assert abs(screen.session.position - wanted) < 0.2
    before, under = line.scale.span, line.scale.position_of(100)
    turn(line, 100, 20)
    assert line.scale.span < before
    assert abs(line.scale.position_of(100) - under) < 0.01


def test_the_wheel_zooms_a_tile_and_dragging_moves_it(
    screen: PlaybackScreen, begin: float, qtbot: QtBot
) -> None:
    screen.show_cameras(("c0",))
    screen.seek(begin + 1.0)
    wait_picture(screen, qtbot, "c0", begin + 1.0)
    turn(screen.view, 50, 50, notches=4)
    zoom = screen.view.magnifier.of("c0")
    assert zoom.factor > 2
    assert zoom.x < 0.5
    qtbot.mousePress(screen.view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    qtbot.mouseMove(screen.view, QPoint(200, 200))
    qtbot.mouseRelease(screen.view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert screen.view.magnifier.of("c0").x > zoom.x
    # Without a mouse; + and − alone stay the time line's.
    span = screen.time_line.scale.span
    qtbot.keyClick(screen.view, Qt.Key.Key_0)
    assert not screen.view.magnifier.of("c0").magnified
    qtbot.keyClick(screen.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert screen.view.magnifier.of("c0").magnified
    assert screen.time_line.scale.span == span
    press(screen, qtbot, Qt.Key.Key_Plus)
    assert screen.time_line.scale.span < span


def test_a_snapshot_is_kept_in_the_log(
    room: ScreenRoom, screen: PlaybackScreen, begin: float, qtbot: QtBot
) -> None:
    screen.show_cameras(("c0",))
    screen.seek(begin + 3.0)
    wait_picture(screen, qtbot, "c0", begin + 3.0)
    press(screen, qtbot, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: "recorded_picture_kept" in room.kinds(), timeout=WITHIN_MS)
    entry = room.journal.latest(1)[0]
    assert entry.draft.camera_id == "c0"
    assert room.media.path(entry.draft.media[0]).read_bytes().startswith(b"\xff\xd8")
    qtbot.waitUntil(lambda: "kept in the log" in screen.status.text(), timeout=WITHIN_MS)


def test_an_export_from_the_screen_is_good_and_needs_a_reason(
    room: ScreenRoom, screen: PlaybackScreen, begin: float, qtbot: QtBot
) -> None:
    screen.show_cameras(("c0", "c1"))
    screen.seek(begin + 2.0)
    press(screen, qtbot, Qt.Key.Key_E)
    panel = screen.export
    assert panel.isVisible()
    screen.seek(begin + 8.0)
    screen.do("end")
    target = room.folder / "stick"
    target.mkdir()
    panel.hand_over.folder.setText(str(target))
    assert not panel.hand_over.begin.isEnabled()
    panel.hand_over.reason.setText("asked for by the police office")
    panel.hand_over.begin.click()
    qtbot.waitUntil(lambda: "fingerprint" in panel.hand_over.outcome.text(), timeout=WITHIN_MS)
    assert check_bundle(next(target.iterdir())).ok
    assert "evidence_exported" in room.kinds()


def test_a_refused_export_says_why(
    room: ScreenRoom, screen: PlaybackScreen, begin: float, qtbot: QtBot
) -> None:
    screen.show_cameras(("c0", "c1"))
    screen.seek(begin + 2.0)
    screen.do("export")
    screen.export.hand_over.folder.setText(str(room.folder / "not there"))
    # Enter exports, and is not the screen's, where it enlarges a picture.
    qtbot.keyClick(screen.export.hand_over.reason, Qt.Key.Key_Return)
    assert not screen.export.hand_over.outcome.text().startswith("▲")
    screen.export.hand_over.reason.setText("x")
    qtbot.keyClick(screen.export.hand_over.reason, Qt.Key.Key_Return)
    assert not screen.view.enlarged
    qtbot.waitUntil(lambda: "▲" in screen.export.hand_over.outcome.text(), timeout=WITHIN_MS)


def test_r_on_the_wall_plays_what_the_host_still_holds(
    room: ScreenRoom, window: MainWindow, screen: PlaybackScreen, qtbot: QtBot
) -> None:
    window.go("wall")
    qtbot.keyClick(window.wall.view, Qt.Key.Key_R)
    assert window.place() == "playback"
    assert "Fetching the last 30 seconds" in screen.status.text()
    now = room.clock.now()
    assert abs(screen.session.position - now.timestamp() + 30) < 0.5
    room.recordings.draw("c0", now - timedelta(seconds=30), 31.0)
    room.changes.publish(frozenset({"recording"}))
    qtbot.waitUntil(lambda: screen.session.clock.playing, timeout=WITHIN_MS)
    wait_picture_near(screen, qtbot, "c0")
    qtbot.waitUntil(lambda: room.recordings.kept == [("c0", "begin"), ("c0", "end")], timeout=WITHIN_MS)


def test_what_is_still_being_written_is_told_asked_for_and_shown(
    room: ScreenRoom, window: MainWindow, screen: PlaybackScreen, qtbot: QtBot
) -> None:
    room.recordings.written = {"c0"}
    qtbot.waitUntil(lambda: bool(room.recordings.finished), timeout=WITHIN_MS)
    assert "Still being written" in screen.view.tile_words("c0")
    assert "Nothing recorded" in screen.view.tile_words("c1")
    begin = room.clock.now() - timedelta(seconds=32)
    room.recordings.draw("c0", begin, 4.0)
    room.changes.publish(frozenset({"recording"}))
    wait_picture_near(screen, qtbot, "c0")
    press(screen, qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not screen.session.clock.playing, timeout=WITHIN_MS)
    assert "still being written" in screen.status.text()
    room.recordings.draw("c0", begin + timedelta(seconds=4), 4.0)
    room.changes.publish(frozenset({"recording"}))
    qtbot.waitUntil(lambda: screen.session.clock.playing, timeout=WITHIN_MS)


def test_long_ago_nothing_is_still_being_written(
    room: ScreenRoom, window: MainWindow, screen: PlaybackScreen, qtbot: QtBot
) -> None:
    room.recordings.written = {"c0"}
    qtbot.waitUntil(lambda: screen.view.tile_words("c0") == "Still being written to disk", timeout=WITHIN_MS)
    screen.seek(screen.session.position - 3600)
    assert screen.view.tile_words("c0") == "Nothing recorded at this time"


def wait_picture_near(screen: PlaybackScreen, qtbot: QtBot, camera_id: str) -> None:
    """Until the tile shows a picture of where playback is."""

    def near() -> bool:
        frame = screen.session.frame(camera_id)
        return screen.session.tile_state(camera_id, frame.pts if frame else None) == "picture"

    qtbot.waitUntil(near, timeout=WITHIN_MS)


def test_a_replay_that_nothing_comes_of_says_so(
    room: ScreenRoom, screen: PlaybackScreen, qtbot: QtBot
) -> None:
    screen.replay("c0")
    assert screen.view.empty_text == "Fetching the last 30 seconds …"
    screen._replay._patience.setInterval(0)
    screen._replay._patience.start()
    words = "The last 30 seconds of Building 1 lobby were not recorded."
    qtbot.waitUntil(lambda: words in screen.status.text(), timeout=WITHIN_MS)
    assert screen.view.empty_text != "Fetching the last 30 seconds …"
    assert not screen.session.clock.playing
    assert room.recordings.kept == [("c0", "begin"), ("c0", "end")]


def test_at_most_nine_cameras_can_be_ticked(screen: PlaybackScreen, qtbot: QtBot) -> None:
    ids = [f"c{number}" for number in range(12)]
    screen.chooser.show_cameras([(each, each) for each in ids], tuple(ids[:9]))
    enabled = Qt.ItemFlag.ItemIsEnabled
    assert [bool(screen.chooser.list.item(row).flags() & enabled) for row in range(12)] == [True] * 9 + [
        False
    ] * 3


def test_it_fits_a_small_screen(window: MainWindow, screen: PlaybackScreen, language: Language) -> None:
    for code in ("en", CHINESE):
        language.switch(code)
        for shown in ("chooser", "export"):
            QApplication.processEvents()
            assert window.width() <= 1366, (code, shown)
            screen.do("export")


def test_a_moment_is_typed_as_people_write_it(screen: PlaybackScreen, begin: float, qtbot: QtBot) -> None:
    line = screen.chooser.time
    for text, shown in (("13:59:04", "13:59:04"), ("9：05", "09:05:00"), ("7:59:01", "07:59:01")):
        line.setText(text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert screen.status.text().startswith(f"2026-11-23 {shown}")
    line.setText("soon")
    screen.chooser.go.click()
    assert screen.status.text().startswith("2026-11-23 07:59:01")


def test_many_entries_on_the_time_line_do_not_hold_up_the_window(
    room: ScreenRoom, screen: PlaybackScreen, begin: float, qtbot: QtBot
) -> None:
    for number in range(300):
        entry = room.journal.add(f"entry {number}")
    entry.result()
    asked = []
    screen.time_line.words = lambda mark: str(asked.append(mark))
    screen.show_cameras(("c0",))
    qtbot.waitUntil(lambda: len(screen.time_line._marks) >= 300, timeout=WITHIN_MS)
    screen.time_line.grab()
    assert asked == []


def test_motion_stands_on_the_time_line(
    room: ScreenRoom, screen: PlaybackScreen, begin: float, qtbot: QtBot
) -> None:
    at = room.clock.now() - timedelta(seconds=50)
    moved = Motion("c0", at, at + timedelta(seconds=5))
    room.database.write(lambda transaction: transaction.motion.add(moved, timedelta(0))).result()
    screen.show_cameras(("c0", "c1"))
    line = screen.time_line
    qtbot.waitUntil(lambda: "c0" in line._motion, timeout=WITHIN_MS)
    line.see_span(120.0)
    image = line.grab().toImage()

    def lit(moment: float) -> bool:
        column = round(line.scale.x_of(moment))
        return any(
            image.pixelColor(column, row).lightness() > 220
            for row in range(line.height() // 2, line.height())
        )

    assert lit(at.timestamp() + 2.5)
    assert not lit(at.timestamp() + 8.0)
