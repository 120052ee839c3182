"""Handing a part of the log out: which entries, as what, why, where to."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.journal.exports.picking import pick_of
from app.journal.exports.service import LogExport
from app.journal.exports.wish import CSV, JSONL, PDF, XLSX, LogWish
from app.journal.service import JournalService
from app.model.search import Wanted
from app.ui.background import Count, Questions
from app.ui.evidence.hand_over import Export, HandOver
from app.ui.language import current_language
from app.ui.log.export_what import ExportWhat
from app.ui.log.export_words import ExportWords
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services

_COUNTED = 20_000
_PAGE = 2_000
_SHORT_HASH = 12
_HAND_OVER_LEAST = 320


class LogHandOver(HandOver):
    """Says what of a log was exported."""

    def exported_words(self, outcome: Any) -> str:
        made: LogExport = outcome
        told = [
            self.tr("Exported: entries {count}, attachments {attachments}.").format(
                count=made.entries, attachments=made.attachments
            ),
            str(made.folder),
            self.tr("Head of the log: no. {number}, {hash} …").format(
                number=made.head[0], hash=made.head[1][:_SHORT_HASH]
            ),
            self.tr("Tell whoever receives it the key's fingerprint: {fingerprint}").format(
                fingerprint=made.fingerprint
            ),
        ]
        if made.missing:
            told.append(self.tr("▲ %n attachment(s) no longer on this PC.", "", made.missing))
        return "\n".join(told)


class ExportPanel(QFrame):
    """Emits `left` when somebody closes it."""

    left = Signal()

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self._services = services
        self._title, self.chosen = QLabel(self), QLabel(self)
        self.what = ExportWhat(services, names, self)
        self.format = QComboBox(self)
        self.attachments = QCheckBox(self)
        self.hand_over = LogHandOver(self._prepare, ops, self)
        self.hand_over.left.connect(self.left)
        self.hand_over.ended.connect(self._show_outcome)
        self._counting = Questions(ops, self)
        self._count = -1
        self.what.changed.connect(self._on_chosen)
        self._build()
        self.retranslate()

    def offer(self, shown: Wanted) -> None:
        """Opens with what the screen shows."""
        self.show()
        self.what.offer(shown)
        self.what.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Export a part of the log"))
        at = max(0, self.format.currentIndex())
        self.format.clear()
        for code, text in (
            (PDF, self.tr("PDF: paper to read and print")),
            (XLSX, self.tr("XLSX: table for Excel")),
            (CSV, self.tr("CSV: table for any program")),
            (JSONL, self.tr("JSONL: lines for programs")),
        ):
            self.format.addItem(text, code)
        self.format.setCurrentIndex(at)
        self.format.setAccessibleName(self.tr("Format"))
        self.attachments.setText(self.tr("With pictures and files"))
        self.what.retranslate()
        self.hand_over.retranslate()
        self._show()

    def _build(self) -> None:
        self._title.setObjectName("strong")
        self.chosen.setWordWrap(True)
        self.chosen.setTextFormat(Qt.TextFormat.PlainText)
        self.hand_over.setMinimumHeight(_HAND_OVER_LEAST)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(8)
        for widget in (self._title, self.what, self.chosen, self.format, self.attachments):
            column.addWidget(widget)
        column.addWidget(self.hand_over, 1)
        self._area = area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        shortcut = QShortcut(QKeySequence("Esc"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.left)

    def _on_chosen(self) -> None:
        """How many these are is counted aside; the newest question counts."""
        self._count = -1
        self._counting.forget()
        wanted, journal = self.what.wanted(), self._services.journal
        if wanted is not None and not self.isHidden():
            self._counting.ask(lambda: _count_of(journal, wanted), self._show_count)
        self._show()

    def _show_outcome(self) -> None:
        """On a low screen it is below what is seen; once its words have their room."""
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.hand_over))

    def _show_count(self, count: int) -> None:
        self._count = count
        self._show()

    def _show(self) -> None:
        wanted = self.what.wanted()
        if wanted is None:
            self.chosen.setText(self.tr("There is none yet."))
        else:
            self.chosen.setText(f"{self.what.chosen(wanted)}\n{self._count_words()}")
        first = self.tr(
            "A folder with the file, its entries with their hashes, the chain and a signed list. "
            "Corrections come along."
        )
        self.hand_over.show_ready(first, ready=wanted is not None and self._count != 0)

    def _count_words(self) -> str:
        if self._count < 0:
            return self.tr("counting …")
        if self._count > _COUNTED:
            return self.tr("more than {count} entries").format(count=_COUNTED)
        return self.tr("%n entry(s)", "", self._count)

    def _prepare(self, reason: str) -> Export:
        services, wanted = self._services, self.what.wanted() or Wanted()
        wish = LogWish(
            self.format.currentData(),
            reason,
            pick_of(services.journal, wanted),
            self.what.chosen(wanted),
            self.what.codes(wanted),
            self.attachments.isChecked(),
        )
        language = current_language()

        def export(folder: Path, count: Count) -> LogExport:
            # The words are made here: nothing of the window is held by the worker.
            return services.log_exports.export(wish, ExportWords(services), language, folder, count)

        return export


def _count_of(journal: JournalService, wanted: Wanted) -> int:
    """How many entries; not further than somebody could read."""
    count = before = 0
    while page := journal.find(wanted, _PAGE, before=before).entries:
        count, before = count + len(page), page[-1].number
        if count > _COUNTED or len(page) < _PAGE:
            break
    return count
