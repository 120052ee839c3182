"""Relays: what switches a siren outside or a gate while an incident runs."""

from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtWidgets import QPushButton, QWidget

from app.core.ids import new_id
from app.model.relay import Relay, RelayState
from app.model.words import Words
from app.relays.address import HTTP, METHODS, MODBUS, RelayAddress
from app.relays.rules import LONGEST_PULSE_S
from app.ui.forms.choices import ChecksField, ChoiceField, NumberField, SwitchField
from app.ui.forms.field import Field
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import TextField, WordsField
from app.ui.language import current_language
from app.ui.relay_words import RelayWords


class _ByHand(Field):
    """Two keys to try it out: nothing of it is stored with the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on, self.off = QPushButton(self), QPushButton(self)
        self._place(self.on, self.off)

    def set_label(self, text: str) -> None:
        self.label.setText(text)

    def value(self) -> None:
        """Nothing to store."""

    def set_value(self, value: None) -> None:
        """Nothing was stored."""


class RelaysPage(RecordPage[Relay]):
    KINDS = frozenset({"relay", "plan", "site"})

    def build(self) -> None:
        self._words = RelayWords(self)
        self._name, self._way, self._kinds = WordsField(), ChoiceField(), ChecksField(())
        self._on, self._off, self._method = TextField(), TextField(), ChoiceField()
        self._on_body, self._off_body = TextField(), TextField()
        self._drills, self._ends = SwitchField(), SwitchField()
        self._pulse, self._by_hand = NumberField(0, LONGEST_PULSE_S), _ByHand()
        self._by_hand.on.clicked.connect(lambda: self._switch(on=True))
        self._by_hand.off.clicked.connect(lambda: self._switch(on=False))
        for name, field in (
            ("name", self._name),
            ("way", self._way),
            ("on", self._on),
            ("off", self._off),
            ("method", self._method),
            ("on_body", self._on_body),
            ("off_body", self._off_body),
            ("kinds", self._kinds),
            ("pulse_s", self._pulse),
            ("ends", self._ends),
            ("drills", self._drills),
            ("by_hand", self._by_hand),
        ):
            self.form.add(name, field)
        self.form.changed.connect(self._show_way)

    def texts(self) -> None:
        self._name.set_label(self.tr("Name"))
        self._way.set_label(self.tr("Way"))
        self._way.set_options([(HTTP, self.tr("HTTP request")), (MODBUS, self.tr("Modbus TCP coil"))])
        self._method.set_label(self.tr("Method"))
        self._method.set_options([(method, method) for method in METHODS])
        self._off.set_label(self.tr("Off"))
        self._on_body.set_label(self.tr("On, content"))
        self._off_body.set_label(self.tr("Off, content"))
        plans = self.services.site.plans()
        self._kinds.offer([plan.id for plan in plans])
        self._kinds.set_texts([plan.name.in_language(current_language()) for plan in plans])
        self._kinds.set_label(self.tr("Kinds (none: every incident)"))
        self._pulse.set_label(self.tr("For"))
        self._pulse.box.setSuffix(self.tr(" s", "seconds, after a number"))
        self._pulse.box.setSpecialValueText(self.tr("as long as the incident runs"))
        self._ends.set_label(self.tr("Stand-down"))
        self._ends.set_text(self.tr("switches it off"))
        self._drills.set_label(self.tr("Drills"))
        self._drills.set_text(self.tr("switch it too"))
        self._by_hand.set_label(self.tr("Try it"))
        self._by_hand.on.setText(self.tr("Switch on"))
        self._by_hand.off.setText(self.tr("Switch off"))

    def opened(self, record: Relay) -> None:
        kept = self.tr("is kept; type to replace it")
        self._off.set_hint(kept if record.service == HTTP else "http://192.168.1.70/relay/0?turn=off")
        self._by_hand.setEnabled(bool(record.service))
        self._show_way()
        if record.service == self._way.value():
            self._on.set_hint(kept)

    def columns(self) -> list[str]:
        return [self.tr("Relay"), self.tr("Way"), self.tr("Now")]

    def records(self) -> list[Relay]:
        return self.services.relays.all()

    def row(self, record: Relay) -> tuple[str, ...]:
        state = self.services.relays.states().get(record.id, RelayState(record.id))
        way = self.tr("Modbus TCP coil") if record.service == MODBUS else self.tr("HTTP request")
        return record.name.in_language(current_language()), way, self._words.state(state)

    def blank(self) -> Relay:
        return Relay(new_id(self.services.clock.now()), Words())

    def values_of(self, record: Relay) -> Values:
        return {
            "name": record.name,
            "way": record.service or HTTP,
            "on": "",
            "off": "",
            "method": METHODS[0],
            "on_body": "",
            "off_body": "",
            "kinds": record.kinds,
            "pulse_s": record.pulse_s,
            "ends": record.ends,
            "drills": record.drills,
        }

    def store(self, record: Relay, values: Values) -> "Future[None]":
        relay = replace(
            record,
            name=values["name"],
            kinds=values["kinds"],
            pulse_s=values["pulse_s"],
            ends=values["ends"],
            drills=values["drills"],
        )
        if values["way"] != record.service:
            relay = replace(relay, service="")
        return self.services.relays.save(relay, self._address(values))

    def remove(self, record: Relay) -> "Future[None]":
        return self.services.relays.remove(record.id)

    def add_words(self) -> str:
        return self.tr("Add a relay")

    def new_words(self) -> str:
        return self.tr("New relay")

    def empty_words(self) -> str:
        return self.tr('No relays yet. Press "Add a relay": a siren on the roof, a gate.')

    def _address(self, values: Values) -> RelayAddress | None:
        """None where nothing was typed: what is stored stays."""
        typed = (values["on"], values["off"], values["on_body"], values["off_body"])
        if not any(typed):
            return None
        if values["way"] == MODBUS:
            on = values["on"]
            return RelayAddress(on if on.lower().startswith("modbus:") else f"modbus://{on}")
        return RelayAddress(
            values["on"], values["off"], values["method"], values["on_body"], values["off_body"]
        )

    def _show_way(self) -> None:
        http = self._way.value() != MODBUS
        for name in ("off", "method"):
            self.form.show_field(name, shown=http)
        for name in ("on_body", "off_body"):
            self.form.show_field(name, shown=http and self._method.value() == "POST")
        self._on.set_label(self.tr("On") if http else self.tr("Coil"))
        self._on.set_hint(
            "http://192.168.1.70/relay/0?turn=on" if http else "modbus://192.168.1.70:502/3?unit=1"
        )

    def _switch(self, *, on: bool) -> None:
        relay_id = self.opened_id()
        self.ops.ask(lambda: self.services.relays.switch_by_hand(relay_id, on=on))
