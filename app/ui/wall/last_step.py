"""What was ticked last beside the pictures, to be taken back there: a key, and a line for the reason. Nothing modal."""

from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtWidgets import QPushButton, QWidget

from app.model.incident import Incident, StepDone
from app.model.plan import Step
from app.ui.emergency.twice import TWICE_S
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.reports.reason_line import ReasonLine
from app.ui.services import Services


class LastStep(QPushButton):
    """The first press opens `line`, Enter takes back, Escape leaves. `otherwise` gets the cursor when nothing is left to
    take back.

    Args:
        board: the widget that holds both.
    """

    def __init__(self, services: Services, ops: Ops, board: QWidget, otherwise: QWidget) -> None:
        super().__init__(board)
        self._services = services
        self._otherwise = otherwise
        self._incident_id = ""
        self._step: Step | None = None
        self._done: StepDone | None = None
        self._since = float("-inf")
        self.line = ReasonLine(self._take_back, ops, board)
        self.line.left.connect(self._left)
        self.clicked.connect(self._ask)
        self.hide()

    def show_last(self, incident: Incident, steps: Sequence[Step]) -> None:
        """The line closes where another hand has taken back what it is about, or has ticked another step."""
        known = [one for one in incident.steps_done if one.step < len(steps)]
        done = max(known, key=lambda one: (one.at, one.step), default=None)
        if (incident.id, done) != (self._incident_id, self._done):
            self._since = self._services.clock.monotonic()
            self._incident_id, self._done = incident.id, done
            if self.line.drop():
                self._give_cursor()
        self._step = steps[done.step] if done is not None else None
        had = self.hasFocus()
        self.setVisible(self._wanted())
        if had and not self._wanted() and self.line.isHidden():
            # Qt would hand it to whatever stands next to it.
            self._otherwise.setFocus()
        self.retranslate()

    def retranslate(self) -> None:
        self.line.retranslate()
        if self._step is None or self._done is None:
            return
        number = self._done.step + 1
        # Another step stands above the line.
        self.line.say(self.tr("Reason, may stay empty"), self.tr("Take back step {step}").format(step=number))
        self.setText(self.tr("↶ Step {step}").format(step=number))
        text = self._step.text.in_language(current_language())
        words = self.tr("Take back: step {step} is not done: {text}").format(step=number, text=text)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.line.line.setAccessibleName(words)

    def _wanted(self) -> bool:
        """Not while the line is open: that has the key which takes back."""
        return self._done is not None and self.line.isHidden()

    def _ask(self) -> None:
        if self._services.clock.monotonic() - self._since < TWICE_S:
            return
        self.line.stand_behind(self)
        self.line.begin()
        self.hide()

    def _take_back(self, reason: str) -> "Future[None]":
        assert self._done is not None, "the line closes with what it is about"
        return self._services.withdrawals.step(self._incident_id, self._done.step, self._done.at, reason)

    def _left(self) -> None:
        self.setVisible(self._wanted())
        self._give_cursor()

    def _give_cursor(self) -> None:
        (self if self._wanted() else self._otherwise).setFocus()
