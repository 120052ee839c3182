"""F2: all incidents, running and past."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app.model.incident import RUNNING, Incident
from app.model.review import Measure
from app.reports.deadlines import Fault
from app.ui.background import Latest
from app.ui.emergency.situation import Facts, Offered, read_facts, read_offered
from app.ui.format import iso_date, site_zone
from app.ui.incidents.detail import IncidentDetail
from app.ui.incidents.drill_start import DrillStart
from app.ui.incidents.listing import IncidentList, IncidentPainter
from app.ui.incidents.open_measures import OpenMeasures
from app.ui.incidents.words import IncidentWords
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.papers.viewer import PaperViewer
from app.ui.pictures.viewer import PictureViewer
from app.ui.services import Services

SHOWN = 200
_LIST_WIDTH = 290
_TICK_MS = 500
_OFFERED_KINDS = frozenset({"plan", "place", "person", "post", "roster"})
_KINDS = frozenset(
    {"incident", "message", "due", "report", "review", "measure", "plan", "place", "person", "site", "relay"}
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the list shows."""

    incidents: list[Incident]
    faults: Mapping[str, Fault]
    measures: list[Measure]
    offered: Offered
    facts: Facts | None
    """Of the incident beside the list."""


def _read(services: Services, offered: Offered | None, chosen: str, older: str) -> _Read:
    """`offered`: as it was read before; `chosen`: the incident beside the list, empty for the newest; `older`: one that
    stays in the list though newer ones fill it."""
    incidents = services.incidents.recent(SHOWN)
    if older and all(incident.id != older for incident in incidents):
        found = services.incidents.get(older)
        incidents = [*incidents, found] if found is not None else incidents
    offered = offered or read_offered(services)
    shown = next((one for one in incidents if one.id == chosen), incidents[0] if incidents else None)
    return _Read(
        incidents,
        services.reports.faults([incident.id for incident in incidents]),
        services.reviews.open_measures(),
        offered,
        read_facts(services, shown, offered) if shown is not None else None,
    )


