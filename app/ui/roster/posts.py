"""Duty posts: where somebody stands on duty."""

from concurrent.futures import Future
from dataclasses import replace

from app.core.ids import new_id
from app.model.site import Post
from app.model.words import Words
from app.ui.forms.choices import ChoiceField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import TextField, WordsField
from app.ui.language import current_language


class PostsPage(RecordPage[Post]):
    KINDS = frozenset({"post", "place", "site"})

    def build(self) -> None:
        self._places: dict[str, str] = {}
        self._name = WordsField()
        self._place = ChoiceField()
        self._phone = TextField()
        self.form.add("name", self._name)
        self.form.add("place", self._place)
        self.form.add("phone", self._phone)

    def texts(self) -> None:
        language = current_language()
        self._places = {one.id: one.name.in_language(language) for one in self.services.site.places()}
        self._name.set_label(self.tr("Name"))
        self._place.set_label(self.tr("Place"))
        self._place.set_options([("", self.tr("no place")), *self._places.items()])
        self._phone.set_label(self.tr("Phone"))

    def columns(self) -> list[str]:
        return [self.tr("Post"), self.tr("Place"), self.tr("Phone")]

    def records(self) -> list[Post]:
        return self.services.roster.posts()

    def row(self, record: Post) -> tuple[str, ...]:
        place = self._places.get(record.place_id, "—")
        return record.name.in_language(current_language()), place, record.phone or "—"

    def blank(self) -> Post:
        return Post(new_id(self.services.clock.now()), Words())

    def values_of(self, record: Post) -> Values:
        return {"name": record.name, "place": record.place_id, "phone": record.phone}

    def store(self, record: Post, values: Values) -> "Future[None]":
        return self.services.roster.save_post(
            replace(record, name=values["name"], place_id=values["place"], phone=values["phone"])
        )

    def remove(self, record: Post) -> "Future[None]":
        return self.services.roster.remove_post(record.id)

    def add_words(self) -> str:
        return self.tr("Add a post")

    def new_words(self) -> str:
        return self.tr("New post")

    def empty_words(self) -> str:
        return self.tr('No posts yet. Press "Add a post": gates, car parks, the gas station, the plaza.')
