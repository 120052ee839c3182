"""How many are needed where, by hour and weekday, and with which certificates."""

from concurrent.futures import Future
from dataclasses import replace

from app.core.ids import new_id
from app.model.roster import EVERY_DAY
from app.model.rota import NEED_DAYS, QUALIFICATIONS, WEEKDAYS, Line, Need
from app.model.site import ROLES
from app.ui.code_words import CodeWords
from app.ui.forms.choices import ChecksField, ChoiceField, NumberField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import TextField
from app.ui.language import current_language
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.shifts import weekday_name
from app.ui.roster.words import RosterWords


class StrengthPage(RecordPage[Need]):
    """Several lines for one post: the highest that counts at a moment is needed."""

    KINDS = frozenset({"roster", "post", "site"})
    WIDE = 1
    SHARES = (13, 9)

    def build(self) -> None:
        self._codes, self._words = CodeWords(self), RosterWords(self)
        self._lines = FindingWords(self.services, self)
        self._role, self._post, self._days = ChoiceField(), ChoiceField(), ChoiceField()
        self._weekdays = ChecksField([str(day) for day in EVERY_DAY])
        self._start, self._end = TextField(), TextField()
        self._count = NumberField(1, 99)
        self._held = ChecksField(QUALIFICATIONS)
        for name, field in (
            ("role", self._role), ("post", self._post), ("count", self._count), ("days", self._days),
            ("weekdays", self._weekdays), ("start", self._start), ("end", self._end), ("qualifications", self._held),
        ):  # fmt: skip
            self.form.add(name, field)
        self.form.changed.connect(self._show_weekdays)

    def texts(self) -> None:
        language = current_language()
        self._role.set_label(self.tr("Role"))
        self._role.set_options([(role, self._codes.role(role)) for role in ROLES])
        self._post.set_label(self.tr("Post"))
        posts = [(one.id, one.name.in_language(language)) for one in self.services.roster.posts()]
        self._post.set_options([("", self.tr("any or none")), *posts])
        self._count.set_label(self.tr("People"))
        self._days.set_label(self.tr("On"))
        self._days.set_options([(code, self._words.days(code)) for code in NEED_DAYS])
        self._weekdays.set_texts([weekday_name(day) for day in EVERY_DAY])
        self._weekdays.set_label(self.tr("Weekdays"))
        self._start.set_label(self.tr("From"))
        self._end.set_label(self.tr("To"))
        self._held.set_texts([self._words.qualification(code) for code in QUALIFICATIONS])
        self._held.set_label(self.tr("Certificates each must have"))
        self._show_weekdays()

    def columns(self) -> list[str]:
        return [self.tr("Where"), self.tr("On"), self.tr("Time"), self.tr("People")]

    def records(self) -> list[Need]:
        return self.services.roster.books.needs()

    def row(self, record: Need) -> tuple[str, ...]:
        days = self._words.days(record.days)
        if record.days == WEEKDAYS:
            mark = self.tr(", ", "between weekdays")
            every = record.weekdays == EVERY_DAY
            days = self.tr("every day") if every else mark.join(map(weekday_name, record.weekdays))
        where = self._lines.line(Line(record.role, record.post_id))
        return where, days, f"{record.start} – {record.end}", str(record.count)

    def blank(self) -> Need:
        return Need(new_id(self.services.clock.now()), "operator")

    def values_of(self, record: Need) -> Values:
        return {
            "role": record.role,
            "post": record.post_id,
            "count": record.count,
            "days": record.days,
            "weekdays": tuple(str(day) for day in record.weekdays),
            "start": record.start,
            "end": record.end,
            "qualifications": record.qualifications,
        }

    def store(self, record: Need, values: Values) -> "Future[None]":
        return self.services.roster.books.save_need(
            replace(
                record,
                role=values["role"],
                post_id=values["post"],
                count=values["count"],
                days=values["days"],
                weekdays=tuple(int(day) for day in values["weekdays"]),
                start=values["start"],
                end=values["end"],
                qualifications=values["qualifications"],
            )
        )

    def remove(self, record: Need) -> "Future[None]":
        return self.services.roster.books.remove_need(record.id)

    def add_words(self) -> str:
        return self.tr("Add a line")

    def new_words(self) -> str:
        return self.tr("New line")

    def empty_words(self) -> str:
        return self.tr("Nothing is said to be needed: no gap can be found. Press Add a line.")

    def _show_weekdays(self) -> None:
        self.form.show_field("weekdays", shown=self._days.value() in ("", WEEKDAYS))
