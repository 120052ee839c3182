"""A roster as an Excel or CSV file: people down, days across; importing it gives the same duties."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.model.rota import Cell, Line, ShiftKind


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of the file, in one language."""

    title: str
    person: str
    post: str
    weekdays: Sequence[str]
    names: Mapping[str, str]
    lines: Mapping[Line, str]
    letters: Mapping[tuple[str, str], str]


def letters_of(kinds: Iterable[ShiftKind], language: str) -> dict[tuple[str, str], str]:
    return {(kind.start, kind.end): kind.letter.in_language(language) for kind in kinds}


def rows_of(cells: Sequence[Cell], days: Sequence[date], words: Wording) -> list[list[str]]:
    """Title, dates, weekdays, then a row for each person and line."""
    head = [words.post, words.person]
    rows = [
        [words.title],
        [*head, *(day.isoformat() for day in days)],
        ["", "", *(words.weekdays[day.weekday()] for day in days)],
    ]
    by_row: dict[tuple[Line, str], dict[str, list[str]]] = {}
    for cell in cells:
        said = words.letters.get((cell.start, cell.end)) or f"{cell.start}-{cell.end}"
        by_row.setdefault((cell.line, cell.person_id), {}).setdefault(cell.date, []).append(said)
    order = list(words.lines)
    for (line, person_id), found in sorted(
        by_row.items(), key=lambda row: (order.index(row[0][0]) if row[0][0] in order else 99, row[0][1])
    ):
        told = ["、".join(found.get(day.isoformat(), [])) for day in days]
        rows.append([words.lines.get(line, line.role), words.names.get(person_id, person_id), *told])
    return rows


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """With the mark that lets Excel read Chinese."""
    text = io.StringIO()
    csv.writer(text).writerows([[_harmless(value) for value in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def as_excel(rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([_harmless(value) for value in row])
    width = max(map(len, rows))
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet["A1"].font = Font(bold=True, size=14)
    for row in sheet.iter_rows(min_row=1):
        for cell in row:
            cell.alignment = Alignment(horizontal="center", vertical="center")
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 16 if column < 3 else 11
    sheet.freeze_panes = "C4"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _harmless(value: str) -> str:
    """A name must not become a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "@") else value
