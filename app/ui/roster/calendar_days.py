"""Public holidays and shifted working days that the program does not know, or knows otherwise."""

from concurrent.futures import Future
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLabel

from app.model.rota import DayMark
from app.model.words import Words
from app.ui.forms.choices import ChoiceField, DayField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import WordsField
from app.ui.language import current_language

_FREE, _WORKED = "free", "worked"


class CalendarDaysPage(RecordPage[DayMark]):
    """What is entered here is right, whatever the program knows."""

    KINDS = frozenset({"roster", "site"})
    WIDE = 2

    def build(self) -> None:
        self.known = QLabel(self)
        self.known.setWordWrap(True)
        self.known.setObjectName("dim")
        self._date = DayField()
        self._working = ChoiceField()
        self._name = WordsField()
        self.form.add("date", self._date)
        self.form.add("working", self._working)
        self.form.add("name", self._name)
        self.list.put_above(self.known)

    def texts(self) -> None:
        self._date.set_label(self.tr("Date"))
        self._working.set_label(self.tr("The day is"))
        options = [(_FREE, self.tr("free (holiday)")), (_WORKED, self.tr("worked (in exchange)"))]
        self._working.set_options(options)
        self._name.set_label(self.tr("Name"))
        days = self.services.roster.books.days()
        years = sorted(days.known)
        unknown = [year for year in (self._year(), self._year() + 1) if year not in days.known]
        said = (
            self.tr("Known are the holidays of {first} to {last}.").format(first=years[0], last=years[-1])
            if years
            else ""
        )
        missing = self.tr("Not known: {years}. Enter its holidays and the weekend days worked in exchange.")
        more = missing.format(years=", ".join(map(str, unknown))) if unknown else ""
        self.known.setText(" ".join(part for part in (said, more) if part))

    def columns(self) -> list[str]:
        return [self.tr("Date"), self.tr("The day is"), self.tr("Name")]

    def records(self) -> list[DayMark]:
        return self.services.roster.books.day_marks()

    def row(self, record: DayMark) -> tuple[str, ...]:
        what = self.tr("worked (in exchange)") if record.working else self.tr("free (holiday)")
        return record.date, what, record.name.in_language(current_language()) or "—"

    def blank(self) -> DayMark:
        return DayMark(f"{self._year() + 1}-01-01", working=False, name=Words("元旦", "New Year's Day"))

    def values_of(self, record: DayMark) -> Values:
        working = _WORKED if record.working else _FREE
        return {"date": record.date, "working": working, "name": record.name}

    def store(self, record: DayMark, values: Values) -> "Future[None]":
        mark = replace(record, date=values["date"], working=values["working"] == _WORKED, name=values["name"])
        return self.services.roster.books.save_day_mark(mark, record.date)

    def remove(self, record: DayMark) -> "Future[None]":
        return self.services.roster.books.remove_day_mark(record.date)

    def add_words(self) -> str:
        return self.tr("Add a day")

    def new_words(self) -> str:
        return self.tr("New day")

    def empty_words(self) -> str:
        return self.tr("No day was entered by hand.")

    def _year(self) -> int:
        zone = ZoneInfo(self.services.site.site().timezone)
        return self.services.clock.now().astimezone(zone).year
