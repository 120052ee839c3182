"""Handovers that were signed: looked at and printed again, and countersigned."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.handover import INCOMING, LEADER, OUTGOING, Handover, Side
from app.ui.background import Questions
from app.ui.forms.rows import Row, RowsTable
from app.ui.handover.sign_panel import SignPanel
from app.ui.handover.signatures import Signatures
from app.ui.handover.speech import Speech
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services

_AT_ONCE = 200


class EarlierPage(QWidget):
    """The newest first. Enter opens the paper in the language of the screen."""

    paper_made = Signal(object, str)

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._speech = Speech(services)
        self._signatures = Signatures(services, self._speech, self)
        self._questions = Questions(ops, self)
        self._handovers: list[Handover] = []
        self.table = RowsTable(self)
        self.empty = QLabel(self)
        self.empty.setObjectName("empty")
        self.empty.setWordWrap(True)
        self.chinese, self.english, self.countersign, self.beside, self.more = (
            QPushButton(self) for _ in range(5)
        )
        self.chinese.clicked.connect(lambda: self._open("zh"))
        self.english.clicked.connect(lambda: self._open("en"))
        self.countersign.clicked.connect(self._countersign)
        self.beside.clicked.connect(self._sign_beside)
        self.more.clicked.connect(self._read_more)
        self.sign_panel = SignPanel(ops, self)
        self.sign_panel.signed.connect(lambda _: self._after_signing())
        self.sign_panel.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        for letter, button in (("L", self.countersign), ("S", self.beside)):
            # A table takes letters as words to look for.
            shortcut = QShortcut(QKeySequence(letter), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(button.click)
        keys = QHBoxLayout()
        keys.setContentsMargins(12, 6, 12, 10)
        keys.setSpacing(8)
        for button in (self.chinese, self.english, self.countersign, self.beside):
            keys.addWidget(button)
        keys.addStretch(1)
        keys.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(keys)
        column.addWidget(self.sign_panel)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_keys())
        self.table.doubleClicked.connect(lambda *_: self._open(current_language()))
        self.setFocusProxy(self.table)
        ops.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        self._speech.forget()
        self.table.show_columns(
            [self.tr("No."), self.tr("Handed over"), self.tr("Due"), self.tr("From → to"), self.tr("Leader")],
            3,
        )
        self.table.setAccessibleName(self.tr("Signed handovers, newest first"))
        self.empty.setText(self.tr("No handover has been signed yet."))
        self.chinese.setText(self.tr("Paper in Chinese"))
        self.english.setText(self.tr("Paper in English"))
        self.countersign.setText(self.tr("Leader countersigns  L"))
        self.beside.setText(self.tr("Sign as well  S"))
        self.more.setText(self.tr("Older ones"))
        self.sign_panel.retranslate()
        self.reload()

    def reload(self) -> None:
        self._handovers = self._services.handovers.earlier(max(_AT_ONCE, len(self._handovers)))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self._open(current_language())
        else:
            super().keyPressEvent(event)

    def _read_more(self) -> None:
        older = self._services.handovers.earlier(_AT_ONCE, self._handovers[-1].id if self._handovers else "")
        self._handovers = [*self._handovers, *older]
        self._show()
        self.more.setVisible(len(older) == _AT_ONCE)

    def _show(self) -> None:
        chosen = self._chosen()
        self.table.rows.show_rows([Row(one.id, self._cells(one)) for one in self._handovers])
        at = next((n for n, one in enumerate(self._handovers) if chosen and one.id == chosen.id), 0)
        if self._handovers:
            self.table.selectRow(at)
        self.table.setVisible(bool(self._handovers))
        self.empty.setVisible(not self._handovers)
        self.more.setVisible(bool(self._handovers) and len(self._handovers) % _AT_ONCE == 0)
        self._show_keys()

    def _cells(self, handover: Handover) -> tuple[str, ...]:
        words = self._speech.words
        leader = handover.signature(LEADER)
        names = " → ".join(self._signers(handover, side) for side in (OUTGOING, INCOMING))
        accepted = words.full(handover.accepted_at)[:16] if handover.accepted_at else ""
        return (
            handover.serial,
            accepted,
            self._due(handover),
            names,
            words.name(leader.name) if leader is not None else self.tr("not yet"),
        )

    def _signers(self, handover: Handover, side: Side) -> str:
        first = handover.signature(side)
        signed = [*([first] if first is not None else []), *handover.signed_beside(side)]
        return self._speech.words.join([self._speech.words.name(one.name) for one in signed])

    def _due(self, handover: Handover) -> str:
        if handover.due_at is None or handover.accepted_at is None:
            return "–"
        late = round((handover.accepted_at - handover.due_at).total_seconds() / 60)
        at = self._speech.words.full(handover.due_at)[11:16]
        limit = self._services.handovers.lists.settings().late_min
        if late >= limit:
            return "▲ " + self.tr("{time}, %n minute(s) late", "", late).format(time=at)
        return at

    def _chosen(self) -> Handover | None:
        row = self.table.currentIndex().row()
        return self._handovers[row] if 0 <= row < len(self._handovers) else None

    def _show_keys(self) -> None:
        chosen = self._chosen()
        for button in (self.chinese, self.english):
            button.setEnabled(chosen is not None)
        self.countersign.setEnabled(chosen is not None and chosen.signature(LEADER) is None)
        self.beside.setEnabled(chosen is not None and bool(self._signatures.may_sign_beside(chosen)))

    def _open(self, language: str) -> None:
        handover = self._chosen()
        if handover is None:
            return
        name = f"{self._speech.words.sheet('title')} {handover.serial}"
        self._questions.ask(
            lambda: self._services.handovers.papers.pdf(handover.id, language),
            lambda pdf: self.paper_made.emit(pdf, name),
        )

    def _countersign(self) -> None:
        handover = self._chosen()
        if handover is not None:
            self.sign_panel.begin(self._signatures.countersign(handover))

    def _sign_beside(self) -> None:
        handover = self._chosen()
        if handover is not None:
            self.sign_panel.begin(self._signatures.beside(handover))

    def _after_signing(self) -> None:
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if self.isVisible() and kinds & {"handover", "site", "person"}:
            self._speech.forget()
            self.reload()
