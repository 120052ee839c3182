"""Kept pictures side by side, each with its camera and time."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.storage.media import MediaStore
from app.ui import theme
from app.ui.background import Questions
from app.ui.code_words import CodeWords
from app.ui.focus_mark import mark_focus
from app.ui.format import clock_time, site_zone
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.pictures.kept import KeptPicture, ReadPicture, read_picture, source_of
from app.ui.services import Services

_LEAST_WIDTH = 176
_CAPTION = 44
_GAP = 8
_DECODE = QSize(480, 270)


class Thumbnail(QAbstractButton):
    """A picture, its camera and its time; one that is missing or was changed says so."""

    def __init__(self, picture: KeptPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = picture
        self._image = QImage()
        self._words = ("", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_picture(self, image: QImage) -> None:
        self._image = image
        self.update()

    def show_words(self, camera: str, time: str, fault: str) -> None:
        self._words = (camera, time, fault)
        self.setAccessibleName(" ".join(part for part in (camera, time, fault) if part))
        self.setToolTip(camera)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, _LEAST_WIDTH * 9 // 16 + _CAPTION)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRect(0, 0, self.width(), self.height() - _CAPTION)
        painter.fillRect(area, QColor("#0b0d0f"))
        camera, time, fault = self._words
        if not self._image.isNull():
            size = self._image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(area.topLeft(), size)
            target.moveCenter(area.center())
            painter.drawImage(target, self._image)
        painter.setFont(theme.font(14))
        if fault:
            painter.setPen(QColor(theme.AMBER))
            flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
            painter.drawText(area.adjusted(6, 6, -6, -6), flags, f"▲ {fault}")
        elide = Qt.TextElideMode.ElideMiddle
        painter.setPen(QColor(theme.TEXT))
        name = QFontMetrics(painter.font()).elidedText(camera, elide, self.width() - 4)
        painter.drawText(QRect(2, area.bottom() + 3, self.width(), 20), Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(QColor(theme.QUIET))
        painter.drawText(QRect(2, area.bottom() + 23, self.width(), 20), Qt.AlignmentFlag.AlignLeft, time)
        mark_focus(painter, self)
        painter.end()


class PictureGrid(QWidget):
    """As many columns as fit. Emits `opened` with the KeptPicture that was pressed."""

    opened = Signal(object)

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._media = MediaStore(services.folder.media)
        self._zone = site_zone(services.site.site().timezone)
        self._codes = CodeWords(self)
        self._questions = Questions(ops, self)
        self._faults: dict[str, str] = {}
        self.thumbnails: list[Thumbnail] = []

    def show_pictures(self, pictures: list[KeptPicture]) -> None:
        if pictures == [thumbnail.picture for thumbnail in self.thumbnails]:
            return
        self._questions.forget()
        for thumbnail in self.thumbnails:
            thumbnail.hide()
            thumbnail.deleteLater()
        self.thumbnails = [self._thumbnail(picture) for picture in pictures]
        for picture in pictures:
            self._ask(picture.digest)
        self.retranslate()
        self._arrange()

    def retranslate(self) -> None:
        for thumbnail in self.thumbnails:
            picture = thumbnail.picture
            fault = self._codes.record_fault(self._faults.get(picture.digest, ""))
            time = clock_time(picture.taken, self._zone)
            thumbnail.show_words(
                source_of(picture, self._names),
                time if picture.live else self.tr("{time}, not live").format(time=time),
                fault,
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _thumbnail(self, picture: KeptPicture) -> Thumbnail:
        thumbnail = Thumbnail(picture, self)
        thumbnail.clicked.connect(lambda: self.opened.emit(picture))
        thumbnail.show()
        return thumbnail

    def _ask(self, digest: str) -> None:
        self._questions.ask(lambda: read_picture(self._media, digest, _DECODE), self._show_read)

    def _show_read(self, read: ReadPicture) -> None:
        self._faults[read.digest] = read.fault
        for thumbnail in self.thumbnails:
            if thumbnail.picture.digest == read.digest:
                thumbnail.show_picture(read.image)
        self.retranslate()

    def _arrange(self) -> None:
        columns = max(1, (self.width() + _GAP) // (_LEAST_WIDTH + _GAP))
        width = max(120, min((self.width() + _GAP) // columns - _GAP, 320))
        height = width * 9 // 16 + _CAPTION
        for at, thumbnail in enumerate(self.thumbnails):
            row, column = divmod(at, columns)
            thumbnail.setGeometry(column * (width + _GAP), row * (height + _GAP), width, height)
        rows = -(-len(self.thumbnails) // columns)
        self.setFixedHeight(max(0, rows * (height + _GAP) - _GAP))
