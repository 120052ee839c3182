"""A site of 64 cameras: all of them at once, each with its name and its state, on the smallest screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from app.model.view import COUNTS, View
from app.ui import theme
from app.ui.language import Language
from app.ui.main_window import MainWindow
from app.ui.wall.caption import caption_height, corner_words, small_words
from app.ui.wall.fitting import first_fitting, lines_of
from app.ui.wall.tile import Claim, Tile
from tests.fakes.services import ScreenRoom, live

CAMERAS = 64
KEYS = dict(zip(COUNTS, "1234567", strict=True))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ScreenRoom]:
    room = ScreenRoom(tmp_path, CAMERAS)
    yield room
    room.close()


def has_colour(image: QImage, area: QRect, colour: str) -> bool:
    wanted = QColor(colour)
    return any(
        image.pixelColor(x, y) == wanted
        for y in range(area.top(), area.bottom() + 1)
        for x in range(area.left(), area.right() + 1)
    )


@pytest.mark.parametrize("count", COUNTS)
def test_a_key_for_every_number_of_pictures(
    count: int, window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    qtbot.keyClicks(window.wall.view, KEYS[count])
    assert len(window.wall.view.tiles) == count
    assert len(room.wall.shown) == count


def test_all_64_are_shown_unless_something_else_was_chosen(window: MainWindow) -> None:
    assert len(window.wall.view.tiles) == CAMERAS


def test_the_menu_has_the_large_numbers_and_the_button_says_which(window: MainWindow) -> None:
    layouts = window.wall.bar.layouts
    assert layouts.more.text().startswith("64")
    assert layouts.more.isChecked()
    layouts.actions_of[36].trigger()
    assert len(window.wall.view.tiles) == 36
    assert layouts.more.text().startswith("36")
    layouts.buttons[4].click()
    assert layouts.more.text().startswith("25+")
    assert not layouts.more.isChecked()


@pytest.mark.parametrize("language_code", ["en", "zh"])
def test_every_button_of_the_bar_is_whole_at_1366(
    language_code: str, window: MainWindow, language: Language, qtbot: QtBot
) -> None:
    language.switch(language_code)
    # With pages: the bar is fullest then.
    qtbot.keyClicks(window.wall.view, "6")
    QApplication.processEvents()
    bar = window.wall.bar
    assert window.width() == 1366
    buttons = [button for button in bar.findChildren(QPushButton) if button.isVisible()]
    assert bar.layouts.more in buttons
    for button in buttons:
        right = button.mapTo(bar, button.rect().topRight()).x()
        assert right < bar.width(), button.text()
        words = QFontMetrics(button.font()).horizontalAdvance(button.text())
        assert button.width() >= words, button.text()


@pytest.mark.parametrize("count", [36, 64])
@pytest.mark.parametrize("language_code", ["en", "zh"])
def test_a_small_tile_that_is_not_live_carries_a_mark(
    count: int, language_code: str, window: MainWindow, room: ScreenRoom, language: Language, qtbot: QtBot
) -> None:
    language.switch(language_code)
    for number in range(CAMERAS):
        room.wall.picture(f"c{number}", 200)
    room.wall.states = [
        live("c0"),
        live("c1", state="late", age_s=4.0, cause="stalled"),
        live("c2", state="lost", age_s=200.0, cause="stalled"),
        live("c3", state="lost", age_s=None, cause="wrong_password"),
        live("c4", state="lost", age_s=20.0, cause="frozen"),
        live("c5", health=("out_of_focus", "covered")),
        *(live(f"c{number}") for number in range(6, CAMERAS)),
    ]
    qtbot.keyClicks(window.wall.view, KEYS[count])
    view = window.wall.view
    view.look_at_states()
    image = view.grab().toImage()
    for number in range(1, 6):
        assert has_colour(image, view.tiles[number].rect, theme.AMBER), number
    for number in (0, 6):
        assert not has_colour(image, view.tiles[number].rect, theme.AMBER), number
    # The name of each stands below its picture.
    for tile in view.tiles[:6]:
        foot = QRect(tile.rect)
        foot.setTop(foot.bottom() + 1 - caption_height(foot.size()))
        assert has_colour(image, foot, theme.TEXT), tile.name


def test_a_name_has_room_before_what_is_said_of_a_live_picture(window: MainWindow) -> None:
    metrics = QFontMetrics(theme.font(14))
    tile = Tile("c", "", QRect(), claim=Claim("live", corner="live · 25 fps · <1 s", short_corner="<1 s"))
    short, long = "Gate", "Stairs of building 7, north side 12"
    assert small_words(short, tile, metrics, 400) == (short, "live · 25 fps · <1 s")
    assert small_words(short, tile, metrics, 105) == (short, "<1 s")
    cut, said = small_words(long, tile, metrics, 105)
    assert said == ""
    assert cut.startswith("Stairs")
    assert cut.endswith("12")
    assert metrics.horizontalAdvance(cut) <= 105
    # That the machine leaves pictures out is never left out itself.
    tile.claim = Claim("live", corner="▼ PC busy: 12 fps · <1 s", short_corner="▼ 12 fps", mark="▼")
    cut, said = small_words(long, tile, metrics, 105)
    assert said == "▼"
    assert metrics.horizontalAdvance(cut + said) <= 105


def test_a_name_stays_whole_beside_the_state_of_its_picture(window: MainWindow) -> None:
    claim = Claim("live", corner="live · 25 fps · <1 s", short_corner="<1 s")
    tile = Tile("c", "Gate", QRect(), claim=claim)
    assert corner_words(tile, 260) == "live · 25 fps · <1 s"
    tile.name = "Ring road north"
    assert corner_words(tile, 260) == "<1 s"
    assert corner_words(tile, 600) == "live · 25 fps · <1 s"


def test_words_are_cut_to_their_room(window: MainWindow) -> None:
    font = theme.font(14)
    metrics = QFontMetrics(font)
    assert first_fitting(("Picture of 13:56:40 · 3 min old", "3 min old"), metrics, 100) == "3 min old"
    assert first_fitting(("out of focus · covered",), metrics, 80).endswith("…")
    for text in (
        "user name or password wrong · tried again in a minute",
        "用户名或密码错误 · 一分钟后重试，或在设置中修改",
    ):
        lines = lines_of(text, font, 100, 2)
        assert len(lines) == 2
        assert lines[1].endswith("…")
        assert all(metrics.horizontalAdvance(line) <= 100 for line in lines)
    assert lines_of("", font, 100, 2) == []
    assert lines_of("covered", font, 100, 0) == []


def test_words_that_were_cut_stand_whole_beside_the_mouse(
    window: MainWindow, room: ScreenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda where, words, *rest: told.append(words))
    room.wall.states = [live("c0", state="lost", age_s=200.0, cause="stalled")]
    view = window.wall.view
    view.look_at_states()
    where = view.tiles[0].rect.center()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, where, view.mapToGlobal(where)))
    assert told == [
        "Building 1 lobby\nnot live\nPicture of 13:56:40 · 3 min old\npictures stopped coming · reconnecting"
    ]


def test_a_view_of_36_is_saved_and_a_tile_can_be_enlarged(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    saved = room.views.save(View("v", "All of them", tuple(f"c{n}" for n in range(40)), 36)).result()
    assert saved.count == 36
    qtbot.waitUntil(lambda: window.wall.bar.views.count() == 2)
    window.wall.views.choose("v")
    view = window.wall.view
    assert len(view.tiles) == 36
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert [tile.rect.size() for tile in view.tiles] == [QSize(view.width(), view.height())]
