"""Special protection periods: days in which a report is due every day."""

from concurrent.futures import Future

from app.model.period_report import SpecialPeriod
from app.ui.format import iso_date, site_zone
from app.ui.forms.choices import DayField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import TextField


class SpecialPeriodsPage(RecordPage[SpecialPeriod]):
    KINDS = frozenset({"period_report", "site"})
    WIDE = 2

    def build(self) -> None:
        self._first, self._last = DayField(), DayField()
        self._reason = TextField()
        for name, field in (("first", self._first), ("last", self._last), ("reason", self._reason)):
            self.form.add(name, field)

    def texts(self) -> None:
        self._first.set_label(self.tr("First day"))
        self._last.set_label(self.tr("Last day"))
        self._reason.set_label(self.tr("Reason"))

    def columns(self) -> list[str]:
        return [self.tr("From"), self.tr("To"), self.tr("Reason")]

    def records(self) -> list[SpecialPeriod]:
        return self.services.period_reports.special_periods()

    def row(self, record: SpecialPeriod) -> tuple[str, ...]:
        return record.first, record.last, record.reason

    def blank(self) -> SpecialPeriod:
        zone = site_zone(self.services.site.site().timezone)
        today = iso_date(self.services.clock.now(), zone)
        return self.services.period_reports.new_special_period(today, today, "")

    def values_of(self, record: SpecialPeriod) -> Values:
        return {"first": record.first, "last": record.last, "reason": record.reason}

    def store(self, record: SpecialPeriod, values: Values) -> "Future[None]":
        period = SpecialPeriod(
            record.id, values["first"], values["last"], values["reason"], record.created_at
        )
        return self.services.period_reports.save_special_period(period)

    def remove(self, record: SpecialPeriod) -> "Future[None]":
        return self.services.period_reports.remove_special_period(record)

    def add_words(self) -> str:
        return self.tr("Add a period")

    def new_words(self) -> str:
        return self.tr("New period")

    def empty_words(self) -> str:
        return self.tr(
            'No special protection period. Press "Add a period" and say from when to when, and why: a report is then due every day.'
        )
