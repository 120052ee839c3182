"""The cursor goes through a shift, and everything beside it follows."""

import re
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.model.journal import REMARK
from app.model.site import Camera
from app.model.words import Words
from app.shift_review.lanes import Mark
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from app.ui.shift_review.lane_painter import LABELS
from app.ui.shift_review.screen import ShiftReviewScreen
from tests.fakes.demo_shift import BEGINS, ENDS, DemoRoom
from tests.fakes.services import ScreenRoom
from tests.ui.shift_review.conftest import WITHIN_MS
from tests.ui.visible_words import visible_words
from tests.ui.wheel import turn

LEAK = BEGINS + timedelta(hours=6, minutes=32)


def press(screen: ShiftReviewScreen, qtbot: QtBot, *keys: Qt.Key, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for key in keys:
        qtbot.keyClick(screen.time_line, key, held)


def at(screen: ShiftReviewScreen) -> float:
    """Seconds since the beginning of the shift."""
    return screen.session.position - BEGINS.timestamp()


def people_marks(screen: ShiftReviewScreen) -> tuple[Mark, ...]:
    return screen.looked.lane("people").marks if screen.looked else ()


def test_f10_opens_it_with_the_shift_that_has_just_ended(
    shift: DemoRoom, screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    window = screen.window()
    assert isinstance(window, MainWindow)
    window.go("wall")
    qtbot.keyClick(window, Qt.Key.Key_F10)
    assert window.place() == "shift_review"
    choices = [screen.chooser.shifts.itemText(row) for row in range(screen.chooser.shifts.count())]
    assert choices[1] == "2026-11-24 Tue 08:00–20:00 Day"
    assert screen.chooser.shifts.currentIndex() == 1
    assert choices[-1] == "Another time …"


def test_the_moment_says_how_incidents_stood_and_who_was_on_duty(
    screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    screen.seek((LEAK + timedelta(seconds=90)).timestamp())
    told = screen.moment.incidents.text()
    assert "LPG leak · level II" in told
    assert "running for 1:30" in told
    assert "7 called, 0 confirmed · tier 1 called · steps 2 of 10" in told
    screen.seek((LEAK + timedelta(minutes=5)).timestamp())
    told = screen.moment.incidents.text()
    assert "on scene: He Jian, Liu Zhiqiang" in told
    assert "tier 1 confirmed" in told
    assert "▲ late: First confirmation" in told
    assert "operator: Zhou Min, Sun Lixin" in screen.moment.duty.text()
    screen.seek(BEGINS.timestamp() + 60)
    assert screen.moment.incidents.text() == "none was running"
    assert "▲ not there: Peng Yong" in screen.moment.duty.text()


def test_next_and_previous_go_to_entries_incidents_and_alarms(
    screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    press(screen, qtbot, Qt.Key.Key_N)
    first = at(screen)
    assert "接班" in screen.status.text()
    press(screen, qtbot, Qt.Key.Key_N)
    assert at(screen) > first
    press(screen, qtbot, Qt.Key.Key_P)
    assert at(screen) == first
    press(screen, qtbot, Qt.Key.Key_Home, Qt.Key.Key_I)
    assert at(screen) == 160 * 60
    assert "DRILL · Fire, Shop street" in screen.status.text()
    press(screen, qtbot, Qt.Key.Key_I)
    press(screen, qtbot, Qt.Key.Key_I, shift=True)
    assert at(screen) == 160 * 60
    press(screen, qtbot, Qt.Key.Key_Home, Qt.Key.Key_A)
    assert "▲ Handover is late" in screen.status.text()
    press(screen, qtbot, Qt.Key.Key_A)
    assert "Building 12 lift: no live picture" in screen.status.text()
    press(screen, qtbot, Qt.Key.Key_End, Qt.Key.Key_I)
    assert "Nothing further" in screen.status.text()


def test_a_chosen_lane_is_gone_through_alone_and_tells_what_it_holds(
    screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    while screen.time_line.lane != "cameras":
        press(screen, qtbot, Qt.Key.Key_Down)
    told = []
    for _ in range(3):
        press(screen, qtbot, Qt.Key.Key_N)
        told.append(screen.status.text())
    assert "Building 12 lift: no live picture" in told[0]
    assert "Central plaza" in told[1]
    assert "South garage" in told[2]
    while screen.time_line.lane:
        press(screen, qtbot, Qt.Key.Key_Up)
    assert "All lanes" in screen.status.text()


def test_the_mouse_moves_the_cursor_the_wheel_zooms_and_shift_and_wheel_pans(
    screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    line = screen.time_line
    x, y = round(LABELS) + 300, line.height() - 6
    wanted = line.scale.position_of(300)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    assert abs(screen.session.position - wanted) < line.scale.span / line.scale.width
    before = line.scale
    turn(line, x, y)
    assert line.scale.span < before.span
    assert abs(line.scale.position_of(300) - wanted) < 2 * before.span / before.width
    press(screen, qtbot, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    narrow = line.scale
    press(screen, qtbot, Qt.Key.Key_Period)
    assert line.scale.span == narrow.span
    assert line.scale.begin > narrow.begin
    press(screen, qtbot, Qt.Key.Key_0)
    assert line.scale.begin < BEGINS.timestamp() < ENDS.timestamp() < line.scale.end


def test_whatever_is_rested_on_says_what_it_is(screen: ShiftReviewScreen, qtbot: QtBot) -> None:
    line = screen.time_line
    screen.seek(LEAK.timestamp())
    press(screen, qtbot, Qt.Key.Key_2)
    boxes = {box.name: box.top + box.height / 2 for box in line._boxes}

    def words(lane: str, moment: float) -> str:
        hit = line.hit(LABELS + line.scale.x_of(moment), boxes[lane])
        return line.words(hit, moment) if hit is not None else ""

    assert "LPG leak, LPG station" in words("incidents", LEAK.timestamp() + 60)
    assert "Tier 1" in words("steps", LEAK.timestamp())
    assert "Recorded: 4 of 12 cameras" in words("recordings", LEAK.timestamp())
    assert words("cameras", LEAK.timestamp()) == ""
    assert "patrol" in words("presence", LEAK.timestamp()) or "operator" in words(
        "presence", LEAK.timestamp()
    )


def test_recordings_are_played_and_elsewhere_the_nearest_picture_says_its_age(
    screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    moment = (LEAK + timedelta(minutes=2)).timestamp()
    screen.seek(moment)
    screen.pictures.show_camera("lpg")

    def played() -> bool:
        frame = screen.session.frame("lpg")
        return frame is not None and abs(frame.pts - moment) < 0.3

    qtbot.waitUntil(played, timeout=WITHIN_MS)
    assert screen.view.tile_words("lpg").startswith("Playback 2026-11-24 14:34:0")
    qtbot.waitUntil(lambda: "before" in screen.view.tile_words("road-n"), timeout=WITHIN_MS)
    assert screen.view.tile_words("road-n") == "Picture 14:31:59, 2:00 before"
    screen.seek((LEAK - timedelta(minutes=30)).timestamp())
    qtbot.waitUntil(lambda: "later" in screen.view.tile_words("lift-12"), timeout=WITHIN_MS)
    assert screen.view.tile_words("lift-12") == "Picture 14:31:59, 30:00 later"


def test_a_camera_without_any_picture_is_shown_only_on_demand(
    shift: DemoRoom, screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    assert len(screen.pictures.cameras()) == 12
    new = Camera("new", Words("新摄像头", "New camera"), "demo", "lobby", position=99)
    shift.wait(shift.site.save_camera(new))
    screen.reading.read_again()
    qtbot.waitUntil(lambda: screen.looked is not None and "new" in screen.looked.recorded, timeout=WITHIN_MS)
    assert "new" not in screen.pictures.cameras()
    press(screen, qtbot, Qt.Key.Key_C, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: ("new", "New camera") in screen.view.shown(), timeout=WITHIN_MS)
    assert screen.view.tile_words("new") == "Nothing recorded at this time"


def test_it_plays_up_to_sixty_times_as_fast_and_ends_where_time_has_come(
    screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    for _ in range(12):
        press(screen, qtbot, Qt.Key.Key_BracketRight)
    assert screen.controls.speed.text() == "60×"
    for _ in range(12):
        press(screen, qtbot, Qt.Key.Key_BracketLeft)
    assert screen.controls.speed.text() == "1×"
    for _ in range(12):
        press(screen, qtbot, Qt.Key.Key_BracketRight)
    screen.seek(ENDS.timestamp() - 30)
    press(screen, qtbot, Qt.Key.Key_Space)
    assert screen.session.clock.playing
    qtbot.waitUntil(lambda: not screen.session.clock.playing, timeout=WITHIN_MS)
    assert screen.session.position == ENDS.timestamp()
    assert "This is the end" in screen.status.text()


def test_a_remark_belongs_to_the_moment_and_stands_on_the_time_line_and_in_the_log(
    shift: DemoRoom, screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    moment = (LEAK + timedelta(minutes=1)).timestamp()
    screen.seek(moment)
    press(screen, qtbot, Qt.Key.Key_R)
    line = screen.remarking.line
    assert line.about.text() == "Remark on 14:33:00"
    assert line.incident.currentText() == "14:32:00 LPG leak"
    qtbot.keyClicks(line.line, "clear orders, t r")
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.isHidden(), timeout=WITHIN_MS)
    assert screen.time_line.hasFocus()
    entry = shift.journal.latest(1)[0]
    assert (entry.draft.kind, entry.draft.text) == (REMARK, "clear orders, t r")
    assert entry.draft.incident_id
    assert screen.session.position == moment
    qtbot.waitUntil(
        lambda: [mark.at for mark in people_marks(screen) if mark.code == "remark"] == [moment],
        timeout=WITHIN_MS,
    )
    assert f"The remark is entry no. {entry.number} of the log." in screen.status.text()


def test_a_remark_that_is_refused_stays_to_be_mended(
    shift: DemoRoom, screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    shift.wait(shift.access.sign_out())
    press(screen, qtbot, Qt.Key.Key_R)
    line = screen.remarking.line
    line.line.setText("nobody is here")
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    assert not line.trouble.isHidden()
    assert line.line.text() == "nobody is here"
    qtbot.keyClick(line.line, Qt.Key.Key_Escape)
    assert line.isHidden()


def test_targets_open_at_their_moment(screen: ShiftReviewScreen, qtbot: QtBot) -> None:
    assert screen.looked is not None
    press(screen, qtbot, Qt.Key.Key_T, Qt.Key.Key_T)
    assert screen.side.currentWidget() is screen.targets
    row = next(
        row
        for row, line in enumerate(screen.looked.targets)
        if (line.subject, line.verdict) == ("turn_out", "late")
    )
    texts = [screen.targets.item(row, column).text() for column in range(3)]
    assert texts == ["Turn-out\nMedical emergency", "7:10\n≤ 5:00", "▲ late"]
    screen.targets.setCurrentCell(row, 0)
    qtbot.keyClick(screen.targets, Qt.Key.Key_Return)
    assert screen.session.position == screen.looked.targets[row].at
    last = [screen.targets.item(screen.targets.rowCount() - 1, column).text() for column in range(3)]
    assert last[2] == "no target"


def test_the_shift_after_and_before_are_one_key_away(screen: ShiftReviewScreen, qtbot: QtBot) -> None:
    ctrl = Qt.KeyboardModifier.ControlModifier

    def looks_at(since: float) -> bool:
        return screen.looked is not None and screen.looked.since == since

    qtbot.keyClick(screen, Qt.Key.Key_PageDown, ctrl)
    qtbot.waitUntil(lambda: looks_at(ENDS.timestamp()), timeout=WITHIN_MS)
    assert not screen.chooser.after.isEnabled()
    qtbot.keyClick(screen, Qt.Key.Key_PageDown, ctrl)  # there is none after it
    qtbot.keyClick(screen, Qt.Key.Key_PageUp, ctrl)
    qtbot.waitUntil(lambda: looks_at(BEGINS.timestamp()), timeout=WITHIN_MS)


def test_another_time_is_typed_and_what_cannot_be_is_told(screen: ShiftReviewScreen, qtbot: QtBot) -> None:
    chooser = screen.chooser
    chooser._on_shift(chooser.shifts.count() - 1)
    for since, until, told in (
        ("morgen", "2026-11-24 12:00", "Write it like"),
        ("2026-11-24 12:00", "2026-11-24 11:00", "The end comes after the beginning"),
        ("2026-11-01 12:00", "2026-11-24 11:00", "Seven days at most"),
        ("2027-11-01 12:00", "2027-11-01 13:00", "has not come yet"),
    ):
        chooser.since.setText(since)
        chooser.until.setText(until)
        qtbot.keyClick(chooser.until, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda told=told: told in screen.status.text(), timeout=WITHIN_MS)
    chooser.since.setText("2026-11-24 14:00")
    chooser.until.setText("2026-11-24 15：30")
    qtbot.mouseClick(chooser.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: screen.looked is not None and screen.looked.until - screen.looked.since == 5400,
        timeout=WITHIN_MS,
    )
    assert screen.session.position == screen.looked.since


def test_what_happens_meanwhile_appears_and_nothing_that_was_looked_at_moves(
    shift: DemoRoom, screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    screen.look_at(shift.shift_review.shifts()[0])
    qtbot.waitUntil(
        lambda: screen.looked is not None and screen.looked.since == ENDS.timestamp(), timeout=WITHIN_MS
    )
    screen.seek(ENDS.timestamp() + 60)
    press(screen, qtbot, Qt.Key.Key_2)
    seen = screen.time_line.scale
    shift.wait(shift.journal.add("夜班巡查开始", "patrol"))
    qtbot.waitUntil(
        lambda: any(mark.entry.draft.text == "夜班巡查开始" for mark in people_marks(screen)),
        timeout=WITHIN_MS,
    )
    assert screen.session.position == ENDS.timestamp() + 60
    assert screen.time_line.scale == seen


def test_it_is_printed_with_its_time_line_table_and_remarks(
    shift: DemoRoom, screen: ShiftReviewScreen, qtbot: QtBot
) -> None:
    moment = LEAK + timedelta(minutes=1)
    shift.wait(shift.shift_review.remark("orders were clear", moment))
    screen.reading.read_again()
    qtbot.waitUntil(lambda: any(mark.code == "remark" for mark in people_marks(screen)), timeout=WITHIN_MS)
    qtbot.keyClick(screen.time_line, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(screen.papers.isVisible, timeout=WITHIN_MS)
    document = screen.papers.document
    text = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    for words in (
        "Shift review: 2026-11-24 Tue",
        "Against the targets",
        "orders were clear",
        "no target",
    ):
        assert words in text


@pytest.mark.parametrize("tab", [0, 1, 2])
def test_it_speaks_chinese_whole(
    screen: ShiftReviewScreen, language: Language, qtbot: QtBot, tab: int
) -> None:
    screen.seek((LEAK + timedelta(minutes=5)).timestamp())
    screen.tabs.setCurrentIndex(tab)
    language.switch(CHINESE)
    words = visible_words(screen)
    assert any("回看" in one or "液化气" in one or "时限" in one for one in words)
    # Keys keep their names.
    told = [re.sub(r"\(.*?\)|PgUp PgDn|Esc|Ctrl\+P", "", one) for one in words]
    assert [one for one in told if re.search("[A-Za-z]{3}", one)] == []


def test_a_site_where_nothing_was_ever_planned_recorded_or_written_opens_empty(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    for each in room.roster.shifts():
        room.roster.remove_shift(each.id).result()
    window.go("shift_review")
    empty = window.pages.currentWidget()
    assert isinstance(empty, ShiftReviewScreen)
    qtbot.waitUntil(lambda: empty.looked is not None, timeout=WITHIN_MS)
    assert empty.view.shown() == []
    assert "C shows all cameras" in empty.view.empty_text
    assert empty.moment.duty.text() == "nobody was planned, nobody clocked on"
    for command in ("entry_on", "incident_back", "alarm_on", "page_on", "cameras", "play", "print", "remark"):
        empty.do(command)
    assert len(empty.view.shown()) == 9
    empty.session.close()
