"""Below the pictures of a running incident's place: what the plan wants done next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.incident import UNKNOWN_KIND, Incident
from app.ui.code_words import CodeWords
from app.ui.format import duration
from app.ui.language import current_language
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.shell.figure import Figure

_TITLE_PX = 190


class AlarmBoard(QFrame):
    """Takes no focus by itself. `toggle_wanted`: to the view chosen before, and back to the place."""

    toggle_wanted = Signal()

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incident")
        self._services = services
        self._names = names
        self._ops = ops
        self._codes = CodeWords(self)
        self._incident: Incident | None = None
        self._step = -1
        self._featured = True
        self._title = self._label("strong")
        self._number = self._label("dim")
        self.text = self._label("alarm_step")
        self.text.setWordWrap(True)
        self.clock = Figure(30, bold=True, sample="00:00", parent=self)
        self.done = QPushButton(self)
        self.done.clicked.connect(self._tick_step)
        self.toggle = QPushButton(self)
        self.toggle.clicked.connect(self.toggle_wanted)
        self._build()
        self.hide()

    def show_incident(self, incident: Incident | None) -> None:
        """None: nothing runs at a place that has cameras."""
        self._incident = incident
        self.setVisible(incident is not None)
        if incident is None:
            return
        drill = "true" if incident.drill else "false"
        if self.property("drill") != drill:
            self.setProperty("drill", drill)
            self.style().unpolish(self)
            self.style().polish(self)
        self._show_head(incident)
        self._show_step(incident)
        self.tick()

    def show_featured(self, *, featured: bool) -> None:
        """Whether the place is what the wall shows."""
        self._featured = featured
        self.toggle.setText(self.tr("Back to my view  Esc") if featured else self.tr("Show the place"))

    def tick(self) -> None:
        if self._incident is not None:
            self.clock.show_text(duration(self._services.incidents.elapsed_s(self._incident)))

    def retranslate(self) -> None:
        self.done.setText(self.tr("Done"))
        self.show_featured(featured=self._featured)
        self.show_incident(self._incident)

    def _show_head(self, incident: Incident) -> None:
        known = incident.kind != UNKNOWN_KIND
        kind = self._names.plan(incident.kind) if known else self.tr("Emergency, kind not yet known")
        drill = self.tr("DRILL") if incident.drill else ""
        parts = (drill, kind, self._names.place(incident.place_id))
        self._title.setText(" · ".join(part for part in parts if part))

    def _show_step(self, incident: Incident) -> None:
        steps = self._services.incidents.plan_of(incident).steps
        done = {item.step for item in incident.steps_done}
        self._step = next((number for number in range(len(steps)) if number not in done), -1)
        self.done.setVisible(self._step >= 0)
        if self._step < 0:
            self._number.setText("")
            self.text.setText(
                self.tr("All steps of the plan are done.")
                if steps
                else self.tr("Name the kind of incident on its card: its plan then stands here.")
            )
            return
        step = steps[self._step]
        who = self._codes.role(step.who)
        text = step.text.in_language(current_language())
        self.text.setText(self.tr("{text} ({who})").format(text=text, who=who) if who else text)
        words = self.tr("Next, step {step} of {all}")
        self._number.setText(words.format(step=self._step + 1, all=len(steps)))
        self.done.setAccessibleName(f"{self.done.text()}: {text}")

    def _tick_step(self) -> None:
        if self._incident is not None and self._step >= 0:
            self._ops.run(self._services.incidents.tick_step(self._incident.id, self._step))

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        return label

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(0)
        self._title.setWordWrap(True)
        self._title.setFixedWidth(_TITLE_PX)
        head.addWidget(self._title)
        head.addWidget(self.clock)
        step = QVBoxLayout()
        step.setSpacing(2)
        step.addWidget(self._number)
        step.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(16)
        row.addLayout(head)
        row.addLayout(step, 1)
        row.addWidget(self.done, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignVCenter)
