"""Until when whom is told: the site's table of report deadlines."""

from concurrent.futures import Future

from app.core.ids import new_id
from app.model.deadline import EVERY_LEVEL, Recipient, ReportDeadline
from app.model.site import ROLES
from app.site.rules import LEVELS, MOST_FOLLOW_UP_H, MOST_REPORT_MIN
from app.ui.code_words import CodeWords
from app.ui.forms.choices import ChoiceField, NumberField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.language import current_language

_PERSON = "@"
"""Before the id of a person; what has none is a role."""


class ReportDeadlinesPage(RecordPage[ReportDeadline]):
    KINDS = frozenset({"report_deadline", "person", "site"})

    def build(self) -> None:
        self._codes = CodeWords(self)
        self._recipient = ChoiceField()
        self._level = ChoiceField()
        self._phone = NumberField(0, MOST_REPORT_MIN)
        self._written = NumberField(0, MOST_REPORT_MIN)
        self._follow_up = NumberField(0, MOST_FOLLOW_UP_H)
        for name, field in (
            ("recipient", self._recipient),
            ("level", self._level),
            ("phone_min", self._phone),
            ("written_min", self._written),
            ("follow_up_h", self._follow_up),
        ):
            self.form.add(name, field)

    def texts(self) -> None:
        people = [
            (_PERSON + one.id, one.name.in_language(current_language()))
            for one in self.services.roster.people()
        ]
        self._recipient.set_label(self.tr("To"))
        self._recipient.set_options([*((role, self._codes.role(role)) for role in ROLES), *people])
        self._level.set_label(self.tr("Level"))
        self._level.set_options([(str(level), self._level_words(level)) for level in (EVERY_LEVEL, *LEVELS)])
        never = self.tr("not at all")
        for field, label, unit in (
            (self._phone, self.tr("By phone within"), self.tr(" min", "minutes, after a number")),
            (self._written, self.tr("In writing within"), self.tr(" min", "minutes, after a number")),
            (self._follow_up, self.tr("Again every"), self.tr(" h", "hours, after a number")),
        ):
            field.set_label(label)
            field.box.setSuffix(unit)
            field.box.setSpecialValueText(never)

    def columns(self) -> list[str]:
        return [self.tr("To"), self.tr("Level"), self.tr("Phone"), self.tr("Written"), self.tr("Again")]

    def records(self) -> list[ReportDeadline]:
        return self.services.site.report_deadlines()

    def row(self, record: ReportDeadline) -> tuple[str, ...]:
        return (
            self._recipient_words(record.recipient),
            self._level_words(record.level),
            self.tr("{number} min").format(number=record.phone_min) if record.phone_min else "–",
            self.tr("{number} min").format(number=record.written_min) if record.written_min else "–",
            self.tr("{number} h").format(number=record.follow_up_h) if record.follow_up_h else "–",
        )

    def blank(self) -> ReportDeadline:
        return ReportDeadline(new_id(self.services.clock.now()), Recipient())

    def values_of(self, record: ReportDeadline) -> Values:
        return {
            "recipient": record.recipient.code,
            "level": str(record.level),
            "phone_min": record.phone_min,
            "written_min": record.written_min,
            "follow_up_h": record.follow_up_h,
        }

    def store(self, record: ReportDeadline, values: Values) -> "Future[None]":
        whom = values["recipient"]
        recipient = Recipient("", whom[1:]) if whom.startswith(_PERSON) else Recipient(whom)
        line = ReportDeadline(
            record.id,
            recipient,
            int(values["level"] or 0),
            values["phone_min"],
            values["written_min"],
            values["follow_up_h"],
        )
        return self.services.site.save_report_deadline(line)

    def remove(self, record: ReportDeadline) -> "Future[None]":
        return self.services.site.remove_report_deadline(record.id)

    def add_words(self) -> str:
        return self.tr("Add a line")

    def new_words(self) -> str:
        return self.tr("New line")

    def empty_words(self) -> str:
        return self.tr('Nobody above is told of incidents. Press "Add a line" and say whom, and how soon.')

    def _recipient_words(self, recipient: Recipient) -> str:
        if recipient.role:
            return self._codes.role(recipient.role)
        people = {
            one.id: one.name.in_language(current_language()) for one in self.services.roster.everybody()
        }
        return people.get(recipient.person_id, self.new_words())

    def _level_words(self, level: int) -> str:
        return self._codes.level(level) or self.tr("every level")
