"""What the escalation does next, and the operator's hand in it: call now, hold back with a reason, let go on."""

from concurrent.futures import Future

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.escalation.tiers import next_to_call
from app.model.escalation import Escalation
from app.ui.emergency.keyed_row import KeyedRow
from app.ui.emergency.tier_words import TierWords
from app.ui.emergency.twice import TWICE_S
from app.ui.ops import Ops
from app.ui.reports.reason_line import ReasonLine
from app.ui.services import Services
from app.ui.shell.figure import Figure


class NextTier(KeyedRow):
    """`show_state` after changes, `tick` each second."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._incident_id = ""
        self._escalation = services.escalation
        self._monotonic = services.clock.monotonic
        self._ops = ops
        self._words = TierWords(services, self)
        self._state: Escalation | None = None
        self._tier = 0
        self._new_since = float("-inf")
        """Monotonic seconds since the key stands for another tier than before."""
        self.line = Figure(15, bold=True, parent=self)
        self.why = QLabel(self)
        self.why.setObjectName("dim")
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        self.call = QPushButton(self)
        self.call.clicked.connect(self._call)
        self.hold = QPushButton(self)
        self.hold.clicked.connect(self._hold)
        self.release = QPushButton(self)
        self.release.clicked.connect(self._let_go_on)
        self.reason = ReasonLine(self._hold_back, ops, self)
        self.reason.left.connect(self._asked)
        self.keys = (self.call, self.hold, self.release)
        for button in self.keys:
            button.setObjectName("compact")
        self._build()

    def show_state(self, state: Escalation) -> None:
        known = state.incident_id == self._incident_id and self._tier > 0
        self._state, self._incident_id = state, state.incident_id
        run = next_to_call(state)
        tier = run.number if run is not None else 0
        if tier != self._tier:
            # Another tier is next: what was being typed was about the one before.
            self._new_since = self._monotonic() if known else self._new_since
            self._tier = tier
            if self.reason.line.hasFocus():
                self.take_cursor()
            self.reason.hide()
        self.retranslate()

    def tick(self) -> None:
        if self._state is None:
            return
        said = self._words.next(self._state, self._escalation.seconds(self._state))
        self.line.show_text(said.text, said.colour)

    def retranslate(self) -> None:
        run = self._state.run(self._tier) if self._state is not None else None
        held = run is not None and bool(run.held)
        self.call.setText(self.tr("Call tier {tier} now").format(tier=self._tier))
        self.hold.setText(self.tr("Hold back …"))
        self.hold.setAccessibleName(self.tr("Hold tier {tier} back").format(tier=self._tier))
        self.release.setText(self.tr("Let go on"))
        self.release.setAccessibleName(self.tr("Let tier {tier} go on").format(tier=self._tier))
        self.reason.say(self.tr("Why?"), self.tr("Hold back"))
        self.reason.retranslate()
        self.why.setText(self._words.why_held(run) if run is not None and held else "")
        self.why.setVisible(held)
        waits = self._tier > 0
        typing = self.reason.isVisibleTo(self)
        wishes = (
            (self.call, waits),
            (self.hold, waits and not held and not typing),
            (self.release, held),
        )
        self.show_keys(wishes)
        self.tick()

    def take_cursor(self, gone: QWidget | None = None) -> None:
        """The line itself where no harmless key is left."""
        keys = (key for key in (self.release, self.hold) if key is not gone and key.isVisibleTo(self))
        next(keys, self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _call(self) -> None:
        """Whoever presses twice did not mean the tier that has become the next in between."""
        if self._monotonic() - self._new_since >= TWICE_S:
            self._ops.run(self._escalation.escalate(self._incident_id, self._tier))

    def _let_go_on(self) -> None:
        self._ops.run(self._escalation.release(self._incident_id, self._tier))

    def _hold_back(self, why: str) -> Future[None]:
        return self._escalation.hold(self._incident_id, self._tier, why)

    def _hold(self) -> None:
        self.reason.begin()
        self.hold.hide()

    def _asked(self) -> None:
        self.retranslate()
        self.take_cursor()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.call, 2)
        row.addWidget(self.hold, 1)
        row.addWidget(self.release, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.why)
        column.addLayout(row)
        column.addWidget(self.reason)
