"""The handover that is under way: its rows, what is said to them, and the signatures. Keyboard from start to end."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.handover.rules import first_unready
from app.model.handover import DRAFT, INCOMING, OUTGOING, Handover, Side
from app.ui.background import Questions
from app.ui.handover.answer import Answer
from app.ui.handover.foot import HandoverFoot
from app.ui.handover.head import HandoverHead
from app.ui.handover.painter import RowPainter
from app.ui.handover.people_panel import PeoplePanel
from app.ui.handover.row_words import RowWords
from app.ui.handover.rows import HandoverRows, Row, rows_of
from app.ui.handover.sign_panel import SignPanel
from app.ui.handover.signatures import Signatures
from app.ui.handover.signing_steps import SigningSteps
from app.ui.handover.speech import Speech
from app.ui.handover.start import StartPanel
from app.ui.ops import Ops
from app.ui.services import Services

_REFRESH_MS = 2000
_TICK_MS = 15_000
_DRAFTED = frozenset(
    {
        "incident",
        "due",
        "journal",
        "camera",
        "channel",
        "message",
        "proof",
        "roster",
        "tour",
        "hazard",
        "recording",
    }
)
"""Kinds of changes of which a draft tells."""
_SHOWN = frozenset({"handover", "handover_item", "site", "person"})


class HandoverPage(QWidget):
    """`paper_made` carries a PDF and the name of its file."""

    paper_made = Signal(object, str)
    source_wanted = Signal(str)

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._speech = Speech(services)
        self._said = RowWords(self)
        self._signatures = Signatures(services, self._speech, self)
        self._questions = Questions(ops, self)
        self.handover: Handover | None = None
        self.stack = QStackedWidget(self)
        self.start = StartPanel(services, self._speech, self._signatures, ops, self)
        self.head = HandoverHead(self._speech, self)
        self.rows = HandoverRows(self)
        self.view = QListView(self)
        self.answer = Answer(services, ops, self)
        self.sign_panel = SignPanel(ops, self)
        self.signing = SigningSteps(self._signatures, self.sign_panel, self)
        self.people = PeoplePanel(services, self._speech, ops, self)
        self.foot = HandoverFoot(self)
        self._build()
        self._wire()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_REFRESH_MS)
        self._late.timeout.connect(self._redraft)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        ops.closed.connect(self._tick.stop)
        ops.closed.connect(self._late.stop)
        self.retranslate()

    def retranslate(self) -> None:
        self._speech.forget()
        self.view.setAccessibleName(self.tr("What is handed over"))
        for part in (self.start, self.foot, self.answer, self.sign_panel, self.people):
            part.retranslate()
        self.reload()

    def reload(self) -> None:
        """Shows the handover as it is stored."""
        before, self.handover = self.handover, self._services.handovers.current()
        was_on_start = self.stack.currentIndex() == 0 and self.start.begin.hasFocus()
        if self.handover is None:
            self.start.refresh()
            self.stack.setCurrentIndex(0)
            self.setFocusProxy(self.start)
            return
        turned = before is None or before.state != self.handover.state
        self._show(self.handover, anew=turned)
        self.stack.setCurrentIndex(1)
        self.setFocusProxy(self.view)
        if was_on_start:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        self._redraft()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.doItemsLayout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """What is typed on the list; whether that was for the row."""
        answer, key, text = self.answer, event.key(), event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or self._chosen() is None:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter()
        if answer.is_number() and text.isdecimal() and text:
            answer.begin("number", text)
            return True
        keys = {
            Qt.Key.Key_R: answer.remark,
            Qt.Key.Key_X: answer.refuse,
            Qt.Key.Key_E: answer.why,
            Qt.Key.Key_N: answer.note,
            Qt.Key.Key_Delete: answer.drop,
            Qt.Key.Key_C: answer.close_hazard,
            Qt.Key.Key_O: answer.look,
            Qt.Key.Key_P: self.foot.preview,
            Qt.Key.Key_S: self.foot.beside,
            Qt.Key.Key_F: self.foot.refuse,
            Qt.Key.Key_T: self.foot.take_back,
        }
        button = keys.get(Qt.Key(key))
        if button is None:
            return False
        if button.isVisibleTo(self):
            button.click()
        return True

    def _enter(self) -> bool:
        row = self._chosen()
        checking = row is not None and row.point is not None and self.handover is not None
        if checking and self.handover is not None and self.handover.state != DRAFT:
            self.answer.agree_now()
        else:
            self.answer.begin()
        return True

    def _show(self, handover: Handover, *, anew: bool) -> None:
        """`anew`: from its first row; else the chosen one stays chosen."""
        kept = None if anew else self._chosen()
        rows = rows_of(handover, self._speech.words, self._said)
        self.rows.show_rows(rows)
        self._choose(kept.key if kept is not None else "")
        draft = handover.state == DRAFT
        self._show_time()
        self.foot.show_state(rows, draft=draft, beside=bool(self._signatures.may_sign_beside(handover)))
        self.answer.show_row(self._chosen(), handover)

    def _show_time(self) -> None:
        handover = self.handover
        if handover is None:
            if self.isVisible():
                self.start.refresh()
            return
        late = None
        if handover.due_at is not None:
            late = (self._services.clock.now() - handover.due_at).total_seconds() / 60
        self.head.show_handover(handover, late)

    def _chosen(self) -> Row | None:
        index = self.view.currentIndex()
        known = index.isValid() and index.row() < len(self.rows.rows)
        return self.rows.rows[index.row()] if known else None

    def _choose(self, key: str) -> None:
        at = max(0, self.rows.place_of(key))
        if self.rows.rows and at != self.view.currentIndex().row():
            self.view.setCurrentIndex(self.rows.index(at, 0))

    def _go_on(self, counted: bool) -> None:
        """On to the next row; figures are typed one after the other."""
        here = self.view.currentIndex().row()
        checking = self.handover is not None and self.handover.state != DRAFT
        at = self.rows.next_open(here) if checking or counted else min(here + 1, len(self.rows.rows) - 1)
        if at >= 0:
            self.view.setCurrentIndex(self.rows.index(at, 0))
        if counted and at >= 0 and self.answer.is_number():
            self.answer.begin("number")
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _redraft(self) -> None:
        """Nothing changes under the hand of somebody who is signing or typing."""
        handover = self.handover
        busy = self.sign_panel.isVisible() or self.people.isVisible() or self.answer.line.hasFocus()
        if handover is None or not self.isVisible():
            return
        if busy:
            self._late.start()
            return
        if self._services.access.actor().person_id or not self._services.access.may_sign_in():
            self._ops.ask(self._services.handovers.refresh, lambda _: None)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if not self.isVisible():
            return
        if kinds & {"site", "person"}:
            self._speech.forget()
        if kinds & _SHOWN:
            self.reload()
        if kinds & _DRAFTED and not self._late.isActive():
            self._late.start()

    # Signing

    def _open_sign(self) -> None:
        if self.handover is None or self.sign_panel.isVisible():
            return

        def drafted(fresh: Handover) -> None:
            # What is signed is what is the case now, and what stands above the signature.
            self.reload()
            if not self.sign_panel.isVisible():
                self._sign(fresh)

        self._ops.ask(self._services.handovers.refresh, drafted)

    def _sign(self, handover: Handover) -> None:
        """Nobody types a PIN to be told then that something is not counted: the cursor goes there."""
        unready = first_unready(handover, OUTGOING if handover.state == DRAFT else INCOMING)
        if unready is None:
            self.signing.sign(handover)
            return
        self._choose(unready.item.id)
        self.answer.ask_for(unready)

    def _give_back(self, *, by_outgoing: bool) -> None:
        if self.handover is not None:
            self.signing.give_back(self.handover, by_outgoing=by_outgoing)

    def _sign_beside(self) -> None:
        if self.handover is not None:
            self.signing.sign_beside(self.handover)

    def _signing(self, *, on: bool) -> None:
        for widget in (self.answer, self.foot):
            widget.setVisible(not on)

    def _after_signing(self) -> None:
        self._signing(on=False)
        self.reload()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Papers and people

    def open_paper(self, handover: Handover, language: str) -> None:
        name = f"{self._speech.words.sheet('title')} {handover.serial}".strip()
        self._questions.ask(
            lambda: self._services.handovers.papers.pdf(handover.id, language),
            lambda pdf: self.paper_made.emit(pdf, name),
        )

    def _open_own_paper(self, handover: Handover) -> None:
        """In the language of the site: the sheet that is kept."""
        self.open_paper(handover, self._services.site.site().language)

    def _preview(self) -> None:
        if self.handover is not None:
            self._open_own_paper(self.handover)

    def _open_people(self, side: Side) -> None:
        if self.handover is None:
            return
        self._signing(on=True)
        self.view.hide()
        self.people.begin(side, self.handover)

    def _left_people(self) -> None:
        self._signing(on=False)
        self.view.show()
        self.reload()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.stack.addWidget(self.start)
        self.view.setObjectName("handover_rows")
        self.view.setModel(self.rows)
        self.view.setItemDelegate(RowPainter(self.view))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.installEventFilter(self)
        form = QWidget(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        column.addWidget(self.people, 1)
        column.addWidget(self.answer)
        column.addWidget(self.foot)
        self.stack.addWidget(form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.stack, 1)
        whole.addWidget(self.sign_panel)

    def _wire(self) -> None:
        self.view.selectionModel().currentChanged.connect(lambda *_: self._row_chosen())
        self.answer.done.connect(self._go_on)
        self.answer.left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.answer.source_wanted.connect(self.source_wanted)
        self.head.people_wanted.connect(self._open_people)
        self.people.left.connect(self._left_people)
        self.signing.opened.connect(lambda: self._signing(on=True))
        self.signing.closed.connect(self._after_signing)
        self.signing.paper_wanted.connect(self._open_own_paper)
        self.foot.sign.clicked.connect(self._open_sign)
        self.foot.beside.clicked.connect(self._sign_beside)
        self.foot.refuse.clicked.connect(lambda: self._give_back(by_outgoing=False))
        self.foot.take_back.clicked.connect(lambda: self._give_back(by_outgoing=True))
        self.foot.preview.clicked.connect(self._preview)
        self.start.paper_wanted.connect(self.open_paper)
        self.start.countersign_wanted.connect(self.signing.countersign)
        self.start.beside_wanted.connect(self.signing.sign_beside)
        self._ops.changed.connect(self._on_changed)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._open_sign)

    def _row_chosen(self) -> None:
        if self.handover is not None:
            self.answer.show_row(self._chosen(), self.handover)
