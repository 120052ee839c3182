"""How long recordings stay, and how much of the disk they may take."""

from concurrent.futures import Future
from dataclasses import dataclass

from app.model.recording import Retention
from app.recording.rules import MOST_DAYS, MOST_GIGABYTES
from app.ui.forms.choices import NumberField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage


@dataclass(frozen=True, slots=True)
class _TheRetention:
    """There is one; a list has ids."""

    retention: Retention
    id: str = "retention"


class RetentionPage(RecordPage[_TheRetention]):
    KINDS = frozenset({"recording"})
    ADDS = False
    REMOVES = False
    LISTS = False

    def build(self) -> None:
        self._days = NumberField(1, MOST_DAYS)
        self._gigabytes = NumberField(0, MOST_GIGABYTES)
        self.form.add("days", self._days)
        self.form.add("gigabytes", self._gigabytes)

    def texts(self) -> None:
        self._days.set_label(self.tr("Kept for"))
        self._days.box.setSuffix(self.tr(" days", "after a number"))
        self._gigabytes.set_label(self.tr("At most"))
        self._gigabytes.box.setSuffix(" GB")
        self._gigabytes.box.setSpecialValueText(self.tr("all the disk has"))

    def columns(self) -> list[str]:
        return [self.tr("How long recordings stay")]

    def records(self) -> list[_TheRetention]:
        return [_TheRetention(self.services.recording.retention())]

    def row(self, record: _TheRetention) -> tuple[str, ...]:
        return (self.tr("How long recordings stay"),)

    def values_of(self, record: _TheRetention) -> Values:
        return {"days": record.retention.days, "gigabytes": record.retention.gigabytes}

    def store(self, record: _TheRetention, values: Values) -> "Future[None]":
        return self.services.recording.save_retention(Retention(values["days"], values["gigabytes"]))
