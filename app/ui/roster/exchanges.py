"""Orders, swaps and stand-ins: who asked, who has agreed, what is approved; and a form for a new one."""

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import InvalidInput
from app.model.roster import OVERRIDE, STAND_IN, SWAP, Duty
from app.model.rota import AGREED, APPROVED, REFUSED, WITHDRAWN, Exchange, Leg, Line
from app.roster.conflicts import line_of
from app.roster.exchanges import leg_of, next_states, swap_of
from app.ui.error_words import ErrorWords
from app.ui.forms.choices import ChoiceField
from app.ui.forms.rows import Row, RowsTable
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.words import RosterWords
from app.ui.services import Services

AHEAD = timedelta(days=62)
_KINDS = frozenset({"roster", "person", "post", "site", "exchange"})
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class _Offer:
    """A duty that may be given away."""

    key: str
    duty: Duty


class ExchangesPage(QWidget):
    """The list says how far each is; the buttons below it take the chosen one on."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._words = RosterWords(self)
        self._lines = FindingWords(services, self)
        self._errors = ErrorWords(self)
        self._exchanges: list[Exchange] = []
        self._offers: list[_Offer] = []
        self.table = RowsTable(self)
        self.agree, self.approve, self.refuse, self.take_back = (QPushButton(self) for _ in range(4))
        self.kind, self.person, self.duty, self.other, self.their_duty = (ChoiceField(self) for _ in range(5))
        self.reason = QLineEdit(self)
        self.ask = QPushButton(self)
        self.ask.setObjectName("primary")
        self.empty, self.title, self.note = QLabel(self), QLabel(self), QLabel(self)
        self._reason_label = QLabel(self)
        self._lay_out()
        self._wire()
        self.retranslate()

    def retranslate(self) -> None:
        headers = [self.tr("Kind"), self.tr("State"), self.tr("What"), self.tr("Why")]
        self.table.show_columns(headers, 2)
        self.table.setAccessibleName(self.tr("Exchanges"))
        for button, text in (
            (self.agree, self.tr("The other one agrees")),
            (self.approve, self.tr("Approve")),
            (self.refuse, self.tr("Refuse")),
            (self.take_back, self.tr("Take back")),
            (self.ask, self.tr("Enter")),
        ):
            button.setText(text)
        self.title.setText(self.tr("New exchange"))
        self.empty.setText(self.tr("Nothing is exchanged. Drag duties in the month, or enter one here."))
        self.kind.set_label(self.tr("Kind"))
        self.kind.set_options(
            [
                (STAND_IN, self.tr("stand-in: another takes the duty")),
                (SWAP, self.tr("swap: two take each other's duty")),
                (OVERRIDE, self.tr("order: counts at once")),
            ]
        )
        if not self.kind.value():
            self.kind.set_value(STAND_IN)
        self.person.set_label(self.tr("Who gives away"))
        self.duty.set_label(self.tr("Which duty"))
        self.other.set_label(self.tr("Who takes it"))
        self.their_duty.set_label(self.tr("For which duty"))
        self._reason_label.setText(self.tr("Why"))
        self.reason.setAccessibleName(self.tr("Why"))
        self.reload()

    def reload(self) -> None:
        self._lines.names.forget()
        self._exchanges = self._services.roster.exchanges.current()
        rows = [Row(one.id, self._cells(one)) for one in self._exchanges]
        chosen = self._chosen_id()
        if rows != self.table.rows.rows:
            self.table.rows.show_rows(rows)
        number = next((n for n, one in enumerate(self._exchanges) if one.id == chosen), 0)
        if rows:
            self.table.selectRow(number)
        self.empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._offers = [
            _Offer(
                f"{duty.shift.person_id}|{duty.starts.isoformat()}|{duty.shift.role}|{duty.shift.post_id}",
                duty,
            )
            for duty in self._services.roster.duties(int(AHEAD.total_seconds() / 3600))
        ]
        self._show_choices()
        self._show_buttons()

    def _show_choices(self) -> None:
        language = current_language()
        people = [(one.id, one.name.in_language(language)) for one in self._services.roster.people()]
        holders = {offer.duty.shift.person_id for offer in self._offers}
        order = self.kind.value() == OVERRIDE
        givers = [one for one in people if one[0] in holders]
        self.person.set_options(givers)
        if not self.person.value() and givers:
            self.person.set_value(givers[0][0])
        self._offer_duties(self.duty, self.person.value())
        nobody = [(NOBODY, self.tr("nobody: the duty falls away"))] if order else []
        self.other.set_options([*nobody, *(one for one in people if one[0] != self.person.value())])
        swap = self.kind.value() == SWAP
        self._offer_duties(self.their_duty, self.other.value())
        for widget in (self.their_duty, self.their_duty.label):
            widget.setVisible(swap)

    def _offer_duties(self, field: ChoiceField, person_id: str) -> None:
        """Those of a person; the next one is chosen until somebody chooses another."""
        options = self._duties_of(person_id)
        kept = field.value()
        keys = {key for key, _ in options}
        field.box.clear()
        field.set_options(options)
        field.set_value(kept if kept in keys else (options[0][0] if options else ""))

    def _duties_of(self, person_id: str) -> list[tuple[str, str]]:
        return [
            (
                offer.key,
                f"{self._lines.span(offer.duty.starts, offer.duty.ends)} {self._lines.line(line_of(offer.duty))}",
            )
            for offer in self._offers
            if offer.duty.shift.person_id == person_id
        ]

    def _cells(self, exchange: Exchange) -> tuple[str, ...]:
        between = self.tr("; ", "between the legs of a swap")
        legs = between.join(self._leg(leg) for leg in exchange.legs)
        return self._words.exchange(exchange.kind), self._words.state(exchange.state), legs, exchange.reason

    def _leg(self, leg: Leg) -> str:
        nobody = self.tr("nobody", "instead of a person in an exchange")
        out, into = (
            self._lines.names.person(one) if one else nobody for one in (leg.person_out, leg.person_in)
        )
        line = self._lines.line(Line(leg.role, leg.post_id))
        return f"{self._lines.span(leg.starts, leg.ends)} {line}: {out} → {into}"

    def _chosen_id(self) -> str:
        row = self.table.currentIndex().row()
        return self.table.rows.rows[row].id if 0 <= row < len(self.table.rows.rows) else ""

    def _chosen(self) -> Exchange | None:
        chosen = self._chosen_id()
        return next((one for one in self._exchanges if one.id == chosen), None)

    def _show_buttons(self) -> None:
        chosen = self._chosen()
        states = next_states(chosen) if chosen is not None else ()
        for button, state in self._moves():
            button.setEnabled(state in states)

    def _moves(self) -> tuple[tuple[QPushButton, str], ...]:
        return (
            (self.agree, AGREED),
            (self.approve, APPROVED),
            (self.refuse, REFUSED),
            (self.take_back, WITHDRAWN),
        )

    def _move(self, state: str) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._ops.ask(
                lambda: self._services.roster.exchanges.move(chosen.id, state), lambda _: self._tell("")
            )

    def _enter(self) -> None:
        kind, reason = self.kind.value(), self.reason.text()

        def done(_: Exchange) -> None:
            self.reason.clear()
            self._tell(self.tr("Entered."))

        self._ops.ask(
            lambda: self._services.roster.exchanges.ask(kind, self._legs(kind), reason), done, self._refused
        )

    def _legs(self, kind: str) -> tuple[Leg, ...]:
        """Raises InvalidInput where a duty is missing."""
        duties = {offer.key: offer.duty for offer in self._offers}
        own = duties.get(self.duty.value())
        if own is None:
            raise InvalidInput(field="duty", reason="no_duty")
        into = self.other.value()
        if not into:
            raise InvalidInput(field="person", reason="no_person")
        if kind != SWAP:
            return (leg_of(own, "" if into == NOBODY else into),)
        theirs = duties.get(self.their_duty.value())
        if theirs is None:
            raise InvalidInput(field="duty", reason="no_duty")
        return swap_of(own, theirs)

    def _refused(self, error: BaseException) -> None:
        self._tell(f"▲ {self._errors.explain(error).text}")

    def _tell(self, text: str) -> None:
        self.note.setText(text)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _KINDS:
            self.reload()

    def _wire(self) -> None:
        for button, state in self._moves():
            button.clicked.connect(lambda _=False, state=state: self._move(state))
        self.ask.clicked.connect(self._enter)
        self.reason.returnPressed.connect(self._enter)
        for field in (self.kind, self.person, self.other):
            field.changed.connect(self._show_choices)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_buttons())
        self._ops.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        self.empty.setObjectName("empty")
        self.empty.setWordWrap(True)
        self.title.setObjectName("strong")
        self.note.setWordWrap(True)
        self._reason_label.setObjectName("field_label")
        self._reason_label.setBuddy(self.reason)
        buttons = QHBoxLayout()
        for button, _ in self._moves():
            buttons.addWidget(button)
        buttons.addStretch(1)
        form = QFrame(self)
        form.setObjectName("exchange_form")
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.addWidget(self.title, 0, 0, 1, 4)
        pairs = ((self.kind, None), (self.person, self.duty), (self.other, self.their_duty))
        for number, (left, right) in enumerate(pairs, start=1):
            grid.addWidget(left.label, number, 0)
            grid.addWidget(left, number, 1)
            if right is not None:
                grid.addWidget(right.label, number, 2)
                grid.addWidget(right, number, 3)
        grid.addWidget(self._reason_label, 1, 2)
        grid.addWidget(self.reason, 1, 3)
        grid.addWidget(self.ask, 4, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.note, 4, 2, 1, 2)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(buttons)
        column.addWidget(form)
        self.setFocusProxy(self.table)
