"""One kept picture, large, over the screen it belongs to. Esc or a click closes it."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.storage.media import MediaStore
from app.ui import theme
from app.ui.background import Questions
from app.ui.code_words import CodeWords
from app.ui.format import clock_time, iso_date, site_zone
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.pictures.kept import KeptPicture, ReadPicture, read_picture, source_of
from app.ui.services import Services

_FOOT = 56


class PictureViewer(QWidget):
    """Lies over its parent and grows with it; nothing modal, so the emergency button stays free."""

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._names = names
        self._media = MediaStore(services.folder.media)
        self._zone = site_zone(services.site.site().timezone)
        self._codes = CodeWords(self)
        self._questions = Questions(ops, self)
        self._picture: KeptPicture | None = None
        self._image = QImage()
        self._fault = ""
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        parent.installEventFilter(self)
        self.hide()

    def show_picture(self, picture: KeptPicture) -> None:
        self._picture, self._image, self._fault = picture, QImage(), ""
        self._before = self.window().focusWidget()
        self._questions.forget()
        self._questions.ask(lambda: read_picture(self._media, picture.digest), self._show_read)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setAccessibleName(self._words())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space):
            self._leave()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#0b0d0f"))
        area = self.rect().adjusted(12, 12, -12, -_FOOT)
        if not self._image.isNull():
            size = self._image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(area.topLeft(), size)
            target.moveCenter(area.center())
            painter.drawImage(target, self._image)
        painter.setFont(theme.font(17))
        if self._fault:
            painter.setPen(QColor(theme.AMBER))
            fault = f"▲ {self._codes.record_fault(self._fault)}"
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, fault)
        foot = QRect(20, self.height() - _FOOT, self.width() - 40, _FOOT)
        painter.setPen(QColor(theme.TEXT))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._words())
        painter.setPen(QColor(theme.QUIET))
        middle_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(foot, middle_right, self.tr("Esc closes the picture"))
        painter.end()

    def _words(self) -> str:
        picture = self._picture
        if picture is None:
            return ""
        source = source_of(picture, self._names)
        when = f"{iso_date(picture.taken, self._zone)} {clock_time(picture.taken, self._zone)}"
        stale = "" if picture.live else self.tr("▲ not live when it was kept")
        kept = self.tr("kept {date} {time}").format(
            date=iso_date(picture.kept, self._zone), time=clock_time(picture.kept, self._zone)
        )
        return " · ".join(part for part in (source, when, stale, kept) if part)

    def _show_read(self, read: ReadPicture) -> None:
        self._image, self._fault = read.image, read.fault
        self.update()

    def _leave(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
