"""Remarks of a leader: the line is opened, what is given is stored, and the time line is told."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.model.journal import Entry
from app.playback.recordings import moment
from app.shift_review.looked import LookedShift
from app.ui.format import clock_time
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.shift_review.remark_line import RemarkLine
from app.ui.shift_review.words import ShiftReviewWords


class Remarking(QObject):
    """Emits `told` with what came of it, `stored` once it is in the log."""

    told = Signal(str)
    stored = Signal()

    def __init__(
        self, services: Services, names: Names, words: ShiftReviewWords, ops: Ops, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._words = words
        self._ops = ops
        self._position = 0.0
        self.line = RemarkLine(parent)
        self.line.given.connect(self._give)

    def begin(self, looked: LookedShift, position: float, camera_ids: Sequence[str]) -> None:
        """The incidents that had been opened by then are offered, the one that ran first of all."""
        self._position = position
        known = sorted(looked.history.at(moment(position)), key=lambda then: then.closed_at is not None)
        zone = self._words.zone
        incidents = [
            (then.id, f"{clock_time(then.opened_at, zone)} {self._words.title(then)}") for then in known
        ]
        running = bool(known) and known[0].closed_at is None
        cameras = [(each, self._names.camera(each)) for each in camera_ids]
        self.line.begin(incidents, cameras, incidents[0][0] if running else "")
        self.show_moment(position)

    def show_moment(self, position: float) -> None:
        """The remark belongs to where the cursor is when it is given."""
        self._position = position
        self.line.show_moment(clock_time(moment(position), self._words.zone))

    def retranslate(self) -> None:
        self.line.retranslate()

    def _give(self, text: str, incident_id: str, camera_id: str) -> None:
        at = moment(self._position)
        self._ops.ask(
            lambda: self._services.shift_review.remark(
                text, at, incident_id=incident_id, camera_id=camera_id
            ),
            lambda entry: self._done(entry, text),
            self.line.refuse,
        )

    def _done(self, entry: Entry, text: str) -> None:
        self.line.stored(text)
        self.told.emit(self.tr("The remark is entry no. {number} of the log.").format(number=entry.number))
        self.stored.emit()
