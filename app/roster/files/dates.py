"""Where the days of a table stand, and which they are: as dates, as 12月1日, as numbers below the name of a month."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.roster.files.reading import Table

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR_MONTH = re.compile(r"(20\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])(?!\d)(?:\s*月(?!\s*\d)|(?!\s*[月./-]\s*\d))")
_MONTH = re.compile(r"(?<![\d年])(1[0-2]|0?[1-9])\s*月(?!\s*\d)")
_WHOLE = re.compile(r"(20\d\d)[年./-](1[0-2]|0?[1-9])[月./-](3[01]|[12]\d|0?[1-9])日?")
_PRESSED = re.compile(r"(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_SHORT = re.compile(r"(1[0-2]|0?[1-9])[月./-](3[01]|[12]\d|0?[1-9])[日号]?")
_ENGLISH = re.compile(
    r"(?:([a-z]{3})[a-z]*[-.]?)?(3[01]|[12]\d|0?[1-9])(?:[-.]?([a-z]{3})[a-z]*)?(?:,?(20\d\d))?"
)
_DAY = re.compile(r"(3[01]|[12]\d|0?[1-9])[日号]?")
_SERIAL = re.compile(r"4\d{4}")
"""A date of Excel that has lost its format: days since the end of 1899."""
_SERIAL_ZERO = date(1899, 12, 30)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LEAST_DAYS = 5
"""Fewer days in a row are no heading: figures stand beside each other by chance."""
_HEAD_ROWS = 40
_TITLE_ROWS = 6


@dataclass(frozen=True, slots=True)
class _Said:
    """A day, and whether the cell names its month, too."""

    day: date
    with_month: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A row of days: column to day. A table by weeks has several, each for the rows below it."""

    row: int
    days: Mapping[int, date]


def month_of(table: Table, first: str) -> tuple[int, int]:
    """Year and month of the title or the worksheet; those of the draft, which begins on `first`, where neither says."""
    year, month = int(first[:4]), int(first[5:7])
    texts = [*("".join(row) for row in _once(table.rows[:_TITLE_ROWS])), table.title]
    plain = [_plain_figures(text) for text in texts]
    for text in plain:
        if match := _YEAR_MONTH.search(text):
            return int(match.group(1)), int(match.group(2))
    for text in plain:
        if match := _MONTH.search(text):
            # "1月" in December's draft is next January, "12月" in January's last December.
            said = int(match.group(1))
            return year + (month - said > 6) - (said - month > 6), said
    return year, month


def days_across(table: Table, year_month: tuple[int, int]) -> list[Heading]:
    """Rows of at least five days, from the first on that has most."""
    found = [
        Heading(number, days)
        for number, row in enumerate(table.rows)
        if (days := _run(dict(enumerate(row)), year_month)) and len(set(days.values())) >= _LEAST_DAYS
    ]
    begun = [heading for heading in found if heading.row < _HEAD_ROWS]
    if not begun:
        return []
    most = max(len(heading.days) for heading in begun)
    first = next(heading.row for heading in begun if len(heading.days) == most)
    return [heading for heading in found if heading.row >= first]


def days_down(table: Table, year_month: tuple[int, int]) -> tuple[int, Mapping[int, date]]:
    """The column with most days, and the day of each of its rows."""
    best: tuple[int, Mapping[int, date]] = (0, {})
    for column in range(min(6, table.width)):
        found = _run({number: row[column] for number, row in enumerate(table.rows)}, year_month)
        if len(set(found.values())) > len(set(best[1].values())):
            best = column, found
    return best


def is_day_of_month(text: str) -> bool:
    """`3`, `3日`: no shift, whoever writes it into a cell."""
    return _DAY.fullmatch(text) is not None


def names_month(text: str) -> bool:
    """A title, not the heading of a column."""
    return _YEAR_MONTH.search(_plain_figures(text)) is not None


def _run(texts: Mapping[int, str], year_month: tuple[int, int]) -> dict[int, date]:
    """The longest run of days that never goes back: serial numbers of people and other figures are no days. A merged
    date stands in several cells; a month may run into the next. Days may be left out where each names its month."""
    best: dict[int, date] = {}
    run: dict[int, date] = {}
    last: date | None = None
    for place, text in sorted(texts.items()):
        said = _said(text, year_month)
        if said is None:
            continue
        day = said.day if last is None else _after(said, last)
        most = timedelta(days=45 if said.with_month else 3)
        if last is not None and not timedelta() <= day - last <= most:
            run = {}
            day = said.day
        run[place] = last = day
        if len(set(run.values())) >= len(set(best.values())):
            best = dict(run)
    return best


def _after(said: _Said, last: date) -> date:
    """Small days after a month's end are the next month's; a month before the last is the next year's."""
    day = said.day
    if said.with_month:
        return day.replace(year=day.year + 1) if (last - day).days > 180 else day
    if (last - day).days < 20:
        return day
    year, month = divmod(last.year * 12 + last.month, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return day


def _said(text: str, year_month: tuple[int, int]) -> _Said | None:
    bare = re.sub(r"[(（].*?[)）]|\s|(周|星期|礼拜)[一二三四五六日天]", "", text)
    year, month = year_month
    try:
        if match := (_WHOLE.fullmatch(bare) or _PRESSED.fullmatch(bare)):
            return _Said(date(*map(int, match.groups())), with_month=True)
        if match := _SHORT.fullmatch(bare):
            return _Said(date(year, *map(int, match.groups())), with_month=True)
        if match := _DAY.fullmatch(bare):
            return _Said(date(year, month, int(match.group(1))), with_month=False)
        if _SERIAL.fullmatch(bare):
            return _Said(_SERIAL_ZERO + timedelta(days=int(bare)), with_month=True)
        if match := _ENGLISH.fullmatch(bare.lower()):
            before, day, after, named = match.groups()
            word = before or after or ""
            if word in _MONTHS and not (before and after):
                return _Said(date(int(named or year), _MONTHS.index(word) + 1, int(day)), with_month=True)
    except ValueError:
        return None
    return None


def _plain_figures(text: str) -> str:
    """二〇二六年十二月 as 2026年12月."""
    text = re.sub(
        r"十(?=[一二]?月)", lambda found: "1" if text[found.end() : found.end() + 1] != "月" else "10", text
    )
    return text.translate(_DIGITS)


def _once(rows: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """Merged cells stand in all their places: one of neighbours that say the same is enough."""
    for row in rows:
        yield tuple(text for place, text in enumerate(row) if place == 0 or row[place - 1] != text)
