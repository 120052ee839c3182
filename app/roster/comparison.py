"""Two drafts beside each other: which duties differ, and what each costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.model.rota import Cell, Line, Sheet
from app.roster.burden import loads_of
from app.roster.edits import differences
from app.roster.sheet_service import Known


@dataclass(frozen=True, slots=True)
class Merits:
    """What a draft leaves open or wrong, and the least and most it asks of anybody."""

    gaps: int
    conflicts: int
    hours: tuple[float, float] = (0.0, 0.0)
    nights: tuple[int, int] = (0, 0)
    weekends: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Difference:
    """A shift on which the two do not say the same: who stands there in one alone, who in the other alone."""

    date: str
    start: str
    end: str
    line: Line
    there: tuple[str, ...]
    here: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`added` and `gone`: duties of the one at hand alone, and of the other alone."""

    added: tuple[Cell, ...]
    gone: tuple[Cell, ...]
    here: Merits
    there: Merits

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        return frozenset((cell.person_id, cell.date) for cell in (*self.added, *self.gone))

    @property
    def differences(self) -> list[Difference]:
        """By time, then by post."""
        found: dict[tuple[str, str, str, Line], tuple[list[str], list[str]]] = {}
        for place, cells in enumerate((self.gone, self.added)):
            for cell in cells:
                key = (cell.date, cell.start, cell.end, cell.line)
                found.setdefault(key, ([], []))[place].append(cell.person_id)
        return [
            Difference(*key, tuple(there), tuple(here))
            for key, (there, here) in sorted(found.items(), key=lambda one: (*one[0][:3], one[0][3].role))
        ]


def compared(known: Known, sheet: Sheet, here: Sequence[Cell], there: Iterable[Cell]) -> Comparison:
    """Of the days and lines of the sheet at hand alone: what else the other one says is another matter."""
    lines = set(sheet.lines)
    other = [cell for cell in there if cell.line in lines and sheet.first <= cell.date <= sheet.last]
    gone, added = differences(other, here)
    return Comparison(added, gone, _merits(known, sheet, here), _merits(known, sheet, other))


def _merits(known: Known, sheet: Sheet, cells: Sequence[Cell]) -> Merits:
    findings = known.findings(sheet, cells)
    begin, end = known.span
    duties = [duty for duty in known.found(sheet, cells).duties if begin <= duty.starts < end]
    loads = loads_of(duties, known.zone, known.layers.days).values()
    if not loads:
        return Merits(len(findings.gaps), len(findings.conflicts))
    hours, nights, weekends = (
        [getattr(load, what) for load in loads] for what in ("hours", "nights", "weekends")
    )
    return Merits(
        len(findings.gaps),
        len(findings.conflicts),
        (min(hours), max(hours)),
        (min(nights), max(nights)),
        (min(weekends), max(weekends)),
    )
