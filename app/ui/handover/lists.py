"""What the site enters for its handovers: keys and equipment, and when to remind."""

from concurrent.futures import Future
from dataclasses import replace

from app.core.ids import new_id
from app.model.handover import HandoverSettings, Item
from app.model.words import Words
from app.ui.forms.choices import NumberField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import WordsField
from app.ui.language import current_language

_MOST = 9999


class ItemsPage(RecordPage[Item]):
    """Counted at every handover, in this order."""

    KINDS = frozenset({"handover_item"})

    def build(self) -> None:
        self._name, self._expected, self._position = WordsField(), NumberField(0, _MOST), NumberField(0, 999)
        self.form.add("name", self._name)
        self.form.add("expected", self._expected)
        self.form.add("position", self._position)

    def texts(self) -> None:
        self._name.set_label(self.tr("What is counted"))
        self._expected.set_label(self.tr("How many there should be"))
        self._position.set_label(self.tr("Place in the list"))

    def columns(self) -> list[str]:
        return [self.tr("What is counted"), self.tr("How many")]

    def records(self) -> list[Item]:
        return self.services.handovers.lists.items()

    def row(self, record: Item) -> tuple[str, ...]:
        return record.name.in_language(current_language()), str(record.expected)

    def blank(self) -> Item:
        last = max((one.position for one in self.records()), default=0)
        return Item(new_id(self.services.clock.now()), Words(), 1, last + 1)

    def values_of(self, record: Item) -> Values:
        return {"name": record.name, "expected": record.expected, "position": record.position}

    def store(self, record: Item, values: Values) -> "Future[None]":
        item = replace(record, name=values["name"], expected=values["expected"], position=values["position"])
        return self.services.handovers.lists.save_item(item)

    def remove(self, record: Item) -> "Future[None]":
        return self.services.handovers.lists.remove_item(record.id)

    def add_words(self) -> str:
        return self.tr("Add a line")

    def new_words(self) -> str:
        return self.tr("New line")

    def empty_words(self) -> str:
        return self.tr(
            "Nothing is counted yet. Add keys, radios, torches, extinguishers and how many there should be."
        )


class TimesPage(RecordPage[HandoverSettings]):
    """One record."""

    KINDS = frozenset({"handover"})
    LISTS = ADDS = REMOVES = False

    def build(self) -> None:
        self._fields = {
            "remind_min": NumberField(1, 240),
            "late_min": NumberField(1, 240),
            "hazard_days": NumberField(1, 366),
        }
        for name, field in self._fields.items():
            self.form.add(name, field)

    def texts(self) -> None:
        for name, text in (
            ("remind_min", self.tr("Minutes before the change of shift for the reminder")),
            ("late_min", self.tr("Minutes after it for the alarm")),
            ("hazard_days", self.tr("Days after which an open hazard is overdue")),
        ):
            self._fields[name].set_label(text)

    def columns(self) -> list[str]:
        return [self.tr("Handovers")]

    def records(self) -> list[HandoverSettings]:
        return [self.services.handovers.lists.settings()]

    def row(self, record: HandoverSettings) -> tuple[str, ...]:
        return (self.tr("Handovers"),)

    def values_of(self, record: HandoverSettings) -> Values:
        return {
            "remind_min": record.remind_min,
            "late_min": record.late_min,
            "hazard_days": record.hazard_days,
        }

    def store(self, record: HandoverSettings, values: Values) -> "Future[None]":
        settings = HandoverSettings(values["remind_min"], values["late_min"], values["hazard_days"])
        return self.services.handovers.lists.save_settings(settings)
