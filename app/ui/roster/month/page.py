"""The month: people by days, what stands or a draft of it; below it the day of each post and what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from app.model.rota import Line, Sheet
from app.roster.days import months_on
from app.roster.layers import Found
from app.roster.sheet_service import Known
from app.roster.sheets import Findings, span_of_dates, standing_cells
from app.ui.background import Questions
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.month.below import Below
from app.ui.roster.month.comparing import ComparePanel
from app.ui.roster.month.desk import Desk
from app.ui.roster.month.drafts import Drafts
from app.ui.roster.month.grid import MonthGrid
from app.ui.roster.month.hands import Hands
from app.ui.roster.month.importing import ImportPanel
from app.ui.roster.month.judged import Judged, judge
from app.ui.roster.month.marks import Marks, marker_of, merged, standing_marks
from app.ui.roster.month.model import MonthModel
from app.ui.roster.month.papers import Month, Papers
from app.ui.roster.month.picture import MonthPicture, days_of, line_for, lines_of, people_of
from app.ui.roster.month.proposal import Proposal
from app.ui.roster.month.toolbar import MonthToolbar
from app.ui.services import Services

MONTHS_BEFORE, MONTHS = 3, 16
_KINDS = frozenset({"roster", "person", "post", "site", "draft", "wish"})
_NAMES_MOST = 180
_ROOM_PX = 340
_SETTLED_MS = 150
"""Months that pass while somebody scrolls on are not looked into: that would cost frames."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Sixteen months, with all of what is shown of them that takes long to make."""

    known: Known
    found: Found
    lines: list[Line]
    standing: tuple[str, Marks]


