"""The link by which somebody clocks on from a phone, as a square to photograph."""

import cv2
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.roster.attendance import AttendancePage
from app.ui.roster.clock_link import square_of
from app.ui.roster.screen import RosterScreen
from tests.fakes.services import ScreenRoom


def read(image: QImage) -> str:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    found, *_ = cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(rows[:, : grey.width()]))
    return str(found)


def test_the_square_is_read_back(qtbot: QtBot) -> None:
    address = "https://192.168.100.200:8443/w/" + "0123456789abcdefghjk" * 2
    assert read(square_of(address).toImage()) == address


def test_a_link_is_made_shown_and_withdrawn(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    room.links.load()
    room.links.offer("https://192.168.1.5:8443")
    window.go("roster")
    screen = window.pages.currentWidget()
    assert isinstance(screen, RosterScreen)
    page = screen.page(AttendancePage)
    screen.open(AttendancePage)
    page.person.setCurrentIndex(page.person.findData("chen"))
    qtbot.mouseClick(page.phone, Qt.MouseButton.LeftButton)
    assert page.link.isVisible()
    assert page.link.square.isHidden()
    assert not page.link.withdraw.isEnabled()
    qtbot.mouseClick(page.link.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.link.withdraw.isEnabled)
    link = room.lan_page.clock_link("chen")
    assert link is not None
    address = room.lan_page.clock_address(link)
    assert page.link.address.text() == address
    # The same square as for the address that is read back above: of some addresses OpenCV finds no square at all.
    assert page.link.square.pixmap().toImage() == square_of(address).toImage()
    page.person.setCurrentIndex(page.person.findData("zhou"))
    page.person.activated.emit(page.person.currentIndex())
    assert page.link.square.isHidden()
    page.person.setCurrentIndex(page.person.findData("chen"))
    page.person.activated.emit(page.person.currentIndex())
    qtbot.mouseClick(page.link.withdraw, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.link.withdraw.isEnabled())
    assert room.lan_page.clock_link("chen") is None
    assert page.link.address.isHidden()
