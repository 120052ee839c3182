"""The backups there are: read them again, or go back to one."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.backup.offers import Offer
from app.core.errors import DutyRoomError
from app.ui.background import LongWork, Questions
from app.ui.backup.offer_words import OfferWords
from app.ui.error_words import ErrorWords
from app.ui.format import site_zone
from app.ui.forms.rows import Row, RowsTable
from app.ui.ops import Ops
from app.ui.services import Services

_LEAST_PX = 110
_STEP_BYTES = 262_144
"""What the count of a copy steps by."""


class RestorePanel(QWidget):
    """Going back asks once, in place; from then on the console is closed and comes again with the backup.

    Attributes:
        closing_wanted: the window is to close; what was prepared takes the database's place then.
    """

    closing_wanted = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._words = OfferWords(site_zone(services.site.site().timezone), self)
        self._errors = ErrorWords(self)
        self._questions = Questions(ops, self)
        self._work = LongWork(ops, self, tell_every=4)
        self._work.counted.connect(self._show_progress)
        self._offers: list[Offer] = []
        self._asked: Offer | None = None
        self._copied = 0
        self._error: BaseException | None = None
        self._looked = False
        self.title, self.note, self.trouble, self.question = (
            QLabel(self),
            QLabel(self),
            QLabel(self),
            QLabel(self),
        )
        self.table = RowsTable(self)
        self.check, self.restore = QPushButton(self), QPushButton(self)
        self.confirm, self.refuse = QPushButton(self), QPushButton(self)
        self._build()
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Backups there are, the best first"))
        self.table.setAccessibleName(self.tr("Backups"))
        marked = self._marked()
        self.table.show_columns(self._words.columns(), 4)
        self._mark(marked)
        self.check.setText(self.tr("Read all again"))
        self.check.setToolTip(self.tr("Reads every byte of every backup and picture and compares."))
        self.restore.setText(self.tr("Go back to the marked one …"))
        self.confirm.setText(self.tr("Restore, and restart the console"))
        self.refuse.setText(self.tr("Leave all as it is  Esc"))
        self.refuse.setShortcut("Esc" if self._asked is not None else "")
        self._show()

    def refresh(self) -> None:
        """Looks at the disks again."""
        self._questions.forget()
        self._questions.ask(self._services.backup.offers, self._take)

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def _build(self) -> None:
        self.title.setObjectName("heading")
        self.note.setObjectName("dim")
        self.trouble.setObjectName("problem")
        self.confirm.setObjectName("primary")
        for label in (self.note, self.trouble, self.question):
            label.setWordWrap(True)
        self.table.setMinimumHeight(_LEAST_PX)
        self.table.selectionModel().selectionChanged.connect(self._offer)
        self.check.clicked.connect(self._verify)
        self.restore.clicked.connect(self._ask)
        self.confirm.clicked.connect(self._prepare)
        self.refuse.clicked.connect(self._leave)
        buttons = QHBoxLayout()
        for button in (self.check, self.restore):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._sure = QFrame(self)
        self._sure.setObjectName("form")
        sure = QVBoxLayout(self._sure)
        sure.addWidget(self.question)
        answers = QHBoxLayout()
        answers.addWidget(self.confirm)
        answers.addWidget(self.refuse)
        answers.addStretch(1)
        sure.addLayout(answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        column.addWidget(self.trouble)
        column.addLayout(buttons)
        column.addWidget(self._sure)

    def _take(self, offers: list[Offer]) -> None:
        marked, self._offers, self._looked = self._asked or self._marked(), offers, True
        rows = [Row(f"{offer.place}/{offer.backup.name}", self._words.cells(offer)) for offer in offers]
        if rows != self.table.rows.rows:
            self.table.rows.show_rows(rows)
            self._mark(marked)
        self._show()

    def _mark(self, offer: Offer | None) -> None:
        names = [(each.place, each.backup.name) for each in self._offers]
        if offer is not None and (offer.place, offer.backup.name) in names:
            self.table.selectRow(names.index((offer.place, offer.backup.name)))

    def _marked(self) -> Offer | None:
        rows = self.table.selectionModel().selectedRows()
        return self._offers[rows[0].row()] if rows else None

    def _show(self) -> None:
        asked, busy = self._asked, self._work.running
        self.note.setText(self._note_words())
        self.note.setVisible(bool(self.note.text()))
        self.trouble.setText("▲ " + self._errors.explain(self._error).text if self._error else "")
        self.trouble.setVisible(self._error is not None)
        self._sure.setVisible(asked is not None and not busy)
        if asked is not None:
            self.question.setText(self._question_words(asked))
        self._offer()

    def _offer(self) -> None:
        free = not self._work.running and self._asked is None
        marked = self._marked()
        self.restore.setEnabled(free and marked is not None and not marked.fault)
        self.check.setEnabled(free and bool(self._offers))

    def _note_words(self) -> str:
        if self._work.running and self._asked is not None:
            copied = self._copied * _STEP_BYTES / 1_000_000
            return self.tr("The backup is copied: {copied} MB read …").format(copied=f"{copied:.0f}")
        if self._work.running:
            return self.tr("Backups and pictures are read …")
        if self._looked and not self._offers:
            return self.tr("There is none yet, or no disk with backups is plugged in.")
        return ""

    def _question_words(self, offer: Offer) -> str:
        asked = self.tr("Go back to the backup of {moment}?").format(
            moment=self._words.moment(offer.backup.made_at)
        )
        meanwhile = self.tr(
            "The console closes and is there again within a minute. Until then the emergency button does not work."
        )
        return f"{asked} {self._words.consequences(offer)} {meanwhile}".replace("。 ", "。").replace(
            "？ ", "？"
        )

    def _verify(self) -> None:
        self._error = None
        offers = self._offers
        self._work.start(lambda _: self._services.backup.verify(offers), lambda _: self._end(), self._fail)
        self._show()

    def _ask(self) -> None:
        self._error, marked = None, self._marked()
        try:
            self._services.backup.may_restore()
        except DutyRoomError as error:
            self._error = error
        else:
            self._asked = marked
        self.retranslate()
        if self._asked is not None:
            self.refuse.setFocus()

    def _leave(self) -> None:
        self._asked = None
        self.retranslate()
        self.table.setFocus()

    def _prepare(self) -> None:
        offer = self._asked
        if offer is None:
            return
        self._copied = 0
        backup = self._services.backup
        self._work.start(lambda count: backup.prepare_restore(offer, count), self._close_console, self._fail)
        self._show()

    def _close_console(self, offer: Offer) -> None:
        try:
            self._services.backup.restore_at_the_end(offer)
        except DutyRoomError as error:
            self._fail(error)
        else:
            self.closing_wanted.emit()

    def _show_progress(self, count: int) -> None:
        self._copied = count
        self._show()

    def _end(self) -> None:
        self._show()
        self.refresh()

    def _fail(self, error: BaseException) -> None:
        self._error, self._asked = error, None
        self.retranslate()
        self.refresh()
