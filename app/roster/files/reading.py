"""An Excel or CSV file as a table of texts: merged cells filled, full-width signs made usual, each with its name."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.core.errors import InvalidInput

LARGEST = 10 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 2000, 400
_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Table:
    """`rows[row][column]`, from 0; all rows are of one length. `title` is the name of the worksheet."""

    rows: tuple[tuple[str, ...], ...]
    title: str = ""

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
        book = load_workbook(io.BytesIO(content), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InvalidInput(field="file", reason="no_table") from error
    tables = []
    for sheet in book.worksheets:
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            raise InvalidInput(field="file", reason="too_many_cells", number=sheet.title)
        rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        for merged in sheet.merged_cells.ranges:
            text = rows[merged.min_row - 1][merged.min_col - 1]
            for row in range(merged.min_row - 1, merged.max_row):
                for column in range(merged.min_col - 1, merged.max_col):
                    rows[row][column] = text
        tables.append(_table(rows, sheet.title))
    return tuple(tables)


def _from_csv(content: bytes) -> Table:
    for encoding in _ENCODINGS:
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


def _table(rows: Sequence[Sequence[str]], title: str) -> Table:
    width = max((len(row) for row in rows), default=0)
    return Table(tuple(tuple(row) + ("",) * (width - len(row)) for row in rows), title)


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
