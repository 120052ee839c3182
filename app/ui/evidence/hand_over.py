"""Why and where to, progress, and what came of it: the same for every bundle."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
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
from app.ui.background import Count, LongWork, WorkStopped
from app.ui.error_words import ErrorWords
from app.ui.ops import Ops

Export = Callable[[Path, Count], Any]
"""Writes something below a folder; the count is of percents."""
Prepare = Callable[[str], Export]
"""Asked on the UI thread with the reason; what it gives runs elsewhere."""

_OUTCOME_LEAST = 40


class HandOver(QWidget):
    """Emits `left` when somebody closes it, `ended` when an export has come to its end, whatever that is."""

    left = Signal()
    ended = Signal()

    def __init__(self, prepare: Prepare, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prepare = prepare
        self._errors = ErrorWords(self)
        self._work = LongWork(ops, self, tell_every=1)
        self._work.counted.connect(self._show_percent)
        self._outcome: Any = None
        self._ready = True
        self._first = ""
        self.reason, self.folder = QLineEdit(self), QLineEdit(self)
        self.choose, self.begin, self.stop, self.close_panel = (QPushButton(self) for _ in range(4))
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 100)
        self.outcome = QLabel(self)
        self.folder.setText(_first_folder())
        self._build()
        self.retranslate()

    def retranslate(self) -> None:
        self.reason.setPlaceholderText(self.tr("Why, and for whom"))
        self.reason.setAccessibleName(self.tr("Reason of the export"))
        self.folder.setPlaceholderText(self.tr("Folder, for example of a USB stick"))
        self.folder.setAccessibleName(self.tr("Folder for the export"))
        self.choose.setText("…")
        self.choose.setAccessibleName(self.tr("Choose the folder"))
        self.begin.setText(self.tr("Export"))
        self.stop.setText(self.tr("Stop"))
        self.close_panel.setText(self.tr("Close  Esc"))
        self._show()

    def show_ready(self, first: str, *, ready: bool) -> None:
        """What stands there before anything was exported, and whether it may begin."""
        self._first, self._ready = first, ready
        self._show()

    def _build(self) -> None:
        self.begin.setObjectName("primary")
        self.choose.setObjectName("compact")
        self.choose.clicked.connect(self._choose_folder)
        self.begin.clicked.connect(self._begin)
        self.stop.clicked.connect(self._work.stop)
        self.close_panel.clicked.connect(self.left)
        self.reason.textChanged.connect(self._show)
        self.folder.textChanged.connect(self._show)
        self.outcome.setWordWrap(True)
        self.outcome.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.outcome.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        place, foot = QHBoxLayout(), QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self.choose)
        for button in (self.begin, self.stop, self.close_panel):
            foot.addWidget(button)
        # On a small screen the outcome is longer than its room.
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setMinimumHeight(_OUTCOME_LEAST)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.outcome)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.reason)
        column.addLayout(place)
        column.addLayout(foot)
        column.addWidget(self.progress)
        column.addWidget(area, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is not passed on to whatever this stands in. Escape closes, as everywhere."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = QApplication.focusWidget()
        (focus if isinstance(focus, QPushButton) else self.begin).click()

    def _begin(self) -> None:
        target = Path(self.folder.text().strip()).expanduser()
        export = self._prepare(self.reason.text())
        self._outcome = None
        self.progress.setValue(0)
        self._work.start(lambda count: export(target, count), self._end, self._end)
        self._show()

    def _end(self, outcome: Any) -> None:
        self._outcome = outcome
        if not isinstance(outcome, BaseException):
            self.reason.clear()
        self._show()
        self.ended.emit()

    def _show_percent(self, percent: int) -> None:
        self.progress.setValue(percent)

    def _show(self) -> None:
        running = self._work.running
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        filled = bool(self.reason.text().strip() and self.folder.text().strip())
        self.begin.setEnabled(self._ready and filled and not running)
        self.outcome.setText(self._outcome_words())
        self.outcome.setObjectName("problem" if isinstance(self._outcome, BaseException) else "outcome")
        self.outcome.style().polish(self.outcome)

    def _outcome_words(self) -> str:
        outcome = self._outcome
        if self._work.running:
            return self.tr("Copying and hashing …")
        if outcome is None:
            return self._first
        if isinstance(outcome, WorkStopped):
            return self.tr("Stopped. Nothing was left in the folder.")
        if isinstance(outcome, BaseException):
            return f"▲ {self._errors.explain(outcome).text}"
        return self.exported_words(outcome)

    def exported_words(self, outcome: Any) -> str:
        """What was written, where, and what its receiver must be told."""
        bundle: Bundle = outcome
        words = self.tr(
            "Exported: clips {clips}, pictures {pictures}, the log of that time.\n{folder}\n"
            "Tell whoever receives it the key's fingerprint: {fingerprint}"
        ).format(
            clips=bundle.clips,
            pictures=bundle.pictures,
            folder=bundle.folder,
            fingerprint=bundle.fingerprint,
        )
        if not bundle.missing:
            return words
        missing = self.tr("▲ For part of that time there is no picture; the list in the bundle says which.")
        return f"{words}\n{missing}"

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
