"""The links of running incidents and of reports: which phone has opened which, and two keys to take one back or let it go."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.incident import Incident
from app.model.lan_page import Link, ReportLink
from app.model.report import Report
from app.ui.background import Questions
from app.ui.format import short_time, site_zone
from app.ui.forms.rows import Row, RowsTable
from app.ui.incidents.words import IncidentWords
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.reports.words import ReportWords
from app.ui.services import Services

_KINDS = frozenset({"incident", "link", "report", "lan_page", *Names.KINDS})


@dataclass(frozen=True, slots=True)
class _Shown:
    """`about`: the call, or the message of the report, that the link belongs to."""

    about: str
    person_id: str
    name: str
    """Of somebody the site knows no more."""
    of: Incident | Report
    link: Link | ReportLink


class LinksPanel(QWidget):
    """Choose a person, then a key."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._ops = services, ops
        self._names = Names(services)
        self._words = IncidentWords(services, self._names, self)
        self._reports = ReportWords(self._names, self)
        self._questions = Questions(ops, self)
        self._shown: list[_Shown] = []
        self.title, self.empty = QLabel(self), QLabel(self)
        self.table = RowsTable(self)
        self.revoke, self.release = QPushButton(self), QPushButton(self)
        self._build()
        ops.changed.connect(self._on_changed)
        self.retranslate()

    def refresh(self) -> None:
        self._questions.forget()
        self._questions.ask(self._look, self._show)

    def retranslate(self) -> None:
        self._names.forget()
        self.title.setText(self.tr("Links of running incidents and of reports"))
        self.empty.setText(
            self.tr(
                "No incident is running and no report was sent lately: there is no link that opens anything."
            )
        )
        self.table.setAccessibleName(self.title.text())
        self.table.show_columns([self.tr("Person"), self.tr("Link"), self.tr("Incident or report")], 2)
        self.revoke.setText(self.tr("Withdraw the link"))
        self.revoke.setToolTip(self.tr("From now on it opens nothing."))
        self.release.setText(self.tr("Allow another phone"))
        self.release.setToolTip(self.tr("The next phone that opens it gets it; the one before is out."))
        self._show(self._shown)

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def _build(self) -> None:
        self.title.setObjectName("heading")
        self.empty.setObjectName("dim")
        self.empty.setWordWrap(True)
        self.table.selectionModel().selectionChanged.connect(self._offer)
        page = self._services.lan_page
        self.revoke.clicked.connect(lambda: self._act(page.revoke, page.reports.revoke))
        self.release.clicked.connect(lambda: self._act(page.release, page.reports.release))
        row = QHBoxLayout()
        row.addWidget(self.revoke)
        row.addWidget(self.release)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addStretch(0)

    def _look(self) -> list[_Shown]:
        found: list[_Shown] = []
        for incident in self._services.incidents.running():
            links = self._services.lan_page.links(incident.id)
            for call in incident.calls:
                name, link = call.name.zh or call.name.en, links.get(call.id, Link(call.id))
                found.append(_Shown(call.id, call.person_id, name, incident, link))
        for sent in self._services.lan_page.reports.all():
            found.append(_Shown(sent.link.message_id, sent.person_id, "", sent.report, sent.link))
        return found

    def _show(self, shown: list[_Shown]) -> None:
        self._shown = shown
        rows = [Row(each.about, self._cells(each)) for each in shown]
        if rows != self.table.rows.rows:
            chosen = self._chosen()
            self.table.rows.show_rows(rows)
            kept = next(
                (number for number, row in enumerate(rows) if chosen and row.id == chosen.about), None
            )
            if kept is not None:
                self.table.selectRow(kept)
        for widget in (self.table, self.revoke, self.release):
            widget.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._offer()

    def _cells(self, shown: _Shown) -> tuple[str, ...]:
        title = self._reports.title(shown.of) if isinstance(shown.of, Report) else self._words.title(shown.of)
        return self._names.person(shown.person_id, shown.name), self._state(shown.link), title

    def _state(self, link: Link | ReportLink) -> str:
        zone = site_zone(self._services.site.site().timezone)
        if link.revoked_at is not None:
            return "▲ " + self.tr("withdrawn {time}").format(time=short_time(link.revoked_at, zone))
        if link.opened_at is None:
            return self.tr("not opened")
        return self.tr("opened {time} from {address}").format(
            time=short_time(link.opened_at, zone), address=link.opened_from
        )

    def _chosen(self) -> _Shown | None:
        rows = self.table.selectionModel().selectedRows()
        ids = [self.table.rows.rows[index.row()].id for index in rows]
        return next((shown for shown in self._shown if shown.about in ids), None)

    def _offer(self) -> None:
        chosen = self._chosen()
        link = chosen.link if chosen is not None else None
        self.revoke.setEnabled(link is not None and link.revoked_at is None)
        self.release.setEnabled(link is not None and bool(link.device or link.revoked_at))

    def _act(
        self, of_call: Callable[[str], "Future[None]"], of_report: Callable[[str], "Future[None]"]
    ) -> None:
        chosen = self._chosen()
        if chosen is not None:
            act = of_report if isinstance(chosen.of, Report) else of_call
            self._ops.ask(lambda: act(chosen.about))

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _KINDS:
            self._names.forget()
            if self.isVisible():
                self.refresh()
