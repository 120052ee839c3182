"""Which part of the log is handed out: what the screen shows, a time, an incident, a shift."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QVBoxLayout, QWidget

from app.model.roster import Duty
from app.model.search import Wanted
from app.ui.format import site_zone
from app.ui.language import current_locale
from app.ui.log.chosen_words import ChosenWords
from app.ui.names import Names
from app.ui.services import Services

SHOWN, TIME, INCIDENT, SHIFT = "shown", "time", "incident", "shift"
_INCIDENTS = 50
_SHIFT_DAYS = 14
_OPERATOR = "operator"
Span = tuple[datetime, datetime]


class ExportWhat(QWidget):
    """Emits `changed` when something else is chosen."""

    changed = Signal()

    def __init__(self, services: Services, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._words = ChosenWords(names, self)
        self._shown = Wanted()
        self.what, self.incident, self.shift = QComboBox(self), QComboBox(self), QComboBox(self)
        self.since, self.until = QDateTimeEdit(self), QDateTimeEdit(self)
        for edit in (self.since, self.until):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("yyyy-MM-dd HH:mm")
            edit.dateTimeChanged.connect(self.changed)
        for box in (self.incident, self.shift):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            box.activated.connect(lambda _: self.changed.emit())
        self.what.activated.connect(self._show_fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.what)
        column.addWidget(self.since)
        column.addWidget(self.until)
        column.addWidget(self.incident)
        column.addWidget(self.shift)
        self._set_day()
        self.retranslate()

    def offer(self, shown: Wanted) -> None:
        """What the screen shows now, and what has come meanwhile."""
        self._shown = shown
        self._list()
        self._show_fields()

    def wanted(self) -> Wanted | None:
        """None where there is nothing to choose from."""
        what = self.what.currentData()
        if what == TIME:
            # The minute that was chosen belongs to it.
            until = self._moment(self.until) + timedelta(minutes=1)
            return Wanted(since=self._moment(self.since), until=until)
        if what == INCIDENT:
            return Wanted(incident_id=self.incident.currentData()) if self.incident.count() else None
        if what == SHIFT:
            span: Span | None = self.shift.currentData()
            return Wanted(since=span[0], until=span[1]) if span else None
        return self._shown

    def chosen(self, wanted: Wanted) -> str:
        incident = self._services.incidents.get(wanted.incident_id) if wanted.incident_id else None
        return self._words.say(wanted, self._zone(), incident)

    def codes(self, wanted: Wanted) -> dict[str, str]:
        return {"what": str(self.what.currentData()), **self._words.codes(wanted)}

    def retranslate(self) -> None:
        at = max(0, self.what.currentIndex())
        self.what.clear()
        for code, text in (
            (SHOWN, self.tr("What the log shows now")),
            (TIME, self.tr("A time")),
            (INCIDENT, self.tr("An incident")),
            (SHIFT, self.tr("A shift")),
        ):
            self.what.addItem(text, code)
        self.what.setCurrentIndex(at)
        self.what.setAccessibleName(self.tr("Which entries"))
        self.since.setAccessibleName(self.tr("From"))
        self.until.setAccessibleName(self.tr("To, this minute included"))
        self.incident.setAccessibleName(self.tr("Which incident"))
        self.shift.setAccessibleName(self.tr("Which shift"))
        for edit in (self.since, self.until):
            edit.setLocale(current_locale())
        if self.isVisible():
            self._list()
        self._show_fields()

    def _list(self) -> None:
        zone = self._zone()
        chosen = self.incident.currentData(), self.shift.currentData()
        self.incident.clear()
        for incident in self._services.incidents.recent(_INCIDENTS):
            self.incident.addItem(self._words.incident(incident, zone), incident.id)
        self.shift.clear()
        now = self._services.clock.now()
        duties = self._services.roster.duties_between(now - timedelta(days=_SHIFT_DAYS), now)
        for span in shifts_of(duties, now):
            since, until = (moment.astimezone(zone) for moment in span)
            text = f"{since.strftime('%m-%d %H:%M')}–{until.strftime('%H:%M')}"
            self.shift.addItem(text, span)
        for box, data in zip((self.incident, self.shift), chosen, strict=True):
            box.setCurrentIndex(max(0, box.findData(data)))

    def _show_fields(self) -> None:
        what = self.what.currentData()
        self.since.setVisible(what == TIME)
        self.until.setVisible(what == TIME)
        self.incident.setVisible(what == INCIDENT)
        self.shift.setVisible(what == SHIFT)
        self.changed.emit()

    def _set_day(self) -> None:
        now = self._services.clock.now().astimezone(self._zone())
        midnight = now.replace(hour=0, minute=0)
        for edit, moment in ((self.since, midnight), (self.until, now)):
            edit.setDateTime(QDateTime(moment.year, moment.month, moment.day, moment.hour, moment.minute, 0))

    def _moment(self, edit: QDateTimeEdit) -> datetime:
        shown = edit.dateTime()
        day, time = shown.date(), shown.time()
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=self._zone())

    def _zone(self) -> tzinfo:
        return site_zone(self._services.site.site().timezone)


def shifts_of(duties: Sequence[Duty], now: datetime) -> list[Span]:
    """From when to when operators were on duty, or whoever was where there are none; the newest first."""
    operators = [duty for duty in duties if duty.shift.role == _OPERATOR] or duties
    return sorted({(duty.starts, duty.ends) for duty in operators if duty.starts <= now}, reverse=True)
