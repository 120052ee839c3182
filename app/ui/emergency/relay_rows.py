"""The relays that an incident switches: whether siren and gate did what they should, and a key for the other way."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.model.relay import ON, UNSURE, Relay, RelayState
from app.ui import theme
from app.ui.language import Sentence, current_language
from app.ui.ops import Ops
from app.ui.relay_words import RelayWords
from app.ui.rows_by_id import keep_only
from app.ui.services import Services
from app.ui.shell.figure import Figure, FittingFigure

RelayNow = tuple[Relay, RelayState]


class RelayRow(QWidget):
    """One relay: its name above how it stands, because names are as long as a site likes."""

    def __init__(self, now: RelayNow, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relay, self._state = now
        self._services = services
        self._ops = ops
        self._words = RelayWords(self)
        self._name = Figure(15, bold=True, parent=self)
        self._standing = FittingFigure(15, parent=self)
        self.key = QPushButton(self)
        self.key.setObjectName("compact")
        self.key.clicked.connect(self._switch)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._standing)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 2, 2, 2)
        row.setSpacing(6)
        row.addLayout(words, 1)
        row.addWidget(self.key)
        self.retranslate()

    def state_text(self) -> str:
        """In full, also where only a part fits."""
        return self._standing.accessibleName()

    def show_relay(self, now: RelayNow) -> None:
        if now != (self._relay, self._state):
            self._relay, self._state = now
            self.retranslate()

    def retranslate(self) -> None:
        name = self._relay.name.in_language(current_language())
        self._name.show_text(name)
        moving = theme.AMBER if self._state.done == UNSURE else theme.TEXT
        self._standing.show_first_fitting(
            [self._words.state(self._state), self._words.brief(self._state)],
            theme.RED_TEXT if self._state.error else moving,
        )
        if self._goes_off():
            self.key.setText(self.tr("Switch off"))
            self.key.setAccessibleName(Sentence(self.tr("Switch {relay} off")).format(relay=name))
        else:
            self.key.setText(self.tr("Switch on"))
            self.key.setAccessibleName(Sentence(self.tr("Switch {relay} on")).format(relay=name))

    def _goes_off(self) -> bool:
        """What the key does: the other way than it stands, or than it was last told to."""
        return (self._state.hand or self._state.done or self._state.turn) == ON

    def _switch(self) -> None:
        relay_id, on = self._relay.id, not self._goes_off()
        self._ops.ask(lambda: self._services.relays.switch_by_hand(relay_id, on=on))


class RelayRows(QWidget):
    """Hidden where the incident switches none. Emits `grown` when there are more rows."""

    grown = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self.rows: dict[str, RelayRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_relays(self, relays: Sequence[RelayNow]) -> None:
        shown = {relay.id: (relay, state) for relay, state in relays}
        keep_only(self.rows, shown, self._column)
        more = not shown.keys() <= self.rows.keys()
        for relay_id, now in shown.items():
            if relay_id in self.rows:
                self.rows[relay_id].show_relay(now)
            else:
                self.rows[relay_id] = RelayRow(now, self._services, self._ops, self)
                self._column.addWidget(self.rows[relay_id])
        if self.isHidden() == bool(shown):
            self.setVisible(bool(shown))
        if more:
            self.grown.emit()

    def retranslate(self) -> None:
        for row in self.rows.values():
            row.retranslate()
