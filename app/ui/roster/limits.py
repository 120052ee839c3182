"""What the site says for everybody: hours, rest, and how clocking on is judged."""

from concurrent.futures import Future

from app.model.rota import Limits, RosterSettings
from app.ui.forms.choices import NumberField, SwitchField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage


class LimitsPage(RecordPage[RosterSettings]):
    """One record; 0 means no limit."""

    KINDS = frozenset({"roster"})
    LISTS = ADDS = REMOVES = False

    def build(self) -> None:
        self._fields = {
            "week": NumberField(0, 168),
            "rest": NumberField(0, 72),
            "stretch": NumberField(0, 168),
            "clocking": SwitchField(),
            "early": NumberField(0, 240),
            "late": NumberField(0, 240),
        }
        for name, field in self._fields.items():
            self.form.add(name, field)

    def texts(self) -> None:
        for name, text in (
            ("week", self.tr("Hours a week at most")),
            ("rest", self.tr("Hours of rest at least")),
            ("stretch", self.tr("Hours at a stretch at most")),
            ("clocking", self.tr("Clocking on")),
            ("early", self.tr("Minutes before, from which one may clock on")),
            ("late", self.tr("Minutes after which one is late")),
        ):
            self._fields[name].set_label(text)
        for name in ("week", "rest", "stretch"):
            field = self._fields[name]
            assert isinstance(field, NumberField)
            field.box.setSpecialValueText(self.tr("no limit"))
        clocking = self._fields["clocking"]
        assert isinstance(clocking, SwitchField)
        clocking.set_text(self.tr("calls go to who has clocked on"))

    def columns(self) -> list[str]:
        return [self.tr("Limits")]

    def records(self) -> list[RosterSettings]:
        return [self.services.roster.books.settings()]

    def row(self, record: RosterSettings) -> tuple[str, ...]:
        return (self.tr("Limits"),)

    def values_of(self, record: RosterSettings) -> Values:
        limits = record.limits
        return {
            "week": limits.week_h or 0,
            "rest": limits.rest_h or 0,
            "stretch": limits.stretch_h or 0,
            "clocking": record.clocking,
            "early": record.early_min,
            "late": record.late_min,
        }

    def store(self, record: RosterSettings, values: Values) -> "Future[None]":
        limits = Limits(values["week"], values["rest"], values["stretch"])
        settings = RosterSettings(limits, values["clocking"], values["early"], values["late"])
        return self.services.roster.books.save_settings(settings)
