"""The settings of the page for phones, how it stands, and the links of running incidents."""

import socket
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.lanpage.keeper import Standing
from app.lanpage.links import device_mark
from app.model.lan_page import LanPage, Link
from app.ui.main_window import MainWindow
from app.ui.settings.lan_page import LanPageTab
from app.ui.settings.screen import SettingsScreen
from tests.fakes.services import ScreenRoom


@pytest.fixture
def tab(room: ScreenRoom, window: MainWindow) -> Iterator[LanPageTab]:
    window.go("settings")
    screen = window.pages.currentWidget()
    assert isinstance(screen, SettingsScreen)
    yield screen.open(screen.lan_page)
    room.lan_page.stop()


def line(tab: LanPageTab, number: int) -> str:
    return tab.standing.lines[number][1].text()


def test_it_is_off_until_an_address_is_chosen(tab: LanPageTab, room: ScreenRoom, qtbot: QtBot) -> None:
    assert line(tab, 0) == "off"
    form = tab.form.form
    form.fields["on"].set_value(True)
    form.save_wanted.emit()
    assert "Choose at which address" in form.fields["address"].problem.text()
    assert room.lan_page.page() == LanPage()

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    room.lan_page.start()
    form.fields["address"].set_value("127.0.0.1")
    form.fields["port"].set_value(port)
    form.save_wanted.emit()
    qtbot.waitUntil(lambda: line(tab, 0) == f"open at https://127.0.0.1:{port}", timeout=20_000)
    assert line(tab, 1).count(":") == 31
    assert "certificate.pem" in line(tab, 2)
    form.fields["on"].set_value(False)
    form.save_wanted.emit()
    qtbot.waitUntil(lambda: line(tab, 0) == "off", timeout=20_000)


def test_a_page_that_cannot_be_opened_is_told_here_on_the_strip_and_on_the_health_page(
    tab: LanPageTab, room: ScreenRoom, window: MainWindow
) -> None:
    room.lan_page._keeper.standing = Standing("failed", "port_taken")
    tab.refresh()
    assert line(tab, 0).startswith("▲ closed: the port is taken")
    window.strip.tick()
    assert "phone page closed: the port is taken" in window.strip.trouble.toolTip()
    screen = window.pages.currentWidget()
    assert isinstance(screen, SettingsScreen)
    health = screen.open(screen.health)
    assert "phone page closed: the port is taken" in health.troubles.text()
    assert health.troubles.isVisible()


def test_a_link_is_withdrawn_and_let_go_by_a_key(tab: LanPageTab, room: ScreenRoom, qtbot: QtBot) -> None:
    incident = room.incidents.press(kind="fire").result()
    call = incident.calls[1]
    opened = Link(call.id, device_mark("phone"), room.clock.now(), "192.168.1.23")

    def store(transaction: object) -> None:
        transaction.lan_page.save_link(opened)
        transaction.touch_quietly("link")

    room.database.write(store).result()
    links = tab.links
    rows = links.table.rows
    qtbot.waitUntil(
        lambda: [row.cells[1] for row in rows.rows[:2]] == ["not opened", "opened 14:00 from 192.168.1.23"]
    )
    assert not links.revoke.isEnabled()
    links.table.selectRow(1)
    qtbot.mouseClick(links.revoke, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rows.rows[1].cells[1] == "▲ withdrawn 14:00")
    assert not links.revoke.isEnabled()
    qtbot.mouseClick(links.release, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rows.rows[1].cells[1] == "not opened")
    assert {"link_revoked", "link_released"} <= set(room.kinds())
