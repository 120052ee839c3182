"""Steps of the response plan, to be ticked."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.incidents.rules import is_late
from app.model.incident import Incident
from app.model.plan import Plan, Step
from app.ui import theme
from app.ui.emergency.step_words import StepWords
from app.ui.ops import Ops
from app.ui.services import Services

_BOX = 18
_LEFT = 30


class StepButton(QAbstractButton):
    """A box and a sentence that wraps; once ticked it stays so, as the record does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._font = theme.font(15)
        self._late = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_step(self, text: str, *, done: bool, late: bool = False) -> None:
        if (text, done, late) == (self.text(), not self.isEnabled(), self._late):
            return
        self._late = late
        self.setText(text)
        self.setAccessibleName(f"{'☑' if done else '☐'} {text}")
        self.setEnabled(not done)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        area = QRect(0, 0, max(40, width - _LEFT), 1000)
        used = QFontMetrics(self._font).boundingRect(area, Qt.TextFlag.TextWordWrap.value, self.text())
        return max(40, used.height() + 14)

    def sizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(260))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        done = not self.isEnabled()
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
        painter.drawText(self.rect().adjusted(_LEFT, 0, 0, 0), flags, self.text())
        if self.hasFocus():
            painter.setPen(QColor(theme.FOCUS))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PlanSteps(QWidget):
    """All steps of the plan of the incident's kind; hidden when it has none. Emits `grown` when they are others."""

    grown = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._words = StepWords(self)
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
        heading = self.tr("Steps {done} of {all}")
        self._heading.setText(heading.format(done=len(incident.steps_done), all=len(plan.steps)))
        self.setVisible(bool(plan.steps))
        self.tick()

    def tick(self) -> None:
        """A step whose time has passed is marked, whoever was to do it."""
        if self._incident is None:
            return
        done = {item.step for item in self._incident.steps_done}
        elapsed = self._services.incidents.elapsed_s(self._incident)
        for number, (step, button) in enumerate(zip(self._shown, self.buttons, strict=True)):
            late = is_late(step, elapsed) and number not in done
            text = self._words.text(step)
            button.show_step(f"▲ {text}" if late else text, done=number in done, late=late)

    def _rebuild(self, steps: tuple[Step, ...]) -> None:
        for button in self.buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(number) for number in range(len(steps))]
        self._shown = steps
        self.grown.emit()

    def _button(self, number: int) -> StepButton:
        button = StepButton(self)
        button.clicked.connect(lambda: self._tick(number))
        self._column.addWidget(button)
        return button

    def _tick(self, number: int) -> None:
        if self._incident is not None:
            self._ops.run(self._services.incidents.tick_step(self._incident.id, number))
