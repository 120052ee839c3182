"""Kept pictures at hand: decoded off the UI thread, in a size that tiles need, the last ones seen kept in memory."""

from collections import OrderedDict
from collections.abc import Mapping

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from app.shift_review.stills import Still, nearest
from app.storage.media import MediaStore
from app.ui.background import Questions
from app.ui.ops import Ops
from app.ui.playback.painter import StillPicture
from app.ui.shift_review.words import ShiftReviewWords

_KEPT = 96
_WIDEST = 960


class StillPictures(QObject):
    """Emits `come` when one that was asked for is there."""

    come = Signal()

    def __init__(
        self, media: MediaStore, words: ShiftReviewWords, ops: Ops, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._media = media
        self._words = words
        self._questions = Questions(ops, self)
        self._stills: Mapping[str, tuple[Still, ...]] = {}
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._asked: set[str] = set()
        self._shown: dict[str, tuple[Still, int, StillPicture]] = {}

    def know(self, stills: Mapping[str, tuple[Still, ...]]) -> None:
        self._stills = stills
        self._shown.clear()

    def at(self, camera_id: str, position: float) -> StillPicture | None:
        """The nearest one; None where there is none, or not yet."""
        still = nearest(self._stills, camera_id, position)
        if still is None:
            return None
        image = self._images.get(still.digest)
        if image is None:
            self._ask(still.digest)
            return None
        if image.isNull():
            return None
        self._images.move_to_end(still.digest)
        # The age is told to the second: a new object each second, the same one meanwhile.
        age = round(still.at - position)
        shown = self._shown.get(camera_id)
        if shown is None or shown[:2] != (still, age):
            shown = still, age, StillPicture(image, *self._words.still(still.at, age))
            self._shown[camera_id] = shown
        return shown[2]

    def forget_words(self) -> None:
        """After a change of the language."""
        self._shown.clear()

    def _ask(self, digest: str) -> None:
        if digest not in self._asked:
            self._asked.add(digest)
            self._questions.ask(lambda: self._read(digest), lambda image: self._take(digest, image))

    def _read(self, digest: str) -> QImage:
        """A null image where its file has gone or is none."""
        path = self._media.find(digest)
        if path is None:
            return QImage()
        reader = QImageReader(str(path))
        size = reader.size()
        if size.width() > _WIDEST:
            reader.setScaledSize(size.scaled(QSize(_WIDEST, _WIDEST), Qt.AspectRatioMode.KeepAspectRatio))
        return reader.read()

    def _take(self, digest: str, image: QImage) -> None:
        self._asked.discard(digest)
        self._images[digest] = image
        while len(self._images) > _KEPT:
            self._images.popitem(last=False)
        self.come.emit()
