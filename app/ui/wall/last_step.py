"""What was ticked last beside the pictures, to be taken back there."""

from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.incident import Incident, StepDone
from app.model.plan import Step
from app.ui.emergency.take_back import TakeBackKey
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services


class LastStep(TakeBackKey[tuple[str, StepDone]]):
    """Of an incident, by its id. It keeps the cursor where there is one more to take back."""

    def __init__(
        self, services: Services, ops: Ops, otherwise: QWidget, column: QVBoxLayout, board: QWidget
    ) -> None:
        super().__init__(services, ops, otherwise, column, board)
        self._withdrawals = services.withdrawals
        self._step: Step | None = None
        self.hide()

    def show_last(self, incident: Incident, steps: Sequence[Step]) -> None:
        """The line closes where another hand has taken back what it is about, or has ticked another step."""
        known = [one for one in incident.steps_done if one.step < len(steps)]
        done = max(known, key=lambda one: (one.at, one.step), default=None)
        self._step = steps[done.step] if done is not None else None
        self.offer((incident.id, done) if done is not None else None)
        had = self.hasFocus()
        self.setVisible(self.wanted)
        if had and self.about is None:
            # Qt would hand it to whatever stands next to it.
            self.otherwise.setFocus()
        self.retranslate()

    def words(self, about: tuple[str, StepDone]) -> tuple[str, str, str]:
        """The line names the step as well: another one stands above it."""
        number = about[1].step + 1
        text = self._step.text.in_language(current_language()) if self._step is not None else ""
        return (
            self.tr("↶ Step {step}").format(step=number),
            self.tr("Take back: step {step} is not done: {text}").format(step=number, text=text),
            self.tr("Take back step {step}").format(step=number),
        )

    def store(self, about: tuple[str, StepDone], reason: str) -> "Future[None]":
        incident_id, done = about
        return self._withdrawals.step(incident_id, done.step, done.at, reason)

    def give_cursor(self) -> None:
        (self if self.wanted else self.otherwise).setFocus()
