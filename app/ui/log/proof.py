"""Checking the log, which may take a minute and can be stopped; and the way to hand a part of it out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.model.journal import Verification
from app.ui.background import LongWork, WorkStopped
from app.ui.code_words import CodeWords
from app.ui.error_words import ErrorWords
from app.ui.format import iso_date, short_time, site_zone
from app.ui.ops import Ops
from app.ui.services import Services

_SHORT_HASH = 12
_Outcome = Verification | BaseException | None


class Proof(QWidget):
    """What came of the last check stands beside it in words. Emits `export_wanted`."""

    export_wanted = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._codes = CodeWords(self)
        self._errors = ErrorWords(self)
        self._work = LongWork(ops, self)
        self._work.counted.connect(self._show_count)
        self._outcome: _Outcome = None
        self._counted = -1
        self.result = QLabel(self)
        self.result.setWordWrap(True)
        self.result.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.verify = QPushButton(self)
        self.verify.clicked.connect(self._verify)
        self.export = QPushButton(self)
        self.export.clicked.connect(self.export_wanted)
        self.stop = QPushButton(self)
        self.stop.clicked.connect(self._work.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.verify)
        row.addWidget(self.export)
        row.addWidget(self.stop)
        row.addSpacing(8)
        row.addWidget(self.result, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self.verify.setText(self.tr("Check the log"))
        self.verify.setToolTip(self.tr("Every entry's hash and link, and every picture's"))
        self.export.setText(self.tr("Export …  Ctrl+E"))
        self.stop.setText(self.tr("Stop"))
        running = self._work.running
        self.verify.setVisible(not running)
        self.export.setVisible(not running)
        self.stop.setVisible(running)
        name, text = self._words()
        self.result.setText(text)
        if self.result.objectName() != name:
            self.result.setObjectName(name)
            self.result.style().unpolish(self.result)
            self.result.style().polish(self.result)

    def _verify(self) -> None:
        journal = self._services.journal
        self._begin()
        self._work.start(lambda count: journal.verify(seen=count), self._end, self._end)
        self.retranslate()

    def _begin(self) -> None:
        self._outcome, self._counted = None, 0

    def _show_count(self, number: int) -> None:
        if self._work.running:
            self._counted = number
            self.retranslate()

    def _end(self, outcome: _Outcome) -> None:
        self._outcome, self._counted = outcome, -1
        self.retranslate()

    def _words(self) -> tuple[str, str]:
        """Name for the style and text."""
        outcome = self._outcome
        if self._counted >= 0:
            return "dim", self.tr("{count} entries so far …").format(count=self._counted)
        if isinstance(outcome, Verification):
            return self._verified(outcome)
        if isinstance(outcome, WorkStopped):
            return "dim", self.tr("Stopped before the end.")
        if isinstance(outcome, BaseException):
            return "problem", "▲ " + self._errors.explain(outcome).text
        return self._standing()

    def _standing(self) -> tuple[str, str]:
        """What the check in the background has found; it runs by itself."""
        found = self._services.journal_watch.standing()
        if found.first_bad:
            return self._damaged(found.first_bad, found.reason)
        if found.at is None or found.whole_at is None:
            return "dim", ""
        zone = site_zone(self._services.site.site().timezone)
        words = self.tr(
            "✓ Unchanged up to no. {number}, checked at {time}; all entries and files on {day} at {whole}"
        )
        return "dim", words.format(
            number=found.number,
            time=short_time(found.at, zone),
            day=iso_date(found.whole_at, zone),
            whole=short_time(found.whole_at, zone),
        )

    def _verified(self, found: Verification) -> tuple[str, str]:
        if found.ok:
            words = self.tr("All %n entry(s) unchanged. Head hash {head} …", "", found.entries)
            return "dim", "✓ " + words.format(head=found.head[:_SHORT_HASH])
        return self._damaged(found.first_bad, found.reason)

    def _damaged(self, number: int, reason: str) -> tuple[str, str]:
        words = self.tr("The log is NOT intact. First bad entry: no. {number}, {why}.")
        return "proof_bad", "▲ " + words.format(number=number, why=self._codes.record_fault(reason))
