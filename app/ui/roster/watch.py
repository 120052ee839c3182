"""Knows what is wrong with the roster of the coming month; whoever shows it is told when that changes."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.roster.sheets import Findings
from app.ui.background import Questions
from app.ui.ops import Ops
from app.ui.services import Services

AHEAD_DAYS = 31
KINDS = frozenset({"roster", "person", "post", "site"})
_AGAIN_MS = 300_000
_FIRST_AFTER_MS = 1200


class RosterWatch(QObject):
    """A month of duties takes longer to judge than a screen may wait: it is asked on a thread of its own.

    Attributes:
        found: carries Findings, after each look.
    """

    found = Signal(object)

    def __init__(self, services: Services, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.findings = Findings()
        self._questions = Questions(ops, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        ops.changed.connect(self._on_changed)
        # The button comes first: nothing waits for a month to be judged.
        QTimer.singleShot(_FIRST_AFTER_MS, self, self.look)

    def look(self) -> None:
        self._questions.forget()
        self._questions.ask(lambda: self._services.roster.sheets.coming(AHEAD_DAYS), self._tell)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & KINDS:
            self.look()

    def _tell(self, findings: Findings) -> None:
        self.findings = findings
        self.found.emit(findings)
