"""Handing evidence over: from when to when, why, where to."""

from datetime import UTC, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.evidence.rules import ExportWish
from app.evidence.service import EvidenceService
from app.playback.recordings import moment
from app.playback.rules import Span
from app.ui.evidence.hand_over import Export, HandOver
from app.ui.format import clock_time, iso_date
from app.ui.ops import Ops

_MOST_NAMES = 3


class ExportPanel(QFrame):
    """Emits `mark_wanted` (`start` or `end`: where playback is now) and `left`."""

    mark_wanted = Signal(str)
    left = Signal()

    def __init__(self, evidence: EvidenceService, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self._evidence = evidence
        self._cameras: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self._span = Span(0.0, 0.0)
        self._moment = 0.0
        self.zone: tzinfo = UTC
        self._labels = {name: QLabel(self) for name in ("title", "period", "cameras")}
        self.start_here, self.end_here = QPushButton(self), QPushButton(self)
        self.hand_over = HandOver(self._prepare, ops, self)
        self.hand_over.left.connect(self.left)
        self._build()
        self.retranslate()

    def show_wish(
        self, cameras: tuple[str, ...], names: tuple[str, ...], span: Span, position: float
    ) -> None:
        """What would be exported if somebody began now; snapshots are taken at `position`."""
        self._cameras, self._names, self._span, self._moment = cameras, names, span, position
        self._show_words()

    def retranslate(self) -> None:
        self._labels["title"].setText(self.tr("Hand evidence over"))
        self.start_here.setToolTip(self.tr("The export begins where playback is now"))
        self.end_here.setToolTip(self.tr("The export ends where playback is now"))
        self.start_here.setText(self.tr("Begins  I"))
        self.end_here.setText(self.tr("Ends  O"))
        self.hand_over.retranslate()
        self._show_words()

    def _build(self) -> None:
        self._labels["title"].setObjectName("strong")
        for name in ("period", "cameras"):
            self._labels[name].setWordWrap(True)
        self._labels["cameras"].setObjectName("dim")
        self.start_here.clicked.connect(lambda: self.mark_wanted.emit("start"))
        self.end_here.clicked.connect(lambda: self.mark_wanted.emit("end"))
        edges = QHBoxLayout()
        for button in (self.start_here, self.end_here):
            button.setObjectName("compact")
            edges.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(8)
        column.addWidget(self._labels["title"])
        column.addWidget(self._labels["period"])
        column.addLayout(edges)
        column.addWidget(self._labels["cameras"])
        column.addWidget(self.hand_over, 1)

    def _prepare(self, reason: str) -> Export:
        wish = ExportWish(
            self._cameras,
            moment(self._span.start),
            moment(self._span.end),
            reason,
            moment(min(max(self._moment, self._span.start), self._span.end)),
        )
        return lambda target, count: self._evidence.export(wish, target, count)

    def _show_words(self) -> None:
        begin, end = (self._time(position) for position in (self._span.start, self._span.end))
        self._labels["period"].setText(self.tr("From {begin} to {end}").format(begin=begin, end=end))
        self._labels["cameras"].setText(self._cameras_named() or self.tr("No camera is chosen."))
        self._labels["cameras"].setToolTip("\n".join(self._names))
        first = self.tr("Begin and end are where playback stands: play there, then press I or O.")
        self.hand_over.show_ready(first, ready=bool(self._cameras))

    def _cameras_named(self) -> str:
        """Nine names would leave no room for what has to be written."""
        first = " · ".join(self._names[:_MOST_NAMES])
        more = len(self._names) - _MOST_NAMES
        if more <= 0:
            return first
        return self.tr("{names} and {more} more, {all} cameras").format(
            names=first, more=more, all=len(self._names)
        )

    def _time(self, position: float) -> str:
        at = moment(position)
        return f"{iso_date(at, self.zone)} {clock_time(at, self.zone)}"
