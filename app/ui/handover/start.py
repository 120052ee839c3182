"""No handover is under way: what is next, how the last one ended, and the key that begins a new one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.handover import INCOMING, LEADER, OUTGOING, Handover, HandoverDue
from app.ui.handover.signatures import Signatures
from app.ui.handover.speech import Speech
from app.ui.language import Sentence
from app.ui.ops import Ops
from app.ui.services import Services


class StartPanel(QFrame):
    """`paper_wanted` carries the last handover and a language."""

    paper_wanted = Signal(object, str)
    countersign_wanted = Signal(object)
    beside_wanted = Signal(object)

    def __init__(
        self,
        services: Services,
        speech: Speech,
        signatures: Signatures,
        ops: Ops,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._speech = speech
        self._signatures = signatures
        self._ops = ops
        self._last: Handover | None = None
        self.title, self.due, self.last, self.state, self.hint = (QLabel(self) for _ in range(5))
        self.title.setObjectName("title")
        self.due.setObjectName("handover_due")
        self.last.setObjectName("strong")
        self.hint.setObjectName("dim")
        for label in (self.due, self.last, self.state, self.hint):
            label.setWordWrap(True)
        self.begin = QPushButton(self)
        self.begin.setObjectName("primary")
        self.begin.setAutoDefault(True)
        self.begin.clicked.connect(self._begin)
        self.chinese, self.english, self.countersign, self.beside = (QPushButton(self) for _ in range(4))
        self.chinese.clicked.connect(lambda: self.paper_wanted.emit(self._last, "zh"))
        self.english.clicked.connect(lambda: self.paper_wanted.emit(self._last, "en"))
        self.countersign.clicked.connect(lambda: self.countersign_wanted.emit(self._last))
        self.beside.clicked.connect(lambda: self.beside_wanted.emit(self._last))
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for button in (self.countersign, self.beside, self.chinese, self.english):
            keys.addWidget(button)
        keys.addStretch(1)
        first = QHBoxLayout()
        first.addWidget(self.begin)
        first.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 16)
        column.setSpacing(12)
        for widget in (self.title, self.due, self.hint):
            column.addWidget(widget)
        column.addLayout(first)
        column.addSpacing(26)
        column.addWidget(self.last)
        column.addWidget(self.state)
        column.addLayout(keys)
        column.addStretch(1)
        self.setFocusProxy(self.begin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is written on the buttons."""
        button = {Qt.Key.Key_L: self.countersign, Qt.Key.Key_S: self.beside}.get(Qt.Key(event.key()))
        if button is not None and not event.modifiers() and button.isVisibleTo(self):
            button.click()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.begin.setText(self.tr("Begin the handover  Enter"))
        self.hint.setText(
            self.tr(
                "The program drafts it from the shift: incidents, instructions, hazards, cameras, channels, tours, roster,"
                " keys. The outgoing completes and signs, the incoming checks point by point and signs."
            )
        )
        self.chinese.setText(self.tr("Paper in Chinese"))
        self.english.setText(self.tr("Paper in English"))
        self.countersign.setText(self.tr("Leader countersigns  L"))
        self.beside.setText(self.tr("Sign as well  S"))
        self.refresh()

    def refresh(self) -> None:
        words = self._speech.words
        self.title.setText(words.sheet("title"))
        standing = self._services.handovers.watch.standing()
        due = standing.due or self._services.handovers.watch.coming()
        lines = [self._missed_words(standing.missed)] if standing.missed is not None else []
        self.due.setText("\n".join([*lines, self._due_words(due, late=standing.late)]))
        self.due.setProperty("late", bool(standing.alarms))
        self.due.style().polish(self.due)
        last = self._services.handovers.earlier(1)
        self._last = last[0] if last else None
        self._show_last()

    def _show_last(self) -> None:
        last = self._last
        for widget in (self.state, self.chinese, self.english):
            widget.setVisible(last is not None)
        self.countersign.setVisible(last is not None and last.signature(LEADER) is None)
        self.beside.setVisible(last is not None and bool(self._signatures.may_sign_beside(last)))
        if last is None:
            self.last.setText(self.tr("No handover yet. The first one tells of the last twelve hours."))
            return
        words = self._speech.words
        taken, given, leader = (last.signature(side) for side in (INCOMING, OUTGOING, LEADER))
        assert taken is not None
        assert given is not None
        self.last.setText(
            self.tr("Last handover {serial}, {time}: {outgoing} → {incoming}").format(
                serial=last.serial,
                time=words.full(taken.at)[:16],
                outgoing=words.name(given.name),
                incoming=words.name(taken.name),
            )
        )
        self.state.setText(
            Sentence(self.tr("Countersigned by {name}, {time}")).format(
                name=words.name(leader.name), time=words.full(leader.at)[:16]
            )
            if leader is not None
            else self.tr("Not yet countersigned by a leader")
        )

    def _missed_words(self, missed: HandoverDue) -> str:
        at = self._speech.words.moment(missed.due_at)
        return "▲ " + self.tr("The handover of {time} did not take place: begin one now.").format(time=at)

    def _due_words(self, due: HandoverDue | None, *, late: bool) -> str:
        words = self._speech.words
        if due is None:
            return self.tr(
                "The roster has no change of shift in the coming day: choose who takes over by hand."
            )
        values = {
            "time": words.moment(due.due_at),
            "outgoing": words.join([words.name(one.name) for one in due.outgoing]),
            "incoming": words.join([words.name(one.name) for one in due.incoming]),
        }
        if late:
            return "▲ " + self.tr("Late, due {time}: {outgoing} → {incoming}").format(**values)
        return self.tr("Next: {time}, {outgoing} → {incoming}").format(**values)

    def _begin(self) -> None:
        self._ops.ask(self._services.handovers.begin, lambda _: None)
