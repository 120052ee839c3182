"""Whether each channel works: proven by what went out today, or amber before anybody needs it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.notify.proof import FAILING, NEVER, OLD, PROVEN
from app.notify.proving import ProvenChannel
from app.ui.code_words import CodeWords
from app.ui.format import iso_date, short_time, site_zone
from app.ui.forms.rows import Row, RowsTable
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services

_TABLE_PX = 176


class ChannelHealth(QWidget):
    """`refresh` asks again."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._ops = services, ops
        self._codes = CodeWords(self)
        self.title, self._empty = QLabel(self), QLabel(self)
        self.title.setObjectName("heading")
        self._empty.setObjectName("dim")
        self._empty.setWordWrap(True)
        self.table = RowsTable(self)
        self.table.setMaximumHeight(_TABLE_PX)
        self.test = QPushButton(self)
        self.test.clicked.connect(self._test)
        self.table.selectionModel().selectionChanged.connect(self._offer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.title, self._empty, self.table):
            column.addWidget(part)
        column.addWidget(self.test, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Ways to people"))
        self._empty.setText(self.tr("No channels yet: nobody gets a message."))
        self.test.setText(self.tr("Send a test now"))
        self.test.setToolTip(self.tr("One message, marked as a test, through the channel that is marked."))
        self.table.setAccessibleName(self.tr("Channels and whether they work"))
        self.table.show_columns([self.tr("Channel"), self.tr("Works?")], 1)
        self.refresh()

    def refresh(self) -> None:
        # What needs a hand stands where no scrolling is needed.
        found = sorted(self._services.outbox.proofs(), key=lambda one: not self._is_bad(one))
        rows = [Row(one.channel.id, self._cells(one)) for one in found]
        marked = self._marked()
        if rows != self.table.rows.rows:
            self.table.rows.show_rows(rows)
        if rows and self._marked() != (marked or rows[0].id):
            # One is always marked: Tab would pass by a key that waits for a choice nobody was asked for.
            self.table.selectRow(next((n for n, row in enumerate(rows) if row.id == marked), 0))
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.test.setVisible(bool(rows))
        self._offer()

    def _cells(self, one: ProvenChannel) -> tuple[str, ...]:
        name = one.channel.name.in_language(current_language())
        words = self._words(one)
        return name, words if one.judgement == PROVEN else f"▲ {words}" if self._is_bad(one) else words

    def _is_bad(self, one: ProvenChannel) -> bool:
        return one.judgement in (FAILING, OLD, NEVER)

    def _words(self, one: ProvenChannel) -> str:
        zone = site_zone(self._services.site.site().timezone)
        proof = one.proof
        if one.judgement == FAILING and proof.failed_at is not None:
            why = self._codes.message_cause(proof.error)
            return self.tr("failed {time}: {why}").format(time=short_time(proof.failed_at, zone), why=why)
        if proof.proven_at is None:
            return (
                self.tr("never proven") if one.judgement == NEVER else self.tr("not tested, by its setting")
            )
        when = f"{iso_date(proof.proven_at, zone)[5:]} {short_time(proof.proven_at, zone)}"
        if one.judgement == OLD:
            return self.tr("too long ago: {time}").format(time=when)
        return self.tr("last {time}").format(time=when)

    def _marked(self) -> str:
        chosen = self.table.selectionModel().selectedRows()
        return self.table.rows.rows[chosen[0].row()].id if chosen else ""

    def _offer(self) -> None:
        self.test.setEnabled(bool(self._marked()))

    def _test(self) -> None:
        channel_id = self._marked()
        if channel_id:
            self._ops.ask(lambda: self._services.outbox.test_now(channel_id))
