"""Steps of the response plan, to be ticked, and what was ticked by mistake to be taken back."""

from concurrent.futures import Future
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.incidents.rules import is_late
from app.model.incident import Incident, StepDone
from app.model.plan import Plan, Step
from app.ui import theme
from app.ui.emergency.step_words import StepWords
from app.ui.emergency.taken_back import TakenBackWords
from app.ui.emergency.twice import TWICE_S
from app.ui.focus_mark import mark_focus
from app.ui.format import site_zone
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.reports.reason_line import ReasonLine
from app.ui.services import Services

_BOX = 18
_LEFT = 30
_EDGE = 8
_NARROW = 330


class StepButton(QAbstractButton):
    """A box and a sentence that wraps; one that is ticked says that it can be taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._font = theme.font(15)
        self._late = False
        self._offer = ""
        self.done = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_step(self, text: str, *, done: bool, late: bool = False, offer: str = "") -> None:
        """`offer`: what a press does to one that is done."""
        if (text, done, late, offer) == (self.text(), self.done, self._late, self._offer):
            return
        self.done, self._late, self._offer = done, late, offer
        self.setText(text)
        self.setAccessibleName(f"{'☑' if done else '☐'} {text}")
        self.setAccessibleDescription(offer)
        self.setToolTip(offer)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - _LEFT - self._offered(width)[1]
        area = QRect(0, 0, max(40, room), 1000)
        used = QFontMetrics(self._font).boundingRect(area, Qt.TextFlag.TextWordWrap.value, self.text())
        return max(40, used.height() + 14)

    def sizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(260))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        done = self.done
        colour = QColor("#a89a9b" if done else theme.AMBER if self._late else theme.TEXT)
        painter.setPen(colour)
        box = QRect(2, (self.height() - _BOX) // 2, _BOX, _BOX)
        painter.drawRect(box)
        if done:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawLine(box.left() + 4, box.center().y(), box.center().x(), box.bottom() - 4)
            painter.drawLine(box.center().x(), box.bottom() - 4, box.right() - 3, box.top() + 4)
        painter.setFont(self._font)
        painter.setPen(colour)
        flags = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignVCenter.value
        offer, taken = self._offered(self.width())
        painter.drawText(self.rect().adjusted(_LEFT, 0, -taken, 0), flags, self.text())
        if offer:
            painter.setFont(theme.font(14))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(self.rect().adjusted(0, 0, -_EDGE, 0), right, offer)
        mark_focus(painter, self)
        painter.end()

    def _offered(self, width: int) -> tuple[str, int]:
        """What stands at the right of one that is done, a sign where the sentence needs the room, and its width."""
        if not self._offer:
            return "", 0
        offer = self._offer if width >= _NARROW else "↶"
        return offer, QFontMetrics(theme.font(14)).horizontalAdvance(offer) + 2 * _EDGE


class PlanSteps(QWidget):
    """All steps of the plan of the incident's kind; hidden when it has none. Emits `grown` when they are others.

    A press of one that is done opens a line for the reason below it; Enter takes back, Escape leaves.
    """

    grown = Signal()

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._words = StepWords(self)
        self._taken_back = TakenBackWords(names, site_zone(services.site.site().timezone), self)
        self._ticked_since: dict[int, tuple[datetime, float]] = {}
        """By number: the moment of the tick, and the monotonic second since it is shown."""
        self._shown_before = False
        self._asked: StepDone | None = None
        self.reason = ReasonLine(self._take_back, ops, self)
        self.reason.left.connect(self._left)
        self._incident: Incident | None = None
        self._shown: tuple[Step, ...] = ()
        self._heading = QLabel(self)
        self._heading.setObjectName("dim")
        self.buttons: list[StepButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)

    def show_plan(self, plan: Plan, incident: Incident) -> None:
        self._incident = incident
        if plan.steps != self._shown:
            self._rebuild(plan.steps)
        self._note_ticks(incident)
        heading = self.tr("Steps {done} of {all}")
        self._heading.setText(heading.format(done=len(incident.steps_done), all=len(plan.steps)))
        self.setVisible(bool(plan.steps))
        self.tick()

    def tick(self) -> None:
        """A step whose time has passed is marked, whoever was to do it."""
        if self._incident is None:
            return
        done = {item.step for item in self._incident.steps_done}
        wrong = {item.step: item for item in self._incident.steps_withdrawn}
        offer = self.tr("Take back")
        elapsed = self._services.incidents.elapsed_s(self._incident)
        for number, (step, button) in enumerate(zip(self._shown, self.buttons, strict=True)):
            late = is_late(step, elapsed) and number not in done
            text = self._words.text(step)
            if number in wrong:
                said = self._taken_back.said(wrong[number].at, wrong[number].by)
                text = self.tr("{step}: {said}").format(step=text, said=said)
            is_done = number in done
            button.show_step(
                f"▲ {text}" if late else text, done=is_done, late=late, offer=offer if is_done else ""
            )

    def retranslate(self) -> None:
        self.reason.say(self.tr("Reason, may stay empty"), self.tr("Take back"))
        self.reason.retranslate()
        self.tick()

    def _note_ticks(self, incident: Incident) -> None:
        """The line closes where another hand has taken back what it is about."""
        # What was ticked before it is shown here was ticked by no hand that still trembles.
        now = self._services.clock.monotonic() if self._shown_before else float("-inf")
        before, self._shown_before = self._ticked_since, True
        self._ticked_since = {
            item.step: before[item.step]
            if item.step in before and before[item.step][0] == item.at
            else (item.at, now)
            for item in incident.steps_done
        }
        if self._asked is not None and self._asked not in incident.steps_done:
            number, self._asked = self._asked.step, None
            if self.reason.drop() and number < len(self.buttons):
                self.buttons[number].setFocus()

    def _rebuild(self, steps: tuple[Step, ...]) -> None:
        for button in self.buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(number) for number in range(len(steps))]
        self._shown = steps
        self.grown.emit()

    def _button(self, number: int) -> StepButton:
        button = StepButton(self)
        button.clicked.connect(lambda: self._press(number))
        self._column.addWidget(button)
        return button

    def _press(self, number: int) -> None:
        if self._incident is None:
            return
        done = next((one for one in self._incident.steps_done if one.step == number), None)
        if done is None:
            self._ops.run(self._services.incidents.tick_step(self._incident.id, number))
        elif self._services.clock.monotonic() - self._ticked_since[number][1] >= TWICE_S:
            self._ask(done)

    def _ask(self, done: StepDone) -> None:
        self._asked = done
        button = self.buttons[done.step]
        self._column.removeWidget(self.reason)
        self._column.insertWidget(self._column.indexOf(button) + 1, self.reason)
        self.reason.stand_behind(button)
        self.reason.begin()

    def _take_back(self, reason: str) -> "Future[None]":
        assert self._incident is not None
        assert self._asked is not None, "the line closes with what it is about"
        return self._services.withdrawals.step(self._incident.id, self._asked.step, self._asked.at, reason)

    def _left(self) -> None:
        if self._asked is not None:
            self.buttons[self._asked.step].setFocus()
            self._asked = None
