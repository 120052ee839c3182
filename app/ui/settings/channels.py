"""Channels: the ways messages leave the console. A service URL holds tokens: it goes in and is never shown again."""

from concurrent.futures import Future
from dataclasses import replace

from app.core.ids import new_id
from app.model.site import Channel
from app.model.words import Words
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import SecretField, WordsField
from app.ui.language import current_language


class ChannelsPage(RecordPage[Channel]):
    KINDS = frozenset({"channel", "person", "site"})

    def build(self) -> None:
        self._name = WordsField()
        self._url = SecretField()
        self.form.add("name", self._name)
        self.form.add("url", self._url)

    def texts(self) -> None:
        self._name.set_label(self.tr("Name"))
        self._url.set_label(self.tr("Service URL"))

    def opened(self, record: Channel) -> None:
        kept = self.tr("{service}://… is kept; type to replace it").format(service=record.service)
        self._url.set_hint(kept if record.service else self.tr("for example mailto://user:password@host"))

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
        return {"name": record.name, "url": ""}

    def store(self, record: Channel, values: Values) -> "Future[None]":
        return self.services.site.save_channel(replace(record, name=values["name"]), values["url"] or None)

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
