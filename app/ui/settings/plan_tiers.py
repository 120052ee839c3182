"""Whom a plan calls: the three tiers of turn-out, one below the other."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.model.plan import TIERS, Tier
from app.ui.code_words import CodeWords
from app.ui.forms.field import Field
from app.ui.settings.plan_preview import PlanPreview
from app.ui.settings.plan_target import Offers
from app.ui.settings.plan_tier import TierBox


class TiersField(Field):
    """A tier that calls nobody is no part of the value. Below them stands what they would do now."""

    def __init__(self, preview: PlanPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = preview
        codes = CodeWords(self)
        self.boxes = {number: TierBox(number, codes, self) for number in TIERS}
        self._column.setSpacing(8)
        for box in self.boxes.values():
            self._column.addWidget(box)
            box.changed.connect(self.changed)
            box.grown.connect(self.grown)
        self._column.addWidget(self.problem)
        self._column.addWidget(self.preview)
        self.changed.connect(self._preview)
        self._offers = Offers()

    def set_offers(self, offers: Offers) -> None:
        self._offers = offers

    def set_label(self, text: str) -> None:
        self.label.setText(text)
        for box in self.boxes.values():
            box.retranslate(self._offers)
        self.preview.retranslate()

    def value(self) -> tuple[Tier, ...]:
        return tuple(box.tier() for box in self.boxes.values() if box.is_called())

    def set_value(self, value: tuple[Tier, ...]) -> None:
        known = {tier.number: tier for tier in value}
        for number, box in self.boxes.items():
            box.show_tier(known.get(number, Tier(number)))
        self._preview()

    def editors(self) -> Sequence[QWidget]:
        return [editor for box in self.boxes.values() for editor in box.editors()]

    def begin(self) -> None:
        self.boxes[TIERS[0]].add.setFocus()

    def _preview(self) -> None:
        self.preview.show_tiers(self.value())
