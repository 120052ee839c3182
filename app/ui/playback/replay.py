"""Instant replay: the seconds of a camera that its host still holds in memory, made a file and played."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.playback.recordings import Recordings
from app.playback.rules import Clip

_HELD_MS = 1200
"""The host hears of a clip within a moment; then it need not go on."""
_PATIENCE_MS = 12_000


class Replay(QObject):
    """Emits `failed` when nothing of it came in time. `found` is to be asked after each look at the index."""

    failed = Signal(str)

    def __init__(self, recordings: Recordings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recordings = recordings
        self._camera_id, self._keep_id, self._since = "", "", 0.0
        self._held, self._patience = QTimer(self), QTimer(self)
        for timer, wait, then in (
            (self._held, _HELD_MS, self._end_keep),
            (self._patience, _PATIENCE_MS, self._give_up),
        ):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(then)

    def begin(self, camera_id: str, since: float) -> None:
        self._end_keep()
        self._camera_id, self._since = camera_id, since
        self._keep_id = self._recordings.recall(camera_id)
        self._held.start()
        self._patience.start()

    def forget(self) -> None:
        """Somebody wants to see something else."""
        self._end_keep()
        self._patience.stop()
        self._camera_id = ""

    def waits(self) -> bool:
        return bool(self._camera_id)

    def found(self, clips: Sequence[Clip]) -> bool:
        """Whether the seconds asked for are there now; afterwards it waits no longer."""
        if not self._camera_id or not any(clip.end > self._since + 1 for clip in clips):
            return False
        self.forget()
        return True

    def _end_keep(self) -> None:
        self._held.stop()
        if self._keep_id:
            self._recordings.end_keep(self._camera_id, self._keep_id)
            self._keep_id = ""

    def _give_up(self) -> None:
        camera_id = self._camera_id
        self.forget()
        self.failed.emit(camera_id)
