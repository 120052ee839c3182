"""Who takes the console: a name, a PIN, nothing else."""

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QRegularExpressionValidator, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import DutyRoomError
from app.model.journal import Actor
from app.model.site import Person
from app.ui.access.number_keys import NumberKeys
from app.ui.code_words import CodeWords
from app.ui.error_words import ErrorWords
from app.ui.language import Sentence, current_language
from app.ui.ops import Ops
from app.ui.services import Services

_KINDS = frozenset({"access", "person", "roster"})
_LIST_WIDTH = 380
_KEYS_WIDTH = 330
_BEFORE_ROOM = 100
"""The keys grow to their full size before any room is left below them."""


class SignInPanel(QWidget):
    """Those on duty stand first. `left` comes when somebody is signed in or goes back."""

    left = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._codes = CodeWords(self)
        self._errors = ErrorWords(self)
        self._error: BaseException | None = None
        self._checking = False
        self._title = QLabel(self)
        self._title.setObjectName("title")
        self._hint = self._label("dim")
        self._empty = self._label("dim")
        self.people = QListWidget(self)
        self.people.setObjectName("sign_in_people")
        self.people.currentItemChanged.connect(lambda: self._show_name())
        self._name = self._label("pin_name")
        self.pin = QLineEdit(self)
        self.pin.setObjectName("pin")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(12)
        self.pin.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.pin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pin.returnPressed.connect(self._sign_in)
        self.pin.installEventFilter(self)
        self.keys = NumberKeys(self)
        self.keys.digit.connect(self.pin.insert)
        self.keys.back.connect(self.pin.backspace)
        self.keys.cleared.connect(self.pin.clear)
        self.trouble = self._label("problem")
        self.enter = QPushButton(self)
        self.enter.setObjectName("primary")
        self.enter.clicked.connect(self._sign_in)
        self.back = QPushButton(self)
        self.back.clicked.connect(self.left)
        self._build()
        self.setFocusProxy(self.pin)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        ops.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Who is at the console?"))
        self._hint.setText(
            self.tr("Up and Down choose a name, then the PIN and Enter. F12 works without it.")
        )
        self._empty.setText(
            self.tr("Nobody has a PIN yet. Give one to a person in the settings (F9), then sign in here.")
        )
        self.people.setAccessibleName(self.tr("People who may sign in"))
        self.pin.setAccessibleName(self.tr("PIN"))
        self.pin.setPlaceholderText(self.tr("PIN"))
        self.enter.setText(self.tr("Sign in  Enter"))
        self.back.setText(self.tr("Back  Esc"))
        self.keys.retranslate()
        self._show_trouble()
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        self.pin.clear()
        self._error = None
        self._show_trouble()
        self._fill()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the PIN field choose the name: no need to leave it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
            if step:
                row = min(max(0, self.people.currentRow() + step), self.people.count() - 1)
                self.people.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        form = QWidget(self)
        form.setFixedWidth(_KEYS_WIDTH)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._name, self.pin, self.trouble):
            column.addWidget(widget)
        column.addWidget(self.keys, _BEFORE_ROOM)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self.enter, 2)
        ways.addWidget(self.back, 1)
        column.addLayout(ways)
        column.addStretch(1)
        names = QVBoxLayout()
        names.addWidget(self._empty)
        names.addWidget(self.people, 1)
        self.people.setMaximumWidth(_LIST_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(36)
        row.addLayout(names, 1)
        row.addWidget(form)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 24, 32, 16)
        outer.setSpacing(10)
        outer.addWidget(self._title)
        outer.addWidget(self._hint)
        outer.addSpacing(8)
        outer.addLayout(row, 1)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _KINDS and self.isVisible():
            self._fill()

    def _fill(self) -> None:
        """The list anew; whoever was chosen stays chosen."""
        chosen = self._chosen()
        on_duty = {duty.shift.person_id: duty.shift.role for duty in self._services.roster.on_duty().now}
        people = self._services.access.may_sign_in()
        people.sort(key=lambda person: person.id not in on_duty)
        # Emptied in silence: the field would be disabled for an instant and lose the cursor.
        self.people.blockSignals(True)
        self.people.clear()
        for person in people:
            item = QListWidgetItem(self._words(person, on_duty.get(person.id)))
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            self.people.addItem(item)
        ids = [person.id for person in people]
        self.people.setCurrentRow(ids.index(chosen) if chosen in ids else 0)
        self.people.blockSignals(False)
        self._empty.setVisible(not people)
        self.people.setVisible(bool(people))
        self._show_name()

    def _words(self, person: Person, duty_role: str | None) -> str:
        name = person.name.in_language(current_language())
        if duty_role is not None:
            return f"{name}\n" + self.tr("● on duty now: {role}").format(role=self._codes.role(duty_role))
        roles = self.tr(", ", "between roles").join(self._codes.role(role) for role in person.roles)
        return f"{name}\n{roles}"

    def _chosen(self) -> str:
        item = self.people.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _show_name(self) -> None:
        item = self.people.currentItem()
        name = item.text().partition("\n")[0] if item else ""
        self._name.setText(Sentence(self.tr("PIN of {name}")).format(name=name) if name else "")
        for widget in (self.pin, self.keys, self.enter):
            widget.setEnabled(bool(name))

    def _sign_in(self) -> None:
        # A second Enter while the first is being checked would count as one more wrong try.
        if self._checking or not self.pin.text() or not self._chosen():
            return
        self._checking = True
        person_id, pin = self._chosen(), self.pin.text()
        self._ops.ask(lambda: self._services.access.sign_in(person_id, pin), self._signed_in, self._refused)

    def _signed_in(self, _actor: Actor) -> None:
        self._checking = False
        self.pin.clear()
        self.left.emit()

    def _refused(self, error: BaseException) -> None:
        self._checking = False
        self._error = error
        if isinstance(error, DutyRoomError) and error.code == "wrong_pin":
            self.pin.clear()
        self._show_trouble()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_trouble(self) -> None:
        self.trouble.setText("▲ " + self._errors.explain(self._error).text if self._error else "")
