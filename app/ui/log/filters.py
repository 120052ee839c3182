"""What part of the log is shown: words, kinds, incident, day, place, camera, person."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.journal.kinds import PEOPLE
from app.model.incident import UNKNOWN_KIND, Incident
from app.model.search import SavedSearch
from app.ui.format import site_zone
from app.ui.language import current_locale
from app.ui.log.about import CAMERA, PERSON, PLACE, About
from app.ui.log.entries import EVERYTHING, LogFilter
from app.ui.log.saved import SavedMenu
from app.ui.log.scope import Scope
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services

_TYPING_PAUSE_MS = 120
_INCIDENTS = 50
_LONGEST = 200
_ANY, _TODAY, _YESTERDAY, _WEEK, _DAY = "any", "today", "yesterday", "week", "day"
GROUPS: dict[str, tuple[str, ...]] = {
    "notes": PEOPLE,
    "incidents": (
        "incident_opened", "incident_kind", "incident_place", "step_done", "incident_stood_down",
        "incident_false_alarm", "incident_reopened", "incident_handed_over", "picture_kept", "picture_missing",
        "photo_received",
    ),
    "calls": (
        "call_acknowledged", "call_arrived", "nobody_on_duty", "tier_empty", "tier_called", "tier_called_again",
        "tier_joined", "tier_missed", "tier_acknowledged", "tier_held", "tier_released", "people_added", "turned_out",
        "acknowledgement_reminded", "acknowledgement_expired", "no_channel", "dial_again", "link_opened", "link_second_device",
        "link_revoked", "link_released",
    ),
    "messages": (
        "message_sent", "message_failed", "message_unknown", "message_delayed", "message_interrupted",
        "message_retried",
    ),
    "cameras": (
        "camera_lost", "camera_back", "camera_lost_repeated", "health_began", "health_ended", "health_repeated",
        "hardware_failed", "keep_begun", "keep_ended", "recording_fault", "recording_restored", "recording_settings",
        "recording_protected", "recording_folder", "recordings_found", "recordings_missing", "snapshot_kept",
        "recorded_picture_kept",
    ),
    "tours": (
        "tour_begun", "tour_step_seen", "tour_step_missed", "tour_held", "tour_resumed", "tour_finished", "tour_stopped",
        "tour_not_begun",
    ),
    "access": (
        "signed_in", "signed_out", "sign_in_resumed", "sign_in_refused", "pin_set", "roster_changed", "settings_changed",
        "roster_published", "roster_withdrawn", "clocked_on", "clocked_off", "clock_link_made", "clock_link_withdrawn",
        "clock_link_opened", "site_imported",
        "tour_saved", "tour_removed", "view_saved", "view_removed", "search_saved", "search_removed", "templates_ordered",
        "special_period_saved", "special_period_removed", "report_times_changed",
    ),
    "program": (
        "system_fault", "journal_damaged", "journal_whole", "console_started", "console_stopped", "console_crashed",
        "clock_set", "disk_trouble", "disk_trouble_over", "exported", "log_exported", "lan_page_on", "lan_page_off", "lan_page_open",
        "lan_page_failed", "lan_certificate", "backup_target_saved", "backup_target_removed", "backup_rule",
        "backup_failed", "backup_works", "backup_made", "backup_apart", "log_restored", "log_begun_anew", "log_completed",
    ),
}  # fmt: skip
"""No group pressed shows all kinds, those of later programs too."""


class LogFilters(QWidget):
    """Emits `wanted` with a LogFilter; typing is waited out."""

    wanted = Signal(object)

    def __init__(
        self, services: Services, ops: Ops, names: Names, scope: Scope, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.about = About(services, self)
        self.about.chosen.connect(self.tell)
        self.more = QPushButton(self)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show_about)
        self.saved = SavedMenu(services, ops, self.to_save, self)
        self.saved.recalled.connect(self.recall)
        self._scope = scope
        scope.chosen.connect(self.tell)
        self._services = services
        self._names = names
        self.words = QLineEdit(self)
        self.words.setObjectName("log_words")
        self.words.setClearButtonEnabled(True)
        self.words.setMaxLength(_LONGEST)
        self.incident = QComboBox(self)
        self.day = QComboBox(self)
        self.date = QDateEdit(self)
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.groups = {code: self._group(code) for code in GROUPS}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.tell)
        self.words.textChanged.connect(lambda: self._pause.start())
        self.words.returnPressed.connect(self.tell)
        self.incident.activated.connect(self.tell)
        self.day.activated.connect(self._day_chosen)
        self.date.dateChanged.connect(lambda: self.tell())
        self._build()
        self._today()
        self.retranslate()

    def tell(self) -> None:
        """Says what is wanted now."""
        self._pause.stop()
        self.wanted.emit(self.current())

    def current(self) -> LogFilter:
        kinds = [kind for code, button in self.groups.items() if button.isChecked() for kind in GROUPS[code]]
        since, until = self._times()
        return LogFilter(
            tuple(kinds),
            self.words.text().strip(),
            str(self.incident.currentData() or ""),
            since,
            until,
            self._scope.scope,
            self.about.id_of(PLACE),
            self.about.id_of(CAMERA),
            self.about.id_of(PERSON),
        )

    def to_save(self) -> SavedSearch:
        """What the filters stand at, still without a name."""
        picked = self.day.currentData() == _DAY
        return SavedSearch(
            id="",
            name="",
            words=self.words.text().strip(),
            groups=tuple(code for code, button in self.groups.items() if button.isChecked()),
            place_id=self.about.id_of(PLACE),
            camera_id=self.about.id_of(CAMERA),
            person_id=self.about.id_of(PERSON),
            incident_id=str(self.incident.currentData() or ""),
            day=str(self.day.currentData() or _ANY),
            date=self.date.date().toString(Qt.DateFormat.ISODate) if picked else "",
        )

    def recall(self, search: SavedSearch) -> None:
        """All filters as they were saved; `today` is the day of now."""
        self.words.setText(search.words)
        for code, button in self.groups.items():
            button.setChecked(code in search.groups)
        for what, record_id in (
            (PLACE, search.place_id),
            (CAMERA, search.camera_id),
            (PERSON, search.person_id),
        ):
            self.about.choose(what, record_id)
        self.more.setChecked(self.about.is_narrow())
        if search.incident_id and self.incident.findData(search.incident_id) < 0:
            self._list_incident(self._services.incidents.get(search.incident_id))
        self.incident.setCurrentIndex(max(0, self.incident.findData(search.incident_id)))
        self.day.setCurrentIndex(max(0, self.day.findData(search.day)))
        if search.date:
            self.date.setDate(QDate.fromString(search.date, Qt.DateFormat.ISODate))
        self._scope.choose(EVERYTHING)
        self._day_chosen()

    def clear(self) -> None:
        """Shows everything again."""
        for button in self.groups.values():
            button.setChecked(False)
        self.words.clear()
        for what in (PLACE, CAMERA, PERSON):
            self.about.choose(what, "")
        self.incident.setCurrentIndex(0)
        self.day.setCurrentIndex(0)
        self.date.hide()
        self._scope.choose(EVERYTHING)
        self.tell()

    def list_incidents(self) -> None:
        """After a change of incidents; the one chosen stays chosen."""
        chosen = self.incident.currentData()
        self.incident.clear()
        self.incident.addItem(self.tr("Any incident"), "")
        for incident in self._services.incidents.recent(_INCIDENTS):
            self._list_incident(incident)
        self.incident.setCurrentIndex(max(0, self.incident.findData(chosen)))

    def retranslate(self) -> None:
        self.about.retranslate()
        self.saved.retranslate()
        self.more.setText(self.tr("More"))
        self.more.setToolTip(self.tr("Place, camera, person"))
        self.more.setAccessibleName(self.tr("Place, camera, person"))
        self.words.setPlaceholderText(self.tr("Find words, pinyin, numbers  Ctrl+F"))
        self.words.setToolTip(
            self.tr(
                "All words must be found: Chinese characters, pinyin, the beginning of English words, figures, telephone"
                " numbers; names also by initials"
            )
        )
        self.words.setAccessibleName(self.tr("Words to find in the log"))
        self.incident.setAccessibleName(self.tr("Entries of one incident"))
        self.day.setAccessibleName(self.tr("Entries of one day"))
        self.date.setAccessibleName(self.tr("Day"))
        self.date.setLocale(current_locale())
        names = {
            "notes": self.tr("Notes"),
            "incidents": self.tr("Incidents"),
            "calls": self.tr("Calls"),
            "messages": self.tr("Messages"),
            "cameras": self.tr("Cameras"),
            "tours": self.tr("Guard tours"),
            "access": self.tr("People and settings"),
            "program": self.tr("Program"),
        }
        for code, button in self.groups.items():
            button.setText(names[code])
        chosen = self.day.currentIndex()
        self.day.clear()
        for code, text in (
            (_ANY, self.tr("Any day")),
            (_TODAY, self.tr("Today")),
            (_YESTERDAY, self.tr("Yesterday")),
            (_WEEK, self.tr("Last 7 days")),
            (_DAY, self.tr("One day …")),
        ):
            self.day.addItem(text, code)
        self.day.setCurrentIndex(max(0, chosen))
        self.list_incidents()

    def _build(self) -> None:
        self.incident.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.incident.setMinimumContentsLength(12)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._scope)
        first.addWidget(self.words, 3)
        first.addWidget(self.saved)
        first.addWidget(self.incident, 2)
        first.addWidget(self.day)
        first.addWidget(self.date)
        second = QHBoxLayout()
        second.setSpacing(6)
        for button in self.groups.values():
            second.addWidget(button)
        second.addStretch(1)
        second.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self.saved.naming)
        column.addLayout(second)
        column.addWidget(self.about)
        self.about.hide()
        self.date.hide()

    def _list_incident(self, incident: Incident | None) -> None:
        if incident is None:
            return
        zone = site_zone(self._services.site.site().timezone)
        known = incident.kind != UNKNOWN_KIND
        kind = self._names.plan(incident.kind) if known else self.tr("kind not yet known")
        opened = incident.opened_at.astimezone(zone).strftime("%m-%d %H:%M")
        self.incident.addItem(f"{opened} {kind}", incident.id)

    def _show_about(self, shown: bool) -> None:
        """Out of sight nothing is narrowed down."""
        self.about.setVisible(shown)
        if not shown and self.about.is_narrow():
            for what in (PLACE, CAMERA, PERSON):
                self.about.choose(what, "")
            self.tell()

    def _group(self, code: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("compact")
        button.setCheckable(True)
        button.setProperty("group", code)
        button.clicked.connect(self.tell)
        return button

    def _today(self) -> None:
        zone = site_zone(self._services.site.site().timezone)
        today = self._services.clock.now().astimezone(zone).date()
        self.date.setDate(QDate(today.year, today.month, today.day))

    def _day_chosen(self) -> None:
        self.date.setVisible(self.day.currentData() == _DAY)
        self.tell()

    def _times(self) -> tuple[datetime | None, datetime | None]:
        chosen = self.day.currentData()
        if chosen in (None, _ANY):
            return None, None
        zone = site_zone(self._services.site.site().timezone)
        day = self._services.clock.now().astimezone(zone).date()
        days = 1
        if chosen == _YESTERDAY:
            day -= timedelta(days=1)
        elif chosen == _WEEK:
            day, days = day - timedelta(days=6), 7
        elif chosen == _DAY:
            picked = self.date.date()
            day = date(picked.year(), picked.month(), picked.day())
        # Midnight to midnight on the site's clock, whatever the clock change of that day.
        end = day + timedelta(days=days)
        return datetime.combine(day, time.min, zone), datetime.combine(end, time.min, zone)
