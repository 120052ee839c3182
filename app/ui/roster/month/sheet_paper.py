"""The sheet that hangs on the wall, and a person's own: PDF on A4, letters instead of colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from app.ui import theme

_DPI = 300
_UNIT = _DPI / 25.4
_LINE = QColor("#555555")
_SHADE = QColor("#e8e8e8")


@dataclass(frozen=True, slots=True)
class Column:
    """A day: number and weekday; free ones are shaded."""

    number: str
    weekday: str
    free: bool


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """`rows` have a heading and a text for each day; `legend` says what the letters mean."""

    title: str
    legend: str
    foot: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ListPaper:
    """A person's duties, one a line."""

    title: str
    foot: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def print_sheet(paper: SheetPaper) -> bytes:
    """Landscape; as many pages as there are people."""
    press = _Press(paper.title, landscape=True)
    names = 26.0
    width = (press.width_mm - names) / max(1, len(paper.columns))
    rows = list(paper.rows)
    while True:
        top = press.heading(paper.title)
        press.shade = _SHADE
        for number, column in enumerate(paper.columns):
            x = names + number * width
            press.cell(x, top, width, 5.5, column.number, shaded=column.free)
            press.cell(x, top + 5.5, width, 5.5, column.weekday, shaded=column.free)
        press.cell(0, top, names, 11, "")
        top += 11
        height = 7.2
        while rows and top + height <= press.height_mm - 14:
            name, texts = rows.pop(0)
            press.cell(0, top, names, height, name, left=True)
            for number, text in enumerate(texts):
                shaded = paper.columns[number].free
                press.cell(names + number * width, top, width, height, text, shaded=shaded, bold=True)
            top += height
        press.text(0, top + 2, press.width_mm, paper.legend, 8)
        press.foot(paper.foot)
        if not rows:
            return press.end()
        press.new_page()


def print_list(paper: ListPaper) -> bytes:
    """Portrait."""
    press = _Press(paper.title, landscape=False)
    shares = (0.27, 0.19, 0.18, 0.36)
    rows = [paper.headers, *paper.rows]
    while True:
        top = press.heading(paper.title)
        while rows and top + 8 <= press.height_mm - 14:
            row = rows.pop(0)
            x = 0.0
            for share, text in zip(shares, row, strict=False):
                width = share * press.width_mm
                press.cell(x, top, width, 8, text, left=True, shaded=row is paper.headers)
                x += width
            top += 8
        press.foot(paper.foot)
        if not rows:
            return press.end()
        press.new_page()


class _Press:
    """Millimetres from the upper left corner within the margins."""

    def __init__(self, title: str, *, landscape: bool) -> None:
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(_DPI)
        self._writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        turned = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
        self._writer.setPageOrientation(turned)
        self._writer.setPageMargins(QMarginsF(10, 10, 10, 10), QPageLayout.Unit.Millimeter)
        self._writer.setTitle(title)
        self._writer.setCreator("dutyroom")
        self.width_mm, self.height_mm = (277.0, 190.0) if landscape else (190.0, 277.0)
        self._painter = QPainter(self._writer)
        self.shade = _SHADE

    def heading(self, text: str) -> float:
        self.text(0, 0, self.width_mm, text, 16, bold=True, centre=True)
        return 10.0

    def foot(self, text: str) -> None:
        self.text(0, self.height_mm - 5, self.width_mm, text, 8)

    def cell(
        self, x: float, y: float, width: float, height: float, text: str,
        *, shaded: bool = False, bold: bool = False, left: bool = False,
    ) -> None:  # fmt: skip
        area = QRectF(x * _UNIT, y * _UNIT, width * _UNIT, height * _UNIT)
        if shaded:
            self._painter.fillRect(area, self.shade)
        self._painter.setPen(QPen(_LINE, 0.15 * _UNIT))
        self._painter.drawRect(area)
        self._fitting(area.adjusted(0.6 * _UNIT, 0, -0.6 * _UNIT, 0), text, bold=bold, left=left)

    def text(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        points: float,
        *,
        bold: bool = False,
        centre: bool = False,
    ) -> None:
        self._painter.setFont(_font(points, bold=bold))
        self._painter.setPen(QColor("#000000"))
        across = Qt.AlignmentFlag.AlignHCenter if centre else Qt.AlignmentFlag.AlignLeft
        area = QRectF(x * _UNIT, y * _UNIT, width * _UNIT, 12 * _UNIT)
        self._painter.drawText(area, across | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, text)

    def new_page(self) -> None:
        self._writer.newPage()

    def end(self) -> bytes:
        self._painter.end()
        self._buffer.close()
        return bytes(self._buffer.data().data())

    def _fitting(self, area: QRectF, text: str, *, bold: bool, left: bool) -> None:
        """As large as fits: a letter fills its cell, three posts on a day still stand in it."""
        self._painter.setPen(QColor("#000000"))
        across = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
        for points in (11.0, 9.5, 8.0, 7.0, 6.0, 5.0):
            self._painter.setFont(_font(points, bold=bold))
            if self._painter.fontMetrics().horizontalAdvance(text) <= area.width():
                break
        self._painter.drawText(area, across | Qt.AlignmentFlag.AlignVCenter, text)


def _font(points: float, *, bold: bool) -> QFont:
    return theme.font(round(points / 72 * _DPI), bold=bold)


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """The fewest first letters that tell each name from the others; by the same keys."""
    found: dict[str, str] = {}
    for key, name in names.items():
        others = [other for kept, other in names.items() if kept != key]
        lengths = (length for length in range(1, len(name) + 1) if not name[length - 1].isspace())
        unique = (
            length for length in lengths if not any(other.startswith(name[:length]) for other in others)
        )
        found[key] = name[: next(unique, len(name))]
    return found


def month_rows(
    people: Sequence[tuple[str, str]], days: Sequence[str], texts: dict[tuple[str, str], str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Whoever has a duty in these days."""
    rows = []
    for person_id, name in people:
        told = tuple(texts.get((person_id, day), "") for day in days)
        if any(told):
            rows.append((name, told))
    return tuple(rows)
