"""What part of the log is shown: words, kinds, incident, day, place, camera, person."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.model.incident import Incident
from app.model.search import SavedSearch
from app.ui.format import site_zone
from app.ui.log.about import CAMERA, PERSON, PLACE, About
from app.ui.log.chosen_words import ChosenWords
from app.ui.log.entries import EVERYTHING, LogFilter
from app.ui.log.groups import GROUPS
from app.ui.log.saved import SavedMenu
from app.ui.log.scope import Scope
from app.ui.log.when import When
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services

_TYPING_PAUSE_MS = 120
_INCIDENTS = 50
_LONGEST = 200


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
        self._chosen = ChosenWords(names, self)
        self.words = QLineEdit(self)
        self.words.setObjectName("log_words")
        self.words.setClearButtonEnabled(True)
        self.words.setMaxLength(_LONGEST)
        self.incident = QComboBox(self)
        self.when = When(services, self)
        self.when.chosen.connect(self.tell)
        self.groups = {code: self._group(code) for code in GROUPS}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.tell)
        self.words.textChanged.connect(lambda: self._pause.start())
        self.words.returnPressed.connect(self.tell)
        self.incident.activated.connect(self.tell)
        self._told = LogFilter()
        self._build()
        self.retranslate()

    def tell(self) -> None:
        """Says what is wanted now."""
        self._pause.stop()
        self._told = self.current()
        self.wanted.emit(self._told)

    def keep_up(self) -> None:
        """After midnight today is another day."""
        if self.when.times() != (self._told.since, self._told.until):
            self.tell()

    def current(self) -> LogFilter:
        kinds = [kind for code, button in self.groups.items() if button.isChecked() for kind in GROUPS[code]]
        since, until = self.when.times()
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
        day, about = self.when.said()
        return SavedSearch(
            id="",
            name="",
            words=self.words.text().strip(),
            groups=tuple(code for code, button in self.groups.items() if button.isChecked()),
            place_id=self.about.id_of(PLACE),
            camera_id=self.about.id_of(CAMERA),
            person_id=self.about.id_of(PERSON),
            incident_id=str(self.incident.currentData() or ""),
            day=day,
            date=about,
            scope=self._scope.scope if self._scope.scope != EVERYTHING else "",
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
        self._scope.choose(search.scope or EVERYTHING)
        self.when.recall(search.day, search.date)

    def clear(self) -> None:
        """Shows everything again."""
        for button in self.groups.values():
            button.setChecked(False)
        self.words.clear()
        for what in (PLACE, CAMERA, PERSON):
            self.about.choose(what, "")
        self.incident.setCurrentIndex(0)
        self.when.clear()
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
        self.when.retranslate()
        names = {
            "notes": self.tr("Notes"),
            "incidents": self.tr("Incidents"),
            "calls": self.tr("Calls"),
            "messages": self.tr("Messages"),
            "cameras": self.tr("Cameras"),
            "tours": self.tr("Tours"),
            "handovers": self.tr("Handovers"),
            "reports": self.tr("Reports"),
            "access": self.tr("Staff, settings"),
            "program": self.tr("Program"),
        }
        for code, button in self.groups.items():
            button.setText(names[code])
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
        first.addWidget(self.when.day)
        first.addWidget(self.when.date)
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
        column.addWidget(self.when.span)
        column.addWidget(self.saved.naming)
        column.addLayout(second)
        column.addWidget(self.about)
        self.about.hide()

    def _list_incident(self, incident: Incident | None) -> None:
        if incident is None:
            return
        zone = site_zone(self._services.site.site().timezone)
        self.incident.addItem(self._chosen.incident(incident, zone), incident.id)

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
