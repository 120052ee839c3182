"""Who goes or who comes: those of the roster, and whoever else is there instead."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.model.handover import OUTGOING, Handover, Side
from app.ui.code_words import CodeWords
from app.ui.handover.speech import Speech
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services

_AT_CONSOLE = ("operator", "leader")


class PeoplePanel(QFrame):
    """Space ticks who is there. A person of the roster who is not stays on the sheet, as not there."""

    left = Signal()

    def __init__(self, services: Services, speech: Speech, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("people_panel")
        self._services = services
        self._speech = speech
        self._ops = ops
        self._codes = CodeWords(self)
        self._side: Side = OUTGOING
        self._planned: set[str] = set()
        self.title, self.note = QLabel(self), QLabel(self)
        self.title.setObjectName("form_title")
        self.note.setObjectName("dim")
        self.list = QListWidget(self)
        self.list.setObjectName("ticks")
        self.store, self.back = QPushButton(self), QPushButton(self)
        self.store.setObjectName("primary")
        self.store.clicked.connect(self._store)
        self.back.clicked.connect(self.leave)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(self.note, 1)
        keys.addWidget(self.store)
        keys.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        column.addLayout(keys)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.note.setText(self.tr("Space ticks who is there."))
        self.store.setText(self.tr("Take over  Enter"))
        self.back.setText(self.tr("Back  Esc"))

    def begin(self, side: Side, handover: Handover) -> None:
        """First those of the sheet, then everybody who works at the console, then all others."""
        self._side = side
        out = side == OUTGOING
        self.title.setText(self.tr("Who goes") if out else self.tr("Who comes"))
        self.list.setAccessibleName(self.title.text())
        members = handover.outgoing if out else handover.incoming
        self._planned = {one.person_id for one in members if one.planned}
        self.list.clear()
        words = self._speech.words
        for member in members:
            label = words.name(member.name)
            if member.planned:
                label = self.tr("{name} (by the roster)").format(name=label)
            self._add(member.person_id, label, ticked=member.present)
        known = {one.person_id for one in members}
        others = [one for one in self._services.roster.people() if one.id not in known]
        others.sort(key=lambda one: not set(one.roles) & set(_AT_CONSOLE))
        for person in others:
            role = self._codes.role(person.roles[0]) if person.roles else ""
            name = person.name.in_language(current_language())
            self._add(person.id, " · ".join(part for part in (name, role) if part), ticked=False)
        self.list.setCurrentRow(0)
        self.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._store()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        self.hide()
        self.left.emit()

    def _add(self, person_id: str, label: str, *, ticked: bool) -> None:
        item = QListWidgetItem(label)
        item.setData(Qt.ItemDataRole.UserRole, person_id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _store(self) -> None:
        chosen = []
        for number in range(self.list.count()):
            item = self.list.item(number)
            person_id = str(item.data(Qt.ItemDataRole.UserRole))
            there = item.checkState() == Qt.CheckState.Checked
            if there or person_id in self._planned:
                chosen.append((person_id, there))
        self._ops.ask(lambda: self._services.handovers.choose(self._side, chosen), lambda _: self.leave())
