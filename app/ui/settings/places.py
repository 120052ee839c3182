"""Places of the site: where cameras hang, posts stand and incidents happen."""

from concurrent.futures import Future
from dataclasses import replace

from app.core.ids import new_id
from app.model.site import Place
from app.model.words import Words
from app.ui.forms.choices import OrderField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import WordsField
from app.ui.language import current_language


class PlacesPage(RecordPage[Place]):
    KINDS = frozenset({"place", "camera", "post", "site"})

    def build(self) -> None:
        self._name = WordsField()
        self._near = OrderField()
        self.form.add("name", self._name)
        self.form.add("near", self._near)

    def texts(self) -> None:
        language = current_language()
        self._name.set_label(self.tr("Name"))
        self._near.set_label(self.tr("Nearest places"))
        self._near.set_options(
            [(place.id, place.name.in_language(language)) for place in self.services.site.places()]
        )

    def columns(self) -> list[str]:
        return [self.tr("Place"), self.tr("Cameras"), self.tr("Posts")]

    def records(self) -> list[Place]:
        return self.services.site.places()

    def row(self, record: Place) -> tuple[str, ...]:
        cameras = sum(1 for one in self.services.site.cameras() if one.place_id == record.id)
        posts = sum(1 for one in self.services.roster.posts() if one.place_id == record.id)
        return record.name.in_language(current_language()), str(cameras), str(posts)

    def blank(self) -> Place:
        return Place(new_id(self.services.clock.now()), Words())

    def values_of(self, record: Place) -> Values:
        return {"name": record.name, "near": record.near}

    def store(self, record: Place, values: Values) -> "Future[None]":
        return self.services.site.save_place(replace(record, name=values["name"], near=values["near"]))

    def remove(self, record: Place) -> "Future[None]":
        return self.services.site.remove_place(record.id)

    def add_words(self) -> str:
        return self.tr("Add a place")

    def new_words(self) -> str:
        return self.tr("New place")

    def empty_words(self) -> str:
        return self.tr('No places yet. Press "Add a place": buildings, gates, car parks, the plaza.')
