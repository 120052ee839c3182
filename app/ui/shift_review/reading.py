"""Reads shifts off the UI thread, anew when something happens, and never oftener than somebody can see."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import InvalidInput
from app.shift_review.choosing import ShiftSpan
from app.shift_review.looked import LookedShift
from app.ui.background import Questions
from app.ui.ops import Ops
from app.ui.services import Services

_AGAIN_MS = 3000
_KINDS = frozenset({"journal", "recording", "presence", "due"})


class ShiftReading(QObject):
    """Emits `come` with a LookedShift, `refused` with the reason, `shifts_come` with the spans of the roster."""

    come = Signal(object)
    refused = Signal(str)
    shifts_come = Signal(list)

    def __init__(self, services: Services, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.questions = Questions(ops, self)
        self.asked: ShiftSpan | None = None
        """What was wanted last, whether or not it could be looked at."""
        self._span: ShiftSpan | None = None
        self._stale = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.read_again)
        ops.closed.connect(self._again.stop)

    def look_at(self, span: ShiftSpan) -> None:
        """An answer about another span that is still to come is no longer wanted."""
        self.asked = span
        self.questions.forget()
        self.questions.ask(lambda: self._read(span), self._take)

    def read_again(self) -> None:
        """What is looked at may have changed."""
        span = self._span
        if span is not None:
            self._stale = False
            self.questions.ask(lambda: self._read(span), self._take)

    def newest(self, then: Callable[[LookedShift], None]) -> None:
        """What is looked at, as it is now: a remark of a moment ago is on the paper that is asked for next."""
        span = self._span

        def taken(looked: LookedShift | InvalidInput) -> None:
            self._take(looked)
            if isinstance(looked, LookedShift):
                then(looked)

        if span is not None:
            self._stale = False
            self.questions.ask(lambda: self._read(span), taken)

    def load_shifts(self) -> None:
        self.questions.ask(self._services.shift_review.shifts, self.shifts_come.emit)

    def hear(self, kinds: frozenset[str], *, seen: bool) -> None:
        """A commit has touched these kinds; while nobody sees it, the reading waits."""
        if not kinds & _KINDS or self._span is None:
            return
        self._stale = True
        if seen and not self._again.isActive():
            self._again.start()

    def catch_up(self) -> None:
        """Somebody sees it again."""
        if self._stale:
            self.read_again()

    def _read(self, span: ShiftSpan) -> LookedShift | InvalidInput:
        try:
            return self._services.shift_review.look(span)
        except InvalidInput as refused:
            return refused

    def _take(self, looked: LookedShift | InvalidInput) -> None:
        if isinstance(looked, InvalidInput):
            self.refused.emit(looked.values.get("reason", looked.code))
            return
        self._span = looked.span
        self.come.emit(looked)
