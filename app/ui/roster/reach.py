"""Whether people on duty answer when they are asked: the checks of a month, a line for each person, how often."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from app.model.reach import ANSWERED, LATE, MISSED, ReachCheck, ReachSettings
from app.reach.rules import MOST_PER_WEEK, MOST_WITHIN_MIN, Asked, seconds_to_answer
from app.ui.code_words import CodeWords
from app.ui.format import duration, iso_date, short_time, site_zone
from app.ui.forms.field import prepare_boxes
from app.ui.forms.rows import Row, RowsTable
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services


class ReachPage(QWidget):
    """The month that runs is shown first."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reach")
        self._services, self._ops = services, ops
        self._codes = CodeWords(self)
        zone = site_zone(services.site.site().timezone)
        self._month = services.clock.now().astimezone(zone).date().replace(day=1)
        self._checks: dict[str, ReachCheck] = {}
        self.before, self.after, self.now = QPushButton("◀", self), QPushButton("▶", self), QPushButton(self)
        self.answered, self.save = QPushButton(self), QPushButton(self)
        self.per_week, self.within = QSpinBox(self), QSpinBox(self)
        self.per_week.setRange(0, MOST_PER_WEEK)
        self.within.setRange(1, MOST_WITHIN_MIN)
        prepare_boxes(self.per_week, self.within)
        self.title, self._empty = QLabel(self), QLabel(self)
        self._often, self._time = QLabel(self), QLabel(self)
        self.title.setObjectName("heading")
        self._empty.setObjectName("dim")
        self._empty.setWordWrap(True)
        self.checks, self.people = RowsTable(self), RowsTable(self)
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.now.clicked.connect(lambda: ops.ask(services.reach.check_now))
        self.answered.clicked.connect(self._answer)
        self.save.clicked.connect(self._save)
        self.checks.selectionModel().selectionChanged.connect(self._offer)
        ops.changed.connect(self._on_changed)
        self._arrange()
        self._show_settings()
        self.retranslate()

    def retranslate(self) -> None:
        self.before.setAccessibleName(self.tr("Month before"))
        self.after.setAccessibleName(self.tr("Month after"))
        self.now.setText(self.tr("Ask somebody now"))
        self.now.setToolTip(self.tr("One of those on duty, at random, gets a message marked as a check."))
        self.answered.setText(self.tr("Has answered"))
        self.answered.setToolTip(self.tr("The person of the marked line has called back."))
        self.save.setText(self.tr("Save"))
        self._often.setText(self.tr("Checks a week"))
        self._time.setText(self.tr("to answer within"))
        self.per_week.setAccessibleName(self.tr("Checks a week"))
        self.per_week.setSpecialValueText(self.tr("none"))
        self.within.setAccessibleName(self.tr("Minutes to answer"))
        self.within.setSuffix(self.tr(" min", "minutes, after a number"))
        self._empty.setText(
            self.tr(
                "No checks in this month. Say how many a week there shall be: at random times somebody on duty is asked."
            )
        )
        self.checks.setAccessibleName(self.tr("Checks of the month"))
        self.people.setAccessibleName(self.tr("People of the month"))
        self.checks.show_columns([self.tr("When"), self.tr("Who"), self.tr("Answer")], 2)
        self.people.show_columns(
            [self.tr("Who"), self.tr("In time"), self.tr("Median"), self.tr("Slowest")], 0
        )
        self.refresh()

    def refresh(self) -> None:
        checks, people = self._services.reach.month(self._month.year, self._month.month)
        self._checks = {check.id: check for check in checks}
        self.title.setText(f"{self._month:%Y-%m}")
        marked = self._marked()
        self.checks.rows.show_rows([Row(check.id, self._check_cells(check)) for check in checks])
        number = next((n for n, check in enumerate(checks) if check.id == marked), -1)
        if number >= 0:
            self.checks.selectRow(number)
        self.people.rows.show_rows([Row(one.person_id, self._person_cells(one)) for one in people])
        self._empty.setVisible(not checks)
        for part in (self.checks, self.people, self.answered):
            part.setVisible(bool(checks))
        self._offer()

    def _check_cells(self, check: ReachCheck) -> tuple[str, ...]:
        zone = site_zone(self._services.site.site().timezone)
        when = f"{iso_date(check.asked_at, zone)[5:]} {short_time(check.asked_at, zone)}"
        name = check.name.in_language(current_language())
        role = self._codes.role(check.role)
        return when, f"{name} · {role}" if role else name, self._answer_words(check)

    def _answer_words(self, check: ReachCheck) -> str:
        seconds = seconds_to_answer(check)
        if seconds is None:
            return "▲ " + self.tr("no answer") if check.state == MISSED else self.tr("asked, still has time")
        paths = {
            "sms": self.tr("by short message"),
            "link": self.tr("by the link"),
            "call": self.tr("took the call"),
            "hand": self.tr("called back"),
        }
        words = self.tr("{time}, {path}").format(
            time=duration(seconds), path=paths.get(check.path, check.path)
        )
        return self.tr("▲ late: {words}").format(words=words) if check.state == LATE else words

    def _person_cells(self, one: Asked) -> tuple[str, ...]:
        share = self.tr("{in_time} of {checks}").format(in_time=one.in_time, checks=one.checks)
        times = (one.median_s, one.slowest_s)
        shown = tuple("–" if seconds is None else duration(seconds) for seconds in times)
        return (
            one.name.in_language(current_language()),
            share if one.in_time == one.checks else f"▲ {share}",
            *shown,
        )

    def _turn(self, months: int) -> None:
        index = self._month.year * 12 + self._month.month - 1 + months
        self._month = date(index // 12, index % 12 + 1, 1)
        self.refresh()

    def _show_settings(self) -> None:
        settings = self._services.reach.settings()
        self.per_week.setValue(settings.per_week)
        self.within.setValue(settings.within_min)

    def _save(self) -> None:
        settings = ReachSettings(self.per_week.value(), self.within.value())
        self._ops.ask(lambda: self._services.reach.save_settings(settings))

    def _answer(self) -> None:
        check_id = self._marked()
        if check_id:
            self._ops.ask(lambda: self._services.reach.answered_by_hand(check_id))

    def _marked(self) -> str:
        chosen = self.checks.selectionModel().selectedRows()
        return self.checks.rows.rows[chosen[0].row()].id if chosen else ""

    def _offer(self) -> None:
        check = self._checks.get(self._marked())
        self.answered.setEnabled(check is not None and check.state not in (ANSWERED, LATE))

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & {"reach", "person", "site"}:
            self.refresh()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        month: tuple[QWidget, ...] = (self.before, self.title, self.after)
        often: tuple[QWidget, ...] = (self._often, self.per_week, self._time, self.within, self.save)
        for part in month:
            head.addWidget(part)
        head.addSpacing(16)
        head.addWidget(self.now)
        head.addStretch(1)
        for part in often:
            head.addWidget(part)
        tables = QHBoxLayout()
        tables.setSpacing(20)
        tables.addWidget(self.checks, 3)
        tables.addWidget(self.people, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addLayout(tables, 1)
        column.addWidget(self.answered, 0, Qt.AlignmentFlag.AlignLeft)
