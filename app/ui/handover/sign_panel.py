"""Somebody signs: a name, a PIN, and where it is asked a reason. Lies in the page, never over it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import DutyRoomError
from app.ui.error_words import ErrorWords
from app.ui.ops import Ops

Person = tuple[str, str]
"""Id and name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is signed, and what must be said with it."""

    title: str
    note: str
    people: Sequence[Person]
    sign: "Callable[[str, str, str, str], Future[Any]]"
    """Is given the person, the PIN, the reason and the leader who has approved."""
    reason: str = ""
    """The question after a reason; empty where none is asked."""
    leaders: Sequence[Person] = ()
    """Of whom one must have approved, where the reason is for handing over in an incident."""
    back: str = ""
    """What Escape means, where it does not just go back."""


class SignPanel(QFrame):
    """`signed` carries what the signature brought, `left` comes by Escape."""

    signed = Signal(object)
    left = Signal()

    def __init__(self, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign_panel")
        self._ops = ops
        self._errors = ErrorWords(self)
        self._asked: Asked | None = None
        self._checking = False
        self.title, self.note, self.trouble = QLabel(self), QLabel(self), QLabel(self)
        self._who, self._pin, self._reason, self._leader = (QLabel(self) for _ in range(4))
        self.person, self.leader = QComboBox(self), QComboBox(self)
        self.pin, self.reason = QLineEdit(self), QLineEdit(self)
        self.sign, self.back = QPushButton(self), QPushButton(self)
        self._lay_out()
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        self._who.setText(self.tr("Who signs"))
        self._pin.setText(self.tr("Own PIN"))
        self._leader.setText(self.tr("Approved by"))
        self.person.setAccessibleName(self.tr("Who signs"))
        self.leader.setAccessibleName(self.tr("Approved by"))
        self.pin.setAccessibleName(self.tr("Own PIN"))
        self.sign.setText(self.tr("Sign  Enter"))
        self.back.setText(self.tr("Back  Esc"))

    def begin(self, asked: Asked) -> None:
        """The cursor stands where something must be typed first."""
        self._asked = asked
        self.title.setText(asked.title)
        self.note.setText(asked.note)
        self.note.setVisible(bool(asked.note))
        _fill(self.person, asked.people)
        _fill(self.leader, asked.leaders)
        self._reason.setText(asked.reason)
        self.reason.setAccessibleName(asked.reason)
        for widget in (self._reason, self.reason):
            widget.setVisible(bool(asked.reason))
        for asked_with in (self._leader, self.leader):
            asked_with.setVisible(bool(asked.leaders))
        self.back.setText(asked.back or self.tr("Back  Esc"))
        self.pin.clear()
        self.reason.clear()
        self.trouble.clear()
        self._hold(on=False)
        self.show()
        first = self.reason if asked.reason else self.pin
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the PIN choose the name: no need to leave it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
            if step and self.person.count():
                row = min(max(0, self.person.currentIndex() + step), self.person.count() - 1)
                self.person.setCurrentIndex(row)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        self.pin.clear()
        self.hide()
        self.left.emit()

    def _sign(self) -> None:
        asked = self._asked
        # A second Enter while the first is being checked would count as one more wrong try.
        if asked is None or self._checking or not self.pin.text() or self.person.currentIndex() < 0:
            return
        self._hold(on=True)
        person_id, pin, reason = str(self.person.currentData()), self.pin.text(), self.reason.text()
        leader_id = str(self.leader.currentData() or "")
        self._ops.ask(lambda: asked.sign(person_id, pin, reason, leader_id), self._done, self._refused)

    def _done(self, result: object) -> None:
        self._hold(on=False)
        self.pin.clear()
        self.hide()
        self.signed.emit(result)

    def _refused(self, error: BaseException) -> None:
        self._hold(on=False)
        if not isinstance(error, DutyRoomError):
            self._ops.failed.emit(error)
            return
        if error.code == "wrong_pin":
            self.pin.clear()
        self.trouble.setText("▲ " + self._errors.explain(error).text)
        (self.reason if error.code == "invalid_input" and self._asks_reason() else self.pin).setFocus()

    def _hold(self, *, on: bool) -> None:
        """While a PIN is checked nothing is typed into its place."""
        self._checking = on
        self.pin.setReadOnly(on)
        self.sign.setEnabled(not on)

    def _asks_reason(self) -> bool:
        return self._asked is not None and bool(self._asked.reason)

    def _lay_out(self) -> None:
        self.title.setObjectName("form_title")
        self.note.setObjectName("dim")
        self.trouble.setObjectName("problem")
        for label in (self.note, self.trouble):
            label.setWordWrap(True)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(12)
        self.pin.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.pin.installEventFilter(self)
        self.pin.returnPressed.connect(self._sign)
        self.reason.returnPressed.connect(lambda: self.pin.setFocus(Qt.FocusReason.OtherFocusReason))
        self.sign.setObjectName("primary")
        self.sign.clicked.connect(self._sign)
        self.back.clicked.connect(self.leave)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        rows = (
            ((self._reason, self.reason), (self._leader, self.leader)),
            ((self._who, self.person), (self._pin, self.pin)),
        )
        for row, pairs in enumerate(rows):
            for place, (label, field) in enumerate(pairs):
                label.setObjectName("field_label")
                label.setBuddy(field)
                grid.addWidget(label, row, 2 * place)
                grid.addWidget(field, row, 2 * place + 1)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(self.trouble, 1)
        keys.addWidget(self.sign)
        keys.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addLayout(grid)
        column.addLayout(keys)


def _fill(box: QComboBox, people: Sequence[Person]) -> None:
    box.clear()
    for person_id, name in people:
        box.addItem(name, person_id)