class MonthPage(QWidget):
    """Sixteen months beside each other; the draft's month is edited, all others are looked at."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._known: Known | None = None
        self._found = Found(())
        self._lines: list[Line] = []
        self._standing: tuple[str, Marks] = ("", {})
        """What stands as it is drawn beside a draft (its id), or without one."""
        self._judged: Judged | None = None
        self._shown_month = self._today().replace(day=1)
        self.desk = Desk(services, ops, self)
        self.drafts = Drafts(services, ops, self.desk, self)
        self._words = FindingWords(services, self)
        self._picture = MonthPicture(self._words, self)
        self._loading, self._judging = Questions(ops, self), Questions(ops, self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._judge)
        self.toolbar = MonthToolbar(self)
        self.model = MonthModel(self)
        self.grid = MonthGrid(self.model, self)
        self.legend = QLabel(self)
        self.legend.setObjectName("dim")
        self.legend.setWordWrap(True)
        self.proposal = Proposal(services, ops, self.desk, self.toolbar, self)
        self.hands = Hands(services, ops, self.desk, self.grid, self.toolbar, self)
        self.importing = ImportPanel(services, ops, self.desk, self.toolbar, self._words, self)
        self.comparing = ComparePanel(services, ops, self.desk, self._words, self)
        self.below = Below(services, ops, self.model, self.importing, self.comparing, self._words, self)
        self.papers = Papers(services, ops, self.toolbar, self._words, self, self._month)
        self._lay_out()
        self._wire(ops)
        self.retranslate()

    def retranslate(self) -> None:
        self.toolbar.retranslate()
        self.papers.retranslate()
        self.grid.setAccessibleName(self.tr("Duty roster by people and days"))
        self.grid.delegate.forget()
        self.below.retranslate()
        self.reload()

    def reload(self) -> None:
        """Asks for everything again; what is shown stays until it is there."""
        first = months_on(self._today().replace(day=1), -MONTHS_BEFORE)
        last = months_on(first, MONTHS) - timedelta(days=1)
        roster, own, language = self._services.roster, self.desk.sheet, current_language()

        def ask() -> _Loaded:
            known = roster.sheets.known(first, last)
            found = known.found()
            marks = standing_marks(known, found, own, roster.books.kinds(), language)
            return _Loaded(known, found, lines_of(known, found), (own.id if own is not None else "", marks))

        self.below.fairness.forget()
        self._loading.forget()
        self._loading.ask(ask, self._show)

    def go_to(self, day: date) -> None:
        """Shows the days from this one on."""
        place = self._column_of(day)
        if place is not None:
            bar = self.grid.horizontalScrollBar()
            bar.setValue(self.grid.columnViewportPosition(place) + self.grid.horizontalOffset())
        self._follow_scrolling()

    def tell(self, text: str) -> None:
        """A line below the buttons; empty text takes it away."""
        self.toolbar.note.setText(text)
        self.toolbar.note.setVisible(bool(text))

    def _show(self, loaded: "_Loaded") -> None:
        self._known, self._found, self._standing = loaded.known, loaded.found, loaded.standing
        self._lines = loaded.lines
        first_time = not self.model.days
        self._words.names.forget()
        self._show_frame()
        self._show_sheets()
        self._show_marks()
        self._judge()
        column = self._column_of(self._today())
        if first_time and column is not None and self.model.people:
            self.go_to(self._shown_month)
            # Selecting it scrolls on where the month is wider than the screen.
            self.grid.setCurrentIndex(self.model.index(0, column))
        self._show_day()

    def _show_frame(self) -> None:
        known = self._known
        assert known is not None
        planned = {duty.shift.person_id for duty in self._found.duties}
        planned |= {cell.person_id for cell in self.desk.cells}
        people = people_of(known, self._lines, planned)
        days, today = days_of(known), self._today().isoformat()
        if (people, days, today) == (self.model.people, self.model.days, self.model.today):
            return
        at, current = self.grid.horizontalScrollBar().value(), self.grid.currentIndex()
        place = current.row(), current.column()
        self.model.show_frame(people, days, today)
        self.grid.verticalHeader().setFixedWidth(self._names_width(name for _, name in people))
        self.grid.horizontalScrollBar().setValue(at)
        if place[0] >= 0:
            self.grid.setCurrentIndex(self.model.index(*place))

    def _show_sheets(self) -> None:
        sheets = self._services.roster.sheets.all()
        own = self.desk.sheet
        if own is not None:
            now = next((sheet for sheet in sheets if sheet.id == own.id), None)
            if now is None or now.published != own.published:
                self.desk.open(now)
                own = now
        self.toolbar.show_sheets(sheets, own.id if own is not None else "")
        self.toolbar.show_mode(own)
        lines = own.lines if own is not None else ()
        self.toolbar.show_lines(
            [(line, self._words.line(line)) for line in lines], self.toolbar.chosen_line()
        )
        kinds = self._services.roster.books.kinds()
        self.legend.setText(self._picture.legend(kinds, editable=self.desk.is_editable))

    def _show_marks(self) -> None:
        known, own = self._known, self.desk.sheet
        if known is None:
            return
        kinds, language = self._services.roster.books.kinds(), current_language()
        drawn_for = own.id if own is not None else ""
        if self._standing[0] != drawn_for:
            self._standing = drawn_for, standing_marks(known, self._found, own, kinds, language)
        marks = self._standing[1]
        if own is not None:
            marks = merged(marker_of(known, kinds, language).of_cells(self.desk.cells), marks)
        wishes = self._services.roster.books.wishes(known.first, known.last)
        self.model.show_wishes({(wish.person_id, wish.date): wish.want for wish in wishes})
        self.model.show_marks(marks)
        self.toolbar.undo.setEnabled(bool(self.desk.draft.done))
        self.toolbar.redo.setEnabled(bool(self.desk.draft.undone))

    def _judge(self) -> None:
        """What is wrong: with the draft, or with what stands in the month shown."""
        own, draft = self.desk.sheet, self.desk.draft
        first, last = self._days_judged()
        sheets = self._services.roster.sheets
        self._judging.forget()
        self._judging.ask(lambda: judge(sheets, draft, own, first, last), self._show_findings)

    def _days_judged(self) -> tuple[date, date]:
        own = self.desk.sheet
        if own is not None:
            return date.fromisoformat(own.first), date.fromisoformat(own.last)
        return self._shown_month, months_on(self._shown_month, 1) - timedelta(days=1)

    def _show_findings(self, judged: Judged) -> None:
        self._judged = judged
        if self._known is not None:
            self.below.show_judged(judged, self.proposal.rows(self._words))
            self._show_day()

    def _show_day(self) -> None:
        known, column = self._known, self.grid.currentIndex().column()
        if known is None or column < 0:
            return
        day = self.model.days[column].date
        judged, found, findings = self._judged, self._found, Findings()
        if judged is not None and judged.first <= day <= judged.last:
            found, findings = judged.found, judged.findings
        names = dict(self.model.people)
        bands, starts = self._picture.bands(day, self._lines, found, findings, names, known.zone)
        self.below.bands.show_day(bands, starts, self._services.clock.now(), known.zone)
        self.below.name_day(day.isoformat())

    def _opened(self) -> None:
        """Another draft lies on the desk, or none."""
        self.proposal.forget()
        self.importing.forget()
        self.comparing.choose("")
        self.toolbar.compare_nothing()
        self.below.show_mode(editable=self.desk.is_editable)
        self._show_sheets()
        self.tell("")
        if self.desk.sheet is not None:
            self._go_into(self.desk.sheet)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_into(self, sheet: Sheet) -> None:
        """The cursor stands where letters count: typed beside the draft they would do nothing."""
        first, index = date.fromisoformat(sheet.first), self.grid.currentIndex()
        column = self._column_of(first)
        self.go_to(first)
        is_within = index.isValid() and sheet.first <= self.model.days[index.column()].iso <= sheet.last
        if column is not None and not is_within and self.model.people:
            self.grid.setCurrentIndex(self.model.index(max(0, index.row()), column))

    def _give_room(self) -> None:
        """What was asked for below is read there: on a low screen the month gives half its height."""
        month, below = self._split.sizes()
        if below < month and below < _ROOM_PX:
            more = min(_ROOM_PX, (month + below) // 2) - below
            self._split.setSizes([month - more, below + more])

    def _follow_person(self) -> None:
        """Letters plan the post on which the person stands already, or one that their role may take."""
        own, known, row = self.desk.sheet, self._known, self.grid.currentIndex().row()
        if own is None or known is None or row < 0:
            return
        person = known.staff.people.get(self.model.people[row][0])
        line = line_for(person, own.lines, self.desk.cells, self.toolbar.chosen_line())
        if line is not None:
            self.toolbar.choose_line(line)

    def _import(self) -> None:
        """Into the draft; where none is open, into a new one of the month shown."""
        if self.desk.is_editable:
            self.importing.choose_file()
        else:
            self.drafts.begin(self._shown_month, self._lines, self.importing.choose_file)

    def _desk_changed(self) -> None:
        self._show_marks()
        self._judge()

    def _follow_scrolling(self) -> None:
        """The month shown is the one of which most is seen from the left on."""
        column = self.grid.columnAt(self.grid.viewport().width() // 4)
        if column < 0 or not self.model.days:
            return
        month = self.model.days[column].date.replace(day=1)
        self.toolbar.show_month(month)
        if month != self._shown_month:
            self._shown_month = month
            if self.desk.sheet is None:
                self._settled.start()

    def _month(self) -> Month | None:
        """For the papers: the month shown, the draft's where one is worked on."""
        known, own = self._known, self.desk.sheet
        if known is None:
            return None
        first, last = self._days_judged()
        begin, end = span_of_dates(first, last, known.zone)
        found = self._found
        if own is not None:
            judged = self._judged
            # Paper that was asked for right after an edit must not show what was there before it.
            is_current = judged is not None and judged.draft is self.desk.draft
            found = judged.found if judged is not None and is_current else known.found(own, self.desk.cells)
        duties = tuple(duty for duty in found.duties if begin <= duty.starts < end)
        lines = tuple(self._lines)
        whole = Sheet("", "", first.isoformat(), last.isoformat(), lines)
        cells = tuple(standing_cells(Found(duties), whole, known.zone))
        row = self.grid.currentIndex().row()
        person_id = self.model.people[row][0] if 0 <= row < len(self.model.people) else ""
        published = own is None or own.published
        names = dict(self.model.people)
        return Month(known, first, last, lines, duties, cells, names, person_id, published)

    def _column_of(self, day: date) -> int | None:
        if not self.model.days:
            return None
        column = (day - self.model.days[0].date).days
        return column if 0 <= column < len(self.model.days) else None

    def _today(self) -> date:
        zone = ZoneInfo(self._services.site.site().timezone)
        return self._services.clock.now().astimezone(zone).date()

    def _names_width(self, names: Iterable[str]) -> int:
        metrics = self.grid.verticalHeader().fontMetrics()
        return min(_NAMES_MOST, max((metrics.horizontalAdvance(name) for name in names), default=60) + 20)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _KINDS:
            self.reload()

    def _wire(self, ops: Ops) -> None:
        bar, grid, drafts = self.toolbar, self.grid, self.drafts
        grid.horizontalScrollBar().valueChanged.connect(self._follow_scrolling)
        grid.current.connect(self._show_day)
        grid.current.connect(self._follow_person)
        bar.month_wanted.connect(
            lambda months: self.go_to(months_on(self._shown_month, months) if months else self._today())
        )
        bar.sheet_wanted.connect(drafts.open)
        bar.begin_wanted.connect(lambda: drafts.begin(self._shown_month, self._lines))
        bar.import_wanted.connect(self._import)
        bar.publish_wanted.connect(drafts.publish)
        bar.remove_wanted.connect(drafts.remove)
        bar.withdraw_wanted.connect(drafts.withdraw)
        bar.compare_wanted.connect(self.comparing.choose)
        drafts.opened.connect(self._opened)
        self.comparing.compared.connect(self.model.show_compared)
        self.importing.opened.connect(self._give_room)
        self.comparing.wanted.connect(lambda wanted: self._give_room() if wanted else None)
        self.importing.previewed.connect(self.model.show_compared)
        for told in (drafts.told, self.hands.told, self.papers.told, self.importing.told):
            told.connect(self.tell)
        self.desk.changed.connect(self._desk_changed)
        self.proposal.ended.connect(self._judge)
        ops.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        split = self._split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.grid)
        split.addWidget(self.below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        split.setSizes([600, 240])
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.toolbar)
        column.addWidget(self.legend)
        column.addWidget(split, 1)
        self.setFocusProxy(self.grid)
