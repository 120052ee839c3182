"""The log says which camera nobody looked at, when, and whose it was; a round with gaps stands in it by itself."""

import json

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.journal import Draft, Entry
from app.model.tour import Stop, Tour
from app.model.words import Words
from app.ui.journal.entry_words import EntryWords
from app.ui.language import CHINESE, Language
from app.ui.log.screen import LogScreen
from app.ui.main_window import MainWindow
from app.ui.names import Names
from tests.fakes.services import ScreenRoom

AT = "2026-11-23T06:00:35.000Z"
LEFT = Qt.MouseButton.LeftButton
ROUND = {"zh": "夜间巡查", "en": "Night round", "of": "3"}


def said(room: ScreenRoom, kind: str, data: dict[str, str], camera_id: str = "") -> str:
    draft = Draft(kind, data={**ROUND, **data}, camera_id=camera_id)
    return EntryWords(Names(room.services)).sentence(Entry(7, room.clock.now(), "b", 1.0, draft, "", ""))


def test_a_step_tells_whose_it_was(room: ScreenRoom, language: Language) -> None:
    def step(**watch: str) -> str:
        return said(room, "tour_step_missed", {"step": "2", **watch}, "c1")

    assert step() == "Nobody looked at Building 2 lobby (guard tour Night round, step 2 of 3)"
    assert step(watch="signed_in", people="zhou") == (
        "Nobody looked at Building 2 lobby (guard tour Night round, step 2 of 3; signed in: Zhou Min)"
    )
    assert step(watch="on_duty", people="zhou,chen").endswith(
        "; nobody signed in, on duty: Zhou Min, Chen Guoping)"
    )
    assert step(watch="on_duty", people="").endswith("; nobody signed in)")
    language.switch(CHINESE)
    assert step(watch="signed_in", people="zhou") == (
        "无人查看 2 栋大堂（视频巡查“夜间巡查”第 2/3 步；当时登录：周敏）"
    )


def test_a_round_names_each_camera(room: ScreenRoom, language: Language) -> None:
    stops = [{"camera": "c1", "view": "", "at": AT}, {"camera": "", "view": "Gates", "at": ""}]
    data = {"missed": "2", "stops": json.dumps(stops), "watch": "on_duty", "people": "zhou"}
    finished, stopped = {**data, "end": "finished"}, {**data, "end": "stopped"}
    assert said(room, "tour_missed", finished) == (
        "▲ Guard tour Night round, nobody looked at 2 of 3: Building 2 lobby 14:00, view Gates; "
        "nobody signed in, on duty: Zhou Min"
    )
    assert "Night round broken off, nobody looked at" in said(room, "tour_missed", stopped)
    language.switch(CHINESE)
    assert said(room, "tour_missed", finished) == (
        "▲ 视频巡查“夜间巡查”漏查 2/3 处：2 栋大堂（14:00）、视图“Gates”；当时无人登录，当班：周敏"
    )
    assert said(room, "tour_missed", stopped).startswith("▲ 视频巡查“夜间巡查”中止，漏查 2/3 处")


def test_a_night_of_rounds_that_nobody_walked_is_a_line_each(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    room.tours.save(Tour("night", Words("夜间巡查", "Night round"), tuple(Stop(f"c{at}") for at in range(5))))
    for _ in range(3):
        room.tours.begin("night").result()
        for _ in range(5):
            room.clock.advance(seconds=36)
            moved = room.tours.tick()
            assert moved is not None
            moved.result()
    window.go("log")
    log = window.pages.currentWidget()
    assert isinstance(log, LogScreen)
    qtbot.waitUntil(lambda: log.model.rowCount() == 6)
    rows = [log.model.row(at) for at in range(6)]
    standing = [row.entry.draft.kind for row in rows if row is not None and row.fold is None]
    assert standing == ["tour_missed"] * 3
    qtbot.mouseClick(log.scope.buttons["important"], LEFT)
    qtbot.waitUntil(lambda: log.model.rowCount() == 3)
