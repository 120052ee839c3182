"""One line to write into the log, reachable by one key from anywhere."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.core.clock import parse_stamp
from app.journal.tokens import FIELD, UNKNOWN, Lexicon, Parsed
from app.model.journal import NOTE_KINDS, Entry
from app.model.line import WHAT, WHERE, Line
from app.ui.code_words import CodeWords
from app.ui.entry.editor import TokenEdit
from app.ui.entry.hanging import Hanging
from app.ui.entry.keeping import Keeping
from app.ui.entry.names import LineNames
from app.ui.entry.notices import Notices, Unsettled
from app.ui.entry.popup import Suggestions
from app.ui.entry.saying import Saying
from app.ui.entry.suggesting import Suggesting
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services

_TIMES = ("time_future", "time_wrong")


class EntryLine(QFrame):
    """Enter stores, Escape leaves (`left`). The text goes only when it is stored.

    Attributes:
        about_ended: the line about a camera that was asked for is stored, or was left.
    """

    left = Signal()
    about_ended = Signal()

    def __init__(
        self,
        services: Services,
        names: Names,
        ops: Ops,
        chosen_camera: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._ops = ops
        self._codes = CodeWords(self)
        self._notices = Notices(names, self)
        self._about = ("", "")
        """Camera and place of what is being written, whatever it says."""
        self._kind = "note"
        """Chosen by hand; a kind in the line comes before it."""
        self._confirmed = ""
        """The text that Enter was pressed on though something in it is not settled."""
        self._storing = False
        self._waiting = False
        """Enter was pressed while something was still being copied."""
        self._seen = ""
        self.kind = QComboBox(self)
        self.kind.setObjectName("entry_kind")
        self.line = TokenEdit(self)
        self.known = LineNames(services, ops, self)
        self.popup = Suggestions(self.window())
        self.suggesting = Suggesting(services, self.known, self.line, self.popup, self)
        self.hanging = Hanging(services, names, ops, chosen_camera, self)
        self.keeping = Keeping(services, ops, self.current, self._put, self._failed, self)
        self._about_words = QLabel(self)
        self._about_words.setObjectName("problem")
        self._about_words.hide()
        self.saying = Saying(self, self.hanging.attached)
        self.trouble, self.above, self.discard = self.saying.words, self.saying.above, self.saying.discard
        self.where, self.what = QPushButton(WHERE, self), QPushButton(WHAT, self)
        self._build()
        self._wire()
        for code in NOTE_KINDS:
            self.kind.addItem(code, code)
        self.retranslate()
        self.keeping.restore()

    def begin(self) -> None:
        # The key may have been pressed on the second screen.
        self.activateWindow()
        self.known.want()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_about(self, camera_id: str, place_id: str, name: str) -> None:
        """The next entry belongs to this camera and place, whatever it says."""
        self._about = camera_id, place_id
        self._about_words.setText(name)
        self._about_words.show()
        self._choose_kind("fault")
        self.begin()

    def prepare(self) -> None:
        """Once the window stands: what a crash left of voice notes, and files that belong to nothing."""
        self.hanging.recover()

    def add_picture(self, camera_id: str) -> None:
        """What this camera shows now hangs on the line."""
        self.hanging.add_camera(camera_id)
        self.begin()

    def carry(self, camera_id: str, where: QPoint, dropped: bool) -> None:
        """A picture of the wall is carried about, in places of the screen; dropped here, it hangs on the line."""
        over = self.rect().contains(self.mapFromGlobal(where))
        if over and dropped:
            self.add_picture(camera_id)
        self._mark_drop(over=over and not dropped)

    def current(self) -> Line:
        """As it stands now."""
        camera_id, place_id = self._about
        return Line(self.line.text(), self._kind, camera_id, place_id, self.hanging.attachments)

    def retranslate(self) -> None:
        self.line.setPlaceholderText(
            self.tr("Write an entry: press /   @ place, camera, person, time   # kind, incident, template")
        )
        self.line.setAccessibleName(self.tr("New entry of the duty log"))
        self.kind.setAccessibleName(self.tr("Kind of entry"))
        self.where.setToolTip(self.tr("Name a place, a camera, a person or a time (@)"))
        self.what.setToolTip(self.tr("Choose a kind, an incident or a template (#)"))
        for button in (self.where, self.what):
            button.setAccessibleName(button.toolTip())
        for index, code in enumerate(NOTE_KINDS):
            self.kind.setItemText(index, self._codes.note_kind(code))
        self.hanging.retranslate()
        self.saying.retranslate()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.hanging.takes(event.mimeData()):
            event.acceptProposedAction()
            self._mark_drop(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark_drop(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark_drop(over=False)
        event.acceptProposedAction()
        self.hanging.take(event.mimeData())
        self.begin()

    def _mark_drop(self, *, over: bool) -> None:
        if bool(self.property("drop")) != over:
            self.setProperty("drop", over)
            self.style().unpolish(self)
            self.style().polish(self)

    def _build(self) -> None:
        for button in (self.where, self.what):
            button.setObjectName("compact")
            button.setFixedWidth(40)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(6)
        bottom = Qt.AlignmentFlag.AlignBottom
        row.addWidget(self.kind, 0, bottom)
        row.addWidget(self._about_words)
        row.addWidget(self.line, 1, bottom)
        for button in (self.where, self.what, self.hanging.button):
            row.addWidget(button, 0, bottom)

    def _wire(self) -> None:
        self.setAcceptDrops(True)
        self.setFocusProxy(self.line)
        shortcut = QShortcut(QKeySequence("/"), self)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(self.begin)
        self.line.entered.connect(self._enter)
        self.line.left.connect(self._leave)
        self.line.textChanged.connect(self._typed)
        self.line.pasted_files.connect(self.hanging.add_files)
        self.line.pasted_image.connect(self.hanging.add_image)
        self.known.read.connect(self._read)
        self.kind.activated.connect(self._kind_chosen)
        self.discard.clicked.connect(self._discard)
        for button, mark in ((self.where, WHERE), (self.what, WHAT)):
            button.clicked.connect(lambda _=False, mark=mark: self._begin_mark(mark))
        self.hanging.changed.connect(self._hung)
        self.hanging.said.connect(self.saying.inform)
        self.hanging.settled.connect(self._go_on)
        self.hanging.failed.connect(self._failed)

    def _begin_mark(self, mark: str) -> None:
        self.known.want()
        self.suggesting.begin(mark)

    def _typed(self) -> None:
        if self.line.text() == self._seen:
            return  # letters got their colours
        self._seen = self.line.text()
        self.keeping.soon()
        if not self.hanging.recording:
            self.saying.nothing()
        self._read()

    def _read(self) -> None:
        """Shows what the line says now."""
        parsed = self._services.lines.read(self.line.text(), self.known.lexicon)
        self.line.show_parsed(parsed)
        said = parsed.of("kind")
        self.kind.setCurrentIndex(NOTE_KINDS.index(said[0].id if said else self._kind))
        moments = parsed.of("time")
        if moments and not self.saying.says_something():
            happened = parse_stamp(moments[0].id)
            self.saying.inform(lambda: self._notices.time(happened, self._services.clock.now()))

    def _kind_chosen(self) -> None:
        code = str(self.kind.currentData())
        said = self._services.lines.read(self.line.text(), self.known.lexicon).of("kind")
        if said:
            # One place where the kind stands, so that both cannot differ.
            self.line.replace(said[0].start, said[0].end, f"{WHAT}{self._codes.note_kind(code)}")
        self._choose_kind(code)
        self.keeping.soon()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hung(self) -> None:
        self.keeping.now()
        self.above.soon()

    def _choose_kind(self, code: str) -> None:
        self._kind = code
        self.kind.setCurrentIndex(NOTE_KINDS.index(code))

    def _enter(self) -> None:
        if self.hanging.recording:
            # What is being spoken belongs to this entry: Enter ends it, and stores once it hangs there.
            self.hanging.toggle_voice()
        if self.hanging.pending:
            self._waiting = True
            self.saying.inform(self._notices.storing_files)
            return
        line = self.current()
        if self._storing or not line:
            return
        lexicon = self.known.lexicon if self.known.lexicon.named else Lexicon(self._services.lines.known())
        parsed = self._services.lines.read(line.text, lexicon)
        templates = parsed.of("template")
        if templates:
            self.suggesting.fill_in(templates[0].id, templates[0].start, templates[0].end)
            return
        open_pieces = _unsettled(parsed)
        final = [piece for piece in open_pieces if piece.reason in _TIMES]
        if final or (open_pieces and self._confirmed != line.text):
            self._confirmed = line.text
            told = final or open_pieces
            self.saying.say(lambda: self._notices.unsettled(told, self._services.clock.now()))
            self.line.next_field(around=True)
            return
        self._storing = True
        if line.attachments:
            self.saying.inform(self._notices.storing_files)
        self.suggesting.close()
        self._ops.ask(
            lambda: self._services.lines.store(line, lexicon),
            lambda entry: self._stored(entry, line),
            self._failed,
        )

    def _go_on(self) -> None:
        """Enter was pressed while something was still being copied."""
        if self._waiting and not self.hanging.pending:
            self._waiting = False
            self._enter()

    def _stored(self, _entry: Entry, line: Line) -> None:
        self._storing = False
        # Somebody may already have gone on writing: only what was stored leaves the line.
        if self.line.text() == line.text:
            self.line.clear_all()
            self._choose_kind("note")
        self.hanging.stored(line.attachments)
        self._confirmed = ""
        self.saying.nothing()
        self.suggesting.forget()
        self.keeping.stored()
        self._end_about()

    def _put(self, line: Line) -> None:
        """Another line: what somebody has begun, or none."""
        self.line.setPlainText(line.text)
        self.line.moveCursor(self.line.textCursor().MoveOperation.End)
        self._about = line.camera_id, line.place_id
        about = self._names.camera(line.camera_id) if line.camera_id else ""
        about = about or (self._names.place(line.place_id) if line.place_id else "")
        self._about_words.setText(about)
        self._about_words.setVisible(bool(about))
        self._choose_kind(line.kind if line.kind in NOTE_KINDS else "note")
        self.hanging.put(line.attachments)
        self.suggesting.forget()
        if line:
            self.saying.offer(lambda: self._notices.restored(line.kept_at))
        else:
            self.saying.nothing()
        if line:
            self.known.want()

    def _discard(self) -> None:
        """The text comes back by Ctrl+Z, as after any change."""
        self.line.setText("")
        self.hanging.drop_all()
        self._end_about()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self.suggesting.close()
        if not self.hanging.recording:
            self.saying.nothing()
        self._end_about()
        self.left.emit()

    def _end_about(self) -> None:
        if self._about_words.isHidden():
            return
        self._about = ("", "")
        self._about_words.hide()
        self._choose_kind("note")
        self.about_ended.emit()

    def _failed(self, error: BaseException) -> None:
        self._storing = self._waiting = False
        self.saying.say(lambda: self._notices.error(error, self._services.clock.now()))


def _unsettled(parsed: Parsed) -> list[Unsettled]:
    found = [Unsettled(token.id, parsed.said(token)) for token in parsed.of(UNKNOWN)]
    fields = [parsed.said(token) for token in parsed.of(FIELD)]
    return [*found, *([Unsettled("fields", " ".join(fields))] if fields else [])]
