"""One line to write into the log, reachable by one key from anywhere."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.journal.naming import CAMERA_MARK, PLACE_MARK, named
from app.model.journal import NOTE_KINDS, Entry
from app.ui.code_words import CodeWords
from app.ui.error_words import ErrorWords
from app.ui.ops import Ops
from app.ui.services import Services


class _Line(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class EntryLine(QFrame):
    """Enter stores, Escape leaves (`left`). The text goes only when it is stored.

    Attributes:
        about_ended: the line about a camera that was asked for is stored, or was left.
    """

    left = Signal()
    about_ended = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._codes = CodeWords(self)
        self._errors = ErrorWords(self)
        self._error: BaseException | None = None
        self._camera_id, self._place_id = "", ""
        self.kind = QComboBox(self)
        self.kind.setObjectName("entry_kind")
        self.line = _Line(self)
        self.line.setObjectName("entry_line")
        self.line.setMaxLength(4000)
        self.line.returnPressed.connect(self._store)
        self.line.left.connect(self._leave)
        self._about = QLabel(self)
        self._about.setObjectName("problem")
        self._about.hide()
        self._trouble = QLabel(self)
        self._trouble.setObjectName("problem")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.kind)
        layout.addWidget(self._about)
        layout.addWidget(self.line, 3)
        layout.addWidget(self._trouble, 2)
        shortcut = QShortcut(QKeySequence("/"), self)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(self.begin)
        for code in NOTE_KINDS:
            self.kind.addItem(code, code)
        self.retranslate()

    def begin(self) -> None:
        # The key may have been pressed on the second screen.
        self.activateWindow()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_about(self, camera_id: str, place_id: str, name: str) -> None:
        """The next entry belongs to this camera and place, whatever it says."""
        self._camera_id, self._place_id = camera_id, place_id
        self._about.setText(name)
        self._about.show()
        self.kind.setCurrentIndex(NOTE_KINDS.index("fault"))
        self.begin()

    def retranslate(self) -> None:
        self.line.setPlaceholderText(self.tr("Write an entry: press /   (#place or @camera names where)"))
        self.line.setAccessibleName(self.tr("New entry of the duty log"))
        self.kind.setAccessibleName(self.tr("Kind of entry"))
        for index, code in enumerate(NOTE_KINDS):
            self.kind.setItemText(index, self._codes.note_kind(code))
        if self._error is not None:
            self._trouble.setText(self._errors.explain(self._error).text)

    def _store(self) -> None:
        text = self.line.text()
        if not text.strip():
            return
        kind = str(self.kind.currentData())
        camera_id, place_id = self._about_what(text)
        self._ops.ask(
            lambda: self._services.journal.add(text, kind, camera_id=camera_id, place_id=place_id),
            lambda entry: self._stored(entry, text),
            self._failed,
        )

    def _stored(self, entry: Entry, text: str) -> None:
        # Somebody may already have gone on writing: only what was stored leaves the line.
        if self.line.text() == text:
            self.line.clear()
            self.kind.setCurrentIndex(0)
        self._error = None
        self._trouble.hide()
        self._end_about()

    def _leave(self) -> None:
        self._end_about()
        self.left.emit()

    def _end_about(self) -> None:
        if self._about.isHidden():
            return
        self._camera_id, self._place_id = "", ""
        self._about.hide()
        self.kind.setCurrentIndex(0)
        self.about_ended.emit()

    def _failed(self, error: BaseException) -> None:
        self._error = error
        self._trouble.setText(self._errors.explain(error).text)
        self._trouble.show()

    def _about_what(self, text: str) -> tuple[str, str]:
        """Camera and place of a line: asked for, or named in it; a camera brings its place where no other is named."""
        site = self._services.site
        places = ((place.id, place.name) for place in site.places())
        place_id = named(text, PLACE_MARK, places) or self._place_id
        if self._camera_id:
            return self._camera_id, place_id
        cameras = {camera.id: camera for camera in site.cameras()}
        camera = cameras.get(named(text, CAMERA_MARK, ((one.id, one.name) for one in cameras.values())))
        return (camera.id, place_id or camera.place_id) if camera is not None else ("", place_id)
