"""What an incident owes above, and what was told: a page of its own beside people, messages and log."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.model.deadline import Due, PhoneReport
from app.model.incident import Incident
from app.ui.format import clock_time, iso_date, site_zone
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.reports.due_list import DueList
from app.ui.reports.words import ReportWords
from app.ui.services import Services


class IncidentReports(QWidget):
    """`show_incident` after changes, `tick` with the screen's clock."""

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._words = ReportWords(names, self)
        self._incident: Incident | None = None
        self._none = self._label("dim")
        self.dues = DueList(services, names, ops, self)
        self._calls = self._label("dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 8, 10)
        column.setSpacing(8)
        for widget in (self._none, self.dues, self._calls):
            column.addWidget(widget)
        column.addStretch(1)

    def show_incident(self, incident: Incident) -> list[Due]:
        """Gives what it has found, so that the page's name can say how much is late."""
        self._incident = incident
        dues = self._services.clocks.dues(incident.id)
        self._none.setVisible(not dues)
        self.dues.show_dues(dues)
        calls = self._services.clocks.phone_reports(incident.id)
        self._calls.setText("\n".join(map(self._call, calls)))
        self._calls.setVisible(bool(calls))
        return dues

    def tick(self) -> None:
        self.dues.tick()

    def retranslate(self) -> None:
        self._none.setText(self.tr("Nothing is owed above. The table is in the settings (F9), Reports."))
        self.dues.retranslate()
        if self._incident is not None:
            self.show_incident(self._incident)

    def _call(self, report: PhoneReport) -> str:
        zone = site_zone(self._services.site.site().timezone)
        by = self._names.person(report.by_id) if report.by_id else self.tr("nobody signed in")
        words = self.tr("{date} {time} told by phone: {recipient}, {whom}. Reported by: {by}").format(
            date=iso_date(report.at, zone),
            time=clock_time(report.at, zone),
            recipient=self._words.recipient(report.recipient),
            whom=report.whom,
            by=by,
        )
        return f"☎ {words} {report.said}".rstrip()

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label
