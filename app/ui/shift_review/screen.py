"""F10: a shift again: pictures above, its moment beside them, its time line below."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.playback.recordings import moment
from app.playback.rules import Span
from app.shift_review.choosing import ShiftSpan, first_to_look_at
from app.shift_review.looked import LookedShift
from app.ui.format import site_zone
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.papers.viewer import PaperViewer
from app.ui.playback.scale import HOUR, MINUTE
from app.ui.problem_words import ProblemWords
from app.ui.services import Services
from app.ui.shift_review.chooser import ShiftChooser
from app.ui.shift_review.controls import SLOWEST, ShiftControls
from app.ui.shift_review.jumps import find
from app.ui.shift_review.keys import SHIFTS, command_of
from app.ui.shift_review.log_around import LogAround
from app.ui.shift_review.moment_panel import MomentPanel
from app.ui.shift_review.pictures import ShiftPictures
from app.ui.shift_review.reading import ShiftReading
from app.ui.shift_review.remarking import Remarking
from app.ui.shift_review.status_line import HitWords, StatusLine
from app.ui.shift_review.targets_table import TargetsTable, TargetWords
from app.ui.shift_review.time_line import Hit, ShiftTimeLine
from app.ui.shift_review.words import ShiftReviewWords

_SIDE = 356
_LEAP_S, _FAR_S = 5.0, 60.0
_TELL_EVERY_MS = 150
_MUCH_ROOM = 860


class ShiftReviewScreen(QWidget):
    """Cursor, pictures and moment follow one clock."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._ops = services, ops
        self._names = Names(services)
        self.words = ShiftReviewWords(self._names, self)
        self._target_words = TargetWords(self._names, self)
        self.reading = ShiftReading(services, ops, self)
        self.looked: LookedShift | None = None
        self._told = ""
        self._spans: list[ShiftSpan] = []
        self._since_told = QElapsedTimer()
        self._since_told.start()
        self.chooser = ShiftChooser(self)
        self.pictures = ShiftPictures(services, self._names, self.words, ops, self)
        self.session, self.view = self.pictures.session, self.pictures.view
        self.moment, self.log = MomentPanel(self.words, self), LogAround(self.words, self)
        self.targets = TargetsTable(self._target_words, self)
        self.tabs, self.side = QTabBar(self), QStackedWidget(self)
        self.time_line = ShiftTimeLine(self)
        self.status, self._hits = StatusLine(self), HitWords(self.words, self)
        self.remarking = Remarking(services, self._names, self.words, ops, self)
        self.controls = ShiftControls(self)
        self.papers = PaperViewer(services.journal, ops, self)
        self._commands = self._command_table()
        self._build()
        self._wire()
        self.setFocusProxy(self.time_line)
        self.retranslate()

    # What others may ask

    def look_at(self, span: ShiftSpan) -> None:
        """Reads a span, and shows it when it is there."""
        self.chooser.show_span(span)
        self._tell(self.tr("Reading …"))
        self.reading.look_at(span)

    def seek(self, position: float) -> None:
        """Within what is looked at, and not into what has not happened yet."""
        if self.looked is None:
            return
        self._told = ""
        self.session.jump(min(max(position, self.looked.since), self.looked.reached))
        self._show_position()

    def retranslate(self) -> None:
        self._names.forget()
        zone = site_zone(self._services.site.site().timezone)
        self.words.zone = self._target_words.zone = zone
        self.view.zone = self.time_line.zone = self.chooser.zone = zone
        for index, text in enumerate((self.tr("Moment"), self.tr("Log"), self.tr("Targets"))):
            self.tabs.setTabText(index, text)
            self.tabs.setTabToolTip(index, self.tr("T: to the next one"))
        self.time_line.setAccessibleName(self.tr("Time line of the shift"))
        self.view.setAccessibleName(self.tr("Pictures of this moment"))
        self.view.empty_text = self.tr(
            "No camera has a recording or a kept picture of this time. C shows all cameras."
        )
        self.targets.setAccessibleName(self.tr("The shift against its targets; Enter goes to the moment"))
        for part in (
            self.chooser,
            self.controls,
            self.moment,
            self.log,
            self.pictures,
            self.remarking,
            self.papers,
        ):
            part.retranslate()
        self._name_shifts()
        self._show_looked()

    # Building

    def _build(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for page in (self.moment, self.log, self.targets):
            self.tabs.addTab("")
            self.side.addWidget(page)
        beside = QWidget(self)
        beside.setObjectName("detail")
        beside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        beside.setFixedWidth(_SIDE)
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.side, 1)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.chooser)
        left.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(beside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        for widget in (self.status, self.time_line, self.remarking.line, self.controls):
            whole.addWidget(widget)

    def _wire(self) -> None:
        self.reading.come.connect(self._take)
        self.reading.refused.connect(self._refuse)
        self.reading.shifts_come.connect(self._take_shifts)
        self.chooser.span_chosen.connect(self.look_at)
        self.chooser.refused.connect(self._refuse)
        self.tabs.currentChanged.connect(self.side.setCurrentIndex)
        self.view.ticked.connect(self._tick)
        self.pictures.stills.come.connect(self.view.update)
        self.time_line.words = self._hit_words
        self.time_line.sought.connect(self.seek)
        self.time_line.lane_chosen.connect(self._tell_lane)
        self.log.sought.connect(self.seek)
        self.tabs.currentChanged.connect(lambda _index: self._show_position())
        self.targets.opened.connect(self.seek)
        self.controls.pressed.connect(self.do)
        self.remarking.told.connect(self._tell)
        self.remarking.stored.connect(self.reading.read_again)
        self.remarking.stored.connect(self.time_line.setFocus)
        self.remarking.line.left.connect(self.time_line.setFocus)
        self._ops.changed.connect(self._on_changed)

    # What keys and buttons do

    def do(self, command: str) -> None:
        """One of the words of the bar or of a key."""
        if command in self._commands and self.looked is not None:
            self._commands[command]()
            self._show_position()

    def _command_table(self) -> dict[str, Callable[[], None]]:
        line, pictures = self.time_line, self.pictures
        jumps = {
            f"{what}_{way}": (lambda what=what, step=step: self._jump(what, step))
            for what in ("entry", "incident", "alarm")
            for way, step in (("back", -1), ("on", 1))
        }
        return {
            **jumps,
            "play": self._toggle_play,
            "slower": lambda: self._change_speed(-1),
            "faster": lambda: self._change_speed(1),
            "back": lambda: self.seek(self.session.position - _LEAP_S),
            "on": lambda: self.seek(self.session.position + _LEAP_S),
            "far_back": lambda: self.seek(self.session.position - _FAR_S),
            "far_on": lambda: self.seek(self.session.position + _FAR_S),
            "begin": lambda: self.seek(0.0),
            "end": lambda: self.seek(float("inf")),
            "closer": lambda: line.zoom(0.5),
            "wider": lambda: line.zoom(2.0),
            "whole": line.see_whole,
            "hour": lambda: line.see(HOUR),
            "minutes": lambda: line.see(10 * MINUTE),
            "pan_back": lambda: line.pan(-0.25),
            "pan_on": lambda: line.pan(0.25),
            "page_back": lambda: pictures.turn(-1),
            "page_on": lambda: pictures.turn(1),
            "cameras": pictures.toggle_all,
            "enlarge": self.view.toggle_enlarged,
            "turn_side": lambda: self.tabs.setCurrentIndex(
                (self.tabs.currentIndex() + 1) % self.tabs.count()
            ),
            "remark": self._begin_remark,
            "print": self._print,
        }

    def _jump(self, what: str, step: int) -> None:
        assert self.looked is not None
        found = find(self.looked, what, self.time_line.lane, self.session.position, step)
        if found is None:
            self._tell(self.tr("Nothing further in this time."))
            return
        self.seek(found.at)
        marks = (found.mark,) if found.mark is not None else ()
        self._tell(self._hit_words(Hit(found.lane, marks, found.bar), found.at))

    def _toggle_play(self) -> None:
        self._told = ""
        if self.looked is not None and self.session.position >= self.looked.reached - 1:
            self.session.jump(self.looked.since)
        self.session.toggle()

    def _change_speed(self, step: int) -> None:
        self.session.change_speed(step)
        if self.session.clock.speed < SLOWEST:
            self.session.set_speed(SLOWEST)

    def _begin_remark(self) -> None:
        self.session.pause()
        assert self.looked is not None
        self.remarking.begin(self.looked, self.session.position, self.pictures.cameras())

    def _print(self) -> None:
        self._tell(self.tr("Printing …"))
        self.reading.newest(self._print_looked)

    def _print_looked(self, looked: LookedShift) -> None:
        from app.ui.shift_review.printing import ShiftPaper  # letters and paper only for who prints

        paper = ShiftPaper(self._services, self.words, self._target_words, self)
        paper.print(looked, self.reading.questions, self._printed)
        paper.deleteLater()

    def _printed(self, pdf: bytes, name: str) -> None:
        self._tell("")
        self.papers.show_paper(pdf, name)

    # Reading

    def _take(self, looked: LookedShift) -> None:
        other = self.looked is None or self.looked.span != looked.span
        self.looked = looked
        if other:
            self._told = ""
            self.session.pause()
            self.session.jump(looked.since)
        if looked.cut:
            self._told = self.tr("Only the newest entries are shown: choose a shorter time.")
        self.pictures.show_shift(looked)
        self._show_looked()

    def _refuse(self, reason: str) -> None:
        """Why a time cannot be looked at; what was looked at stays."""
        self._tell(f"▲ {ProblemWords(self).explain(reason)}")

    def _take_shifts(self, spans: list[ShiftSpan]) -> None:
        self._spans = spans
        self._name_shifts()
        first = first_to_look_at(spans, self._services.clock.now())
        if self.reading.asked is None and first is not None:
            self.look_at(first)

    def _name_shifts(self) -> None:
        kinds = {kind.id: kind for kind in self._services.roster.books.kinds()}
        words = [self.words.span(span, kinds.get(span.kind_id)) for span in self._spans]
        self.chooser.show_shifts(self._spans, words)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & Names.KINDS:
            self.retranslate()
        self.reading.hear(kinds, seen=self.isVisible())

    # Showing

    def _show_looked(self) -> None:
        looked = self.looked
        if looked is None:
            return
        line = self.time_line
        line.names = self.words.lanes(looked)
        titles = {}
        for incident_id in looked.history.ids():
            then = looked.history.state(incident_id, moment(looked.reached))
            if then is not None:
                titles[incident_id] = self.words.title(then)
        line.bar_words = titles
        line.show_lanes(looked.lanes, Span(looked.since, looked.until), looked.reached, looked.pauses)
        self.targets.show_lines(looked.targets, titles)
        self._show_position()

    def _tick(self) -> None:
        looked = self.looked
        if looked is None:
            return
        if self.session.clock.playing and self.session.position >= looked.reached:
            self.session.pause()
            self.session.jump(looked.reached)
            self._tell(self.tr("This is the end."))
        self.time_line.show_position(self.session.position)
        if self._since_told.elapsed() >= _TELL_EVERY_MS:
            self._since_told.restart()
            self._show_position()

    def _show_position(self) -> None:
        clock, position = self.session.clock, self.session.position
        self.controls.show_state(playing=clock.playing, speed=clock.speed)
        self.time_line.show_position(position)
        self.remarking.show_moment(position)
        if self.looked is None:
            return
        shown = self.side.currentWidget()
        if shown is self.moment or shown is self.log:
            (self.moment if shown is self.moment else self.log).show_moment(self.looked, position)
        pages = (self.pictures.page + 1, self.pictures.pages())
        self.status.show_moment(position, self.words.zone, pages, self._told)

    def _hit_words(self, hit: Hit, position: float) -> str:
        return self._hits.of(hit, self.looked, position) if self.looked is not None else ""

    def _tell_lane(self, lane: str) -> None:
        name = self.words.lanes().get(lane, "")
        words = self.tr("{lane}: N and P go to the next and the previous one").format(lane=name)
        self._tell(words if lane else self.tr("All lanes"))

    def _tell(self, words: str) -> None:
        self._told = words
        self.time_line.setAccessibleDescription(words)
        self._show_position()

    # What Qt tells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        command = command_of(event)
        if command in SHIFTS:
            self.chooser.step(SHIFTS[command])
        elif command:
            self.do(command)
        elif Qt.Key(event.key()) in arrows:
            self.view.move_focus(arrows[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.time_line.give_room(much=self.height() >= _MUCH_ROOM)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.reading.load_shifts()
        self.reading.catch_up()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.session.pause()
        super().hideEvent(event)
