"""A table of figures as an Excel file: numbers as numbers, and no text that becomes a formula."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float
_HEAD_ROWS = 3
_WIDEST = 44


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    about: str
    """Site, period, what is counted."""
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


def as_excel(table: Table) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "".join(letter for letter in table.title if letter not in "[]:*?/\\")[:31]
    lines: list[Sequence[Cell]] = [[table.title], [table.about], table.headers, *table.rows]
    lines += [[], *([note] for note in table.notes)] if table.notes else []
    for number, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a name that begins with "=" stays a name
    sheet["A1"].font = Font(bold=True, size=14)
    thin = Side(style="thin", color="BBBBBB")
    for row in sheet.iter_rows(
        min_row=_HEAD_ROWS, max_row=_HEAD_ROWS + len(table.rows), max_col=len(table.headers)
    ):
        for cell in row:
            cell.border = Border(top=thin, bottom=thin, left=thin, right=thin)
            if cell.row == _HEAD_ROWS:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="EEEEEE")
                cell.alignment = Alignment(vertical="center", wrap_text=True)
    for column, header in enumerate(table.headers, start=1):
        widths = [_width(header), *(_width(row[column - 1]) for row in table.rows)]
        sheet.column_dimensions[get_column_letter(column)].width = min(_WIDEST, max(widths) + 3)
    sheet.freeze_panes = f"B{_HEAD_ROWS + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _width(value: Cell) -> int:
    """In letters of the Latin kind: a Chinese one takes two."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in str(value))
