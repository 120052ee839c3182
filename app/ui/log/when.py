"""Of which time entries are looked for: any, a day, a week, a month, from one minute to another."""

from datetime import date, datetime, time, timedelta, tzinfo

from PySide6.QtCore import QDate, QDateTime, QObject, Qt, QTime, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QDateTimeEdit, QHBoxLayout, QLabel, QWidget

from app.ui.format import site_zone
from app.ui.language import current_locale
from app.ui.services import Services

ANY, TODAY, YESTERDAY, WEEK = "any", "today", "yesterday", "week"
MONTH, LAST_MONTH, DAY, SPAN = "month", "last_month", "day", "span"
_MINUTE = "yyyy-MM-ddTHH:mm"
Times = tuple[datetime | None, datetime | None]


class When(QObject):
    """`day` is the choice; `date` and `span` are there while they are needed. Emits `chosen`."""

    chosen = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.day, self.date = QComboBox(parent), QDateEdit(parent)
        self.span = QWidget(parent)
        self.since, self.until = QDateTimeEdit(self.span), QDateTimeEdit(self.span)
        self._to = QLabel(self.span)
        self.date.setDisplayFormat("yyyy-MM-dd")
        row = QHBoxLayout(self.span)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for edit in (self.since, self.until):
            edit.setDisplayFormat("yyyy-MM-dd HH:mm")
            edit.dateTimeChanged.connect(lambda: self.chosen.emit())
        for widget in (self.since, self._to, self.until):
            row.addWidget(widget)
        row.addStretch(1)
        for calendar in (self.date, self.since, self.until):
            calendar.setCalendarPopup(True)
        self._set_today()
        self.day.activated.connect(self._show)
        self.date.dateChanged.connect(lambda: self.chosen.emit())
        self.date.hide()
        self.span.hide()

    def times(self) -> Times:
        """Midnight to midnight on the site's clock, whatever the clock change of that day; the last minute of a span
        belongs to it."""
        what, zone = self.day.currentData(), self._zone()
        if what in (None, ANY):
            return None, None
        if what == SPAN:
            first, last = sorted(_moment(edit, zone) for edit in (self.since, self.until))
            return first, last + timedelta(minutes=1)
        begin, end = _days(what, self._today(), self.date.date())
        return datetime.combine(begin, time.min, zone), datetime.combine(end, time.min, zone)

    def said(self) -> tuple[str, str]:
        """As a search is saved: what was chosen, and which day or span where it is one."""
        what = str(self.day.currentData() or ANY)
        if what == DAY:
            return what, self.date.date().toString(Qt.DateFormat.ISODate)
        if what == SPAN:
            return what, "/".join(edit.dateTime().toString(_MINUTE) for edit in (self.since, self.until))
        return what, ""

    def recall(self, what: str, about: str) -> None:
        """What `said` gave; `today` is the day of now."""
        self.day.setCurrentIndex(max(0, self.day.findData(what)))
        if what == DAY:
            self.date.setDate(QDate.fromString(about, Qt.DateFormat.ISODate))
        if what == SPAN:
            for edit, minute in zip((self.since, self.until), about.split("/"), strict=False):
                edit.setDateTime(QDateTime.fromString(minute, _MINUTE))
        self._show()

    def clear(self) -> None:
        self.day.setCurrentIndex(0)
        self._show_fields()

    def retranslate(self) -> None:
        self.day.setAccessibleName(self.tr("Entries of one time"))
        self.date.setAccessibleName(self.tr("Day"))
        self.since.setAccessibleName(self.tr("From"))
        self.until.setAccessibleName(self.tr("To, this minute included"))
        self._to.setText(self.tr("to"))
        for edit in (self.date, self.since, self.until):
            edit.setLocale(current_locale())
        chosen = self.day.currentIndex()
        self.day.clear()
        for code, text in (
            (ANY, self.tr("Any day")),
            (TODAY, self.tr("Today")),
            (YESTERDAY, self.tr("Yesterday")),
            (WEEK, self.tr("Last 7 days")),
            (MONTH, self.tr("This month")),
            (LAST_MONTH, self.tr("Last month")),
            (DAY, self.tr("One day …")),
            (SPAN, self.tr("From … to …")),
        ):
            self.day.addItem(text, code)
        self.day.setCurrentIndex(max(0, chosen))
        self.day.setMaxVisibleItems(self.day.count())

    def _show(self) -> None:
        self._show_fields()
        self.chosen.emit()

    def _show_fields(self) -> None:
        self.date.setVisible(self.day.currentData() == DAY)
        self.span.setVisible(self.day.currentData() == SPAN)

    def _set_today(self) -> None:
        now = self._services.clock.now().astimezone(self._zone())
        today = QDate(now.year, now.month, now.day)
        self.date.setDate(today)
        self.since.setDateTime(QDateTime(today, QTime(0, 0)))
        self.until.setDateTime(QDateTime(today, QTime(now.hour, now.minute)))

    def _today(self) -> date:
        return self._services.clock.now().astimezone(self._zone()).date()

    def _zone(self) -> tzinfo:
        return site_zone(self._services.site.site().timezone)


def _days(what: str, today: date, picked: QDate) -> tuple[date, date]:
    """The first day, and the day after the last."""
    if what == YESTERDAY:
        return today - timedelta(days=1), today
    if what == WEEK:
        return today - timedelta(days=6), today + timedelta(days=1)
    if what == MONTH:
        return today.replace(day=1), _next_month(today)
    if what == LAST_MONTH:
        end = today.replace(day=1)
        return (end - timedelta(days=1)).replace(day=1), end
    day = date(picked.year(), picked.month(), picked.day()) if what == DAY else today
    return day, day + timedelta(days=1)


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _moment(edit: QDateTimeEdit, zone: tzinfo) -> datetime:
    day, minute = edit.date(), edit.time()
    return datetime(day.year(), day.month(), day.day(), minute.hour(), minute.minute(), tzinfo=zone)
