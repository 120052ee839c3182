"""What incidents that are over still owe above: nobody may think that with the stand-down everything is done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.emergency.card_scroll import CardScroll
from app.ui.emergency.controller import EmergencyControl
from app.ui.emergency.situation import Owed
from app.ui.incidents.words import IncidentWords
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.reports.clock_rows import ClockRows
from app.ui.rows_by_id import keep_only
from app.ui.services import Services

_LEAST_PX = 72
"""The head of the most urgent one, with the key to its reports: a low screen has no room for more beside a guard tour."""


class OwedIncident(QFrame):
    """One of them. Emits `wanted` with its id."""

    wanted = Signal(str)

    def __init__(
        self, owed: Owed, services: Services, names: Names, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("still_owed")
        self._owed = owed
        self._words = IncidentWords(services, names, self)
        self._title = QLabel(self)
        self._title.setObjectName("strong")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._title.setMinimumWidth(1)
        self.clocks = ClockRows(services, names, ops, self)
        self.open = QPushButton(self)
        self.open.setObjectName("compact")
        self.open.clicked.connect(lambda: self.wanted.emit(self._owed.incident.id))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.clocks)
        self.retranslate()

    def show_owed(self, owed: Owed) -> None:
        self._owed = owed
        incident, words = owed.incident, self._words
        place = words.place(incident) if incident.place_id else ""
        parts = (words.title(incident), place, words.state(incident))
        title = " · ".join(part for part in parts if part)
        self._title.setText(title)
        self.open.setAccessibleName(self.tr("Reports of: {incident}").format(incident=title))
        self.clocks.show_dues(owed.dues)

    def tick(self) -> None:
        self.clocks.tick()

    def retranslate(self) -> None:
        self.open.setText(self.tr("Reports  F2"))
        self.clocks.retranslate()
        self.show_owed(self._owed)


class StillOwed(QWidget):
    """Hidden while nothing is owed. Whoever has just ended an incident by keyboard has the cursor here.

    Emits `wanted` with the id of an incident whose reports somebody wants.
    """

    wanted = Signal(str)

    def __init__(
        self,
        services: Services,
        names: Names,
        ops: Ops,
        control: EmergencyControl,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._ops = ops
        self._control = control
        self.shown: dict[str, OwedIncident] = {}
        self._heading = QLabel(self)
        self._heading.setObjectName("dim")
        self._more = QLabel(self)
        self._more.setObjectName("dim")
        self._inside = QWidget(self)
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(CardScroll(self._inside, _LEAST_PX, self))
        column.addWidget(self._more)
        control.running_changed.connect(self.refresh)
        self.retranslate()
        self.refresh()

    def refresh(self) -> None:
        situation = self._control.situation
        owed = {one.incident.id: one for one in situation.owed}
        keep_only(self.shown, owed, self._list)
        for incident_id, one in owed.items():
            if incident_id in self.shown:
                self.shown[incident_id].show_owed(one)
            else:
                self._add(incident_id, one)
        self._more.setText(self.tr("and %n more incident(s): F2", "", situation.owing))
        self._more.setVisible(situation.owing > 0)
        self.setVisible(bool(owed))

    def take_cursor(self, incident_id: str) -> bool:
        """To what this incident owes; False where that is nothing."""
        if incident_id not in self.shown:
            return False
        self.shown[incident_id].open.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def tick(self) -> None:
        for one in self.shown.values():
            one.tick()

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Still owed"))
        for one in self.shown.values():
            one.retranslate()
        self.refresh()

    def _add(self, incident_id: str, owed: Owed) -> None:
        widget = OwedIncident(owed, self._services, self._names, self._ops, self._inside)
        widget.wanted.connect(self.wanted)
        self.shown[incident_id] = widget
        self._list.addWidget(widget)
