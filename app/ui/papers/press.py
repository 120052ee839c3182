"""Prints a paper to PDF, letters embedded: the same bytes are kept, sent, looked at and handed to a printer."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPageSize, QPainter, QPdfWriter, QPen

from app.model.paper import Align, Block, Grid, Paper, Pictures, Row, Rule, Text
from app.ui.papers.lines import Lines, font_of
from app.ui.papers.searchable import searchable

_DPI = 600
_UNIT = _DPI / 25.4
"""Device units of a millimetre."""
_PAD_MM = 1.2
_LINE_MM = 0.18
_SMALL_PT = 9.0
_PICTURE_WIDTH = 1280
"""More would make the file large and no print better."""
_SPLIT_SHARE = 0.3
"""A row higher than this part of a page goes on on the next one; a lower one moves there whole."""


def print_paper(paper: Paper) -> bytes:
    """The PDF. From any thread; needs a QGuiApplication for its letters."""
    pages = _Sheet(paper, pages=0).print()[1]
    return searchable(_Sheet(paper, pages=pages).print()[0])


class _Sheet:
    """One run over the blocks; the number of pages is known only after the first run."""

    def __init__(self, paper: Paper, pages: int) -> None:
        self._paper = paper
        self._pages = pages
        self._page = 1
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(_DPI)
        self._writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._writer.setTitle(paper.title)
        self._writer.setCreator("dutyroom")
        size = QPageSize.size(QPageSize.PageSizeId.A4, QPageSize.Unit.Millimeter)
        margins = paper.margins
        self._left, self._top = margins.left * _UNIT, margins.top * _UNIT
        self._width = (size.width() - margins.left - margins.right) * _UNIT
        self._bottom = (size.height() - margins.bottom) * _UNIT
        self._sheet = QSizeF(size.width() * _UNIT, size.height() * _UNIT)
        self._y = self._top
        self._painter = QPainter(self._writer)

    def print(self) -> tuple[bytes, int]:
        """The PDF and its number of pages."""
        self._draw_edges()
        blocks = self._paper.blocks
        for index, block in enumerate(blocks):
            self._draw(block, blocks[index + 1 :])
        self._painter.end()
        self._buffer.close()
        return bytes(self._buffer.data().data()), self._page

    def _draw(self, block: Block, following: Sequence[Block]) -> None:
        if isinstance(block, Text):
            self._text(block, following)
        elif isinstance(block, Rule):
            self._rule(block)
        elif isinstance(block, Pictures):
            self._pictures(block)
        else:
            self._grid(block, following)

    def _new_page(self) -> None:
        self._writer.newPage()
        self._page += 1
        self._y = self._top
        self._draw_edges()

    def _room(self) -> float:
        return self._bottom - self._y

    def _draw_edges(self) -> None:
        """Foot and stamp stand in the margins of every page."""
        paper = self._paper
        font = font_of("plain", _SMALL_PT)
        y = self._bottom + min(8.0, paper.margins.bottom / 3) * _UNIT
        counted = paper.page.format(page=self._page, pages=self._pages)
        self._painter.setPen(QColor("#444444"))
        edges: tuple[tuple[str, Align], ...] = (
            (paper.foot, "left"),
            (counted, "right" if paper.foot else "centre"),
        )
        for text, align in edges:
            lines = Lines(text, font, self._width, self._writer, align)
            lines.draw(self._painter, self._left, y, 0, 1)
        if paper.stamp:
            self._painter.setPen(QColor("#c00000"))
            stamp = Lines(paper.stamp, font_of("plain", 14, bold=True), self._width, self._writer, "right")
            top = max(4 * _UNIT, self._top - 2 * _UNIT - stamp.height)
            stamp.draw(self._painter, self._left, top, 0, len(stamp.all))

    def _text(self, text: Text, following: Sequence[Block]) -> None:
        lines = self._lines(text)
        hung = self._hung(text)
        self._y += text.before_mm * _UNIT if self._y > self._top else 0
        needed = lines.height_of(0, 1)
        if text.with_next and following:
            needed = lines.height + text.after_mm * _UNIT + self._least(following)
        if needed > self._room() and self._y > self._top:
            self._new_page()
        first = 0
        while first < len(lines.all):
            last = max(lines.fitting(first, self._room()), first + 1)
            self._painter.setPen(QColor(text.colour))
            if hung and first == 0:
                mark = Lines(text.mark, self._font(text), hung, self._writer)
                mark.draw(self._painter, self._left, self._y, 0, 1)
            lines.draw(self._painter, self._left + hung, self._y, first, last)
            self._y += lines.height_of(first, last)
            first = last
            if first < len(lines.all):
                self._new_page()
        self._y += text.after_mm * _UNIT

    def _lines(self, text: Text) -> Lines:
        indent = text.indent * self._points(text) / 72 * _DPI
        width = self._width - self._hung(text)
        return Lines(text.text, self._font(text), width, self._writer, text.align, indent)

    def _points(self, text: Text) -> float:
        return text.size or self._paper.size

    def _font(self, text: Text) -> QFont:
        face = text.face if text.face != "body" else self._paper.face
        return font_of(face, self._points(text), bold=text.bold)

    def _hung(self, text: Text) -> float:
        """How far its lines stand behind its mark."""
        metrics = QFontMetricsF(self._font(text), self._writer)
        return metrics.horizontalAdvance(f"{text.mark} ") if text.mark else 0.0

    def _least(self, following: Sequence[Block]) -> float:
        """What of the blocks must stand on the same page as what is before them."""
        block = following[0]
        if isinstance(block, Text):
            lines = self._lines(block)
            if not block.with_next or len(following) == 1:
                return block.before_mm * _UNIT + lines.height_of(0, 1)
            own = (block.before_mm + block.after_mm) * _UNIT + lines.height
            return own + self._least(following[1:])
        if isinstance(block, Grid):
            rows = block.rows[: block.head + 1]
            height = sum(self._laid(row)[1] for row in rows)
            if block.with_next and len(rows) == len(block.rows) and following[1:]:
                height += 3 * _UNIT + self._least(following[1:])
            return height
        if isinstance(block, Rule) and following[1:]:
            return (block.before_mm + block.after_mm) * _UNIT + self._least(following[1:])
        if isinstance(block, Pictures):
            return self._picture_height(block)
        return 12 * _UNIT

    def _rule(self, rule: Rule) -> None:
        self._y += rule.before_mm * _UNIT
        self._painter.setPen(QPen(QColor(rule.colour), rule.width_mm * _UNIT))
        self._painter.drawLine(QPointF(self._left, self._y), QPointF(self._left + self._width, self._y))
        self._y += rule.after_mm * _UNIT

    def _grid(self, grid: Grid, following: Sequence[Block]) -> None:
        head = grid.rows[: grid.head]
        for number, row in enumerate(grid.rows, start=1):
            lines, height = self._laid(row)
            last = number == len(grid.rows) and grid.with_next and following
            needed = height + 3 * _UNIT + self._least(following) if last else height
            if needed > self._room():
                page = self._bottom - self._top
                if needed <= page * _SPLIT_SHARE or self._room() < page * 0.1:
                    self._new_page()
                    self._repeat(head, grid)
            self._row(row, lines, grid, head)
        self._y += 3 * _UNIT

    def _repeat(self, head: tuple[Row, ...], grid: Grid) -> None:
        for row in head:
            lines, _ = self._laid(row)
            self._row(row, lines, grid, ())

    def _laid(self, row: Row) -> tuple[list[Lines], float]:
        lines = []
        for cell in row.cells:
            font = font_of(self._paper.face, cell.size or self._paper.size, bold=cell.bold)
            width = cell.share * self._width - 2 * _PAD_MM * _UNIT
            lines.append(Lines(cell.text, font, width, self._writer, cell.align))
        highest = max((each.height for each in lines), default=0.0) + 2 * _PAD_MM * _UNIT
        return lines, max(highest, row.least_mm * _UNIT)

    def _row(self, row: Row, lines: list[Lines], grid: Grid, head: tuple[Row, ...]) -> None:
        """In as many pieces as it takes."""
        at = [0] * len(lines)
        pad = _PAD_MM * _UNIT
        while True:
            room = self._room() - 2 * pad
            ends = [max(each.fitting(first, room), first) for each, first in zip(lines, at, strict=True)]
            if ends == at and any(first < len(each.all) for each, first in zip(lines, at, strict=True)):
                # Not even one line fits in what is left of this page.
                ends = [min(first + 1, len(each.all)) for each, first in zip(lines, at, strict=True)]
                if self._y > self._top:
                    self._new_page()
                    self._repeat(head, grid)
                    continue
            pieces = zip(lines, at, ends, strict=True)
            height = max((each.height_of(first, last) for each, first, last in pieces), default=0.0) + 2 * pad
            if at == [0] * len(lines):
                height = max(height, row.least_mm * _UNIT)
            self._piece(row, lines, at, ends, height, lined=grid.lines)
            self._y += height
            at = ends
            if all(last >= len(each.all) for each, last in zip(lines, ends, strict=True)):
                return
            self._new_page()
            self._repeat(head, grid)

    def _piece(
        self, row: Row, lines: list[Lines], first: list[int], last: list[int], height: float, *, lined: bool
    ) -> None:
        x, pad = self._left, _PAD_MM * _UNIT
        for cell, each, begin, end in zip(row.cells, lines, first, last, strict=True):
            width = cell.share * self._width
            area = QRectF(x, self._y, width, height)
            if cell.shade:
                self._painter.fillRect(area, QColor(cell.shade))
            if lined:
                self._painter.setPen(QPen(QColor("#000000"), _LINE_MM * _UNIT))
                self._painter.drawRect(area)
            self._painter.setPen(QColor("#000000"))
            # Short cells stand in the middle beside long ones, as in a form.
            used = each.height_of(begin, end)
            down = (height - used) / 2 if end - begin == len(each.all) and len(each.all) <= 2 else pad
            each.draw(self._painter, x + pad, self._y + down, begin, end)
            x += width

    def _pictures(self, block: Pictures) -> None:
        height = self._picture_height(block)
        width = self._width / block.across
        for begin in range(0, len(block.pictures), block.across):
            if height > self._room() and self._y > self._top:
                self._new_page()
            for place, (jpeg, words) in enumerate(block.pictures[begin : begin + block.across]):
                self._picture(jpeg, words, self._left + place * width, width, height)
            self._y += height

    def _picture(self, jpeg: bytes, words: str, x: float, width: float, height: float) -> None:
        pad = _PAD_MM * _UNIT
        caption = Lines(words, font_of("plain", _SMALL_PT), width - 2 * pad, self._writer)
        area = QRectF(x + pad, self._y, width - 2 * pad, height - 11 * _UNIT)
        image = QImage.fromData(jpeg)
        if image.isNull():
            self._painter.fillRect(area, QColor("#eeeeee"))
        else:
            if image.width() > _PICTURE_WIDTH:
                image = image.scaledToWidth(_PICTURE_WIDTH, Qt.TransformationMode.SmoothTransformation)
            size = QSizeF(image.size()).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(area.topLeft(), size)
            target.moveCenter(area.center())
            self._painter.drawImage(target, image)
        self._painter.setPen(QColor("#000000"))
        caption.draw(self._painter, x + pad, self._y + height - 10 * _UNIT, 0, min(2, len(caption.all)))

    def _picture_height(self, block: Pictures) -> float:
        return self._width / block.across * block.ratio + 11 * _UNIT
