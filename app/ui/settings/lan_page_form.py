"""Switches the page for phones on, and says where and for how long links hold."""

from concurrent.futures import Future
from dataclasses import dataclass

from app.lanpage.addresses import is_loopback
from app.lanpage.rules import LEAST_PORT, MOST_HOURS, MOST_PHOTOS, MOST_PORT
from app.model.lan_page import LanPage
from app.ui.forms.choices import ChoiceField, NumberField, SwitchField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage


@dataclass(frozen=True, slots=True)
class _ThePage:
    """There is one; a list has ids."""

    page: LanPage
    id: str = "lan_page"


class LanPageForm(RecordPage[_ThePage]):
    KINDS = frozenset({"lan_page"})
    ADDS = False
    REMOVES = False
    LISTS = False

    def build(self) -> None:
        self._on = SwitchField()
        self._address = ChoiceField()
        self._port = NumberField(LEAST_PORT, MOST_PORT)
        self._hours = NumberField(1, MOST_HOURS)
        self._photos = NumberField(0, MOST_PHOTOS)
        for name, field in (
            ("on", self._on),
            ("address", self._address),
            ("port", self._port),
            ("hours", self._hours),
            ("photos", self._photos),
        ):
            self.form.add(name, field)

    def texts(self) -> None:
        self._on.set_label(self.tr("Phone page"))
        self._on.set_text(self.tr("open to phones"))
        self._address.set_label(self.tr("At the address"))
        alone = self.tr("{address} (this PC only)")
        addresses = [
            (address, alone.format(address=address) if is_loopback(address) else address)
            for address in self.services.lan_page.addresses()
        ]
        self._address.set_options([("", self.tr("choose …")), *addresses])
        self._port.set_label(self.tr("Port"))
        self._hours.set_label(self.tr("Links hold for"))
        self._hours.box.setSuffix(self.tr(" hours", "after a number"))
        self._photos.set_label(self.tr("Photos by one link"))
        self._photos.box.setSpecialValueText(self.tr("none"))

    def columns(self) -> list[str]:
        return [self.tr("Settings")]

    def records(self) -> list[_ThePage]:
        return [_ThePage(self.services.lan_page.page())]

    def row(self, record: _ThePage) -> tuple[str, ...]:
        return (self.tr("Settings"),)

    def values_of(self, record: _ThePage) -> Values:
        page = record.page
        return {
            "on": page.on,
            "address": page.address,
            "port": page.port,
            "hours": page.hours,
            "photos": page.photos,
        }

    def store(self, record: _ThePage, values: Values) -> "Future[None]":
        return self.services.lan_page.save(LanPage(**values))
