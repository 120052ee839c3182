"""Files, pictures and voice notes of the line: brought by drag, key or menu, shown, taken off again."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QAction, QImage, QImageWriter, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from app.core.errors import InvalidInput, NotFound
from app.journal.attachment_rules import refuse_more
from app.model.line import Attachment
from app.ui.entry.attached import Attached
from app.ui.entry.notices import Notices
from app.ui.entry.recorder import Recorder
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services

FILE_KEY, PICTURE_KEY, VOICE_KEY = "Alt+F", "Alt+P", "Alt+V"


class Hanging(QObject):
    """Attributes:
    changed: another piece hangs on the line, or one less.
    said: a function that tells what goes on, in the language shown; nobody has to do anything.
    settled: a piece that was being copied is there.
    failed: what was refused.
    """

    changed = Signal()
    said = Signal(object)
    settled = Signal()
    failed = Signal(object)

    def __init__(
        self,
        services: Services,
        names: Names,
        ops: Ops,
        chosen_camera: Callable[[], str],
        line: QWidget,
    ) -> None:
        super().__init__(line)
        self._services = services
        self._ops = ops
        self._chosen_camera = chosen_camera
        self._line = line
        self._notices = Notices(names, self)
        self.attached = Attached(names, services.site.site().timezone, line)
        self.attached.removed.connect(self._take_off)
        self.recorder = Recorder(services, self)
        self.recorder.failed.connect(self._refused)
        self.recorder.heard.connect(self._show_heard)
        self.recorder.spoken.connect(self._spoken)
        self.pending = 0
        """Pieces that are being copied."""
        self.button = QPushButton(line)
        self.button.setObjectName("compact")
        self._menu = QMenu(self.button)
        self.button.setMenu(self._menu)
        self._actions = [
            self._action(FILE_KEY, self.choose_files),
            self._action(PICTURE_KEY, self.add_chosen_camera),
            self._action(VOICE_KEY, self.toggle_voice),
        ]

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return self.attached.attachments

    @property
    def recording(self) -> bool:
        return self.recorder.running

    def retranslate(self) -> None:
        words = (
            self.tr("File …"),
            self.tr("Picture of the chosen camera"),
            self.tr("End the voice note") if self.recording else self.tr("Voice note"),
        )
        for action, text, key in zip(self._actions, words, (FILE_KEY, PICTURE_KEY, VOICE_KEY), strict=True):
            action.setText(f"{text}\t{key}")
        self.button.setText(self.tr("Attach ▾"))
        self.button.setToolTip(self.tr("File, picture or voice note. Files can be dragged here."))
        self.button.setAccessibleName(self.tr("Attach a file, a picture or a voice note"))
        self.attached.retranslate()

    def add_files(self, names: Sequence[str]) -> None:
        for name in names:
            self._add(partial(self._services.lines.attaching.file, Path(name)))

    def add_image(self, image: QImage) -> None:
        """Out of the clipboard or another window."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if image.isNull() or not QImageWriter(buffer, QByteArray(b"png")).write(image):
            self._refused(InvalidInput(field="file", reason="file_unreadable"))
            return
        content = bytes(buffer.data().data())
        self._add(lambda: self._services.lines.attaching.picture(content, "picture.png"))

    def takes(self, what: QMimeData) -> bool:
        """Whether this can hang on a line: files of this computer, or a picture."""
        return what.hasImage() or any(url.isLocalFile() for url in what.urls())

    def take(self, what: QMimeData) -> None:
        """What was dragged here."""
        files = [url.toLocalFile() for url in what.urls() if url.isLocalFile()]
        if files:
            self.add_files(files)
        else:
            self.add_image(QImage(what.imageData()))

    def add_camera(self, camera_id: str) -> None:
        """What it shows now."""
        self._add(lambda: self._services.lines.attaching.camera(camera_id))

    def add_chosen_camera(self) -> None:
        camera_id = self._chosen_camera()
        if camera_id:
            self.add_camera(camera_id)
        else:
            self._refused(NotFound("no_chosen_camera"))

    def choose_files(self) -> None:
        """Not modal: the emergency button stays free while somebody looks for a file."""
        place = QStandardPaths.StandardLocation.HomeLocation
        dialog = QFileDialog(
            self._line, self.tr("Attach files to the entry"), QStandardPaths.writableLocation(place)
        )
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.add_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(False)
        dialog.show()

    def toggle_voice(self) -> None:
        if self.recorder.running:
            self.recorder.end()
            return
        self.recorder.begin()
        if self.recorder.running:
            self._show_heard(0.0, 0.0)
        self.retranslate()

    def recover(self) -> None:
        """What was being spoken when the program died comes back; what belongs to nothing goes."""
        attaching = self._services.lines.attaching
        self._ops.run(attaching.left_voices(), self._put_back, self._refused)
        self._ops.run(self._services.lines.tidy(), None, self._refused)

    def put(self, attachments: Sequence[Attachment]) -> None:
        """Of another line."""
        self.attached.show_all(tuple(attachments))

    def stored(self, attachments: Sequence[Attachment]) -> None:
        """These belong to an entry now; what was brought meanwhile stays."""
        self.attached.show_all(tuple(one for one in self.attachments if one not in attachments))

    def drop_all(self) -> None:
        for one in self.attachments:
            self._take_off(one)

    def _put_back(self, found: list[Attachment]) -> None:
        if found:
            self.attached.show_all((*self.attachments, *found))
            self.changed.emit()

    def _add(self, start: "Callable[[], Future[Attachment]]") -> None:
        try:
            refuse_more(self.attachments)
        except InvalidInput as error:
            self._refused(error)
            return
        self._await(start)

    def _await(self, start: "Callable[[], Future[Attachment]]") -> None:
        self.pending += 1

        def hung(attachment: Attachment) -> None:
            self.pending -= 1
            self._hang(attachment)
            self.settled.emit()

        def refused(error: BaseException) -> None:
            self.pending -= 1
            self._refused(error)

        self._ops.ask(start, hung, refused)

    def _hang(self, attachment: Attachment) -> None:
        try:
            refuse_more(self.attachments)
        except InvalidInput as error:
            self._refused(error)
            return
        if attachment not in self.attachments:
            self.attached.show_all((*self.attachments, attachment))
            self.changed.emit()

    def _take_off(self, attachment: Attachment) -> None:
        self.attached.show_all(tuple(one for one in self.attachments if one != attachment))
        if all(one.digest != attachment.digest for one in self.attachments):
            self._services.lines.attaching.drop(attachment)
        self.changed.emit()
        self._line.setFocus()

    def _spoken(self, path: Path) -> None:
        self.said.emit(str)
        self.retranslate()
        self._await(lambda: self._services.lines.attaching.voice(path))

    def _show_heard(self, seconds: float, loudness: float) -> None:
        self.said.emit(lambda: self._notices.recording(seconds, loudness))

    def _refused(self, error: BaseException) -> None:
        self.retranslate()
        self.failed.emit(error)

    def _action(self, key: str, do: Callable[[], None]) -> QAction:
        action = QAction(self._menu)
        action.triggered.connect(do)
        self._menu.addAction(action)
        shortcut = QShortcut(QKeySequence(key), self._line)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)
        return action
