"""Lets the program draft: in a process of its own, with what it has reached so far, and stopped at any moment."""

from collections import Counter
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from app.model.rota import Cell, Line, Sheet, Slot
from app.roster.proposal import LOCKED, NOBODY_MAY, STRENGTH, Unmet, Wanted, cells_of, problem_of, unmet
from app.roster.proposing import SEARCH_S, NoSolver, Progress, is_installed, propose
from app.roster.rotation import DAY, EARLY, LATE, NIGHT, SMALL_HOURS, WHOLE
from app.roster.sheet_service import Known
from app.ui.background import Count, LongWork
from app.ui.code_words import CodeWords
from app.ui.error_words import ErrorWords
from app.ui.forms.rows import WRONG, Row
from app.ui.ops import Ops
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.month.desk import Desk
from app.ui.roster.month.marks import without_lines
from app.ui.roster.month.toolbar import MonthToolbar
from app.ui.services import Services

_DIVISIONS = {"2x12": (DAY, NIGHT), "3x8": (EARLY, LATE, SMALL_HOURS), "1x24": (WHOLE,)}
_MOST_KINDS = 4


class Proposal(QObject):
    """The button, its progress, and what the draft does not keep.

    Attributes:
        ended: there is a draft, or there is none.
    """

    ended = Signal()
    _better = Signal(object)

    def __init__(
        self, services: Services, ops: Ops, desk: Desk, toolbar: MonthToolbar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._desk = desk
        self._toolbar = toolbar
        self._codes = CodeWords(self)
        self._errors = ErrorWords(self)
        self._work = LongWork(ops, self, tell_every=1)
        self._unmet: tuple[Unmet, ...] = ()
        self._better.connect(self._show_progress)
        toolbar.propose_wanted.connect(self.begin)
        toolbar.stop_wanted.connect(self._work.stop)

    def begin(self) -> None:
        sheet = self._desk.sheet
        if sheet is None or self._work.running:
            return
        if not is_installed():
            self._refused(NoSolver())
            return
        services, cells, choice = self._services, self._desk.cells, str(self._toolbar.division.currentData())
        self._toolbar.show_work(working=True)
        self._toolbar.progress.setRange(0, round(SEARCH_S))
        self._toolbar.progress.setValue(0)
        self._toolbar.progress.setFormat(self.tr("drafting …"))
        self._toolbar.note.hide()

        def work(count: Count) -> tuple[list[Cell], tuple[Unmet, ...]]:
            known = services.roster.sheets.known(
                date.fromisoformat(sheet.first), date.fromisoformat(sheet.last)
            )
            wanted = wanted_of(services, known, sheet, cells, choice)
            problem = problem_of(wanted, known.staff, known.zone, known.layers.days)

            def told(progress: Progress) -> None:
                count(round(progress.seconds))
                self._better.emit(progress)

            chosen = propose(problem, told)
            return cells_of(problem, chosen, wanted.locked), unmet(problem, chosen, wanted)

        self._work.start(work, self._done, self._refused)

    def forget(self) -> None:
        """Another draft is looked at."""
        self._unmet = ()

    def rows(self, words: FindingWords) -> list[Row]:
        """Every rule that the draft does not keep, as the list of what is wrong shows it."""
        return [
            Row(
                f"u{number}",
                (
                    f"{one.date[5:]} {one.start}".strip(),
                    self._whose(one, words),
                    f"{WRONG} {self._what(one)}",
                ),
            )
            for number, one in enumerate(self._unmet)
            if one.rule != STRENGTH  # the gaps themselves say so
        ]

    def _whose(self, one: Unmet, words: FindingWords) -> str:
        if one.person_id:
            return words.names.person(one.person_id)
        return words.line(one.line) if one.line is not None else ""

    def _what(self, one: Unmet) -> str:
        if one.rule == NOBODY_MAY:
            return self.tr("nobody may: no role, no certificate, longer than the limit, or all away")
        if one.rule == LOCKED:
            return self.tr("locked, but not one of the shifts drafted")
        return self.tr("a wish that could not be met")

    def _show_progress(self, progress: Progress) -> None:
        bar = self._toolbar.progress
        bar.setValue(min(bar.maximum(), round(progress.seconds)))
        bar.setFormat(
            self.tr("%n place(s) open", "", progress.short)
            if progress.short
            else self.tr("all manned, making it fair")
        )

    def _done(self, answer: tuple[list[Cell], tuple[Unmet, ...]]) -> None:
        cells, self._unmet = answer
        self._toolbar.show_work(working=False)
        self._desk.replace(cells)
        rules = Counter(one.rule for one in self._unmet)
        if rules:
            said = self.tr(
                "Drafted; %n rule(s) not kept, listed below. Undo brings the former draft back.",
                "",
                rules.total(),
            )
        else:
            said = self.tr("Drafted, every rule kept. Undo brings the former draft back.")
        self._toolbar.note.setText(said)
        self._toolbar.note.show()
        self.ended.emit()

    def _refused(self, error: BaseException) -> None:
        self._toolbar.show_work(working=False)
        stopped = getattr(error, "code", "") == "stopped"
        said = self.tr("Stopped; the draft is as it was.") if stopped else self._errors.explain(error).text
        self._toolbar.note.setText(said if stopped else f"{WRONG} {said}")
        self._toolbar.note.show()
        self.ended.emit()


def wanted_of(services: Services, known: Known, sheet: Sheet, cells: list[Cell], choice: str) -> Wanted:
    """What the program is asked for. `now`: the day is divided as the draft divides it already."""
    first, last = date.fromisoformat(sheet.first), date.fromisoformat(sheet.last)
    books = services.roster.books
    zone: ZoneInfo = known.zone
    # Whole weeks: hours a week are counted across a month's end, too.
    beside = services.roster.sheets.known(first - timedelta(days=7), last + timedelta(days=7)).found()
    return Wanted(
        first,
        last,
        {line: _division(line, cells, choice) for line in sheet.lines},
        tuple(cell for cell in cells if cell.locked),
        tuple(books.wishes(first, last)),
        known.layers.leaves,
        tuple(without_lines(beside.duties, sheet.lines, sheet.first, sheet.last, zone)),
        services.roster.sheets.balances_before(first),
    )


def _division(line: Line, cells: list[Cell], choice: str) -> tuple[Slot, ...]:
    if choice in _DIVISIONS:
        return _DIVISIONS[choice]
    counted = Counter(Slot(cell.start, cell.end) for cell in cells if cell.line == line)
    kinds = [slot for slot, _ in counted.most_common(_MOST_KINDS)]
    # What happens once a month is an exception, not the way the day is divided.
    usual = [slot for slot in kinds if counted[slot] * 5 >= counted[kinds[0]]]
    return tuple(sorted(usual, key=lambda slot: slot.start)) or _DIVISIONS["2x12"]
