"""A part of the log as lines, folded sheet by sheet; it grows at both ends and tells what that changes."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from app.journal.folding import SHEET, DayOf, Line, fold
from app.journal.kinds import Trouble, mended_by, trouble_of
from app.model.journal import Entry


@dataclass(frozen=True, slots=True)
class Splice:
    """At this line so many went and these came."""

    at: int
    gone: int
    come: tuple[Line, ...]
    changed: tuple[tuple[int, Line], ...] = ()
    """Lines that stay and look different, by their place once the others have come."""


@dataclass(slots=True)
class _Sheet:
    entries: list[Entry] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


class FoldedEntries:
    """The newest entry first. `put_on_top`, `append` and `toggle` give splices; each must be made with `make`, in their
    order, before the next call.

    Args:
        day_of: an entry's day at the site.
    """

    def __init__(self, day_of: DayOf) -> None:
        self.day_of = day_of
        self.folding = True
        self.lines: list[Line] = []
        self._sheets: dict[int, _Sheet] = {}
        self._order: list[int] = []
        """Numbers of the sheets, negative and so rising: the newest first."""
        self._opened: set[int] = set()
        self._mended: dict[Trouble, int] = {}
        self._standing: dict[Trouble, set[int]] = {}
        """In which sheets a trouble began that nothing said was over."""

    def __len__(self) -> int:
        return sum(len(sheet.entries) for sheet in self._sheets.values())

    @property
    def newest(self) -> int:
        return self._sheets[-self._order[0]].entries[0].number if self._order else 0

    @property
    def oldest(self) -> int:
        return self._sheets[-self._order[-1]].entries[-1].number if self._order else 0

    def entries(self) -> Iterator[Entry]:
        for name in self._order:
            yield from self._sheets[-name].entries

    def start_over(self, entries: Sequence[Entry], *, folding: bool) -> None:
        """Everything anew; what was opened stays open."""
        self.folding = folding
        self._sheets.clear()
        self._order.clear()
        self._mended.clear()
        self._standing.clear()
        self.lines = []
        for splice in self._take(entries):
            self.make(splice)

    def put_on_top(self, entries: Sequence[Entry]) -> list[Splice]:
        return self._take(entries)

    def append(self, entries: Sequence[Entry]) -> list[Splice]:
        return self._take(entries)

    def drop_oldest(self, kept: int) -> list[Splice]:
        """Only so many entries stay."""
        splices = []
        while (excess := len(self) - kept) > 0:
            name = -self._order[-1]
            sheet = self._sheets[name]
            del sheet.entries[max(0, len(sheet.entries) - excess) :]
            splices.append(self._refold(name))
            if not sheet.entries:
                self._order.pop()
                del self._sheets[name]
        return splices

    def toggle(self, line: Line) -> list[Splice]:
        """Opens a fold or closes it."""
        if line.fold is None:
            return []
        numbers = {entry.number for entry in line.fold.entries}
        if line.fold.opened:
            self._opened -= numbers
        else:
            self._opened |= numbers
        return [self._refold(line.number // SHEET)]

    def reveal(self, number: int) -> list[Splice]:
        """Opens whatever hides an entry."""
        at = self.row_of(number)
        line = self.lines[at] if at >= 0 else Line()
        return self.toggle(line) if line.fold is not None and not line.fold.opened else []

    def row_of(self, number: int) -> int:
        """Where an entry stands, or the fold that hides it; -1 when it is not here."""
        name = number // SHEET
        if name not in self._sheets:
            return -1
        begin = self._begin(name)
        hidden = -1
        for place, line in enumerate(self._sheets[name].lines):
            if line.entry is not None and line.entry.number == number:
                return begin + place
            if line.fold is not None and any(entry.number == number for entry in line.fold.entries):
                hidden = begin + place
        return hidden

    def make(self, splice: Splice) -> None:
        self.lines[splice.at : splice.at + splice.gone] = splice.come
        for at, line in splice.changed:
            self.lines[at] = line

    def _take(self, entries: Sequence[Entry]) -> list[Splice]:
        """Entries newer than all here, or older than all here."""
        touched = set[int]()
        for name, group in groupby(entries, lambda entry: entry.number // SHEET):
            self._put(name, list(group))
            touched.add(name)
        for entry in entries:
            for over in mended_by(entry):
                self._mended[over] = max(entry.number, self._mended.get(over, 0))
                touched |= self._mend(over, entry.number // SHEET)
        for entry in entries:
            trouble = trouble_of(entry)
            if trouble is not None and self._mended.get(trouble, 0) < entry.number:
                self._standing.setdefault(trouble, set()).add(entry.number // SHEET)
        return [self._refold(name) for name in sorted(touched, reverse=True) if name in self._sheets]

    def _mend(self, over: Trouble, name: int) -> set[int]:
        """The sheets in which this began up to here; what began later is not over by it."""
        standing = self._standing.get(over, set())
        later = {each for each in standing if each >= name}
        if later:
            self._standing[over] = later
        else:
            self._standing.pop(over, None)
        return {each for each in standing if each <= name}

    def _put(self, name: int, entries: list[Entry]) -> None:
        sheet = self._sheets.get(name)
        if sheet is None:
            sheet = self._sheets[name] = _Sheet()
            self._order.insert(bisect_left(self._order, -name), -name)
        if sheet.entries and entries[0].number < sheet.entries[0].number:
            sheet.entries += entries
        else:
            sheet.entries[:0] = entries

    def _refold(self, name: int) -> Splice:
        sheet = self._sheets[name]
        before = sheet.lines
        if self.folding:
            sheet.lines = fold(sheet.entries, self._opened, self._mended, self.day_of)
        else:
            sheet.lines = [Line(entry) for entry in sheet.entries]
        return _difference(before, sheet.lines, self._begin(name))

    def _begin(self, name: int) -> int:
        place = bisect_left(self._order, -name)
        return sum(len(self._sheets[-each].lines) for each in self._order[:place])


def _difference(before: Sequence[Line], after: Sequence[Line], begin: int) -> Splice:
    """What stands at both ends stays where it is."""
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head].is_same(after[head]):
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail].is_same(after[-1 - tail]):
        tail += 1
    end, shift = len(after) - tail, len(after) - len(before)
    stay = [*range(head), *range(end, len(after))]
    changed = tuple(
        (begin + place, after[place])
        for place in stay
        if after[place] != before[place if place < head else place - shift]
    )
    return Splice(begin + head, len(before) - head - tail, tuple(after[head:end]), changed)
