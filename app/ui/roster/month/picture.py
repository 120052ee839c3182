"""What the month's parts show, out of one look at the roster."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from app.model.rota import Cell, Line, ShiftKind
from app.model.site import Person
from app.model.words import Words
from app.roster.days import every_day
from app.roster.layers import Found
from app.roster.rules import rank
from app.roster.sheet_service import Known
from app.roster.sheets import Findings, span_of_dates
from app.ui.language import current_language
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.month.bands import Band, Bar
from app.ui.roster.month.model import Day


class MonthPicture(QObject):
    """People, days, lines and bands, in the language shown."""

    def __init__(self, words: FindingWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def bands(
        self,
        day: date,
        lines: Sequence[Line],
        found: Found,
        findings: Findings,
        names: dict[str, str],
        zone: ZoneInfo,
    ) -> tuple[list[Band], datetime]:
        """The day of each line, and its midnight."""
        starts, ends = span_of_dates(day, day, zone)
        bands = []
        there = [duty for duty in found.duties if duty.starts < ends and duty.ends > starts]
        for line in lines:
            bars = [
                Bar(max(duty.starts, starts), min(duty.ends, ends), names.get(duty.shift.person_id, "?"))
                for duty in there
                if Line(duty.shift.role, duty.shift.post_id) == line
            ]
            for gap in findings.gaps:
                if gap.line == line and gap.starts < ends and gap.ends > starts:
                    text = self.tr("%n missing", "", gap.needed - gap.there)
                    bars.append(Bar(max(gap.starts, starts), min(gap.ends, ends), text, gap=True))
            bands.append(Band(self._words.line(line), tuple(bars)))
        return bands, starts

    def legend(self, kinds: Iterable[ShiftKind], *, editable: bool) -> str:
        language = current_language()
        words = "   ".join(_kind_words(kind, language) for kind in kinds)
        if editable:
            return self.tr(
                "Keys: {kinds} · Delete · − + wishes · drag, or Enter and Enter, swaps · Ctrl+Z"
            ).format(kinds=words)
        return self.tr(
            "Drag a duty, or Enter on it and Enter where it goes: onto another they swap, onto an empty place a "
            "stand-in · {kinds}"
        ).format(kinds=words)


def days_of(known: Known) -> list[Day]:
    language = current_language()
    calendar = known.layers.days
    return [
        Day(day, not calendar.is_worked(day), calendar.names.get(day, Words()).in_language(language))
        for day in every_day(known.first, known.last)
    ]


def lines_of(known: Known, found: Found) -> list[Line]:
    """What is planned at all: what is needed, and whatever somebody stands in."""
    needed = [Line(need.role, need.post_id) for need in known.staff.needs]
    manned = {(duty.shift.role, duty.shift.post_id) for duty in found.duties}
    return sorted(
        {*needed, *(Line(*one) for one in manned)}, key=lambda line: (rank(line.role), line.post_id)
    )


def line_for(
    person: Person | None, lines: Sequence[Line], cells: Iterable[Cell], chosen: Line | None
) -> Line | None:
    """The line that a letter typed for somebody means: the one chosen where they stand there or may; else theirs."""
    if person is None:
        return chosen
    own = Counter(cell.line for cell in cells if cell.person_id == person.id)
    if own:
        return chosen if chosen in own else own.most_common(1)[0][0]
    if chosen is not None and chosen.role in person.roles:
        return chosen
    return next((line for line in lines if line.role in person.roles), chosen)


def people_of(known: Known, lines: Iterable[Line], planned: Iterable[str]) -> list[tuple[str, str]]:
    """Those who may be planned here, in the order of their roles; whoever has a duty is never left out."""
    roles, there = {line.role for line in lines}, set(planned)
    language = current_language()
    found = [
        person
        for person in known.staff.people.values()
        if person.id in there or (person.active and roles.intersection(person.roles))
    ]
    found.sort(key=lambda one: min((rank(role) for role in one.roles if role in roles), default=99))
    return [(person.id, person.name.in_language(language)) for person in found]


def _kind_words(kind: ShiftKind, language: str) -> str:
    """`D 白 08–20`: the key first, where it is another letter than the one shown."""
    shown, key = kind.letter.in_language(language), kind.letter.en or kind.letter.zh
    letters = shown if shown == key else f"{key} {shown}"
    return f"{letters} {_short(kind.start)}–{_short(kind.end)}"


def _short(time: str) -> str:
    return time[:2] if time.endswith(":00") else time
