"""The link by which a person clocks on from a phone: as a square to photograph, with two keys to renew or withdraw it."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import segno
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.model.lan_page import ClockLink
from app.ui.format import iso_date, short_time, site_zone
from app.ui.ops import Ops
from app.ui.services import Services

KINDS = frozenset({"clock_link", "lan_page"})
_SIDE = 300
_QUIET_ZONE = 4
"""Modules left white around it, as the standard (ISO/IEC 18004) asks."""


class ClockLinkPanel(QFrame):
    """Beside the list of who has come; `show_person` says whose link it is about."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._ops = services, ops
        self._person_id = self._name = ""
        self.title, self.square, self.state = (QLabel(self) for _ in range(3))
        self.address = QLineEdit(self)
        self.make, self.withdraw = QPushButton(self), QPushButton(self)
        self._lay_out()
        self.make.clicked.connect(lambda: self._act(self._services.lan_page.make_clock_link))
        self.withdraw.clicked.connect(lambda: self._act(self._services.lan_page.withdraw_clock_link))
        ops.changed.connect(self._on_changed)
        self.retranslate()

    def show_person(self, person_id: str, name: str) -> None:
        self._person_id, self._name = person_id, name
        self.reload()

    def reload(self) -> None:
        page = self._services.lan_page
        link = page.clock_link(self._person_id) if self._person_id else None
        address = page.clock_address(link) if link is not None else ""
        self.title.setText(self.tr("Clocking on by phone: {name}").format(name=self._name))
        self.square.setVisible(bool(address))
        self.square.setPixmap(square_of(address) if address else QPixmap())
        self.address.setVisible(bool(address))
        self.address.setText(address)
        self.address.setCursorPosition(0)
        self.state.setText(self._state(link, open_=bool(page.standing().url)))
        self.make.setText(self.tr("New link") if link is not None else self.tr("Make a link"))
        self.make.setEnabled(bool(self._person_id))
        self.withdraw.setEnabled(link is not None)

    def retranslate(self) -> None:
        self.withdraw.setText(self.tr("Withdraw the link"))
        self.address.setAccessibleName(self.tr("Address of the link"))
        self.square.setAccessibleName(self.tr("The link as a square code, to be photographed with the phone"))
        self.reload()

    def _state(self, link: ClockLink | None, *, open_: bool) -> str:
        if not open_:
            return self.tr("The phone page is not open: F9, Phones.")
        if link is None:
            return self.tr("No link yet. Make one, then photograph the square with this person's phone.")
        if link.opened_at is None:
            return self.tr(
                "Photograph the square with this person's phone. The first phone that clocks on keeps the link."
            )
        zone = site_zone(self._services.site.site().timezone)
        return self.tr("In use since {date} {time}, first from {address}").format(
            date=iso_date(link.opened_at, zone),
            time=short_time(link.opened_at, zone),
            address=link.opened_from,
        )

    def _act(self, act: Callable[[str], "Future[Any]"]) -> None:
        person_id = self._person_id
        if person_id:
            self._ops.ask(lambda: act(person_id))

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & KINDS and self.isVisible():
            self.reload()

    def _lay_out(self) -> None:
        self.title.setObjectName("strong")
        self.state.setObjectName("dim")
        self.address.setReadOnly(True)
        for label in (self.title, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.square.setFixedSize(QSize(_SIDE, _SIDE))
        self.square.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        keys = QHBoxLayout()
        keys.addWidget(self.make)
        keys.addWidget(self.withdraw)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(keys)
        column.addWidget(self.square)
        column.addWidget(self.address)
        column.addWidget(self.state)
        column.addStretch(1)
        self.setFixedWidth(_SIDE + 24)


def square_of(text: str) -> QPixmap:
    """A QR code, dark on white whatever the theme: phones read no other."""
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    modules = len(rows) + 2 * _QUIET_ZONE
    image = QImage(modules, modules, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixelColor(x + _QUIET_ZONE, y + _QUIET_ZONE, QColor("black"))
    whole = _SIDE // modules * modules
    return QPixmap.fromImage(image.scaled(whole, whole))
