"""Tables for office programs: CSV and XLSX. Nothing in them is ever a formula."""

import contextlib
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.journal.exports.rows import COLUMNS

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NOT_CARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_TIME = "%Y-%m-%d %H:%M:%S"
_NUMBER_AT, _TIME_AT, _WRAPPED = COLUMNS.index("number"), COLUMNS.index("time"), (3, 8)
_WIDTHS = {"A": 9, "B": 20, "C": 12, "D": 70, "E": 12, "F": 16, "G": 18, "H": 24, "I": 40, "J": 20, "K": 20}
_LONGEST_CELL = 32_000
"""Excel takes 32,767 characters."""


class Table(Protocol):
    """Takes rows one by one; gives each as it was written, cell by cell."""

    def write(self, row: Sequence[str]) -> list[str]: ...


@contextmanager
def csv_table(path: Path, head: Sequence[str]) -> "Iterator[Table]":
    """UTF-8 with its mark, as Excel wants it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        yield _Csv(writer)


class _Csv:
    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def write(self, row: Sequence[str]) -> list[str]:
        written = [_tame(_carried(cell)) for cell in row]
        self._writer.writerow(written)
        return written


@contextmanager
def xlsx_table(
    path: Path, head: Sequence[str], title: str, facts: Iterable[Sequence[str]]
) -> "Iterator[Table]":
    """Row by row through a file of its own: a hundred thousand take no more memory than ten. `facts` fill a second sheet."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    names = [WriteOnlyCell(sheet, name) for name in head]
    for name in names:
        name.font = Font(bold=True)
    sheet.append(names)
    table = _Xlsx(sheet, WriteOnlyCell, Alignment(wrap_text=True))
    told = book.create_sheet("Proof 证明")
    try:
        yield table
        sheet.auto_filter.ref = f"A1:K{table.rows + 1}"
        told.column_dimensions["A"].width, told.column_dimensions["B"].width = 24, 110
        for fact in facts:
            told.append([table.text(_carried(cell), told, wrapped=True) for cell in fact])
        book.save(path)
    except BaseException:
        for each in (sheet, told):
            _give_up(each)
        raise


def _give_up(sheet: "WriteOnlyWorksheet") -> None:
    """The library keeps a file of its own for each sheet until the book is saved."""
    from openpyxl.utils.exceptions import WorkbookAlreadySaved

    with contextlib.suppress(OSError, ValueError, WorkbookAlreadySaved):
        sheet.close()
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sheet._writer.cleanup()


class _Xlsx:
    def __init__(self, sheet: "WriteOnlyWorksheet", cell: Any, wrapped: Any) -> None:
        self._sheet, self._cell, self._wrapped = sheet, cell, wrapped
        self.rows = 0

    def write(self, row: Sequence[str]) -> list[str]:
        written = [_carried(cell) for cell in row]
        made = [self.text(cell, self._sheet, wrapped=at in _WRAPPED) for at, cell in enumerate(written)]
        made[_NUMBER_AT] = self._cell(self._sheet, int(written[_NUMBER_AT]))
        made[_TIME_AT] = self._cell(self._sheet, datetime.strptime(written[_TIME_AT], _TIME))  # noqa: DTZ007 - Excel knows no zones
        made[_TIME_AT].number_format = "yyyy-mm-dd hh:mm:ss"
        self._sheet.append(made)
        self.rows += 1
        return written

    def text(self, cell: str, sheet: "WriteOnlyWorksheet", *, wrapped: bool = False) -> Any:
        made = self._cell(sheet, cell)
        made.data_type = "s"  # whatever it begins with
        if wrapped:
            made.alignment = self._wrapped
        return made


def csv_rows(path: Path) -> Iterator[list[str]]:
    """The rows of a table as `write` gave them, without the head."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.reader(file)
        next(rows, None)
        yield from rows


def xlsx_rows(path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        for row in book.worksheets[0].iter_rows(min_row=2, values_only=True):
            yield [_read(cell) for cell in row]
    finally:
        book.close()


def _read(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        # Excel counts in parts of days: a thousandth of a second may be missing.
        return (cell + timedelta(milliseconds=500)).strftime(_TIME)
    return str(cell)


def _tame(cell: str) -> str:
    """A cell that begins like a formula is text for whoever opens it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _carried(cell: str) -> str:
    """Without what XML cannot carry, and no longer than a cell takes."""
    kept = _NOT_CARRIED.sub("\N{REPLACEMENT CHARACTER}", cell.replace("\r\n", "\n").replace("\r", "\n"))
    return kept if len(kept) <= _LONGEST_CELL else f"{kept[:_LONGEST_CELL]} …"


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in r"[]:*?/\'")[:31] or "Log"
