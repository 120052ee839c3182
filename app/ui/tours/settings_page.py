"""Guard tours: what is looked at in which order, and when a tour begins by itself."""

from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import QLocale

from app.core.ids import new_id
from app.model.roster import EVERY_DAY
from app.model.tour import Tour
from app.model.words import Words
from app.ui.forms.choices import ChecksField, NumberField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import ListField, WordsField
from app.ui.language import current_language, current_locale
from app.ui.tours.stops import StopsField

_LONGEST_GRACE_S = 300


class ToursPage(RecordPage[Tour]):
    KINDS = frozenset({"tour", "view", "camera"})
    SHARES = (5, 11)

    def build(self) -> None:
        self._name = WordsField()
        self._times = ListField()
        self._weekdays = ChecksField([str(day) for day in EVERY_DAY])
        self._grace = NumberField(0, _LONGEST_GRACE_S)
        self._stops = StopsField()
        self.form.add("name", self._name)
        self.form.add("times", self._times)
        self.form.add("weekdays", self._weekdays)
        self.form.add("grace", self._grace)
        self.form.add_wide("stops", self._stops)

    def texts(self) -> None:
        language, locale = current_language(), current_locale()
        self._name.set_label(self.tr("Name"))
        self._times.set_label(self.tr("Begins at"))
        self._times.set_hint(self.tr("for example 22:00, 02:00; empty: by hand only"))
        self._weekdays.set_texts(
            [locale.dayName(day + 1, QLocale.FormatType.ShortFormat) for day in EVERY_DAY]
        )
        self._weekdays.set_label(self.tr("On"))
        self._grace.set_label(self.tr("Missed after"))
        self._grace.box.setSuffix(self.tr(" s more", "seconds, after a number"))
        self._stops.set_label(self.tr("Stops: camera or view, and how long each is looked at"))
        cameras = [camera for camera in self.services.site.cameras() if camera.enabled]
        self._stops.set_choices(
            [(camera.id, camera.name.in_language(language)) for camera in cameras],
            [(view.id, view.name) for view in self.services.views.all()],
        )

    def columns(self) -> list[str]:
        return [self.tr("Guard tour"), self.tr("Stops"), self.tr("Begins at")]

    def records(self) -> list[Tour]:
        return self.services.tours.all()

    def row(self, record: Tour) -> tuple[str, ...]:
        times = ", ".join(record.times) or self.tr("by hand")
        return record.name.in_language(current_language()), str(len(record.stops)), times

    def blank(self) -> Tour:
        return Tour(new_id(self.services.clock.now()), Words())

    def values_of(self, record: Tour) -> Values:
        return {
            "name": record.name,
            "times": record.times,
            "weekdays": tuple(str(day) for day in record.weekdays),
            "grace": record.grace_s,
            "stops": record.stops,
        }

    def store(self, record: Tour, values: Values) -> "Future[None]":
        return self.services.tours.save(
            replace(
                record,
                name=values["name"],
                times=values["times"],
                weekdays=tuple(int(day) for day in values["weekdays"]),
                grace_s=values["grace"],
                stops=values["stops"],
            )
        )

    def remove(self, record: Tour) -> "Future[None]":
        return self.services.tours.remove(record.id)

    def add_words(self) -> str:
        return self.tr("Add a tour")

    def new_words(self) -> str:
        return self.tr("New tour")

    def empty_words(self) -> str:
        return self.tr('No guard tours yet. Press "Add a tour" and choose the cameras to look at.')
