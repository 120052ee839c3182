"""The moment looked at: the time, how each incident stood, who was on duty."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.model.incident import RUNNING
from app.playback.recordings import moment
from app.shift_review.incidents_then import IncidentThen
from app.shift_review.lanes import PlanFacts
from app.shift_review.looked import LookedShift
from app.ui.format import clock_time, duration, iso_date
from app.ui.forms.marked_lines import MarkedLines
from app.ui.shift_review.words import ShiftReviewWords

_ENDED_FOR_S = 900.0
"""An incident that is over is told so long."""
_AROUND = 3


class MomentPanel(QFrame):
    """Words alone; read anew as the moment moves."""

    def __init__(self, words: ShiftReviewWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moment_panel")
        self._words = words
        self.clock, self.day = QLabel(self), QLabel(self)
        self.clock.setObjectName("moment_clock")
        self.day.setObjectName("dim")
        self._heads = {name: QLabel(self) for name in ("incidents", "duty")}
        self.incidents = MarkedLines(between=10, parent=self)
        self.duty = QLabel(self)
        for label in self._heads.values():
            label.setObjectName("heading")
        self.duty.setWordWrap(True)
        self.duty.setTextFormat(Qt.TextFormat.PlainText)
        within = QWidget(self)
        column = QVBoxLayout(within)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(5)
        for widget in (
            self.clock, self.day, self._heads["incidents"], self.incidents, self._heads["duty"], self.duty,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(within)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area)
        self.retranslate()

    def show_moment(self, looked: LookedShift, position: float) -> None:
        at, zone = moment(position), self._words.zone
        self.clock.setText(clock_time(at, zone))
        into = duration(max(0.0, position - looked.since))
        self.day.setText(self.tr("{date}  +{time}").format(date=iso_date(at, zone), time=into))
        self.incidents.show_lines(self._of_incidents(looked, position))
        self.duty.setText(self._of_duty(looked, position))

    def retranslate(self) -> None:
        self._heads["incidents"].setText(self.tr("Incidents then"))
        self._heads["duty"].setText(self.tr("On duty then"))

    def _of_incidents(self, looked: LookedShift, position: float) -> list[tuple[str, str]]:
        known = looked.history.at(moment(position))
        shown = [
            then
            for then in known
            if then.state == RUNNING
            or (then.closed_at is not None and position - then.closed_at.timestamp() < _ENDED_FOR_S)
        ]
        told = [("●", self._incident(then, looked.plans, position)) for then in shown]
        return told or [("", self.tr("none was running"))]

    def _incident(
        self, then: IncidentThen, plans: Mapping[tuple[str, str], PlanFacts], position: float
    ) -> str:
        words = self._words
        plan = plans.get((then.kind, then.version), PlanFacts())
        level = words.level(plan.level)
        standing = (words.called(then), words.tiers(then), words.steps(then, plan.steps))
        lines = (
            words.title(then) + (f" · {level}" if level else ""),
            self.tr("{place}, {state}").format(place=words.place(then), state=words.state(then, position)),
            " · ".join(part for part in standing if part),
            words.missed(then),
        )
        return "\n".join(line for line in lines if line)

    def _of_duty(self, looked: LookedShift, position: float) -> str:
        lines = []
        for role in looked.roles:
            stretch = role.at(position)
            if stretch is not None:
                told = self._words.presence(stretch, clocking=looked.clocking)
                lines.append(
                    self.tr("{role}: {people}").format(role=self._words.role(role.role), people=told)
                )
        if position > looked.reached:
            return self.tr("This moment has not come yet.")
        return "\n".join(lines) or self.tr("nobody was planned, nobody clocked on")
