"""An Excel or CSV file as a table of texts: merged cells filled, full-width signs made usual, each with its name."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import InvalidInput

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST = 10 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 2000, 400
_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""How Excel's "Unicode text" begins."""
_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
"""Files of Excel up to 2003 and those with a password, whatever they are called."""
_WEB_PAGE = (b"<html", b"<!doctype html", b"<table", b"<?xml")
"""Some programs of offices write these and call them .xls."""


@dataclass(frozen=True, slots=True)
class Table:
    """`rows[row][column]`, from 0; all rows are of one length. `title` is the name of the worksheet.

    `hidden` counts rows and columns that Excel does not show: nobody has looked at them, so they are empty here.
    """

    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    hidden: int = 0

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def read_tables(path: Path) -> tuple[Table, ...]:
    """The worksheets that hold something. Raises InvalidInput for what is no such file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InvalidInput(field="file", reason="missing") from error
    except IsADirectoryError as error:
        raise InvalidInput(field="file", reason="folder") from error
    except PermissionError as error:
        raise InvalidInput(field="file", reason="no_permission") from error
    if len(content) > LARGEST:
        raise InvalidInput(field="file", reason="too_large", number=f"{LARGEST // 1024 // 1024}")
    if content.startswith(_OLD_EXCEL) or content[:512].lstrip().lower().startswith(_WEB_PAGE):
        raise InvalidInput(field="file", reason="old_excel")
    tables = _from_excel(content) if content[:2] == b"PK" else (_from_csv(content),)
    found = tuple(table for table in tables if any(any(row) for row in table.rows))
    if not found:
        raise InvalidInput(field="file", reason="empty_file")
    return found


def cell_name(row: int, column: int) -> str:
    """`C5`, as Excel names it."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def usual(text: str) -> str:
    """Full-width figures and signs as usual ones, without spaces around."""
    return unicodedata.normalize("NFKC", text).replace("\u200b", "").strip()


def _from_excel(content: bytes) -> tuple[Table, ...]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        # Not read-only: that way merged cells are not told.
        book, formulas = (load_workbook(io.BytesIO(content), data_only=only) for only in (True, False))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InvalidInput(field="file", reason="no_table") from error
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return tuple(_of_sheet(sheet, formulas[sheet.title]) for sheet in shown)


def _of_sheet(sheet: "Worksheet", formulas: "Worksheet") -> Table:
    for row, column in _filled(formulas):
        # A formula gives what Excel has last computed; where it never has, it stands itself and is told as unknown.
        cell, known = formulas.cell(row, column), sheet.cell(row, column)
        if cell.data_type == "f" and known.value is None:
            known.value = f" {cell.value}"
    filled = _filled(sheet)
    height = max((row for row, _ in filled), default=0)
    width = max((column for _, column in filled), default=0)
    if height > MOST_ROWS or width > MOST_COLUMNS:
        raise InvalidInput(field="file", reason="too_many_cells", number=sheet.title)
    found = sheet.iter_rows(max_row=height, max_col=width, values_only=True) if filled else ()
    rows = [[_text(value) for value in row] for row in found]
    for merged in sheet.merged_cells.ranges:
        if merged.min_row > height or merged.min_col > width:
            continue
        text = rows[merged.min_row - 1][merged.min_col - 1]
        for row in range(merged.min_row - 1, min(merged.max_row, height)):
            for column in range(merged.min_col - 1, min(merged.max_col, width)):
                rows[row][column] = text
    return _table(rows, sheet.title, _without_hidden(sheet, rows))


def _filled(sheet: "Worksheet") -> list[tuple[int, int]]:
    """Sheets often have formats down to their last row: only cells that hold something count."""
    return [at for at, cell in sheet._cells.items() if cell.value is not None]  # nothing public tells


def _without_hidden(sheet: "Worksheet", rows: list[list[str]]) -> int:
    """Empties what Excel does not show, and says how many rows and columns held something."""
    from openpyxl.utils import column_index_from_string

    hidden = 0
    for number, row in sheet.row_dimensions.items():
        if row.hidden and number <= len(rows) and any(rows[number - 1]):
            rows[number - 1] = [""] * len(rows[number - 1])
            hidden += 1
    for letters, dimension in sheet.column_dimensions.items():
        if not dimension.hidden:
            continue
        first = dimension.min or column_index_from_string(letters)
        for column in range(first - 1, dimension.max or first):
            if any(column < len(row) and row[column] for row in rows):
                hidden += 1
                for row in rows:
                    row[column] = ""
    return hidden


def _from_csv(content: bytes) -> Table:
    for encoding in ("utf-16",) if content.startswith(_UTF_16) else _ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise InvalidInput(field="file", reason="no_table")
    if "\0" in text:
        raise InvalidInput(field="file", reason="no_table")
    head = text[:4096]
    mark = max((",", ";", "\t"), key=head.count)
    rows = [[usual(value) for value in row] for row in csv.reader(io.StringIO(text), delimiter=mark)]
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        raise InvalidInput(field="file", reason="too_many_cells", number="CSV")
    return _table(rows, "")


def _table(rows: Sequence[Sequence[str]], title: str, hidden: int = 0) -> Table:
    width = max((len(row) for row in rows), default=0)
    return Table(tuple(tuple(row) + ("",) * (width - len(row)) for row in rows), title, hidden)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return usual(str(value))
