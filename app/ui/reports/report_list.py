"""Reports that were sent: when and by whom, late or corrected, to whom, and who has confirmed them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.message import OUT, Message
from app.model.report import Receipt, Report
from app.notify.rules import needs_hand
from app.ui import theme
from app.ui.code_words import CodeWords
from app.ui.format import clock_time, iso_date, site_zone
from app.ui.language import Sentence
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.reports.receipt_line import ReceiptLine
from app.ui.reports.words import ReportWords
from app.ui.services import Services
from app.ui.shell.figure import Figure


@dataclass(frozen=True, slots=True)
class Shown:
    """What a block says about its report."""

    report: Report
    earlier: tuple[Report, ...]
    """Versions it has replaced, the newest first."""
    receipts: tuple[Receipt, ...]
    messages: Mapping[str, Message]
    """The last one to each person."""
    dialled: tuple[Message, ...]
    """Telephone calls that nobody answered."""
    late: bool


class _Receiver(QWidget):
    """One person it went to."""

    def __init__(
        self, report: Report, person_id: str, services: Services, names: Names, ops: Ops, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._person_id = person_id
        self._names = names
        self._zone = site_zone(services.site.site().timezone)
        self._words, self._codes = ReportWords(names, self), CodeWords(self)
        self._standing = Figure(15, parent=self)
        people = services.roster.people()
        self._phone = next((one.phones[0] for one in people if one.id == person_id and one.phones), "?")
        self.confirmed, self.not_reached = QPushButton(self), QPushButton(self)
        for button in (self.confirmed, self.not_reached):
            button.setObjectName("compact")
        outbox = services.outbox
        self.not_reached.clicked.connect(lambda: ops.run(outbox.report_not_reached(report.id, person_id)))
        self.line = ReceiptLine(report.id, person_id, services, self._words, ops, self)
        self.confirmed.clicked.connect(self._begin)
        self.line.left.connect(self._show_key)
        row = QHBoxLayout()
        row.addWidget(self._standing, 1)
        row.addWidget(self.not_reached)
        row.addWidget(self.confirmed)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.line)
        self._receipt: Receipt | None = None
        self._dial = False

    def text(self) -> str:
        return self._standing.text()

    def show_standing(
        self, receipt: Receipt | None, message: Message | None, dialled: Sequence[Message]
    ) -> None:
        """`dialled`: the calls to this person that nobody answered."""
        self._receipt = receipt
        self._dial = receipt is None and (message is None or needs_hand(message) or bool(message.error))
        name = self._names.person(self._person_id)
        if receipt is not None:
            words = self.tr("✓ {name}: confirmed by {whom} at {time}, {path}").format(
                name=name,
                whom=receipt.whom,
                time=clock_time(receipt.at, self._zone),
                path=self._words.path(receipt.path),
            )
            self._standing.show_text(words, theme.QUIET)
        elif message is None:
            words = self.tr("▲ {name}: no channel, carry it there, or dial {phone} and read it out")
            said = words.format(name=name, phone=self._phone)
            self._standing.show_text(said + self._tried(dialled), theme.RED_TEXT)
        else:
            out = message.state in OUT
            state = self._codes.message_state(message.state)
            pattern = self.tr("{name}: {state}, dial {phone}") if self._dial else self.tr("{name}: {state}")
            words = pattern.format(name=name, state=state, phone=self._phone) + self._tried(dialled)
            colour = theme.RED_TEXT if needs_hand(message) else theme.TEXT if out else theme.AMBER
            self._standing.show_text(words if out else f"▲ {words}", colour)
        self.confirmed.setText(self.tr("Confirmed …"))
        self.confirmed.setAccessibleName(
            Sentence(self.tr("{name} has confirmed the report")).format(name=name)
        )
        self.not_reached.setText(self.tr("Not reached"))
        self.not_reached.setAccessibleName(
            Sentence(self.tr("{name} was dialled and not reached")).format(name=name)
        )
        self.line.retranslate()
        self._show_key()

    def _tried(self, dialled: Sequence[Message]) -> str:
        if not dialled:
            return ""
        time = clock_time(dialled[-1].updated_at, self._zone)
        return self.tr(" · not reached {time} ({count}×)").format(time=time, count=len(dialled))

    def _begin(self) -> None:
        for button in (self.confirmed, self.not_reached):
            button.hide()
        self.line.begin(self._names.person(self._person_id))

    def _show_key(self) -> None:
        asks = self._receipt is None and self.line.isHidden()
        self.confirmed.setVisible(asks)
        self.not_reached.setVisible(asks and self._dial)


class ReportBlock(QWidget):
    """One report in its newest version. Emits `paper_wanted` and `correction_wanted` with a Report."""

    paper_wanted = Signal(object)
    correction_wanted = Signal(object)

    def __init__(
        self, shown: Shown, services: Services, names: Names, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._names = names
        self._services = services
        self._words = ReportWords(names, self)
        self._title = self._label("strong")
        self._facts = self._label("dim")
        self._marks = self._label("problem")
        self._earlier = self._label("dim")
        self.open, self.correct = QPushButton(self), QPushButton(self)
        self.open.clicked.connect(lambda: self.paper_wanted.emit(self._shown.report))
        self.correct.clicked.connect(lambda: self.correction_wanted.emit(self._shown.report))
        self.receiver_rows = {
            person_id: _Receiver(shown.report, person_id, services, names, ops, self)
            for person_id in shown.report.people
        }
        words, row, column = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        words.setSpacing(0)
        for label in (self._title, self._facts):
            words.addWidget(label)
        row.addLayout(words, 1)
        for button in (self.open, self.correct):
            row.addWidget(button)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(2)
        column.addLayout(row)
        for widget in (self._marks, *self.receiver_rows.values(), self._earlier):
            column.addWidget(widget)
        self.show_report(shown)

    def show_report(self, shown: Shown) -> None:
        self._shown = shown
        report, zone = shown.report, site_zone(self._services.site.site().timezone)
        self._title.setText(self._words.title(report))
        by = self._names.person(report.by.person_id, report.by.name) or self.tr("nobody signed in")
        sent = self.tr("sent {date} {time} · {by}").format(
            date=iso_date(report.sent_at, zone), time=clock_time(report.sent_at, zone), by=by
        )
        self._facts.setText(sent)
        self._show_marks(shown)
        for person_id, receiver in self.receiver_rows.items():
            own = [one for one in shown.receipts if one.person_id == person_id]
            calls = [one for one in shown.dialled if one.person_id == person_id]
            receiver.show_standing(own[-1] if own else None, shown.messages.get(person_id), calls)
        lines = [
            self.tr("replaced: version {version}, {date} {time}").format(
                version=one.version, date=iso_date(one.sent_at, zone), time=clock_time(one.sent_at, zone)
            )
            for one in shown.earlier
        ]
        self._earlier.setText("\n".join(lines))
        self._earlier.setVisible(bool(lines))
        self.open.setText(self.tr("Open"))
        self.correct.setText(self.tr("Correct …"))
        self.open.setAccessibleName(self.tr("Open: {title}").format(title=self._title.text()))
        self.correct.setAccessibleName(self.tr("Correct: {title}").format(title=self._title.text()))

    def _show_marks(self, shown: Shown) -> None:
        marks = [self.tr("sent late")] if shown.late else []
        report = shown.report
        if report.version > 1:
            items = [self._words.item(name) for name in report.changed]
            changed = self.tr(", ", "between names of fields").join(items)
            words = self.tr("corrected: {changed} ({reason})").format(changed=changed, reason=report.reason)
            marks.append(words)
        self._marks.setText("▲ " + " · ".join(marks) if marks else "")
        self._marks.setVisible(bool(marks))

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label


class ReportList(QWidget):
    """Blocks stay while their report is the newest version, so that a line being typed is not taken away."""

    paper_wanted = Signal(object)
    correction_wanted = Signal(object)

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._ops = ops
        self.blocks: dict[str, ReportBlock] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_reports(self, shown: Sequence[Shown]) -> None:
        wanted = {one.report.id for one in shown}
        for report_id in [report_id for report_id in self.blocks if report_id not in wanted]:
            block = self.blocks.pop(report_id)
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        for place, one in enumerate(shown):
            if one.report.id not in self.blocks:
                block = ReportBlock(one, self._services, self._names, self._ops, self)
                block.paper_wanted.connect(self.paper_wanted)
                block.correction_wanted.connect(self.correction_wanted)
                self.blocks[one.report.id] = block
                self._column.insertWidget(place, block)
            self.blocks[one.report.id].show_report(one)
