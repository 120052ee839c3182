"""A drill is begun on F2, by keys alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.incidents.drill_start import REAL, SIMULATED
from app.ui.incidents.listing import fitting
from app.ui.incidents.screen import IncidentsScreen
from app.ui.incidents.words import IncidentWords
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


def test_ctrl_d_and_enter_begin_a_simulated_one_and_show_it(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    window.go("incidents")
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen._offered is not None)
    window.activateWindow()
    QTest.keyClick(screen, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert screen.drill_start.isVisible()
    assert not screen._empty.isVisible()
    assert screen.drill_start.channels.value() == SIMULATED, "nobody rings forty people by an accident"
    QTest.keyClick(screen.drill_start.kind.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen.detail is not None and screen.detail.isVisible())
    (incident,) = room.incidents.running()
    assert (incident.kind, incident.drill, incident.simulated) == ("fire", True, True)
    assert not screen.drill_start.isVisible()
    qtbot.waitUntil(screen.view.hasFocus)
    qtbot.waitUntil(lambda: "DRILL, simulated channels" in window.panel.cards[incident.id].head.title.text())
    assert not window.siren.sounding


def test_one_that_rings_is_a_choice_and_escape_leaves(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    window.go("incidents")
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen._offered is not None)
    screen.drill.click()
    before = screen.drill_start._note.text()
    screen.drill_start.channels.set_value(REAL)
    screen.drill_start.channels.changed.emit()
    assert screen.drill_start._note.text() != before
    QTest.keyClick(screen.drill_start.kind.box, Qt.Key.Key_Escape)
    assert not screen.drill_start.isVisible()
    assert screen._empty.isVisible()
    assert room.incidents.running() == []
    screen.drill.click()
    assert screen.drill_start.channels.value() == SIMULATED
    screen.drill_start.channels.set_value(REAL)
    screen.drill_start.start.click()
    qtbot.waitUntil(lambda: bool(room.incidents.running()))
    (incident,) = room.incidents.running()
    assert (incident.drill, incident.simulated) == (True, False)


def test_an_emergency_takes_its_place(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    window.go("incidents")
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen._offered is not None)
    screen.drill.click()
    incident = room.incidents.press(kind="fire").result()
    qtbot.waitUntil(lambda: screen.detail is not None and screen.detail.incident.id == incident.id)
    assert not screen.drill_start.isVisible()


def test_a_narrow_list_names_the_kind_of_a_simulated_drill(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    incident = room.incidents.press(kind="fire", drill=True, simulated=True).result()
    titles = IncidentWords(room.services, window.names).titles(incident)
    assert titles == ("DRILL, simulated channels · Fire", "DRILL · Fire")
    assert fitting(titles, 2000) == titles[0]
    assert fitting(titles, 180) == titles[1]
