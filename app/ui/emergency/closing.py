"""Ends an incident: two buttons, then one line for the reason. Nothing modal."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.model.incident import FALSE_ALARM, STOOD_DOWN, Incident
from app.model.plan import Plan
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.tab_order import bring_into_view


class Closing(QWidget):
    """The first press opens the reason line; Enter or the second button closes the incident."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._incident_id = ""
        self._services = services
        self._ops = ops
        self._ending = ""
        self.stand_down = QPushButton(self)
        self.stand_down.setObjectName("stand_down")
        self.stand_down.clicked.connect(lambda: self._ask(STOOD_DOWN))
        self.false_alarm = QPushButton(self)
        self.false_alarm.setObjectName("false_alarm")
        self.false_alarm.clicked.connect(lambda: self._ask(FALSE_ALARM))
        self.reason = QLineEdit(self)
        self.reason.setObjectName("close_reason")
        self.reason.returnPressed.connect(self._close)
        self._undone = 0
        self.undone = QLabel(self)
        self.undone.setObjectName("problem")
        self.undone.setWordWrap(True)
        self.confirm = QPushButton(self)
        self.confirm.setObjectName("primary")
        self.confirm.clicked.connect(self._close)
        self._back = QPushButton(self)
        self._back.clicked.connect(lambda: self._ask(""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addLayout(_row(self.stand_down, self.false_alarm))
        column.addWidget(self.reason)
        column.addWidget(self.undone)
        column.addLayout(_row(self.confirm, self._back))
        self.retranslate()
        self._show()

    def show_incident(self, incident: Incident, plan: Plan) -> None:
        """How many steps of the plan nobody has ticked is told before the end, and no obstacle to it."""
        self._incident_id = incident.id
        undone = len(plan.steps) - len(incident.steps_done)
        if undone != self._undone:
            self._undone = undone
            self._say_undone()

    def first_key(self) -> QWidget:
        """Of what ends the incident, as far as somebody has come with that."""
        return self.reason if self._ending else self.stand_down

    def retranslate(self) -> None:
        self.stand_down.setText(self.tr("Stand down"))
        self.false_alarm.setText(self.tr("False alarm"))
        self.reason.setPlaceholderText(self.tr("Reason, may stay empty"))
        self.reason.setAccessibleName(self.tr("Reason for ending the incident"))
        false_alarm = self._ending == FALSE_ALARM
        self.confirm.setText(self.tr("False alarm  Enter") if false_alarm else self.tr("Stand down  Enter"))
        self._back.setText(self.tr("Go on"))
        self._say_undone()

    def _ask(self, ending: str) -> None:
        self._ending = ending
        self.retranslate()
        self._show()
        if ending:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            # The key below the line as well: it says what Enter will do.
            QTimer.singleShot(0, self, lambda: bring_into_view(self.confirm))

    def _say_undone(self) -> None:
        words = self.tr("Steps not ticked: {count}").format(count=self._undone)
        self.undone.setText(f"▲ {words}")
        self.undone.setVisible(bool(self._undone and self._ending))

    def _show(self) -> None:
        asking = bool(self._ending)
        for widget in (self.reason, self.confirm, self._back):
            widget.setVisible(asking)
        for widget in (self.stand_down, self.false_alarm):
            widget.setVisible(not asking)
        self._say_undone()

    def _close(self) -> None:
        if not self._ending:
            return
        incidents = self._services.incidents
        end = incidents.false_alarm if self._ending == FALSE_ALARM else incidents.stand_down
        self._ops.run(end(self._incident_id, self.reason.text()))


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, 1)
    return row
