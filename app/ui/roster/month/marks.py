"""What stands in a cell of the month: letters, colours, and what is special about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from app.model.roster import EXCHANGED, Duty
from app.model.rota import Cell, Line, Sheet, ShiftKind
from app.roster.layers import Found
from app.roster.sheet_service import Known

OTHER = -1
"""The colour of times that no kind of shift has."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One duty in a cell: its kind's letter over a short name of the post. A draft's has a `cell`, any other a `duty`."""

    letter: str
    colour: int
    below: str = ""
    changed: bool = False
    locked: bool = False
    away: bool = False
    cell: Cell | None = None
    duty: Duty | None = None


Marks = Mapping[tuple[str, str], tuple[Mark, ...]]
"""By person and date."""


class Marker:
    """Makes marks in one language."""

    def __init__(
        self, kinds: Sequence[ShiftKind], posts: Mapping[str, str], zone: tzinfo, language: str
    ) -> None:
        self._kinds = {(kind.start, kind.end): (number, kind) for number, kind in enumerate(kinds)}
        self._posts = posts
        self._zone = zone
        self._language = language

    def of_duties(self, duties: Iterable[Duty], *, away: bool = False) -> Marks:
        found: dict[tuple[str, str], list[Mark]] = {}
        for duty in duties:
            starts, ends = duty.starts.astimezone(self._zone), duty.ends.astimezone(self._zone)
            letter, colour = self._kind(f"{starts:%H:%M}", f"{ends:%H:%M}")
            mark = Mark(
                letter,
                colour,
                self.below(duty.shift.post_id),
                changed=duty.why.code in EXCHANGED,
                away=away,
                duty=duty,
            )
            found.setdefault((duty.shift.person_id, starts.date().isoformat()), []).append(mark)
        return {key: tuple(marks) for key, marks in found.items()}

    def of_cells(self, cells: Iterable[Cell]) -> Marks:
        found: dict[tuple[str, str], list[Mark]] = {}
        for cell in cells:
            letter, colour = self._kind(cell.start, cell.end)
            mark = Mark(letter, colour, self.below(cell.post_id), locked=cell.locked, cell=cell)
            found.setdefault((cell.person_id, cell.date), []).append(mark)
        return {key: tuple(marks) for key, marks in found.items()}

    def below(self, post_id: str) -> str:
        """The first letters of a post: there is no room for more."""
        name = self._posts.get(post_id, "")
        return name[:1] if self._language.startswith("zh") else name[:3]

    def _kind(self, start: str, end: str) -> tuple[str, int]:
        number, kind = self._kinds.get((start, end), self._kinds.get((start, _same(end)), (OTHER, None)))
        if kind is None:
            return start[:2].lstrip("0") or "0", OTHER
        return kind.letter.in_language(self._language), number


def without_lines(
    duties: Iterable[Duty], lines: Sequence[Line], first: str, last: str, zone: tzinfo
) -> list[Duty]:
    """What a draft leaves as it is."""
    scope = set(lines)

    def is_drafted(duty: Duty) -> bool:
        day = duty.starts.astimezone(zone).date().isoformat()
        return Line(duty.shift.role, duty.shift.post_id) in scope and first <= day <= last

    return [duty for duty in duties if not is_drafted(duty)]


def standing_marks(
    known: Known, found: Found, own: Sheet | None, kinds: Sequence[ShiftKind], language: str
) -> Marks:
    """What stands, less what a draft plans anew. Months of it take a while: ask on a thread."""
    marker = marker_of(known, kinds, language)
    duties: Iterable[Duty] = found.duties
    away: Iterable[Duty] = found.away
    if own is not None:
        duties = without_lines(duties, own.lines, own.first, own.last, known.zone)
        away = without_lines(away, own.lines, own.first, own.last, known.zone)
    return merged(marker.of_duties(duties), marker.of_duties(away, away=True))


def marker_of(known: Known, kinds: Sequence[ShiftKind], language: str) -> Marker:
    posts = {post.id: post.name.in_language(language) for post in known.posts}
    return Marker(kinds, posts, known.zone, language)


def merged(*parts: Marks) -> dict[tuple[str, str], tuple[Mark, ...]]:
    """All marks of a cell, in the order of the parts."""
    found: dict[tuple[str, str], tuple[Mark, ...]] = {}
    for part in parts:
        for key, marks in part.items():
            found[key] = found.get(key, ()) + marks
    return found


def _same(end: str) -> str:
    """Midnight is written both ways."""
    return {"00:00": "24:00", "24:00": "00:00"}.get(end, end)
