"""Files and voice notes of an entry: played, opened as a copy, saved elsewhere. What was changed on the disk says so."""

from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QPushButton, QWidget

from app.core.errors import DutyRoomError, NotFound
from app.journal.attachment_rules import opens
from app.journal.export import write_out
from app.model.journal import Entry
from app.model.line import PICTURE, VOICE, Attachment, unpacked
from app.storage.media import MediaStore
from app.ui.background import Questions
from app.ui.entry.attachment_words import AttachmentWords
from app.ui.error_words import ErrorWords
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services


class Player(Protocol):
    """What makes a voice note heard."""

    def play(self, file: bytes) -> None: ...
    def stop(self) -> None: ...


class EntryFiles(QWidget):
    """A row for each. Pictures have a place of their own.

    Attributes:
        opened: a copy was made for the system's own program, a Path; tests listen here instead of opening it.
    """

    opened = Signal(object)

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media = MediaStore(services.folder.media)
        self._journal = services.journal
        self._words = AttachmentWords(names, services.site.site().timezone, self)
        self._errors = ErrorWords(self)
        self._questions = Questions(ops, self)
        self._shown: tuple[Attachment, ...] = ()
        self._playing = ""
        """Hash of the voice note that is heard now."""
        self.player: Player | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self.buttons: dict[str, QPushButton] = {}
        self.trouble = QLabel(self)
        self.trouble.setObjectName("problem")
        self.trouble.setWordWrap(True)
        self.opened.connect(lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        self.hide()

    def show_of(self, entry: Entry | None) -> None:
        files = unpacked(entry.draft.data.get("files", "")) if entry is not None else ()
        shown = tuple(one for one in files if one.what != PICTURE)
        if shown != self._shown:
            self._questions.forget()
            self._stop()
            self._shown = shown
            self.trouble.clear()
        self.retranslate()

    def retranslate(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self.trouble:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        for row, one in enumerate(self._shown):
            self._row(row, one)
        self._grid.addWidget(self.trouble, len(self._shown), 0, 1, 3)
        self.trouble.setVisible(bool(self.trouble.text()))
        self.setVisible(bool(self._shown))

    def _row(self, row: int, one: Attachment) -> None:
        words = self._words.said(one)
        label = QLabel(words, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(label, row, 0)
        if one.what == VOICE:
            text = self.tr("■ Stop") if self._playing == one.digest else self.tr("▶ Play")
            self._button(row, 1, f"play {one.digest}", text, words, lambda: self._play(one))
        elif opens(one):
            self._button(row, 1, f"open {one.digest}", self.tr("Open"), words, lambda: self._open(one))
        self._button(row, 2, f"save {one.digest}", self.tr("Save a copy …"), words, lambda: self._save(one))

    def _button(self, row: int, column: int, key: str, text: str, words: str, do: object) -> None:
        button = QPushButton(text, self)
        button.setObjectName("compact")
        button.setAccessibleName(f"{text} {words}")
        button.clicked.connect(do)
        self._grid.addWidget(button, row, column)
        self.buttons[key] = button

    def _open(self, one: Attachment) -> None:
        """As a copy under its own name: what lies in the media folder stays as the hash says."""

        def copy() -> Path | DutyRoomError:
            try:
                path = Path(mkdtemp(prefix="dutyroom-")) / one.name
                path.write_bytes(self._read(one))
            except (DutyRoomError, OSError) as error:
                return error if isinstance(error, DutyRoomError) else NotFound("file_not_written")
            path.chmod(0o400)
            return path

        self._questions.ask(copy, self._show_copy)

    def _show_copy(self, made: "Path | DutyRoomError") -> None:
        if isinstance(made, DutyRoomError):
            self._tell(made)
        else:
            self.opened.emit(made)

    def _save(self, one: Attachment) -> None:
        """Not modal: the emergency button stays free."""
        place = QStandardPaths.StandardLocation.HomeLocation
        folder = QStandardPaths.writableLocation(place)
        dialog = QFileDialog(self, self.tr("Save a copy"), folder)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(one.name if one.what != VOICE else f"{one.digest[:8]}{one.name}")
        dialog.fileSelected.connect(lambda name: self.save_to(one, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(False)
        dialog.show()

    def save_to(self, one: Attachment, path: Path) -> None:
        def save() -> DutyRoomError | None:
            try:
                write_out(self._journal, "attachment", path, self._read(one))
            except DutyRoomError as error:
                return error
            return None

        self._questions.ask(save, lambda error: self._tell(error) if error else None)

    def _read(self, one: Attachment) -> bytes:
        """Raises NotFound (media_missing, media_differs) where it is not what was attached."""
        fault = self._media.fault_of(one.digest)
        path = self._media.find(one.digest)
        if fault or path is None:
            raise NotFound(fault or "media_missing")
        return path.read_bytes()

    def _play(self, one: Attachment) -> None:
        again = self._playing == one.digest
        self._stop()
        if again:
            return
        try:
            self._sounding().play(self._read(one))
        except DutyRoomError as error:
            self._tell(error)
            return
        self._playing = one.digest
        self.retranslate()

    def _sounding(self) -> "Player":
        if self.player is None:
            from app.ui.entry.player import VoicePlayer

            player = VoicePlayer(self)
            player.ended.connect(self._ended)
            self.player = player
        return self.player

    def _stop(self) -> None:
        if self._playing and self.player is not None:
            self.player.stop()

    def _ended(self) -> None:
        self._playing = ""
        self.retranslate()

    def _tell(self, error: DutyRoomError) -> None:
        self.trouble.setText("▲ " + self._errors.explain(error).text)
        self.trouble.show()
