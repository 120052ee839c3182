"""Runs of automatic entries fold into one line each, so that people's entries stay readable. Pure.

A run ends at an entry that stands by itself, at midnight, and where a hundred sheet begins: each sheet of `SHEET` numbers
folds for itself, so that one new entry among a million touches one sheet.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from app.journal.kinds import GROUP_OF, GROUPS, Trouble, trouble_of
from app.model.journal import Entry

SHEET = 500
LEAST_RUN = 2
_ORDER = {group: place for place, group in enumerate(GROUPS)}
DayOf = Callable[[Entry], object]


@dataclass(frozen=True, slots=True)
class Fold:
    """A run, the newest entry first."""

    entries: tuple[Entry, ...]
    opened: bool

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many of what, in the order of `GROUPS`."""
        counted = Counter(GROUP_OF[entry.draft.kind] for entry in self.entries)
        return tuple((group, counted[group]) for group in sorted(counted, key=_ORDER.__getitem__))

    def holds(self, number: int) -> bool:
        return self.entries[-1].number <= number <= self.entries[0].number


@dataclass(frozen=True, slots=True)
class Line:
    """What stands in one row: an entry, or a fold; `inside` for an entry of an opened fold."""

    entry: Entry | None = None
    fold: Fold | None = None
    inside: bool = False

    @property
    def number(self) -> int:
        """Of the entry, or of the newest one that is folded here."""
        if self.entry is not None:
            return self.entry.number
        return self.fold.entries[0].number if self.fold is not None else 0

    def is_same(self, other: "Line") -> bool:
        """Whether the two stand for the same, though a fold may have grown."""
        if self.entry is not None or other.entry is not None:
            ours, theirs = self.entry, other.entry
            return ours is not None and theirs is not None and ours.number == theirs.number
        if self.fold is None or other.fold is None:
            return False
        return self.fold.holds(other.number) or other.fold.holds(self.number)


def fold(
    entries: Sequence[Entry], opened: Set[int], mended: Mapping[Trouble, int], day_of: DayOf
) -> list[Line]:
    """The lines of one sheet of entries, the newest first.

    Args:
        opened: numbers of entries whose run is to be shown whole.
        mended: what is over, and the number of the entry that said so last.
    """
    lines: list[Line] = []
    for run in _runs(entries, mended, day_of):
        if not run.folds:
            lines += [Line(entry) for entry in run.entries]
            continue
        shown = any(entry.number in opened for entry in run.entries)
        lines.append(Line(fold=Fold(run.entries, shown)))
        if shown:
            lines += [Line(entry, inside=True) for entry in run.entries]
    return lines


def is_folded_away(entry: Entry, mended: Mapping[Trouble, int]) -> bool:
    """Whether an entry may be part of a fold. A failure that is not over never is."""
    if entry.draft.kind not in GROUP_OF:
        return False
    trouble = trouble_of(entry)
    return trouble is None or mended.get(trouble, 0) > entry.number


@dataclass(frozen=True, slots=True)
class _Run:
    entries: tuple[Entry, ...]
    automatic: bool

    @property
    def folds(self) -> bool:
        return self.automatic and len(self.entries) >= LEAST_RUN


def _runs(entries: Iterable[Entry], mended: Mapping[Trouble, int], day_of: DayOf) -> Iterator[_Run]:
    run: list[Entry] = []
    before: tuple[bool, object] | None = None
    for entry in entries:
        automatic = is_folded_away(entry, mended)
        now = (automatic, day_of(entry) if automatic else None)
        if run and now != before:
            yield _Run(tuple(run), bool(before and before[0]))
            run = []
        run.append(entry)
        before = now
    if run:
        yield _Run(tuple(run), bool(before and before[0]))
