"""F6: playback."""

import time
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.playback.keeper import PlayerKeeper
from app.playback.protocol import Answer
from app.playback.recordings import moment
from app.playback.rules import MOST_CAMERAS, REPLAY_S, Span, clip_at, neighbour
from app.playback.session import PlaybackSession
from app.ui.format import clock_time, iso_date, site_zone
from app.ui.journal.entry_words import EntryWords
from app.ui.language import Sentence
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.playback.chooser import Chooser
from app.ui.playback.controls import Controls
from app.ui.playback.export_panel import ExportPanel
from app.ui.playback.keys import command_of
from app.ui.playback.loading import Mark
from app.ui.playback.newest import Newest
from app.ui.playback.replay import Replay
from app.ui.playback.scale import DAY, HOUR, MINUTE
from app.ui.playback.shelves import Shelves
from app.ui.playback.snapshot import Snapshots
from app.ui.playback.timeline import TimeLine
from app.ui.playback.view import PlaybackView
from app.ui.services import Services
from app.ui.threads import on_ui_thread

_SIDE = 232
_FIRST_CAMERAS = 4
_CLIP_S = 30.0
_LEAP_S = 5.0
_TELL_EVERY_MS = 100


class PlaybackScreen(QWidget):
    """Pictures above, the time line and its bar below, the choice of cameras or the export beside them."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._ops = services, ops
        self._names = Names(services)
        self._entry_words = EntryWords(self._names, self)
        # The player follows the same clock in a process of its own: it has to be the machine's.
        self._keeper = PlayerKeeper(time.monotonic, on_ui_thread(self._take_answer))
        self.session = PlaybackSession(time.monotonic, self._keeper)
        self._cameras: tuple[str, ...] = ()
        self._shelves = Shelves(services, ops, self)
        self._replay = Replay(services.evidence.recordings, self)
        self._snapshots = Snapshots(services.snapshots, self.session, ops, self)
        self._newest = Newest(services.evidence.recordings, self._now)
        self._told = ""
        self._goes_on = False
        """Playback has reached what is still being written, and goes on by itself."""
        self._started = False
        self._since_told = QElapsedTimer()
        self._since_told.start()
        self.view = PlaybackView(self.session, self)
        self.time_line = TimeLine(self)
        self.controls = Controls(self)
        self.chooser = Chooser(self)
        self.export = ExportPanel(services.evidence, ops, self)
        self.side = QStackedWidget(self)
        self.status = QLabel(self)
        self._commands = self._command_table()
        self._build()
        self._wire()
        self.setFocusProxy(self.view)
        self.session.jump(self._now() - REPLAY_S)
        self.time_line.look_at(self.session.position)
        self.retranslate()

    # What others may ask

    def replay(self, camera_id: str) -> None:
        """The last 30 s of one camera, from now."""
        self._cameras = (camera_id,)
        self._name_cameras()
        self.time_line.see_span(5 * MINUTE)
        self.seek(self._now() - REPLAY_S)
        self._replay.begin(camera_id, self.session.position)
        self._tell(self.tr("Fetching the last 30 seconds …"))
        self._load()

    def _replay_failed(self, camera_id: str) -> None:
        name = self._names.camera(camera_id)
        self._tell(
            Sentence(self.tr("The last 30 seconds of {camera} were not recorded.")).format(camera=name)
        )

    def show_cameras(self, camera_ids: tuple[str, ...]) -> None:
        self._cameras = camera_ids[:MOST_CAMERAS]
        self._name_cameras()
        self._load()

    def seek(self, position: float) -> None:
        """Not into what has not happened yet."""
        self._told, self._goes_on = "", False
        self._replay.forget()
        self.session.jump(min(position, self._now()))
        self.time_line.show_position(self.session.position)
        self._load_if_beyond()
        self._show_state()

    def jump_to_mark(self, step: int) -> None:
        """To the next or previous entry, incident or motion."""
        found = neighbour([mark.position for mark in self._shelves.loaded.marks], self.session.position, step)
        if found is None:
            self._tell(self.tr("No further entry in the time seen; zoom out to see more."))
            return
        self.seek(found)
        mark = next(mark for mark in self._shelves.loaded.marks if mark.position == found)
        self._tell(self._sentence(mark))

    def retranslate(self) -> None:
        self._names.forget()
        zone = site_zone(self._services.site.site().timezone)
        self.view.zone = self.time_line.zone = self.chooser.zone = self.export.zone = zone
        self.time_line.setAccessibleName(self.tr("Time line of the recordings"))
        self.view.setAccessibleName(self.tr("Recorded pictures"))
        self._name_cameras()
        self.controls.retranslate()
        self.chooser.retranslate()
        self.export.retranslate()
        self._show_state()

    # Building

    def _build(self) -> None:
        self.side.addWidget(self.chooser)
        self.side.addWidget(self.export)
        self.side.setFixedWidth(_SIDE)
        self.status.setObjectName("dim")
        self.status.setContentsMargins(10, 2, 10, 2)
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        for widget in (self.status, self.time_line, self.controls):
            column.addWidget(widget)

    def _wire(self) -> None:
        self._replay.failed.connect(self._replay_failed)
        self._snapshots.told.connect(self._tell)
        self._shelves.filled.connect(self._take_loaded)
        self.view.ticked.connect(self._tick)
        self.view.await_newest(self._is_coming)
        self.time_line.words, self.time_line.names = self._mark_words, self._names.camera
        self.time_line.sought.connect(self.seek)
        self.time_line.seen_changed.connect(self._load_if_beyond)
        self.controls.pressed.connect(self.do)
        self.chooser.cameras_chosen.connect(self.show_cameras)
        self.chooser.moment_chosen.connect(self._go_to)
        self.export.mark_wanted.connect(self.do)
        self.export.left.connect(lambda: self.do("export"))
        self._ops.changed.connect(self._on_changed)
        self._ops.closed.connect(self.session.close)

    def _take_answer(self, answer: Answer) -> None:
        self.session.take(answer)

    # What keys and buttons do

    def do(self, command: str) -> None:
        """One of the words of the bar or of a key."""
        if command in self._commands:
            self._commands[command]()
            self._show_state()

    def _command_table(self) -> dict[str, Callable[[], None]]:
        line, session = self.time_line, self.session
        return {
            "play": self._toggle_play,
            "entry_back": lambda: self.jump_to_mark(-1),
            "entry_on": lambda: self.jump_to_mark(1),
            "frame_back": lambda: self._step(-1),
            "frame_on": lambda: self._step(1),
            "slower": lambda: session.change_speed(-1),
            "faster": lambda: session.change_speed(1),
            "day": lambda: line.see_span(DAY),
            "hour": lambda: line.see_span(HOUR),
            "minute": lambda: line.see_span(MINUTE),
            "closer": lambda: line.zoom(0.5),
            "wider": lambda: line.zoom(2.0),
            "back": lambda: self.seek(session.position - _LEAP_S),
            "on": lambda: self.seek(session.position + _LEAP_S),
            "start": lambda: self._choose("start"),
            "end": lambda: self._choose("end"),
            "snapshot": self._snapshot,
            "export": self._toggle_export,
            "enlarge": self.view.toggle_enlarged,
        }

    def _step(self, direction: int) -> None:
        if self._cameras:
            self.session.step(self.view.focused_camera(), direction)

    def _toggle_play(self) -> None:
        self._told, self._goes_on = "", False
        self.session.toggle()

    def _toggle_export(self) -> None:
        opens = self.side.currentWidget() is not self.export
        if opens and self.time_line.chosen is None:
            position = self.session.position
            self.time_line.show_chosen(Span(position, min(self._now(), position + _CLIP_S)))
        if not opens:
            self.time_line.show_chosen(None)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.side.setCurrentWidget(self.export if opens else self.chooser)
        if opens:
            self._show_wish()
            self.export.hand_over.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, edge: str) -> None:
        """Where the export begins or ends: where playback is now."""
        position = self.session.position
        chosen = self.time_line.chosen or Span(position, position + _CLIP_S)
        start = position if edge == "start" else min(chosen.start, position - 1)
        end = position if edge == "end" else max(chosen.end, position + 1)
        self.time_line.show_chosen(Span(start, end))
        self._show_wish()

    def _snapshot(self) -> None:
        self._snapshots.keep(self.view.focused_camera(), self.view.zone)

    def _go_to(self, position: float) -> None:
        # With nobody in the line, Tab would go on at the other end of the window.
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.seek(position)
        self.time_line.look_at(self.session.position)

    # Loading

    def _load_if_beyond(self) -> None:
        if not self._shelves.hold(self.time_line.scale, self.session.position):
            self._load()

    def _load(self) -> None:
        self._shelves.fill(self._cameras, self.time_line.scale, self.session.position, self._show_state)

    def _take_loaded(self) -> None:
        shelves = self._shelves.loaded.shelves
        self.session.load(shelves)
        self._show_tiles()
        self.time_line.show_recordings(shelves, self._shelves.loaded.motion)
        self.time_line.show_marks(self._shelves.loaded.marks)
        if self._replay.waits() and self._replay.found(shelves.get(self._cameras[0], ())):
            self._told = ""
            self.session.play()
        if self._goes_on and any(clip_at(clips, self.session.position) for clips in shelves.values()):
            self._toggle_play()
        self._show_state()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & Names.KINDS:
            self.retranslate()
        if self.isVisible() and kinds & {"recording", "journal"} and self._shelves.reach(self._now()):
            self._load()

    # Showing

    def _tick(self) -> None:
        if self.session.clock.playing and not self.session.skip_gap():
            self.session.pause()
            self._goes_on = any(map(self._is_coming, self._cameras))
            self._tell(
                self.tr("What follows is still being written; it goes on in a moment.")
                if self._goes_on
                else self.tr("The recordings end here.")
            )
        self.time_line.show_position(self.session.position)
        if self._since_told.elapsed() >= _TELL_EVERY_MS:
            self._since_told.restart()
            self._look_at_newest()
            self._load_if_beyond()
            self._show_state()

    def _look_at_newest(self) -> None:
        before = self._newest.anything
        self._newest.look(self._shelves.loaded.shelves, self.session.position)
        if before != self._newest.anything:
            self._show_tiles()

    def _is_coming(self, camera_id: str) -> bool:
        return self._newest.is_coming(camera_id, self.session.position)

    def _show_state(self) -> None:
        clock = self.session.clock
        self.controls.show_state(playing=clock.playing, speed=clock.speed)
        at = moment(self.session.position)
        when = f"{iso_date(at, self.view.zone)} {clock_time(at, self.view.zone)}"
        self.status.setText(f"{when}   {self._told or self._how_shown()}")
        self.chooser.show_moment(self.session.position)
        self.time_line.show_focused(self.view.focused_camera())
        self.view.empty_text = self._empty_words()

    def _how_shown(self) -> str:
        """Where the pictures jump, the reason."""
        if not any(map(self.session.shows_keys_only, self._cameras)):
            return ""
        return self.tr(
            "Key frames only, the picture jumps from one to the next: decoding all at {speed}× is too much for this PC."
        ).format(speed=f"{self.session.clock.speed:g}")

    def _empty_words(self) -> str:
        if self._replay.waits():
            return self._told
        if not self._any_recorded():
            return self.tr(
                "Nothing is recorded yet. To record: Settings (F9), Cameras, choose a camera, "
                '"Zones and recording …", Recording: on motion or all the time.'
            )
        return self.tr("Choose a camera on the right, at most nine at once.")

    def _show_wish(self) -> None:
        chosen = self.time_line.chosen
        if chosen is not None:
            names = tuple(self._names.camera(each) for each in self._cameras)
            self.export.show_wish(self._cameras, names, chosen, self.session.position)

    def _name_cameras(self) -> None:
        known = [(camera.id, self._names.camera(camera.id)) for camera in self._services.site.cameras()]
        self._cameras = tuple(each for each, _ in known if each in self._cameras)
        self.chooser.show_cameras(known, self._cameras)
        self._show_tiles()
        self._show_wish()

    def _show_tiles(self) -> None:
        """None where nothing was ever recorded: the words of what to do take their place."""
        shown = self._cameras if self._any_recorded() else ()
        self.view.show_cameras([(each, self._names.camera(each)) for each in shown])

    def _any_recorded(self) -> bool:
        return self._shelves.loaded.any_recorded or self._newest.anything

    def _mark_words(self, mark: Mark) -> str:
        return f"{clock_time(mark.entry.at, self.view.zone)} {self._sentence(mark)}"

    def _sentence(self, mark: Mark) -> str:
        """Old words never stand alone."""
        sentence = self._entry_words.sentence(mark.entry)
        if not mark.corrections:
            return sentence
        who = self._entry_words.who(mark.corrections[-1])
        return self._entry_words.notes.corrected(sentence, mark.corrections, who)

    def _tell(self, words: str) -> None:
        self._told = words
        self._show_state()

    def _now(self) -> float:
        return self._services.clock.now().timestamp()

    # What Qt tells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        command = command_of(event)
        if command:
            self.do(command)
        elif Qt.Key(event.key()) in arrows:
            self.view.move_focus(arrows[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if not self._started:
            self._started = True
            self._keeper.start()
        if not self._cameras:
            self.show_cameras(tuple(camera.id for camera in self._services.site.cameras())[:_FIRST_CAMERAS])
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.session.pause()
        super().hideEvent(event)
