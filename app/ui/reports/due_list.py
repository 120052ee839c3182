"""Everything an incident owes and owed: met, late, never, not owed; with what may be done about each."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.deadline import Due
from app.ui import theme
from app.ui.format import clock_time, duration, iso_date, site_zone
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.reports.phone_line import PhoneLine
from app.ui.reports.reason_line import ReasonLine
from app.ui.reports.words import ReportWords
from app.ui.rows_by_id import keep_only
from app.ui.services import Services
from app.ui.shell.figure import Figure

_MARKS = {"met": "✓", "late": "▲", "over": "▲", "never": "▲", "soon": "▲", "calm": "○", "ended": "–"}
_COLOURS = {"late": theme.AMBER, "over": theme.RED_TEXT, "never": theme.RED_TEXT, "soon": theme.AMBER}


class DueRow(QWidget):
    """Name on the left, how it stands beside it, keys on the right."""

    def __init__(
        self, due: Due, services: Services, names: Names, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.due = due
        self._services = services
        self._words = ReportWords(names, self)
        self._what = QLabel(self)
        self._what.setObjectName("strong")
        self._what.setTextFormat(Qt.TextFormat.PlainText)
        self._standing = Figure(15, parent=self)
        self.reported = QPushButton(self)
        self.not_owed = QPushButton(self)
        self.not_owed.setObjectName("quiet")
        self.phone = PhoneLine(due.incident_id, due.recipient, services, ops, self)
        self.reason = ReasonLine(lambda text: services.clocks.waive(due.id, text), ops, self)
        self.reported.clicked.connect(lambda: self._open(self.phone))
        self.not_owed.clicked.connect(lambda: self._open(self.reason))
        for line in (self.phone, self.reason):
            line.left.connect(self._show_keys)
        self._build()
        self.retranslate()

    def show_due(self, due: Due) -> None:
        self.due = due
        self._show_keys()
        self.tick()

    def tick(self) -> None:
        urgency = self._services.clocks.urgency(self.due)
        colour = _COLOURS.get(urgency, theme.TEXT if self.due.is_open else theme.QUIET)
        self._standing.show_text(f"{_MARKS[urgency]} {self.standing()}", colour)

    def standing(self) -> str:
        """Until when, since when, or how it ended."""
        due = self.due
        urgency = self._services.clocks.urgency(due)
        left = duration(abs(self._services.clocks.left_s(due)))
        time = self._time(due.met_at or due.due_at)
        if due.met_at is not None:
            over = duration(max(1.0, (due.met_at - due.due_at).total_seconds()))
            late = self.tr("done {time}, {over} late")
            words = late if urgency == "late" else self.tr("done {time}")
            return words.format(time=time, over=over)
        if due.ended == "waived":
            return self.tr("not owed: {reason}").format(reason=due.reason)
        if due.ended_at is not None:
            if urgency == "never":
                return self.tr("never done, was due {time}").format(time=time)
            return self.tr("no longer owed")
        words = (
            self.tr("due {time}, {left} late") if urgency == "over" else self.tr("due {time}, {left} left")
        )
        return words.format(time=time, left=left)

    def _time(self, moment: datetime) -> str:
        """With the day where that is not today: a time of tomorrow looks as if it had passed."""
        zone = site_zone(self._services.site.site().timezone)
        day, time = iso_date(moment, zone), clock_time(moment, zone)
        return time if day == iso_date(self._services.clock.now(), zone) else f"{day[5:]} {time}"

    def retranslate(self) -> None:
        self._what.setText(self._words.owed(self.due))
        self.reported.setText(self.tr("Reported by phone …"))
        self.not_owed.setText(self.tr("Not owed …"))
        what = self._words.owed(self.due)
        self.reported.setAccessibleName(self.tr("{what}: was told by phone").format(what=what))
        self.not_owed.setAccessibleName(self.tr("{what}: is not owed").format(what=what))
        self.phone.retranslate()
        self.reason.retranslate()
        self.reason.say(self.tr("Why is this not owed?"), self.tr("Not owed  Enter"))
        self.tick()

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._what)
        words.addWidget(self._standing)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.reported)
        row.addWidget(self.not_owed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.phone)
        column.addWidget(self.reason)
        self._show_keys()

    def _open(self, line: PhoneLine | ReasonLine) -> None:
        self.reported.hide()
        self.not_owed.hide()
        line.begin()

    def _show_keys(self) -> None:
        typing = self.phone.isVisibleTo(self) or self.reason.isVisibleTo(self)
        above = self.due.is_open and bool(self.due.recipient) and not typing
        self.reported.setVisible(above and self.due.stage == "phone")
        self.not_owed.setVisible(above)


class DueList(QWidget):
    """In the order in which they came up."""

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._ops = ops
        self.rows: dict[str, DueRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_dues(self, dues: list[Due]) -> None:
        keep_only(self.rows, {due.id for due in dues}, self._column)
        for due in dues:
            if due.id not in self.rows:
                self.rows[due.id] = DueRow(due, self._services, self._names, self._ops, self)
                self._column.addWidget(self.rows[due.id])
            self.rows[due.id].show_due(due)

    def tick(self) -> None:
        for row in self.rows.values():
            row.tick()

    def retranslate(self) -> None:
        for row in self.rows.values():
            row.retranslate()
