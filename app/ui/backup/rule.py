"""How often a backup is made and how many stay."""

from concurrent.futures import Future
from dataclasses import dataclass

from app.backup.rules import MOST_HOURS, MOST_KEPT
from app.model.backup import BackupRule
from app.ui.forms.choices import NumberField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage


@dataclass(frozen=True, slots=True)
class _TheRule:
    """There is one; a list has ids."""

    rule: BackupRule
    id: str = "backup_rule"


class RulePage(RecordPage[_TheRule]):
    KINDS = frozenset({"backup"})
    ADDS = False
    REMOVES = False
    LISTS = False

    def build(self) -> None:
        self._fields = {
            "every_h": NumberField(1, MOST_HOURS),
            "hourly": NumberField(1, MOST_KEPT),
            "daily": NumberField(0, MOST_KEPT),
            "monthly": NumberField(0, MOST_KEPT),
        }
        for name, field in self._fields.items():
            self.form.add(name, field)

    def texts(self) -> None:
        every, hourly, daily, monthly = self._fields.values()
        every.set_label(self.tr("Made every"))
        every.box.setSuffix(self.tr(" h", "after a number"))
        hourly.set_label(self.tr("Kept: hourly"))
        daily.set_label(self.tr("daily"))
        monthly.set_label(self.tr("monthly"))

    def columns(self) -> list[str]:
        return [self.tr("When, and how many stay")]

    def records(self) -> list[_TheRule]:
        return [_TheRule(self.services.backup.rule())]

    def row(self, record: _TheRule) -> tuple[str, ...]:
        return (self.tr("When, and how many stay"),)

    def values_of(self, record: _TheRule) -> Values:
        rule = record.rule
        return {"every_h": rule.every_h, "hourly": rule.hourly, "daily": rule.daily, "monthly": rule.monthly}

    def store(self, record: _TheRule, values: Values) -> "Future[None]":
        return self.services.backup.save_rule(BackupRule(**values))
