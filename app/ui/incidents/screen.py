"""F2: all incidents, running and past."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from app.model.incident import RUNNING, Incident
from app.reports.deadlines import Fault
from app.ui.background import Questions
from app.ui.incidents.detail import IncidentDetail
from app.ui.incidents.listing import IncidentList, IncidentPainter
from app.ui.incidents.words import IncidentWords
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.papers.viewer import PaperViewer
from app.ui.pictures.viewer import PictureViewer
from app.ui.services import Services

SHOWN = 200
_LIST_WIDTH = 290
_TICK_MS = 500
_KINDS = frozenset({"incident", "message", "due", "report", "plan", "place", "person", "site"})


class IncidentsScreen(QWidget):
    """The list on the left, the chosen one beside it; at first the newest."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._names = Names(services)
        self._words = IncidentWords(services, self._names, self)
        self._questions = Questions(ops, self)
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
        row.addWidget(self.view)
        row.addLayout(self._place, 1)
        self._place.addWidget(self._empty)
        self.papers = PaperViewer(ops, self)
        self.viewer = PictureViewer(services, self._names, ops, self)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        self.setFocusProxy(self.view)
        ops.changed.connect(self._on_changed)
        ops.closed.connect(self._tick.stop)
        self.retranslate()
        self._read()

    def retranslate(self) -> None:
        self._names.forget()
        self._empty.setText(
            self.tr("No incident yet. F12 or the red button starts one; what happens then is kept here.")
        )
        self.view.setAccessibleName(self.tr("Incidents, newest first"))
        self.model.repaint_all()
        self.papers.retranslate()
        if self.detail is not None:
            self.detail.retranslate()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & Names.KINDS:
            self.retranslate()
        if kinds & _KINDS:
            self._read()
        if "journal" in kinds and self.detail is not None:
            self.detail.entries.look_for_new()

    def _read(self) -> None:
        self._questions.forget()
        self._questions.ask(self._read_list, self._show_list)

    def _read_list(self) -> tuple[list[Incident], Mapping[str, Fault]]:
        incidents = self._services.incidents.recent(SHOWN)
        return incidents, self._services.reports.faults([incident.id for incident in incidents])

    def _show_list(self, read: tuple[list[Incident], Mapping[str, Fault]]) -> None:
        incidents, faults = read
        chosen = self.detail.incident.id if self.detail else ""
        self.model.show_incidents(incidents, faults)
        self._empty.setVisible(not incidents)
        self.view.setVisible(bool(incidents))
        if incidents:
            # A new incident appears on top; what somebody reads or types below another one stays open.
            self.view.setCurrentIndex(self.model.index(max(0, self.model.row_of(chosen)), 0))
            self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.view.currentIndex().row()
        if not 0 <= row < len(self.model.incidents):
            return
        incident = self.model.incidents[row]
        if self.detail is not None and self.detail.incident.id == incident.id:
            self.detail.show_incident(incident)
            return
        if self.detail is not None:
            self._place.removeWidget(self.detail)
            self.detail.hide()
            self.detail.deleteLater()
        self.detail = IncidentDetail(incident, self._services, self._names, self._words, self._ops, self)
        self.detail.opened.connect(self.viewer.show_picture)
        self.detail.paper_made.connect(self.papers.show_paper)
        self._place.addWidget(self.detail, 1)

    def _on_tick(self) -> None:
        if not self.isVisible():
            return
        if any(incident.state == RUNNING for incident in self.model.incidents):
            self.view.viewport().update()
            if self.detail is not None:
                self.detail.tick()
