"""Recordings that are evidence: what they are of, how large, and how they are given up when nobody needs them."""

from dataclasses import dataclass

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.model.incident import RUNNING, Incident
from app.model.recording import Evidence
from app.ui.background import Questions
from app.ui.error_words import ErrorWords
from app.ui.format import byte_size, iso_date, short_time, site_zone
from app.ui.forms.rows import Row, RowsTable
from app.ui.incidents.words import IncidentWords
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services

_LEAST_PX = 150
_KINDS = frozenset({"recording", "incident", "camera", "site", "plan"})
_FEW = 2


@dataclass(frozen=True, slots=True)
class _Kept:
    evidence: Evidence
    incident: Incident | None


class EvidencePanel(QWidget):
    """Choose one or several, say why, release. What was typed stays until it is done."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._ops = services, ops
        self._names = Names(services)
        self._words = IncidentWords(services, self._names, self)
        self._errors = ErrorWords(self)
        self._questions = Questions(ops, self)
        self._kept: list[_Kept] = []
        self._error: BaseException | None = None
        self.title, self.empty, self.trouble = QLabel(self), QLabel(self), QLabel(self)
        self.table = RowsTable(self)
        self.reason = QLineEdit(self)
        self.confirm = QPushButton(self)
        self._build()
        ops.changed.connect(self._on_changed)
        self.retranslate()

    def refresh(self) -> None:
        self._questions.forget()
        self._questions.ask(self._look, self._show)

    def retranslate(self) -> None:
        self._names.forget()
        self.title.setText(self.tr("Evidence: stays until it is released"))
        self.empty.setText(
            self.tr("No recording is evidence: none of an incident, none kept by hand, none handed over.")
        )
        self.table.setAccessibleName(self.tr("Recordings that are evidence"))
        marked = self._marked()
        self.table.show_columns([self.tr("Of"), self.tr("Cameras"), self.tr("Begin"), self.tr("Size")], 0)
        self._mark(marked)
        self.reason.setPlaceholderText(self.tr("Reason (needed)"))
        self.reason.setAccessibleName(self.tr("Reason for the release"))
        self.confirm.setText(self.tr("Release what is marked"))
        self.confirm.setToolTip(
            self.tr(
                "From then on it goes by days and room like any other recording; the log says who and why."
            )
        )
        self.trouble.setText("▲ " + self._errors.explain(self._error).text if self._error else "")
        self.trouble.setVisible(self._error is not None)
        self._show(self._kept)

    def release(self) -> None:
        chosen = [self._kept[index.row()].evidence for index in self.table.selectionModel().selectedRows()]
        if chosen:
            reason = self.reason.text()
            self._ops.ask(
                lambda: self._services.recording.release(chosen, reason), lambda _: self._done(), self._failed
            )

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def _build(self) -> None:
        self.title.setObjectName("heading")
        self.empty.setObjectName("dim")
        self.trouble.setObjectName("problem")
        for label in (self.empty, self.trouble):
            label.setWordWrap(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setMinimumHeight(_LEAST_PX)
        self.table.selectionModel().selectionChanged.connect(self._offer)
        self.reason.returnPressed.connect(self.release)
        self.confirm.clicked.connect(self.release)
        row = QHBoxLayout()
        row.addWidget(self.reason, 1)
        row.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.title, self.empty):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.trouble)
        column.addStretch(0)

    def _look(self) -> list[_Kept]:
        services = self._services
        return [
            _Kept(each, services.incidents.get(each.keep_id) if each.keep_id else None)
            for each in services.recording.evidence()
        ]

    def _show(self, kept: list[_Kept]) -> None:
        rows = [Row(one.evidence.id, self._cells(one)) for one in kept]
        self._kept = kept
        if rows != self.table.rows.rows:
            marked = self._marked()
            self.table.rows.show_rows(rows)
            self._mark(marked)
        for widget in (self.table, self.reason, self.confirm):
            widget.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._offer()

    def _marked(self) -> set[str]:
        rows = self.table.rows.rows
        return {rows[index.row()].id for index in self.table.selectionModel().selectedRows()}

    def _mark(self, ids: set[str]) -> None:
        model, selection = self.table.model(), self.table.selectionModel()
        for number, row in enumerate(self.table.rows.rows):
            if row.id in ids:
                selection.select(
                    model.index(number, 0), selection.SelectionFlag.Select | selection.SelectionFlag.Rows
                )

    def _offer(self) -> None:
        self.confirm.setEnabled(bool(self._marked()))

    def _cells(self, kept: _Kept) -> tuple[str, ...]:
        evidence = kept.evidence
        zone = site_zone(self._services.site.site().timezone)
        begin = f"{iso_date(evidence.began, zone)} {short_time(evidence.began, zone)}"
        cameras = [self._names.camera(camera_id) for camera_id in evidence.camera_ids]
        shown = (
            " · ".join(cameras)
            if len(cameras) <= _FEW
            else self.tr("{count} cameras").format(count=len(cameras))
        )
        return self._of(kept), shown, begin, byte_size(evidence.size)

    def _of(self, kept: _Kept) -> str:
        incident = kept.incident
        if incident is not None:
            state = self._words.state(incident)
            title = self._words.title(incident)
            return f"● {title} · {state}" if incident.state == RUNNING else f"{title} · {state}"
        return self.tr("Clip kept by hand") if kept.evidence.keep_id else self.tr("Handed over")

    def _done(self) -> None:
        self.reason.clear()
        self._error = None
        self.retranslate()
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        self._error = error
        self.retranslate()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _KINDS:
            self._names.forget()
            if self.isVisible():
                self.refresh()
