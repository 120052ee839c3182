"""When reports of months and of days in special protection periods are due."""

from concurrent.futures import Future
from dataclasses import dataclass

from app.model.period_report import ReportTimes
from app.period_reports.service import MOST_MONTH_DAY
from app.ui.forms.choices import NumberField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import TextField


@dataclass(frozen=True, slots=True)
class _TheTimes:
    """There is one; a list has ids."""

    times: ReportTimes
    id: str = "report_times"


class ReportTimesPage(RecordPage[_TheTimes]):
    KINDS = frozenset({"period_report"})
    ADDS = False
    REMOVES = False
    LISTS = False

    def build(self) -> None:
        self._month_day = NumberField(0, MOST_MONTH_DAY)
        self._daily_at = TextField()
        self.form.add("month_day", self._month_day)
        self.form.add("daily_at", self._daily_at)

    def texts(self) -> None:
        self._month_day.set_label(self.tr("Month: due on day"))
        self._month_day.box.setSpecialValueText(self.tr("not at all"))
        self._month_day.box.setSuffix(self.tr(" of the month after", "after the number of a day"))
        self._daily_at.set_label(self.tr("Day: 24 hours until"))
        self._daily_at.set_hint("08:00")
        self._daily_at.setToolTip(
            self.tr("In a special protection period; due an hour later. Before noon: of the next morning.")
        )

    def columns(self) -> list[str]:
        return [self.tr("When reports are due")]

    def records(self) -> list[_TheTimes]:
        return [_TheTimes(self.services.period_reports.times())]

    def row(self, record: _TheTimes) -> tuple[str, ...]:
        return (self.tr("When reports are due"),)

    def values_of(self, record: _TheTimes) -> Values:
        return {"month_day": record.times.month_day, "daily_at": record.times.daily_at}

    def store(self, record: _TheTimes, values: Values) -> "Future[None]":
        return self.services.period_reports.save_times(values["month_day"], values["daily_at"])
