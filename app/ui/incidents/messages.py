"""The messages of an incident. Sent is not delivered, and the words say so."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.message import BY_HAND, DELIVERED, EXPIRED, FAILED, REPLACED, SENT, Message
from app.notify.rules import is_stuck, may_help_again, needs_hand
from app.ui.code_words import CodeWords
from app.ui.format import clock_time, site_zone
from app.ui.language import Sentence
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services

_AT_A_TIME = 4


class MessageList(QWidget):
    """One block a message, made when somebody looks; a failed or unsure one can be sent again while the incident runs."""

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._ops = ops
        self._codes = CodeWords(self)
        self._messages: list[Message] = []
        self._running = False
        self._shown: dict[str, Message] = {}
        self._blocks: dict[str, QWidget] = {}
        self.again: dict[str, QPushButton] = {}
        self._empty = QLabel(self)
        self._empty.setObjectName("dim")
        self._empty.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)

    def show_messages(self, messages: list[Message], *, running: bool) -> None:
        """The newest first. Only blocks that have changed are made anew, a few at a time."""
        self._messages = sorted(messages, key=lambda message: message.created_at, reverse=True)
        if running != self._running:
            self._running = running
            self._drop(list(self._blocks))
        self._empty.setVisible(not messages)
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def retranslate(self) -> None:
        self._empty.setText(self.tr("No messages: those called have no channel. Dial them by hand."))
        self._drop(list(self._blocks))
        self.show_messages(self._messages, running=self._running)

    def _fill(self) -> None:
        """Two hundred at once would hold the window up."""
        there = {message.id for message in self._messages}
        self._drop([message_id for message_id in self._blocks if message_id not in there])
        left = _AT_A_TIME
        for place, message in enumerate(self._messages):
            if self._shown.get(message.id) == message:
                continue
            if not left:
                QTimer.singleShot(0, self, self._fill)
                return
            left -= 1
            self._drop([message.id] if message.id in self._blocks else [])
            self._shown[message.id] = message
            self._blocks[message.id] = self._block(message)
            self._column.insertWidget(place + 1, self._blocks[message.id])

    def _drop(self, message_ids: list[str]) -> None:
        for message_id in message_ids:
            block = self._blocks.pop(message_id)
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
            self._shown.pop(message_id)
            self.again.pop(message_id, None)

    def state_words(self, message: Message) -> str:
        """What is known about it, no more."""
        if message.channel_id == BY_HAND:
            return self._by_hand_words(message)
        if message.simulated and message.state == SENT:
            return self.tr("simulated: it never left this computer")
        words = {
            "queued": self.tr("waiting to be sent"),
            "sending": self.tr("being sent, not out yet"),
            "sent": self.tr("handed to the service; whether it was read is not known"),
            "delivered": self.tr("arrived; whether it was read is not known"),
            "acknowledged": self.tr("confirmed by the person"),
            "failed": self.tr("NOT sent: dial by hand"),
            "unknown": self.tr("may not have gone out: dial by hand"),
            "replaced": self.tr("not sent this way: told in another way"),
            "expired": self.tr("not sent: no longer needed"),
        }
        state = self.tr("NOT sent, is tried on: dial by hand") if is_stuck(message) else words[message.state]
        why = self._codes.message_cause(message.error) if message.error else ""
        return self.tr("{state} ({why})").format(state=state, why=why) if why else state

    def _by_hand_words(self, message: Message) -> str:
        if message.state == FAILED:
            return self.tr("dialled, not reached")
        if message.state == EXPIRED:
            return self.tr("marked as reached by mistake")
        return self.tr("dialled, reached") if message.state == DELIVERED else self.tr("dialled, confirmed")

    def _block(self, message: Message) -> QWidget:
        block = QWidget(self)
        block.setObjectName("message_block")
        zone = site_zone(self._services.site.site().timezone)
        bad = needs_hand(message)
        person = QLabel(self._names.person(message.person_id), block)
        person.setObjectName("strong")
        by_hand = message.channel_id == BY_HAND
        channel = self.tr("by hand") if by_hand else self._names.channel(message.channel_id)
        channel = channel or self.tr("no channel")
        by = QLabel(f"{channel} · {clock_time(message.updated_at, zone)} · {message.title}", block)
        by.setObjectName("dim")
        state = QLabel(("▲ " if bad else "") + self.state_words(message), block)
        quiet = message.state in (REPLACED, EXPIRED)
        state.setObjectName("message_bad" if bad else "dim" if quiet else "message_state")
        for label in (by, state):
            label.setWordWrap(True)
        words = QGridLayout()
        words.setVerticalSpacing(2)
        words.addWidget(person, 0, 0)
        words.addWidget(state, 1, 0)
        words.addWidget(by, 2, 0)
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 8, 4, 8)
        row.addLayout(words, 1)
        if may_help_again(message) and self._running:
            row.addWidget(self._again(message, block))
        return block

    def _again(self, message: Message, parent: QWidget) -> QPushButton:
        button = QPushButton(self.tr("Send again"), parent)
        name = self._names.person(message.person_id)
        button.setAccessibleName(Sentence(self.tr("Send again to {name}")).format(name=name))
        button.clicked.connect(lambda: self._ops.run(self._services.outbox.retry(message.id)))
        self.again[message.id] = button
        return button
