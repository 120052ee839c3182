"""Shifts: who, as what, where, on which days, from when to when."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import QLocale

from app.core.ids import new_id
from app.model.roster import EVERY_DAY, Shift
from app.model.site import ROLES
from app.roster.rules import rank
from app.ui.code_words import CodeWords
from app.ui.format import iso_date, site_zone
from app.ui.forms.choices import ChecksField, ChoiceField, DayField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.rows import WRONG
from app.ui.forms.texts import TextField
from app.ui.language import current_language, current_locale

WEEKLY = "weekdays"
ONCE = "date"


class ShiftsPage(RecordPage[Shift]):
    """A shift falls on weekdays or on one date; one that ends at or before its start ends the next day."""

    KINDS = frozenset({"roster", "person", "post", "site"})
    WIDE = 1
    SHARES = (13, 9)

    def build(self) -> None:
        self._codes = CodeWords(self)
        self._names: dict[str, str] = {}
        self._left: frozenset[str] = frozenset()
        self._person, self._role, self._post = ChoiceField(), ChoiceField(), ChoiceField()
        self._repeats = ChoiceField()
        self._weekdays = ChecksField([str(day) for day in EVERY_DAY])
        self._day = DayField()
        self._start, self._end = TextField(), TextField()
        self.form.add("person", self._person)
        self.form.add("role", self._role)
        self.form.add("post", self._post)
        self.form.add("repeats", self._repeats)
        self.form.add("weekdays", self._weekdays)
        self.form.add("date", self._day)
        self.form.add("start", self._start)
        self.form.add("end", self._end)
        self.form.changed.connect(self._show_days)

    def texts(self) -> None:
        language = current_language()
        everybody, posts = self.services.roster.everybody(), self.services.roster.posts()
        self._names = {one.id: one.name.in_language(language) for one in everybody}
        self._names |= {one.id: one.name.in_language(language) for one in posts}
        self._left = frozenset(one.id for one in everybody if not one.active)
        self._person.set_label(self.tr("Person"))
        holders = {shift.person_id for shift in self.services.roster.shifts()}
        offered = [one for one in everybody if one.active or one.id in holders]
        self._person.set_options([(one.id, self._person_words(one.id)) for one in offered])
        self._role.set_label(self.tr("Role"))
        self._role.set_options([(role, self._codes.role(role)) for role in ROLES])
        self._post.set_label(self.tr("Post"))
        self._post.set_options([("", self.tr("no post")), *((one.id, self._names[one.id]) for one in posts)])
        self._repeats.set_label(self.tr("Repeats"))
        self._repeats.set_options([(WEEKLY, self.tr("every week")), (ONCE, self.tr("on one date only"))])
        self._weekdays.set_texts([weekday_name(day) for day in EVERY_DAY])
        self._weekdays.set_label(self.tr("Weekdays"))
        self._day.set_label(self.tr("Date"))
        self._start.set_label(self.tr("From"))
        self._end.set_label(self.tr("To"))
        self._start.set_hint("08:00")
        self._end.set_hint("20:00")
        self._show_days()

    def columns(self) -> list[str]:
        return [self.tr("Person"), self.tr("Role, post"), self.tr("Days"), self.tr("Time")]

    def records(self) -> list[Shift]:
        shifts = self.services.roster.shifts()
        return sorted(shifts, key=lambda shift: (shift.date, rank(shift.role), shift.start))

    def row(self, record: Shift) -> tuple[str, ...]:
        return (
            self._person_words(record.person_id),
            self.tr("no longer called") if record.person_id in self._left else self._duty_words(record),
            record.date or self._day_words(record.weekdays),
            self._time_words(record),
        )

    def blank(self) -> Shift:
        return Shift(new_id(self.services.clock.now()), "", "operator", weekdays=EVERY_DAY)

    def values_of(self, record: Shift) -> Values:
        now, zone = self.services.clock.now(), site_zone(self.services.site.site().timezone)
        return {
            "person": record.person_id,
            "role": record.role,
            "post": record.post_id,
            "repeats": ONCE if record.date else WEEKLY,
            "weekdays": [str(day) for day in record.weekdays],
            "date": record.date or iso_date(now, zone),
            "start": record.start,
            "end": record.end,
        }

    def store(self, record: Shift, values: Values) -> "Future[None]":
        once = values["repeats"] == ONCE
        return self.services.roster.save_shift(
            replace(
                record,
                person_id=values["person"],
                role=values["role"],
                post_id=values["post"],
                date=values["date"] if once else "",
                weekdays=() if once else tuple(int(day) for day in values["weekdays"]),
                start=values["start"],
                end=values["end"],
            )
        )

    def remove(self, record: Shift) -> "Future[None]":
        return self.services.roster.remove_shift(record.id)

    def add_words(self) -> str:
        return self.tr("Add a shift")

    def new_words(self) -> str:
        return self.tr("New shift")

    def empty_words(self) -> str:
        return self.tr('No shifts yet: nobody is on duty. Press "Add a shift" and say who, when and where.')

    def _person_words(self, person_id: str) -> str:
        name = self._names.get(person_id, person_id)
        return f"{WRONG} {name}" if person_id in self._left else name

    def _show_days(self) -> None:
        once = self._repeats.value() == ONCE
        self.form.show_field("weekdays", shown=not once)
        self.form.show_field("date", shown=once)

    def _day_words(self, weekdays: Sequence[int]) -> str:
        if tuple(weekdays) == EVERY_DAY:
            return self.tr("every day")
        if tuple(weekdays) == EVERY_DAY[:5]:
            return self.tr("Monday to Friday")
        return self.tr(", ", "between weekdays").join(weekday_name(day) for day in weekdays)

    def _duty_words(self, record: Shift) -> str:
        post = self._names.get(record.post_id, "")
        role = self._codes.role(record.role)
        return post if post and record.role == "post" else " · ".join(part for part in (role, post) if part)

    def _time_words(self, record: Shift) -> str:
        if record.end != "24:00" and record.end <= record.start:
            return self.tr("{start} – {end} next day").format(start=record.start, end=record.end)
        return self.tr("{start} – {end}").format(start=record.start, end=record.end)


def weekday_name(day: int) -> str:
    """In the language shown, Monday 0."""
    return current_locale().dayName(day + 1, QLocale.FormatType.ShortFormat)
