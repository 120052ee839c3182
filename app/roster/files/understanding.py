"""A table of texts as duties. Two shapes are known: people down and days across with letters in the cells, and days
down with posts or shifts across and names in the cells. Every cell that cannot be understood is named with its reason."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.model.rota import Cell, Line, ShiftKind
from app.model.site import Person
from app.roster.files.reading import Table, cell_name

REST_WORDS = frozenset({"", "-", "—", "/", "休", "休息", "off", "○", "x", "×", "例休", "补休", "公休"})
_YEAR_MONTH = re.compile(r"(20\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])\s*月?")
_WHOLE = re.compile(r"(20\d\d)[年./-](1[0-2]|0?[1-9])[月./-](3[01]|[12]\d|0?[1-9])日?")
_SHORT = re.compile(r"(1[0-2]|0?[1-9])[月./-](3[01]|[12]\d|0?[1-9])[日号]?")
_DAY = re.compile(r"(3[01]|[12]\d|0?[1-9])[日号]?")
_WEEKDAY = re.compile(
    r"[(（]?(周|星期|礼拜)?[一二三四五六日天][)）]?|(mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE
)
_BETWEEN = re.compile(r"[、,;/\n+]+")
_TIMES = re.compile(r"([01]?\d|2[0-3])(?::([0-5]\d))?\s*[-–—~至]\s*([01]?\d|2[0-4])(?::([0-5]\d))?")
_LEAST_DAYS = 5


@dataclass(frozen=True, slots=True)
class Mistake:
    """A cell that cannot be taken over, and why."""

    cell: str
    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of a file mean here: what is known of the site, and what somebody has said before.

    `said` are words of earlier imports: `shift:值` → times `08:00-20:00`, `person:小王` → id, `column:东门` → `role|post`.
    """

    people: Sequence[Person]
    kinds: Sequence[ShiftKind]
    lines: Mapping[str, Line]
    """Lines by the names of their posts and roles."""
    line: Line
    """Where nothing in the file says otherwise."""
    first: str
    last: str
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """All or nothing: cells count only where there are no mistakes. `unknown` are words that somebody can explain."""

    cells: tuple[Cell, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    unknown: tuple[str, ...] = ()
    shape: str = ""


def understand(table: Table, meaning: Meaning) -> Understood:
    """Finds the shape by where the dates are."""
    year_month = _year_month(table, meaning)
    across = _dates_across(table, year_month)
    down = _dates_down(table, year_month)
    reader = _Reader(table, meaning)
    if len(across[1]) >= max(_LEAST_DAYS, len(down[1])):
        reader.people_down(*across)
        shape = "people_down"
    elif len(down[1]) >= 1:
        reader.days_down(*down)
        shape = "days_down"
    else:
        return Understood(mistakes=(Mistake("", "no_dates"),))
    if not reader.cells and not reader.mistakes:
        reader.mistakes.append(Mistake("", "no_duties"))
    return Understood(
        tuple(reader.cells.values()), tuple(reader.mistakes), tuple(dict.fromkeys(reader.unknown)), shape
    )


class _Reader:
    def __init__(self, table: Table, meaning: Meaning) -> None:
        self._table = table
        self._meaning = meaning
        self._names = {
            _plain(name): one.id for one in meaning.people for name in (one.name.zh, one.name.en) if name
        }
        self._lines = {_plain(name): line for name, line in meaning.lines.items()}
        self.cells: dict[tuple[str, ...], Cell] = {}
        self.mistakes: list[Mistake] = []
        self.unknown: list[str] = []

    def people_down(self, header: int, days: Mapping[int, date]) -> None:
        """Names stand left of the days; a post may stand beside them. Weekdays may follow the row of dates."""
        left = range(min(days))
        for row in range(header + 1, len(self._table.rows)):
            texts = self._table.rows[row]
            if self._is_heading(texts, days):
                continue
            person_id, line = self._whose(row, left)
            wanted = [
                (column, day, texts[column]) for column, day in days.items() if not _is_rest(texts[column])
            ]
            if not person_id:
                if wanted and any(texts[column] for column in left):
                    name, column = self._name_of(row, left)
                    self._wrong(row, column, "unknown_person", name, f"person:{name}")
                continue
            for column, day, text in wanted:
                for part in filter(None, _BETWEEN.split(text)):
                    times = self._times(part)
                    if times is None:
                        self._wrong(row, column, "unknown_shift", part, f"shift:{part}")
                    else:
                        self._add(row, column, person_id, day, line, times)

    def days_down(self, at: int, days: Mapping[int, date]) -> None:
        """Each column right of the dates is a post, a role or a shift, by the one or two rows above the first date."""
        first = min(days)
        columns = {
            column: found
            for column in range(at + 1, self._table.width)
            if (found := self._column(first, column)) is not None
        }
        for row, day in days.items():
            for column, (line, times) in columns.items():
                text = self._table.rows[row][column]
                if _is_rest(text):
                    continue
                for name, person_id in self._people(text):
                    if not person_id:
                        self._wrong(row, column, "unknown_person", name, f"person:{name}")
                    else:
                        self._add(row, column, person_id, day, line, times)

    def _column(self, first: int, column: int) -> tuple[Line, tuple[str, str]] | None:
        """What a column means; None for weekdays, remarks and empty ones."""
        heads = list(dict.fromkeys(self._table.rows[row][column] for row in range(max(0, first - 2), first)))
        heads = [head for head in heads if head and not _YEAR_MONTH.search(head)]
        body = [self._table.rows[row][column] for row in range(first, len(self._table.rows))]
        if not any(body) or all(_WEEKDAY.fullmatch(text) for text in body if text):
            return None
        line, times, unknown = self._meaning.line, None, []
        for head in heads:
            found = self._line(head)
            told = self._times(head)
            line = found or line
            times = told or times
            if found is None and told is None:
                unknown.append(head)
        if unknown and not any(
            _plain(head) in ("备注", "说明", "电话", "联系电话", "remarks", "phone") for head in unknown
        ):
            if times is None and line == self._meaning.line:
                head = unknown[-1]
                self._wrong(max(0, first - 1), column, "unknown_column", head, f"column:{head}")
                return None
        elif unknown:
            return None
        return line, times or self._usual_times(line)

    def _usual_times(self, line: Line) -> tuple[str, str]:
        """A column that names no shift: the leader is there for the whole day, others for the day shift."""
        wanted = "whole" if line.role == "leader" else "day"
        kind = next((kind for kind in self._meaning.kinds if kind.id == wanted), None)
        return (kind.start, kind.end) if kind is not None else ("08:00", "20:00")

    def _whose(self, row: int, left: Iterable[int]) -> tuple[str, Line]:
        person_id, line = "", self._meaning.line
        for column in left:
            text = self._table.rows[row][column]
            found = self._person(text)
            line = (self._line(text) if not found else None) or line
            person_id = person_id or found
        return person_id, line

    def _name_of(self, row: int, left: Iterable[int]) -> tuple[str, int]:
        """What looks most like a name: the last text before the days that is no number and no post."""
        texts = [(self._table.rows[row][column], column) for column in left]
        named = [one for one in texts if one[0] and not one[0].isdigit() and self._line(one[0]) is None]
        return named[-1] if named else next(one for one in texts if one[0])

    def _is_heading(self, texts: Sequence[str], days: Mapping[int, date]) -> bool:
        """A second row of headings: weekdays, or the numbers of days once more."""
        filled = [texts[column] for column in days if texts[column]]
        return (
            bool(filled)
            and all(_WEEKDAY.fullmatch(text) or _DAY.fullmatch(text) for text in filled)
            and not any(self._times(text) for text in filled)
        )

    def _people(self, text: str) -> Iterator[tuple[str, str]]:
        """Names of a cell: 张 三 is one name, 张三 李四 are two."""
        for part in filter(None, (one.strip() for one in _BETWEEN.split(text))):
            if whole := self._person(part):
                yield part, whole
                continue
            pieces = part.split()
            if len(pieces) > 1 and all(self._person(piece) for piece in pieces):
                yield from ((piece, self._person(piece)) for piece in pieces)
            else:
                yield part, ""

    def _person(self, text: str) -> str:
        bare = re.sub(r"[(（].*?[)）]|\d{7,}", "", text)
        return self._names.get(_plain(bare)) or self._meaning.said.get(f"person:{text}", "")

    def _line(self, text: str) -> Line | None:
        if said := self._meaning.said.get(f"column:{text}"):
            role, _, post = said.partition("|")
            return Line(role, post)
        return self._lines.get(_plain(text))

    def _times(self, text: str) -> tuple[str, str] | None:
        said = self._meaning.said.get(f"shift:{text}") or text
        wanted = _plain(said)
        for kind in self._meaning.kinds:
            words = (kind.letter.zh, kind.letter.en, kind.name.zh, kind.name.en)
            if wanted and wanted in {_plain(word) for word in words if word}:
                return kind.start, kind.end
        match = _TIMES.fullmatch(said.replace(" ", ""))
        if match is None:
            return None
        hour, minute, last, past = match.groups()
        return f"{int(hour):02d}:{minute or '00'}", f"{int(last):02d}:{past or '00'}"

    def _add(
        self, row: int, column: int, person_id: str, day: date, line: Line, times: tuple[str, str]
    ) -> None:
        text = day.isoformat()
        if not self._meaning.first <= text <= self._meaning.last:
            self.mistakes.append(Mistake(cell_name(row, column), "outside_draft", text))
            return
        key = (text, line.role, line.post_id, person_id, times[0])
        self.cells.setdefault(key, Cell(":".join(key), person_id, line.role, line.post_id, text, *times))

    def _wrong(self, row: int, column: int, reason: str, value: str, word: str) -> None:
        self.mistakes.append(Mistake(cell_name(row, column), reason, value))
        self.unknown.append(word)


def _year_month(table: Table, meaning: Meaning) -> tuple[int, int]:
    """Of the title of the file or the worksheet; of the draft where neither says."""
    texts = [table.title, *(text for row in table.rows[:6] for text in row)]
    for text in texts:
        if match := _YEAR_MONTH.search(text):
            return int(match.group(1)), int(match.group(2))
    return int(meaning.first[:4]), int(meaning.first[5:7])


def _dates_across(table: Table, year_month: tuple[int, int]) -> tuple[int, dict[int, date]]:
    """The row with the longest run of days."""
    best: tuple[int, dict[int, date]] = (0, {})
    for number, row in enumerate(table.rows[:12]):
        found = _ascending(dict(enumerate(_day(text, year_month) for text in row)), year_month)
        if len(found) > len(best[1]):
            best = number, found
    return best


def _dates_down(table: Table, year_month: tuple[int, int]) -> tuple[int, dict[int, date]]:
    """The column with most days."""
    best: tuple[int, dict[int, date]] = (0, {})
    for column in range(min(6, table.width)):
        texts = {number: _day(row[column], year_month) for number, row in enumerate(table.rows)}
        found = _ascending(texts, year_month)
        if len(found) > len(best[1]):
            best = column, found
    return best


def _ascending(found: Mapping[int, date | None], year_month: tuple[int, int]) -> dict[int, date]:
    """The longest run of days that never goes back: serial numbers of people and other figures are no days. A merged
    date stands in several cells; a month may run into the next."""
    best: dict[int, date] = {}
    run: dict[int, date] = {}
    for place, day in sorted(found.items()):
        if day is None:
            continue
        last = max(run.values(), default=None)
        if last is not None and day < last and (last - day).days >= 27:
            day = _month_later(day)
        if last is not None and not timedelta() <= day - last <= timedelta(days=3):
            run = {}
        run[place] = day
        if len(run) >= len(best):
            best = dict(run)
    return best


def _month_later(day: date) -> date:
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, min(day.day, 28))


def _day(text: str, year_month: tuple[int, int]) -> date | None:
    bare = re.sub(r"[(（].*?[)）]|\s|(周|星期|礼拜)[一二三四五六日天]", "", text)
    year, month = year_month
    try:
        if match := _WHOLE.fullmatch(bare):
            return date(*map(int, match.groups()))
        if match := _SHORT.fullmatch(bare):
            return date(year, *map(int, match.groups()))
        if match := _DAY.fullmatch(bare):
            return date(year, month, int(match.group(1)))
    except ValueError:
        return None
    return None


def _is_rest(text: str) -> bool:
    return _plain(text) in REST_WORDS


def _plain(text: str) -> str:
    """Without any space, small letters: 张 三 is 张三."""
    return re.sub(r"\s", "", text).lower()
