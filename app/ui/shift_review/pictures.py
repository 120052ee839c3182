"""The cameras' pictures of the moment looked at: recordings where there are some, else the nearest kept picture."""

import time

from PySide6.QtCore import QElapsedTimer, QObject, Qt, Signal

from app.playback.keeper import PlayerKeeper
from app.playback.rules import MOST_CAMERAS
from app.playback.session import PlaybackSession
from app.shift_review.looked import LookedShift
from app.storage.media import MediaStore
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.playback.newest import Newest
from app.ui.playback.view import PlaybackView
from app.ui.services import Services
from app.ui.shift_review.stills import StillPictures
from app.ui.shift_review.words import ShiftReviewWords

_NEWEST_EVERY_MS = 500


class ShiftPictures(QObject):
    """A page of cameras at a time. The player starts with the first recording that is to be shown."""

    _answered = Signal(object)

    def __init__(
        self,
        services: Services,
        names: Names,
        words: ShiftReviewWords,
        ops: Ops,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._names = names
        self._looked: LookedShift | None = None
        # The player follows the same clock in a process of its own: it has to be the machine's.
        self._keeper = PlayerKeeper(time.monotonic, self._answered.emit)
        self.session = PlaybackSession(time.monotonic, self._keeper)
        self._started = False
        self.stills = StillPictures(MediaStore(services.folder.media), words, ops, self)
        self.view = PlaybackView(self.session)
        self.view.fill_gaps(lambda camera_id: self.stills.at(camera_id, self.session.position))
        self._newest = Newest(services.evidence.recordings, lambda: services.clock.now().timestamp())
        self._since_newest = QElapsedTimer()
        self._since_newest.start()
        self.view.await_newest(lambda camera_id: self._newest.is_coming(camera_id, self.session.position))
        self.view.ticked.connect(self._look_at_newest)
        self.page, self.all_cameras = 0, False
        self._answered.connect(self.session.take, Qt.ConnectionType.QueuedConnection)
        ops.closed.connect(self.session.close)

    def show_shift(self, looked: LookedShift) -> None:
        self._looked = looked
        self.stills.know(looked.stills)
        self._show_page()

    def turn(self, step: int) -> None:
        """To the next page or the one before, round and round."""
        self.page = (self.page + step) % self.pages()
        self._show_page()

    def toggle_all(self) -> None:
        """Also the cameras that have no picture of this time, or only those that have."""
        self.all_cameras = not self.all_cameras
        self.page = 0
        self._show_page()

    def pages(self) -> int:
        return max(1, -(-len(self.cameras()) // MOST_CAMERAS))

    def cameras(self) -> tuple[str, ...]:
        """In the order of the site."""
        if self._looked is None:
            return ()
        looked = self._looked
        if self.all_cameras:
            return tuple(looked.recorded)
        return tuple(each for each, clips in looked.recorded.items() if clips or looked.stills.get(each))

    def show_camera(self, camera_id: str) -> None:
        """Its page, and the focus on it."""
        if camera_id in self.cameras():
            self.page = self.cameras().index(camera_id) // MOST_CAMERAS
            self._show_page()
            self.view.focus_camera(camera_id)

    def retranslate(self) -> None:
        self.stills.forget_words()
        self._show_page()

    def _shown(self) -> tuple[str, ...]:
        return self.cameras()[self.page * MOST_CAMERAS : (self.page + 1) * MOST_CAMERAS]

    def _look_at_newest(self) -> None:
        if self._looked is not None and self._since_newest.elapsed() >= _NEWEST_EVERY_MS:
            self._since_newest.restart()
            recorded = self._looked.recorded
            self._newest.look({each: recorded[each] for each in self._shown()}, self.session.position)

    def _show_page(self) -> None:
        if self._looked is None:
            return
        self.page = min(self.page, self.pages() - 1)
        shown = self._shown()
        shelves = {each: self._looked.recorded[each] for each in shown}
        if any(shelves.values()) and not self._started:
            self._started = True
            self._keeper.start()
        self.session.load(shelves)
        self.view.show_cameras([(each, self._names.camera(each)) for each in shown])
