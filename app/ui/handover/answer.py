"""What is said to the chosen row: the outgoing's words, the incoming's verdict, a number, why it differs."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.errors import DutyRoomError, InvalidInput, NotAllowed
from app.handover.rules import LONGEST, is_by_hand
from app.model.handover import DRAFT, INCOMING, OUTGOING, Count, Handover, Point, Side
from app.ui.error_words import ErrorWords
from app.ui.handover.rows import Row
from app.ui.ops import Ops
from app.ui.services import Services

Asks = Literal["", "words", "remark", "refuse", "number", "why", "note", "hazard"]
"""What the line is for; empty: nothing is typed here."""
_NEED_WORDS = ("remark", "refuse", "why", "note", "hazard")
_FIGURES = 4


class Answer(QFrame):
    """One line and the keys that belong to the row.

    `done` comes as soon as something is on its way into the database: whoever types one figure after the other does not
    wait for the disk. What it refuses all the same stands below the line.
    """

    done = Signal(bool)
    """Whether something was counted: the next figure is waited for."""
    left = Signal()
    """Escape: back to the list."""
    source_wanted = Signal(str)

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("handover_answer")
        self._handovers = services.handovers
        self._ops = ops
        self._errors = ErrorWords(self)
        self._row: Row | None = None
        self._draft = True
        self.asks: Asks = ""
        self.question = QLabel(self)
        self.question.setObjectName("field_label")
        self.line = QLineEdit(self)
        self.line.setObjectName("handover_line")
        self.line.returnPressed.connect(self.store)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.agree, self.remark, self.refuse, self.why, self.note, self.drop, self.close_hazard, self.look = (
            QPushButton(self) for _ in range(8)
        )
        self.agree.setObjectName("primary")
        self._lay_out()
        self._wire()
        self._say("")
        self._show_keys()
        self.retranslate()

    def retranslate(self) -> None:
        for button, text in (
            (self.agree, self.tr("Checked  Enter")),
            (self.remark, self.tr("Remark  R")),
            (self.refuse, self.tr("Do not confirm  X")),
            (self.why, self.tr("Explain the difference  E")),
            (self.note, self.tr("Add a point  N")),
            (self.drop, self.tr("Take out  Del")),
            (self.close_hazard, self.tr("Hazard is no more  C")),
            (self.look, self.tr("Look there  O")),
        ):
            button.setText(text)
        self._ask(self.asks)

    def show_row(self, row: Row | None, handover: Handover) -> None:
        """The keys of a row; what was being typed is let go where it belonged to another."""
        changed = row is None or self._row is None or row.key != self._row.key
        state_changed = self._draft != (handover.state == DRAFT)
        self._row, self._draft = row, handover.state == DRAFT
        if changed or state_changed:
            self._say("")
            self._ask(self._usual())
            self.line.setText(self._known())
        elif not self.line.hasFocus():
            self.line.setText(self._known())
        self._show_keys()

    def begin(self, asks: Asks = "", text: str = "") -> None:
        """The cursor into the line; `text` is what was typed on the list already."""
        self._ask(asks or self._usual())
        if self.asks:
            self.line.setText(text or self._known())
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            if not text:
                self.line.selectAll()

    def ask_for(self, count: Count) -> None:
        """What is missing before anybody can sign: its number, or why it is not as it should be."""
        counted = count.outgoing if self._draft else count.incoming
        name = count.item.name
        code = "count_missing" if counted is None else "difference_unexplained"
        self.begin("number" if counted is None else "why")
        self._refused(NotAllowed(code, zh=name.zh, en=name.en))

    def agree_now(self) -> None:
        """Enter on a row that is being checked."""
        row = self._row
        if row is not None and row.point is not None and not self._draft:
            self._send(lambda: self._handovers.check(row.key, "agreed"))
            self._go_on()

    def is_number(self) -> bool:
        """Whether a figure typed on the list belongs to the chosen row."""
        return self._row is not None and self._row.count is not None

    def store(self) -> None:
        text, row, asks = self.line.text(), self._row, self.asks
        if asks in _NEED_WORDS and not text.strip():
            self._refused(InvalidInput(field="text", reason="empty_text"))
        elif asks == "note":
            self._send(lambda: self._handovers.note(text))
            self._go_on()
        elif row is not None and row.count is not None:
            self._store_count(row, row.count, text)
        elif row is not None and row.point is not None:
            self._store_point(row.point, text)
            self._go_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._ask(self._usual())
            self.line.setText(self._known())
            self._say("")
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _store_count(self, row: Row, count: Count, text: str) -> None:
        if self.asks == "why":
            if text.strip().isdecimal():  # the next figure, typed without looking up
                self._refused(InvalidInput(field="why", reason="why_form"))
                self.line.selectAll()
                return
            self._send(lambda: self._handovers.explain(row.key, text))
            self._go_on(counted=True)
            return
        if not text.strip().isdecimal():
            self._refused(InvalidInput(field="count", reason="count_form"))
            return
        number, side = int(text), self._side()
        self._send(lambda: self._handovers.count(row.key, side, number))
        expected = number == count.item.expected
        # The same difference as the outgoing's is explained already; another one is not.
        if expected and self._draft or number == count.outgoing and (expected or count.why):
            self._go_on(counted=True)
        else:
            self.begin("why")

    def _store_point(self, point: Point, text: str) -> None:
        asks = self.asks
        if asks == "hazard":
            number = int(point.fact.data["number"])
            self._send_closing(number, text)
        elif asks == "remark":
            self._send(lambda: self._handovers.check(point.key, "remarked", text))
        elif asks == "refuse":
            self._send(lambda: self._handovers.check(point.key, "refused", text))
        elif is_by_hand(point) and not point.carried:
            self._send(lambda: self._handovers.correct_note(point, text))
        else:
            self._send(lambda: self._handovers.say(point.key, text))

    def _send_closing(self, number: int, text: str) -> None:
        def closed(_: None) -> None:
            self._ops.run(self._handovers.refresh(), None, self._refused)

        self._ops.ask(lambda: self._handovers.lists.close_hazard(number, text), closed, self._refused)

    def _send(self, start: "Callable[[], Future[Handover]]") -> None:
        self._say("")
        self._ops.ask(start, None, self._refused)

    def _go_on(self, *, counted: bool = False) -> None:
        self._ask(self._usual())
        self.done.emit(counted)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, DutyRoomError):
            self._ops.failed.emit(error)
            return
        self._say("▲ " + self._errors.explain(error).text)

    def _drop(self) -> None:
        row = self._row
        if row is not None and self.drop.isVisibleTo(self):
            self._send(lambda: self._handovers.drop_note(row.key))
            self._go_on()

    def _look(self) -> None:
        if self._row is not None and self._row.point is not None and self._row.point.fact.source:
            self.source_wanted.emit(self._row.point.fact.source)

    def _side(self) -> Side:
        return OUTGOING if self._draft else INCOMING

    def _usual(self) -> Asks:
        """What the line is for when nothing else was asked."""
        if self._row is None:
            return ""
        if self._row.count is not None:
            return "number"
        return "words" if self._draft else ""

    def _known(self) -> str:
        """What stands there already."""
        row = self._row
        if row is None or self.asks in ("note", "hazard"):
            return ""
        if row.count is not None:
            counted = row.count.outgoing if self._draft else row.count.incoming
            return row.count.why if self.asks == "why" else "" if counted is None else str(counted)
        assert row.point is not None, "a row that is no part is a point or a count"
        if self.asks == "words":
            own = is_by_hand(row.point) and not row.point.carried
            return row.point.fact.data["text"] if own else row.point.words
        return row.point.remark

    def _ask(self, asks: Asks) -> None:
        self.asks = asks
        questions: dict[str, str] = {
            "words": self.tr("What the incoming must know about it"),
            "remark": self.tr("Remark"),
            "refuse": self.tr("Why it is not confirmed"),
            "number": self.tr("How many are there"),
            "why": self.tr("Why the number is not as it should be"),
            "note": self.tr("A point of your own"),
            "hazard": self.tr("How the hazard was removed"),
        }
        question = questions.get(asks, "")
        self.question.setText(question)
        self.line.setAccessibleName(question)
        self.line.setPlaceholderText(self.tr("Enter stores, Esc goes back") if question else "")
        self.line.setMaxLength(_FIGURES if asks == "number" else LONGEST)
        self.line.setVisible(bool(asks))
        self.question.setVisible(bool(asks))
        self._show_keys()

    def _show_keys(self) -> None:
        row, draft = self._row, self._draft
        point = row.point if row is not None else None
        count = row.count if row is not None else None
        # While a remark is typed it has the room of the keys.
        checking = point is not None and not draft and not self.asks
        for button in (self.agree, self.remark, self.refuse):
            button.setVisible(checking)
        self.why.setVisible(count is not None and count.differs)
        self.note.setVisible(draft)
        own = point is not None and is_by_hand(point) and not point.carried
        self.drop.setVisible(draft and own)
        hazard = point is not None and point.fact.code in ("hazard", "hazard_overdue") and not point.gone
        self.close_hazard.setVisible(draft and hazard)
        self.look.setVisible(point is not None and bool(point.fact.source) and (draft or checking))

    def _wire(self) -> None:
        self.agree.clicked.connect(self.agree_now)
        self.remark.clicked.connect(lambda: self.begin("remark"))
        self.refuse.clicked.connect(lambda: self.begin("refuse"))
        self.why.clicked.connect(lambda: self.begin("why"))
        self.note.clicked.connect(lambda: self.begin("note"))
        self.drop.clicked.connect(self._drop)
        self.close_hazard.clicked.connect(lambda: self.begin("hazard"))
        self.look.clicked.connect(self._look)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.question)
        first.addWidget(self.line, 1)
        for button in (self.agree, self.remark, self.refuse):
            first.addWidget(button)
        first.addStretch(0)
        for button in (self.why, self.drop, self.close_hazard, self.look, self.note):
            first.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 4)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self.problem)
