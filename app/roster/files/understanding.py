"""A table of texts as duties. Three shapes are known: people down and days across with letters in the cells, days across
with names in the cells, and days down with posts or shifts across. Every cell that cannot be understood is named with
its reason, and no duty is left out unsaid."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.model.rota import Cell, Line
from app.roster.files.dates import Heading, days_across, days_down, is_day_of_month, month_of, names_month
from app.roster.files.meaning import LEFT_OUT, Meaning, Vocabulary, plain
from app.roster.files.reading import Table, cell_name

_HEADINGS = frozenset(
    {"值班人员", "值班人", "值班", "当班人员", "人员", "姓名", "名单", "name", "names", "staff", "people"}
)
"""They say that names follow, and not which: whoever imports has chosen the post."""
_REMARKS = frozenset(
    {
        "备注",
        "说明",
        "电话",
        "联系电话",
        "手机",
        "手机号",
        "签名",
        "签字",
        "节假日",
        "remarks",
        "phone",
        "notes",
    }
)
_FOOTER = re.compile(
    r"(制表|填表|编制|审核|审批|批准|备注|说明|注|合计|小计|总计|人数|total)[人者时间日期]*([::].*|\d.*|)"
)
_WEEKDAY = re.compile(
    r"[(（]?(周|星期|礼拜)?[一二三四五六日天][)）]?|(mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A cell that cannot be taken over, and why."""

    cell: str
    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """All or nothing: cells count only where there are no mistakes.

    Attributes:
        unknown: words that somebody can explain.
        explained: words that were, and what was said of them: whoever was wrong can say so.
    """

    cells: tuple[Cell, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    unknown: tuple[str, ...] = ()
    explained: tuple[tuple[str, str], ...] = ()
    shape: str = ""


def understand(table: Table, meaning: Meaning) -> Understood:
    """Finds the shape by where the dates are."""
    year_month = month_of(table, meaning.first)
    across, down = days_across(table, year_month), days_down(table, year_month)
    reader = _Reader(table, meaning)
    if across and len(across[0].days) >= len(down[1]):
        reader.days_across(across)
        shape = "people_down"
    elif down[1]:
        reader.days_down(*down)
        shape = "days_down"
    else:
        return Understood(mistakes=(Mistake("", "no_dates"),))
    mistakes = reader.mistakes
    if not reader.cells and not mistakes:
        mistakes = [Mistake("", "no_duties")]
    outside = [one for one in mistakes if one.reason == "outside_draft"]
    if len(outside) > 1 and not reader.cells:
        # The file of another month: said once, not for each of its cells.
        mistakes = [
            Mistake("", "other_month", outside[0].value[:7]),
            *(one for one in mistakes if one not in outside),
        ]
    return Understood(
        tuple(reader.cells.values()),
        tuple(mistakes),
        tuple(dict.fromkeys(reader.unknown)),
        tuple(reader.explained.items()),
        shape,
    )


def best_of(tables: Sequence[Table], meaning: Meaning) -> tuple[int, Understood]:
    """Of several worksheets the one with most duties in the draft; instructions come first in many files."""
    found = [understand(table, meaning) for table in tables]
    number = max(range(len(found)), key=lambda one: (len(found[one].cells), len(found[one].mistakes)))
    return number, found[number]


class _Reader:
    def __init__(self, table: Table, meaning: Meaning) -> None:
        self._table = table
        self._meaning = meaning
        self._words = Vocabulary(meaning)
        self.cells: dict[tuple[str, ...], Cell] = {}
        self.mistakes: list[Mistake] = []
        self.unknown: list[str] = []

    @property
    def explained(self) -> Mapping[str, str]:
        return self._words.used

    def days_across(self, headings: Sequence[Heading]) -> None:
        """Left of the days stand names (the cells then hold shifts), or shifts and posts (they then hold names).
        Weekdays may follow the row of dates, and further weeks with dates of their own."""
        for heading, after in zip(headings, [*headings[1:], None], strict=True):
            rows = range(heading.row + 1, after.row if after is not None else len(self._table.rows))
            left = range(min(heading.days))
            for row in rows:
                if not self._is_heading(self._table.rows[row], heading.days):
                    self._across(row, left, heading.days)
            self._columns_without_day(heading, rows, left)

    def _across(self, row: int, left: range, days: Mapping[int, date]) -> None:
        texts = self._table.rows[row]
        person_id, line, times = self._whose(row, left)
        wanted = [
            (column, day, texts[column])
            for column, day in days.items()
            if not self._words.is_rest(texts[column])
        ]
        if person_id == LEFT_OUT or not wanted:
            return
        if person_id:
            for column, day, text in wanted:
                self._shifts(row, column, text, person_id, day, line or self._meaning.line)
        elif (line or times) and any(self._words.is_somebody(text) for _, _, text in wanted):
            line = line or self._meaning.line
            for column, day, text in wanted:
                self._add_names(row, column, text, day, line, times or self._words.usual_times(line))
        elif any(texts[column] for column in left):
            name, column = self._name_of(row, left)
            if not _FOOTER.fullmatch(name) and not all(text.isdigit() for _, _, text in wanted):
                self._wrong(row, column, "unknown_person", name, f"person:{name}")
        elif any(self._words.times(text) for _, _, text in wanted):
            self.mistakes.append(Mistake(cell_name(row, max(0, left.stop - 1)), "no_name"))

    def _shifts(self, row: int, column: int, text: str, person_id: str, day: date, line: Line) -> None:
        for part in self._words.parts(text):
            times = self._words.times(part)
            if times is not None:
                self._add(row, column, person_id, day, line, times)
            elif not self._words.is_rest(part):
                self._wrong(row, column, "unknown_shift", part, f"shift:{part}")

    def _columns_without_day(self, heading: Heading, rows: Iterable[int], left: range) -> None:
        """Shifts below something that is no date must not be lost."""
        for column in range(left.stop, self._table.width):
            if column in heading.days:
                continue
            texts = [self._table.rows[row][column] for row in rows if self._whose(row, left)[0]]
            if any(self._words.times(text) for text in texts):
                head = self._table.rows[heading.row][column]
                self.mistakes.append(Mistake(cell_name(heading.row, column), "no_date", head))

    def days_down(self, at: int, days: Mapping[int, date]) -> None:
        """Each column right of the dates is a post, a role or a shift, by the rows above the first date; one of them may
        hold the shift of each row. A row without a date goes on with the day above it."""
        first = min(days)
        columns, shifts = {}, []
        for column in range(at + 1, self._table.width):
            if self._holds_shifts(first, column):
                shifts.append(column)
            elif (found := self._column(first, column)) is not None:
                columns[column] = found
        day: date | None = None
        for row in range(first, len(self._table.rows)):
            texts = self._table.rows[row]
            if row in days or texts[at] or not any(texts):
                day = days.get(row)
            own = next((times for column in shifts if (times := self._words.times(texts[column]))), None)
            for column, (line, times) in columns.items():
                if self._words.is_rest(texts[column]):
                    continue
                if day is not None:
                    self._add_names(
                        row, column, texts[column], day, line, own or times or self._words.usual_times(line)
                    )
                elif self._words.is_somebody(texts[column]):
                    self.mistakes.append(Mistake(cell_name(row, at), "no_date", texts[at]))
                    break

    def _holds_shifts(self, first: int, column: int) -> bool:
        texts = [
            text for row in self._table.rows[first:] if (text := row[column]) and not _WEEKDAY.fullmatch(text)
        ]
        return bool(texts) and all(self._words.times(text) for text in texts)

    def _column(self, first: int, column: int) -> tuple[Line, tuple[str, str] | None] | None:
        """What a column means; None for weekdays, remarks and empty ones."""
        heads = list(dict.fromkeys(self._table.rows[row][column] for row in range(max(0, first - 3), first)))
        heads = [head for head in heads if head and not names_month(head)]
        body = [self._table.rows[row][column] for row in range(first, len(self._table.rows))]
        if not any(body) or all(_WEEKDAY.fullmatch(text) for text in body if text):
            return None
        lines = [line for head in heads if (line := self._words.line(head)) is not None]
        told = [times for head in heads if (times := self._words.times(head)) is not None]
        if not lines and not told:
            if any(plain(head) in _REMARKS or self._words.is_left_out(f"column:{head}") for head in heads):
                return None
            if heads and not any(plain(head) in _HEADINGS for head in heads):
                self._wrong(max(0, first - 1), column, "unknown_column", heads[-1], f"column:{heads[-1]}")
                return None
            if not any(self._words.is_somebody(text) for text in body):
                return None
        return (lines[-1] if lines else self._meaning.line), (told[-1] if told else None)

    def _whose(self, row: int, left: Iterable[int]) -> tuple[str, Line | None, tuple[str, str] | None]:
        """Person, post and shift, as far as the texts left of the days name them."""
        person_id, line, times = "", None, None
        for column in left:
            text = self._table.rows[row][column]
            found = self._words.person(text) if text else ""
            if not found:
                line = self._words.line(text) or line
                times = times or self._words.times(text)
            person_id = person_id or found
        return person_id, line, times

    def _name_of(self, row: int, left: Iterable[int]) -> tuple[str, int]:
        """What looks most like a name: the last text before the days that is no number and no post."""
        texts = [(self._table.rows[row][column], column) for column in left]
        named = [one for one in texts if one[0] and not one[0].isdigit() and self._words.line(one[0]) is None]
        return named[-1] if named else next(one for one in texts if one[0])

    def _is_heading(self, texts: Sequence[str], days: Mapping[int, date]) -> bool:
        """A second row of headings: weekdays, or the numbers of days once more."""
        filled = [texts[column] for column in days if texts[column]]
        return (
            bool(filled)
            and all(_WEEKDAY.fullmatch(text) or is_day_of_month(text) for text in filled)
            and not any(self._words.times(text) for text in filled)
        )

    def _add_names(
        self, row: int, column: int, text: str, day: date, line: Line, times: tuple[str, str]
    ) -> None:
        for name, person_id in self._words.people(text):
            if not person_id:
                reason = "two_people" if self._words.is_shared(name) else "unknown_person"
                self._wrong(row, column, reason, name, f"person:{name}")
            elif person_id != LEFT_OUT:
                told = re.search(r"[(（](.*?)[)）]", name)
                own = self._words.times(told.group(1)) if told else None
                self._add(row, column, person_id, day, line, own or times)

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
