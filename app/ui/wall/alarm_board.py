"""Below the pictures that belong to a running incident: what the plan wants done next, and where it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.incidents.pictures import StandsOut
from app.incidents.rules import is_late
from app.model.incident import Incident
from app.model.plan import Step
from app.ui import theme
from app.ui.emergency.step_words import StepWords
from app.ui.emergency.taken_back import TakenBackWords
from app.ui.emergency.twice import TWICE_S
from app.ui.format import duration, site_zone
from app.ui.incidents.words import IncidentWords
from app.ui.language import current_language
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.shell.figure import Figure
from app.ui.wall.last_step import LastStep

_TITLE_PX = 190
_PLACE_PX = 160


class AlarmBoard(QFrame):
    """Takes no focus by itself. `toggle_wanted`: to the view chosen before, and back to the place."""

    toggle_wanted = Signal()

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incident")
        self._services = services
        self._names = names
        self._ops = ops
        self._titles = IncidentWords(services, names, self)
        self._words = StepWords(self)
        self._taken_back = ""
        self._alarm = StandsOut()
        self._offered = ""
        self._step = -1
        self._steps = 0
        self._next: Step | None = None
        self._shown: tuple[str, int] | None = None
        self._shown_since = float("-inf")
        self._featured = True
        self._title = self._label("strong")
        self._number = Figure(15, parent=self)
        self.text = self._label("alarm_step")
        self.text.setWordWrap(True)
        self.where = self._label("problem")
        self.where.setWordWrap(True)
        self.clock = Figure(30, bold=True, sample="00:00", parent=self)
        self.here = QPushButton(self)
        self.here.clicked.connect(self._name_place)
        self.done = QPushButton(self)
        self.done.clicked.connect(self._tick_step)
        self._said = QVBoxLayout()
        self.last = LastStep(services, ops, self.done, self._said, self)
        self.toggle = QPushButton(self)
        self.toggle.clicked.connect(self.toggle_wanted)
        self._build()
        self.hide()

    def show_alarm(self, alarm: StandsOut, place_offered: str) -> None:
        """`place_offered`: a place that one press makes the incident's."""
        self._alarm, self._offered = alarm, place_offered
        incident = alarm.incident
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
        self._show_where(incident)
        self.tick()

    def show_featured(self, *, featured: bool) -> None:
        """Whether the wall shows the pictures that belong to it."""
        self._featured = featured
        pictures = self.tr("Show the place") if self._alarm.why == "place" else self.tr("Show its pictures")
        self.toggle.setText(self.tr("Back to my view  Esc") if featured else pictures)
        self.toggle.setVisible(bool(self._alarm.camera_ids))

    def tick(self) -> None:
        incident = self._alarm.incident
        if incident is not None:
            elapsed = self._services.incidents.elapsed_s(incident)
            self.clock.show_text(duration(elapsed))
            self._tell_number(elapsed)

    def retranslate(self) -> None:
        self.done.setText(self.tr("Done"))
        self.last.retranslate()
        self.show_alarm(self._alarm, self._offered)

    def _show_head(self, incident: Incident) -> None:
        parts = (self._titles.title(incident), self._names.place(incident.place_id))
        self._title.setText(" · ".join(part for part in parts if part))

    def _show_step(self, incident: Incident) -> None:
        steps = self._services.incidents.plan_of(incident).steps
        done = {item.step for item in incident.steps_done}
        self._step = next((number for number in range(len(steps)) if number not in done), -1)
        self._steps = len(steps)
        self._next = steps[self._step] if self._step >= 0 else None
        self._note_step(incident)
        self._taken_back = self._said_taken_back()
        self.done.setVisible(self._next is not None)
        self.last.show_last(incident, steps)
        if self._next is None:
            self.text.setText(
                self.tr("All steps of the plan are done.")
                if steps
                else self.tr("Name the kind of incident on its card: its plan then stands here.")
            )
            return
        self.text.setText(self._words.text(self._next))
        self.done.setAccessibleName(f"{self.done.text()}: {self._next.text.in_language(current_language())}")

    def _note_step(self, incident: Incident) -> None:
        """Since when another step of the same incident stands below the hand."""
        shown = (incident.id, self._step)
        if self._shown is not None and self._shown[0] == incident.id and self._shown != shown:
            self._shown_since = self._services.clock.monotonic()
        self._shown = shown

    def _said_taken_back(self) -> str:
        """Who comes back to a step that was done a moment ago must see why it is not."""
        incident = self._alarm.incident
        wrong = incident.steps_withdrawn if incident is not None else ()
        one = next((one for one in wrong if one.step == self._step), None)
        if one is None:
            return ""
        zone = site_zone(self._services.site.site().timezone)
        return TakenBackWords(self._names, zone).said(one.at, one.by)

    def _tell_number(self, elapsed_s: float) -> None:
        """Which step is next, and for how long it should have been done."""
        if self._next is None:
            self._number.show_text("")
            return
        text = self.tr("Next, step {step} of {all}").format(step=self._step + 1, all=self._steps)
        text = " · ".join(part for part in (text, self._taken_back) if part)
        late = is_late(self._next, elapsed_s)
        if late:
            over = self.tr("{time} late").format(time=duration(elapsed_s - self._next.within_s))
            text = f"▲ {text} · {over}"
        self._number.show_text(text, theme.AMBER if late else theme.QUIET)

    def _show_where(self, incident: Incident) -> None:
        """Why these pictures, where they are not of the place: nobody may take them for it."""
        self.where.setText(self._where(incident))
        self.where.setVisible(bool(self.where.text()))
        place = self._names.place(self._offered)
        cut = self.here.fontMetrics().elidedText(place, Qt.TextElideMode.ElideMiddle, _PLACE_PX)
        self.here.setText(self.tr("It is here: {place}").format(place=cut))
        self.here.setToolTip(place)
        self.here.setVisible(bool(self._offered))
        self.show_featured(featured=self._featured)

    def _where(self, incident: Incident) -> str:
        if self._alarm.why == "place":
            return ""
        place = self.tr("This place has no camera.") if incident.place_id else self.tr("Place not yet known.")
        shown = {
            "near": self.tr("Shown are the nearest cameras."),
            "plan": self.tr("Shown are the plan's cameras."),
            "looked_at": self.tr("Shown is the picture chosen before the press."),
        }.get(self._alarm.why, "")
        ask = "" if incident.place_id else self.tr("Name it on the card (F7), or choose a picture there.")
        said = f"▲ {place}"
        return self.tr("{said} {more}").format(said=said, more=shown or ask) if shown or ask else said

    def _name_place(self) -> None:
        if self._alarm.incident is not None and self._offered:
            self._ops.run(self._services.incidents.set_place(self._alarm.incident.id, self._offered))

    def _tick_step(self) -> None:
        incident = self._alarm.incident
        trembles = self._services.clock.monotonic() - self._shown_since < TWICE_S
        if incident is not None and self._step >= 0 and not trembles:
            self._ops.run(self._services.incidents.tick_step(incident.id, self._step))

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
        self._said.setSpacing(2)
        for line in (self._number, self.text, self.where):
            self._said.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(16)
        row.addLayout(head)
        row.addLayout(self._said, 1)
        # In this order: what is to be pressed next stays where it is when there is something to take back.
        for button in (self.here, self.last, self.done, self.toggle):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        for before, after in ((self.here, self.last), (self.last, self.done), (self.done, self.toggle)):
            self.setTabOrder(before, after)
