"""What is being handed over, by whom to whom, and how far it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.handover.wording import HandoverWords
from app.model.handover import DRAFT, INCOMING, OUTGOING, Handover, Side
from app.ui.handover.speech import Speech

_BESIDE = 32
"""Pixels of a key that are not for its words."""


class PeopleKey(QPushButton):
    """Many names never push the window wider: what finds no room is cut at the end and stands in the tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_people")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""

    def show_people(self, text: str) -> None:
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - _BESIDE
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


class HandoverHead(QFrame):
    """When it is due, which step it is at; both shifts with a key to change them."""

    people_wanted = Signal(str)
    """`outgoing` or `incoming`."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("handover_head")
        self._speech = speech
        self.title, self.due, self.steps = (QLabel(self) for _ in range(3))
        self.title.setObjectName("title")
        self.due.setObjectName("strong")
        self.steps.setObjectName("dim")
        self.sides: dict[Side, PeopleKey] = {OUTGOING: PeopleKey(self), INCOMING: PeopleKey(self)}
        first = QHBoxLayout()
        first.setSpacing(16)
        first.addWidget(self.title)
        first.addWidget(self.due, 2)
        first.addWidget(self.steps, 3)
        for label in (self.due, self.steps):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.steps.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        second = QHBoxLayout()
        second.setSpacing(8)
        for side, button in self.sides.items():
            button.clicked.connect(lambda _=False, side=side: self.people_wanted.emit(side))
            second.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 6)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)

    def show_handover(self, handover: Handover, minutes_late: float | None) -> None:
        words = self._speech.words
        self.title.setText(words.sheet("title"))
        self.due.setText(self._due(handover, minutes_late, words))
        self.due.setProperty("late", minutes_late is not None and minutes_late > 0)
        self.due.style().polish(self.due)
        self.steps.setText(self._steps(handover))
        self.steps.setTextFormat(Qt.TextFormat.PlainText)
        for side, button in self.sides.items():
            members = handover.outgoing if side == OUTGOING else handover.incoming
            names = words.join([words.member(one) for one in members]) or self.tr("choose who")
            label = self._label(side, handover)
            button.show_people(self.tr("{side}: {people}").format(side=label, people=names))
            button.setEnabled(side == INCOMING or handover.state == DRAFT)

    def _label(self, side: Side, handover: Handover) -> str:
        """Nobody leaves before the relief has signed: whose hand it is in stands there."""
        if side == INCOMING:
            return self.tr("Incoming")
        return self.tr("Outgoing") if handover.state == DRAFT else self.tr("Still responsible")

    def _due(self, handover: Handover, late: float | None, words: HandoverWords) -> str:
        if handover.due_at is None or late is None:
            return self.tr("outside a change of shift")
        at = words.full(handover.due_at)[11:16]
        minutes = round(abs(late))
        if late >= 1:
            return "▲ " + self.tr("due {time}, %n minute(s) late", "", minutes).format(time=at)
        if late <= -1:
            return self.tr("due {time}, in %n minute(s)", "", minutes).format(time=at)
        return self.tr("due {time}, now").format(time=at)

    def _steps(self, handover: Handover) -> str:
        if handover.state == DRAFT:
            return self.tr("Step 1 of 3: the outgoing shift completes and signs")
        return self.tr("Step 2 of 3: the incoming shift checks and signs")