class IncidentsScreen(QWidget):
    """The list on the left, the chosen one beside it; at first the newest."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._names = Names(services)
        self._goal = ""
        self._wants_cursor = False
        self._reports_of = ""
        """An incident that is to be shown once the list is read."""
        self._older = ""
        """One that stays in the list though newer ones fill it."""
        self._words = IncidentWords(services, self._names, self)
        self._offered: Offered | None = None
        self._facts: Facts | None = None
        self._latest = Latest(ops, self._question, self._show_list, self)
        self.model = IncidentList(self._words, self)
        self.view = QListView(self)
        self.view.setObjectName("incident_list")
        self.view.setModel(self.model)
        self.view.setItemDelegate(IncidentPainter(self._words, self))
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setFixedWidth(_LIST_WIDTH)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.detail: IncidentDetail | None = None
        self._empty = QLabel(self)
        self._empty.setObjectName("empty")
        self._empty.setWordWrap(True)
        self._place = QVBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.measures = QPushButton(self)
        self.measures.setObjectName("open_measures")
        self.measures.setFixedWidth(_LIST_WIDTH)
        self.measures.hide()
        self.measures.clicked.connect(self._show_measures)
        self.open_measures = OpenMeasures(services, self._names, self._words, ops, self)
        self.open_measures.left.connect(self._leave_measures)
        self.open_measures.hide()
        self.drill = QPushButton(self)
        self.drill.setObjectName("open_measures")
        self.drill.setFixedWidth(_LIST_WIDTH)
        self.drill.clicked.connect(self._begin_drill)
        drill_key = QShortcut(QKeySequence("Ctrl+D"), self)
        drill_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        drill_key.activated.connect(self._begin_drill)
        self.drill_start = DrillStart(services, ops, self)
        self.drill_start.left.connect(self._leave_drill)
        self.drill_start.started.connect(self._show_drill)
        self.drill_start.hide()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.measures)
        left.addWidget(self.view, 1)
        left.addStretch()
        left.addWidget(self.drill)
        row.addLayout(left)
        row.addLayout(self._place, 1)
        self._place.addWidget(self._empty)
        self._place.addWidget(self.open_measures, 1)
        self._place.addWidget(self.drill_start, 1)
        self.papers = PaperViewer(services.journal, ops, self)
        self.viewer = PictureViewer(services, self._names, ops, self)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        self.setFocusProxy(self.view)
        ops.changed.connect(self._on_changed)
        ops.closed.connect(self._tick.stop)
        self.retranslate()
        self._latest.ask()

    def retranslate(self) -> None:
        self._names.forget()
        self._empty.setText(
            self.tr("No incident yet. F12 or the red button starts one; what happens then is kept here.")
        )
        self.view.setAccessibleName(self.tr("Incidents, newest first"))
        self.model.repaint_all()
        self.papers.retranslate()
        self.open_measures.retranslate()
        self.drill.setText(self.tr("Drill …  Ctrl+D"))
        self.drill_start.retranslate()
        if self.detail is not None:
            self.detail.retranslate()

    def open_incident(self, incident_id: str) -> None:
        """Also one that is older than all the list holds: it then stands at its end."""
        self._goal = self._older = incident_id
        if not self.open_measures.isHidden():
            self._leave_measures()
        if not self.drill_start.isHidden():
            self._leave_drill()
        self._latest.renew()

    def _show_drill(self, incident: Incident) -> None:
        self._wants_cursor = True
        self.open_incident(incident.id)

    def open_reports(self, incident_id: str) -> None:
        """With what it owes in front."""
        self._reports_of = incident_id
        self.open_incident(incident_id)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & Names.KINDS:
            self.retranslate()
        if kinds & _OFFERED_KINDS:
            self._offered = None
        if kinds & _KINDS:
            self._latest.ask()
        if "journal" in kinds and self.detail is not None:
            self.detail.entries.look_for_new()

    def _question(self) -> Callable[[], _Read]:
        services, offered, older = self._services, self._offered, self._older
        chosen = self._goal or (self.detail.incident.id if self.detail is not None else "")
        return lambda: _read(services, offered, chosen, older)

    def _show_list(self, read: _Read) -> None:
        incidents, faults = read.incidents, read.faults
        self._offered, self._facts = read.offered, read.facts
        self._tell_measures(read.measures)
        chosen = self._goal or (self.detail.incident.id if self.detail else "")
        self._goal = ""
        self.model.show_incidents(incidents, faults)
        self._empty.setVisible(not incidents and self.drill_start.isHidden())
        self.view.setVisible(bool(incidents))
        if incidents:
            # A new incident appears on top; what somebody reads or types below another one stays open.
            self.view.setCurrentIndex(self.model.index(max(0, self.model.row_of(chosen)), 0))
            self._show_chosen()
            if self._wants_cursor:
                # Of the first drill of all: there was no list yet that could have taken it.
                self._wants_cursor = False
                self.setFocus()
            if self.detail is not None and self.detail.incident.id == self._reports_of:
                self._reports_of = ""
                self.detail.show_reports()

    def _show_chosen(self) -> None:
        row = self.view.currentIndex().row()
        if not 0 <= row < len(self.model.incidents):
            return
        incident = self.model.incidents[row]
        if self.detail is None or self.detail.incident.id != incident.id:
            self.open_measures.hide()
            self.drill_start.hide()
        offered, facts = self._offered or read_offered(self._services), self._facts
        if facts is None or facts.incident.id != incident.id:
            facts = read_facts(self._services, incident, offered)
        if self.detail is not None and self.detail.incident.id == incident.id:
            self.detail.show_facts(facts, offered)
            return
        if self.detail is not None:
            self._place.removeWidget(self.detail)
            self.detail.hide()
            self.detail.deleteLater()
        self.detail = IncidentDetail(
            facts, offered, self._services, self._names, self._words, self._ops, self
        )
        self.detail.opened.connect(self.viewer.show_picture)
        self.detail.paper_made.connect(self.papers.show_paper)
        self._place.addWidget(self.detail, 1)

    def _tell_measures(self, measures: list[Measure]) -> None:
        """They stay in view until they are done."""
        zone = site_zone(self._services.site.site().timezone)
        today = iso_date(self._services.clock.now(), zone)
        late = sum(1 for measure in measures if measure.due < today)
        words = self.tr("Open measures: {count}").format(count=len(measures))
        overdue = self.tr(", {count} overdue").format(count=late)
        self.measures.setText(f"▲ {words}{overdue}" if late else words)
        self.measures.setVisible(bool(measures))
        self.open_measures.show_measures(measures)

    def _begin_drill(self) -> None:
        if not self.open_measures.isHidden():
            self.open_measures.hide()
        self._empty.hide()
        if self.detail is not None:
            self.detail.hide()
        self.drill_start.show()
        self.drill_start.begin(self._offered or read_offered(self._services))

    def _leave_drill(self) -> None:
        self.drill_start.hide()
        self._empty.setVisible(not self.model.incidents)
        if self.detail is not None:
            self.detail.show()
        self.setFocus()

    def _show_measures(self) -> None:
        if not self.drill_start.isHidden():
            self._leave_drill()
        if self.detail is not None:
            self.detail.hide()
        self.open_measures.show()

    def _leave_measures(self) -> None:
        self.open_measures.hide()
        if self.detail is not None:
            self.detail.show()
        self.view.setFocus()

    def _on_tick(self) -> None:
        if not self.isVisible():
            return
        if self.detail is not None:
            # Also of one that is over: what it still owes goes on counting.
            self.detail.tick()
        if any(incident.state == RUNNING for incident in self.model.incidents):
            self.view.viewport().update()
