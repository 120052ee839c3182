"""Handing evidence over: from when to when, why, where to."""

from datetime import UTC, tzinfo
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.evidence.bundle import Bundle
from app.evidence.rules import ExportWish
from app.evidence.service import EvidenceService
from app.playback.recordings import moment
from app.playback.rules import Span
from app.ui.background import LongWork, WorkStopped
from app.ui.error_words import ErrorWords
from app.ui.format import clock_time, iso_date
from app.ui.ops import Ops

_OUTCOME_LEAST = 40


class ExportPanel(QFrame):
    """Emits `mark_wanted` (`start` or `end`: where playback is now) and `left`."""

    mark_wanted = Signal(str)
    left = Signal()

    def __init__(self, evidence: EvidenceService, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self._evidence = evidence
        self._errors = ErrorWords(self)
        self._work = LongWork(ops, self, tell_every=1)
        self._work.counted.connect(self._show_percent)
        self._cameras: tuple[str, ...] = ()
        self._names = ""
        self._span = Span(0.0, 0.0)
        self._moment = 0.0
        self._outcome: Bundle | BaseException | None = None
        self.zone: tzinfo = UTC
        self._labels = {name: QLabel(self) for name in ("title", "period", "cameras", "outcome")}
        self.start_here, self.end_here = QPushButton(self), QPushButton(self)
        self.reason, self.folder = QLineEdit(self), QLineEdit(self)
        self.choose, self.begin, self.stop, self.close_panel = (QPushButton(self) for _ in range(4))
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 100)
        self.folder.setText(_first_folder())
        self._build()
        self.retranslate()

    def show_wish(self, cameras: tuple[str, ...], names: str, span: Span, position: float) -> None:
        """What would be exported if somebody began now; snapshots are taken at `position`."""
        self._cameras, self._names, self._span, self._moment = cameras, names, span, position
        self._show_words()

    def retranslate(self) -> None:
        self._labels["title"].setText(self.tr("Hand evidence over"))
        self.start_here.setToolTip(self.tr("The export begins where playback is now"))
        self.end_here.setToolTip(self.tr("The export ends where playback is now"))
        self.start_here.setText(self.tr("Begins  I"))
        self.end_here.setText(self.tr("Ends  O"))
        self.reason.setPlaceholderText(self.tr("Why, and for whom"))
        self.reason.setAccessibleName(self.tr("Reason of the export"))
        self.folder.setPlaceholderText(self.tr("Folder, for example of a USB stick"))
        self.folder.setAccessibleName(self.tr("Folder for the export"))
        self.choose.setText("…")
        self.choose.setAccessibleName(self.tr("Choose the folder"))
        self.begin.setText(self.tr("Export"))
        self.stop.setText(self.tr("Stop"))
        self.close_panel.setText(self.tr("Close"))
        self._show_words()

    def _build(self) -> None:
        self._labels["title"].setObjectName("strong")
        for name in ("period", "cameras", "outcome"):
            self._labels[name].setWordWrap(True)
        self._labels["outcome"].setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._labels["cameras"].setObjectName("dim")
        self.begin.setObjectName("primary")
        self.start_here.clicked.connect(lambda: self.mark_wanted.emit("start"))
        self.end_here.clicked.connect(lambda: self.mark_wanted.emit("end"))
        self.choose.clicked.connect(self._choose_folder)
        self.begin.clicked.connect(self._begin)
        self.stop.clicked.connect(self._work.stop)
        self.close_panel.clicked.connect(self.left)
        self.reason.textChanged.connect(self._show_words)
        self.folder.textChanged.connect(self._show_words)
        edges, place = QHBoxLayout(), QHBoxLayout()
        for button in (self.start_here, self.end_here):
            button.setObjectName("compact")
            edges.addWidget(button)
        place.addWidget(self.folder, 1)
        place.addWidget(self.choose)
        self.choose.setObjectName("compact")
        foot = QHBoxLayout()
        for button in (self.begin, self.stop, self.close_panel):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(8)
        column.addWidget(self._labels["title"])
        column.addWidget(self._labels["period"])
        column.addLayout(edges)
        column.addWidget(self._labels["cameras"])
        column.addWidget(self.reason)
        column.addLayout(place)
        column.addLayout(foot)
        column.addWidget(self.progress)
        # On a small screen the outcome is longer than its room.
        outcome = QScrollArea(self)
        outcome.setWidgetResizable(True)
        outcome.setMinimumHeight(_OUTCOME_LEAST)
        outcome.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._labels["outcome"].setAlignment(Qt.AlignmentFlag.AlignTop)
        outcome.setWidget(self._labels["outcome"])
        column.addWidget(outcome, 1)

    def _begin(self) -> None:
        wish = ExportWish(
            self._cameras,
            moment(self._span.start),
            moment(self._span.end),
            self.reason.text(),
            moment(min(max(self._moment, self._span.start), self._span.end)),
        )
        target = Path(self.folder.text().strip()).expanduser()
        self._outcome = None
        self.progress.setValue(0)
        self._work.start(lambda count: self._evidence.export(wish, target, count), self._end, self._end)
        self._show_words()

    def _end(self, outcome: Bundle | BaseException) -> None:
        self._outcome = outcome
        if isinstance(outcome, Bundle):
            self.reason.clear()
        self._show_words()

    def _show_percent(self, percent: int) -> None:
        self.progress.setValue(percent)

    def _show_words(self) -> None:
        begin, end = (self._time(position) for position in (self._span.start, self._span.end))
        self._labels["period"].setText(self.tr("From {begin} to {end}").format(begin=begin, end=end))
        self._labels["cameras"].setText(self._names or self.tr("No camera is chosen."))
        running = self._work.running
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        ready = bool(self.reason.text().strip() and self.folder.text().strip() and self._cameras)
        self.begin.setEnabled(ready and not running)
        self._labels["outcome"].setText(self._outcome_words())
        bad = isinstance(self._outcome, BaseException)
        self._labels["outcome"].setObjectName("problem" if bad else "outcome")
        self._labels["outcome"].style().polish(self._labels["outcome"])

    def _outcome_words(self) -> str:
        outcome = self._outcome
        if self._work.running:
            return self.tr("Copying and hashing …")
        if outcome is None:
            return self.tr("Begin and end are where playback stands: play there, then press I or O.")
        if isinstance(outcome, WorkStopped):
            return self.tr("Stopped. Nothing was left in the folder.")
        if isinstance(outcome, BaseException):
            return f"▲ {self._errors.explain(outcome).text}"
        words = self.tr(
            "Exported: {clips} clips, {pictures} pictures, the log of that time.\n{folder}\n"
            "Tell whoever receives it the key's fingerprint: {fingerprint}"
        ).format(
            clips=outcome.clips,
            pictures=outcome.pictures,
            folder=outcome.folder,
            fingerprint=outcome.fingerprint,
        )
        if not outcome.missing:
            return words
        missing = self.tr("▲ For part of that time there is no picture; the list in the bundle says which.")
        return f"{words}\n{missing}"

    def _time(self, position: float) -> str:
        at = moment(position)
        return f"{iso_date(at, self.zone)} {clock_time(at, self.zone)}"

    def _choose_folder(self) -> None:
        """Not modal: the emergency button stays within reach."""
        dialog = QFileDialog(self, self.tr("Folder for the export"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setModal(False)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()


def _first_folder() -> str:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if Path(documents).is_dir() else str(Path.home())
