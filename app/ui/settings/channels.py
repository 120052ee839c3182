"""Channels: the ways messages leave the console. Addresses hold tokens and PINs: they go in and are never shown again."""

from concurrent.futures import Future
from dataclasses import replace

from app.core.ids import new_id
from app.model.site import Channel
from app.model.words import Words
from app.notify.modem_address import MODEM_SERVICES, SMS, VOICE, is_modem
from app.ui.forms.choices import ChoiceField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import SecretField, TextField, WordsField
from app.ui.language import current_language

_SERVICE = "service"


class ChannelsPage(RecordPage[Channel]):
    KINDS = frozenset({"channel", "person", "site"})

    def build(self) -> None:
        self._name, self._way = WordsField(), ChoiceField()
        self._url, self._port, self._pin = SecretField(), TextField(), SecretField()
        self._proof_at, self._proof_person = TextField(), ChoiceField()
        self.form.add("name", self._name)
        self.form.add("way", self._way)
        self.form.add("url", self._url)
        self.form.add("port", self._port)
        self.form.add("pin", self._pin)
        self.form.add("proof_at", self._proof_at)
        self.form.add("proof_person", self._proof_person)
        self.form.changed.connect(self._show_way)

    def texts(self) -> None:
        self._name.set_label(self.tr("Name"))
        self._way.set_label(self.tr("Way"))
        self._way.set_options(
            [
                (_SERVICE, self.tr("a service of the network")),
                (SMS, self.tr("short messages, by a modem on this computer")),
                (VOICE, self.tr("phone calls, by a modem on this computer")),
            ]
        )
        self._url.set_label(self.tr("Service URL"))
        self._port.set_label(self.tr("Port"))
        self._pin.set_label(self.tr("SIM PIN"))
        self._proof_at.set_label(self.tr("Daily test"))
        self._proof_at.set_hint(self.tr("empty: never; else a time like 10:00"))
        self._proof_person.set_label(self.tr("Test goes to"))
        language = current_language()
        people = [(one.id, one.name.in_language(language)) for one in self.services.roster.people()]
        self._proof_person.set_options([("", self.tr("the first who has this channel")), *people])

    def opened(self, record: Channel) -> None:
        modem = is_modem(record.service)
        kept = self.tr("{service}://… is kept; type to replace it").format(service=record.service)
        here = record.service and not modem
        self._url.set_hint(kept if here else self.tr("for example mailto://user:password@host"))
        as_it_is = self.tr("is kept; type to replace it")
        self._port.set_hint(as_it_is if modem else self.tr("for example ttyUSB0 or COM3"))
        self._pin.set_hint(as_it_is if modem else self.tr("empty where the card asks for none"))
        self._show_way()

    def columns(self) -> list[str]:
        return [self.tr("Channel"), self.tr("Service"), self.tr("People")]

    def records(self) -> list[Channel]:
        return self.services.site.channels()

    def row(self, record: Channel) -> tuple[str, ...]:
        people = sum(1 for one in self.services.roster.people() if record.id in one.channels)
        service = f"{record.service}://" if record.service else ""
        return record.name.in_language(current_language()), service, str(people)

    def blank(self) -> Channel:
        return Channel(new_id(self.services.clock.now()), Words(), "")

    def values_of(self, record: Channel) -> Values:
        way = record.service if is_modem(record.service) else _SERVICE
        test = {"proof_at": record.proof_at, "proof_person": record.proof_person}
        return {"name": record.name, "way": way, "url": "", "port": "", "pin": "", **test}

    def store(self, record: Channel, values: Values) -> "Future[None]":
        way = values["way"]
        named = replace(
            record,
            name=values["name"],
            proof_at=values["proof_at"],
            proof_person=values["proof_person"],
        )
        if is_modem(way):
            return self.services.site.save_modem(named, way, values["port"], values["pin"])
        # The address of a modem is none of a service: then a URL must be written.
        kept = replace(named, service="") if is_modem(record.service) else named
        return self.services.site.save_channel(kept, values["url"] or None)

    def remove(self, record: Channel) -> "Future[None]":
        return self.services.site.remove_channel(record.id)

    def add_words(self) -> str:
        return self.tr("Add a channel")

    def new_words(self) -> str:
        return self.tr("New channel")

    def empty_words(self) -> str:
        return self.tr(
            'No channels yet: nobody gets a message. Press "Add a channel", then choose it for people.'
        )

    def _show_way(self) -> None:
        modem = self._way.value() in MODEM_SERVICES
        self.form.show_field("url", shown=not modem)
        self.form.show_field("port", shown=modem)
        self.form.show_field("pin", shown=modem)
