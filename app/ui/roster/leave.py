"""Leave: who is away, from when to when."""

from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.ids import new_id
from app.model.rota import LEAVE_KINDS, Leave
from app.roster.layers import clock_time
from app.roster.rules import tidy_time
from app.ui.format import iso_date, short_time
from app.ui.forms.choices import ChoiceField, DayField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import TextField
from app.ui.language import current_language
from app.ui.roster.words import RosterWords

_PAST, _COMING = timedelta(days=60), timedelta(days=800)


class LeavePage(RecordPage[Leave]):
    """Whole days by default; whoever is away is not on duty, whatever has planned them."""

    KINDS = frozenset({"roster", "person", "site"})
    WIDE = 1
    SHARES = (12, 10)

    def build(self) -> None:
        self._words = RosterWords(self)
        self._names: dict[str, str] = {}
        self._person, self._kind = ChoiceField(), ChoiceField()
        self._first, self._last = DayField(), DayField()
        self._start, self._end, self._remark = TextField(), TextField(), TextField()
        for name, field in (
            ("person", self._person), ("kind", self._kind), ("first", self._first), ("start", self._start),
            ("last", self._last), ("end", self._end), ("note", self._remark),
        ):  # fmt: skip
            self.form.add(name, field)

    def texts(self) -> None:
        language = current_language()
        people = self.services.roster.people()
        self._names = {one.id: one.name.in_language(language) for one in self.services.roster.everybody()}
        self._person.set_label(self.tr("Person"))
        self._person.set_options([(one.id, self._names[one.id]) for one in people])
        self._kind.set_label(self.tr("Kind"))
        self._kind.set_options([(kind, self._words.leave(kind)) for kind in LEAVE_KINDS])
        self._first.set_label(self.tr("First day"))
        self._start.set_label(self.tr("From"))
        self._last.set_label(self.tr("Last day"))
        self._end.set_label(self.tr("To"))
        self._remark.set_label(self.tr("Note"))

    def columns(self) -> list[str]:
        return [self.tr("Person"), self.tr("Kind"), self.tr("From"), self.tr("To")]

    def records(self) -> list[Leave]:
        now = self.services.clock.now()
        return self.services.roster.books.leaves(now - _PAST, now + _COMING)

    def row(self, record: Leave) -> tuple[str, ...]:
        values = self.values_of(record)
        name = self._names.get(record.person_id, record.person_id)
        first, last = (f"{values[day]} {values[hour]}" for day, hour in (("first", "start"), ("last", "end")))
        return name, self._words.leave(record.kind), first, last

    def blank(self) -> Leave:
        zone = self._zone()
        today = self.services.clock.now().astimezone(zone).date()
        starts = datetime.combine(today + timedelta(days=1), time.min, zone).astimezone(UTC)
        return Leave(new_id(self.services.clock.now()), "", starts, starts + timedelta(days=1))

    def values_of(self, record: Leave) -> Values:
        zone = self._zone()
        end, last = short_time(record.ends, zone), iso_date(record.ends, zone)
        if end == "00:00":
            # Up to midnight is the whole of the day before.
            end, last = "24:00", iso_date(record.ends - timedelta(minutes=1), zone)
        return {
            "person": record.person_id,
            "kind": record.kind,
            "first": iso_date(record.starts, zone),
            "start": short_time(record.starts, zone),
            "last": last,
            "end": end,
            "note": record.note,
        }

    def store(self, record: Leave, values: Values) -> "Future[None]":
        start, end = tidy_time("start", values["start"]), tidy_time("end", values["end"])
        return self.services.roster.books.save_leave(
            replace(
                record,
                person_id=values["person"],
                kind=values["kind"],
                starts=self._moment(values["first"], start),
                ends=self._moment(values["last"], end),
                note=values["note"],
            )
        )

    def remove(self, record: Leave) -> "Future[None]":
        return self.services.roster.books.remove_leave(record)

    def add_words(self) -> str:
        return self.tr("Add leave")

    def new_words(self) -> str:
        return self.tr("New leave")

    def empty_words(self) -> str:
        return self.tr("Nobody is on leave. Press Add leave when somebody is going to be away.")

    def _moment(self, day: str, text: str) -> datetime:
        on = date.fromisoformat(day) + timedelta(days=text == "24:00")
        return datetime.combine(on, clock_time(text), self._zone()).astimezone(UTC)

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.services.site.site().timezone)
