"""Who has come: clocking on and off, and the hours of the month."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.roster.attendance import ABSENT, LATE, LEFT_EARLY, Attendance
from app.roster.burden import Load
from app.roster.conflicts import line_of
from app.roster.sheets import span_of_dates
from app.ui.background import Questions
from app.ui.code_words import CodeWords
from app.ui.format import short_time
from app.ui.forms.choices import fill_box
from app.ui.forms.field import prepare_boxes
from app.ui.forms.rows import WRONG, Row, RowsTable
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.roster.clock_link import ClockLinkPanel
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.words import RosterWords
from app.ui.services import Services

_KINDS = frozenset({"roster", "person", "post", "site", "presence"})
_BEFORE, _AFTER = timedelta(hours=14), timedelta(hours=10)
_AGAIN_MS = 30_000
_WRONG = (ABSENT, LATE, LEFT_EARLY)


class AttendancePage(QWidget):
    """Duties of now, of those just over and of those about to begin."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._words, self._codes = RosterWords(self), CodeWords(self)
        self._lines = FindingWords(services, self)
        self._found: list[Attendance] = []
        self._month = self._today().replace(day=1)
        self._asking = Questions(ops, self)
        self.table, self.hours = RowsTable(self), RowsTable(self)
        self.person = QComboBox(self)
        prepare_boxes(self.person)
        self.on, self.off, self.phone = QPushButton(self), QPushButton(self), QPushButton(self)
        self.phone.setCheckable(True)
        self.link = ClockLinkPanel(services, ops, self)
        self.link.hide()
        self.on.setObjectName("primary")
        self.back, self.forth = QPushButton("◀", self), QPushButton("▶", self)
        self.hint, self.title = QLabel(self), QLabel(self)
        self._lay_out()
        self._wire()
        self.retranslate()

    def retranslate(self) -> None:
        headers = [
            self.tr("When"), self.tr("Person"), self.tr("Where"), self.tr("State"), self.tr("Came"), self.tr("Went"),
        ]  # fmt: skip
        self.table.show_columns(headers, 2)
        self.hours.show_columns(
            [self.tr("Person"), self.tr("Planned"), self.tr("There"), self.tr("Nights"), self.tr("Weekends"),
             self.tr("Holidays")], 0,
        )  # fmt: skip
        self.table.setAccessibleName(self.tr("Who has come"))
        self.hours.setAccessibleName(self.tr("Hours of the month"))
        self.person.setAccessibleName(self.tr("Who comes or goes"))
        self.on.setText(self.tr("Clock on"))
        self.off.setText(self.tr("Clock off"))
        self.phone.setText(self.tr("By phone …"))
        self.link.retranslate()
        self.back.setAccessibleName(self.tr("The month before"))
        self.forth.setAccessibleName(self.tr("The month after"))
        self.reload()

    def reload(self) -> None:
        roster, now = self._services.roster, self._services.clock.now()
        self._lines.names.forget()
        found = roster.clocking.attendance(now - _BEFORE, now + _AFTER)
        self._found = sorted(found, key=lambda one: (one.duty.ends <= now, one.duty.starts))
        used = roster.books.settings().clocking
        self.hint.setText(
            ""
            if used
            else self.tr(
                "Clocking is not used for calls: switch it on under Set up, Limits, to call who is there."
            )
        )
        self.hint.setVisible(not used)
        rows = [Row(str(number), self._cells(one, used=used)) for number, one in enumerate(self._found)]
        if rows != self.table.rows.rows:
            self.table.rows.show_rows(rows)
        language = current_language()
        people = [(one.id, one.name.in_language(language)) for one in roster.people()]
        fill_box(self.person, people, str(self.person.currentData() or (people[0][0] if people else "")))
        self._show_buttons()
        self._ask_hours()

    def _cells(self, one: Attendance, *, used: bool) -> tuple[str, ...]:
        zone = self._zone()
        state = self._words.attendance(one.state)
        if one.state in _WRONG and (used or one.on_at is not None):
            state = f"{WRONG} {state}"
        elif not used and one.on_at is None:
            state = "—"
        return (
            self._lines.span(one.duty.starts, one.duty.ends),
            self._lines.names.person(one.duty.shift.person_id),
            self._lines.line(line_of(one.duty)),
            state,
            short_time(one.on_at, zone) if one.on_at else "—",
            short_time(one.off_at, zone) if one.off_at else "—",
        )

    def _ask_hours(self) -> None:
        first = self._month
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        clocking, zone = self._services.roster.clocking, self._zone()
        self.title.setText(self.tr("Hours of {month}").format(month=f"{first:%Y-%m}"))
        self._asking.forget()
        self._asking.ask(lambda: clocking.hours(*span_of_dates(first, last, zone)), self._show_hours)

    def _show_hours(self, answer: tuple[dict[str, Load], dict[str, float]]) -> None:
        planned, there = answer
        rows = [
            Row(person.id, self._hours_of(person.name.in_language(current_language()), planned.get(person.id, Load()),
                                          there.get(person.id, 0.0)))
            for person in self._services.roster.everybody()
            if person.id in planned or person.id in there
        ]  # fmt: skip
        if rows != self.hours.rows.rows:
            self.hours.rows.show_rows(rows)

    def _hours_of(self, name: str, load: Load, there: float) -> tuple[str, ...]:
        return (
            name,
            f"{load.hours:.1f} h",
            f"{there:.1f} h" if there else "—",
            str(load.nights),
            str(load.weekends),
            str(load.holidays),
        )

    def _show_buttons(self) -> None:
        here = {one.person_id for one in self._services.roster.clocking.here()}
        person_id = str(self.person.currentData() or "")
        self.on.setEnabled(bool(person_id) and person_id not in here)
        self.off.setEnabled(person_id in here)
        if self.phone.isChecked():
            self.link.show_person(person_id, self.person.currentText())

    def _choose_row(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self._found):
            index = self.person.findData(self._found[row].duty.shift.person_id)
            if index >= 0:
                self.person.setCurrentIndex(index)
            self._show_buttons()

    def _clock(self, *, on: bool) -> None:
        person_id = str(self.person.currentData() or "")
        clocking = self._services.roster.clocking
        if person_id:
            self._ops.ask(lambda: clocking.on(person_id) if on else clocking.off(person_id))

    def _toggle_link(self, shown: bool) -> None:
        self.link.setVisible(shown)
        self._show_buttons()

    def _go(self, months: int) -> None:
        self._month = (self._month + timedelta(days=32 if months > 0 else -1)).replace(day=1)
        self._ask_hours()

    def _today(self) -> date:
        return self._services.clock.now().astimezone(self._zone()).date()

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._services.site.site().timezone)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _KINDS:
            self.reload()

    def _on_time(self) -> None:
        if self.isVisible():
            self.reload()

    def _wire(self) -> None:
        self.on.clicked.connect(lambda: self._clock(on=True))
        self.off.clicked.connect(lambda: self._clock(on=False))
        self.phone.toggled.connect(self._toggle_link)
        self.back.clicked.connect(lambda: self._go(-1))
        self.forth.clicked.connect(lambda: self._go(1))
        self.person.activated.connect(self._show_buttons)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._choose_row())
        self._ops.changed.connect(self._on_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()

    def _lay_out(self) -> None:
        self.hint.setObjectName("dim")
        self.hint.setWordWrap(True)
        self.title.setObjectName("strong")
        act = QHBoxLayout()
        act.addWidget(self.person, 1)
        act.addWidget(self.on)
        act.addWidget(self.off)
        act.addWidget(self.phone)
        month = QHBoxLayout()
        month.addWidget(self.title, 1)
        month.addWidget(self.back)
        month.addWidget(self.forth)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addLayout(act)
        column.addWidget(self.hint)
        tables = QVBoxLayout()
        tables.addWidget(self.table, 3)
        tables.addLayout(month)
        tables.addWidget(self.hours, 3)
        beside = QHBoxLayout()
        beside.addLayout(tables, 1)
        beside.addWidget(self.link)
        column.addLayout(beside, 1)
        self.setFocusProxy(self.table)
