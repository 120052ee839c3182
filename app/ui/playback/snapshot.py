"""Keeps the picture somebody looks at: a file named by its hash, and an entry of the log."""

from datetime import tzinfo

from PySide6.QtCore import QObject, Signal

from app.evidence.snapshots import SnapshotService
from app.playback.protocol import Snapped
from app.playback.recordings import moment
from app.playback.session import PlaybackSession
from app.ui.background import Questions
from app.ui.format import clock_time
from app.ui.ops import Ops


class Snapshots(QObject):
    """Emits `told` with what came of it."""

    told = Signal(str)

    def __init__(
        self, service: SnapshotService, session: PlaybackSession, ops: Ops, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._session = session
        self._questions = Questions(ops, self)

    def keep(self, camera_id: str, zone: tzinfo) -> None:
        """In full size, as it was recorded."""
        if camera_id:
            self._session.snap(camera_id, lambda snapped: self._keep(snapped, zone))

    def _keep(self, snapped: Snapped, zone: tzinfo) -> None:
        if not snapped.jpeg:
            self.told.emit(self.tr("There is no picture to keep here."))
            return
        at = moment(snapped.position)
        time = clock_time(at, zone)
        self._questions.ask(
            lambda: self._service.keep_recorded(snapped.camera_id, at, snapped.jpeg).result(),
            lambda _entry: self.told.emit(self.tr("Picture of {time} kept in the log.").format(time=time)),
        )
