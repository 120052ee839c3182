"""Draws each kind of chart on a plot, and tells where what can be chosen lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
import pyqtgraph as pg  # type: ignore[import-untyped]  # it has no types of its own
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics

from app.ui import theme
from app.ui.figures.drawings import NEVER, Bars, Columns, Dots, Drawing, Heat, Limit, Shares
from app.ui.figures.ink import Ink

NAMES_PX = 172
ROW_PX = 23
"""A row of bars needs so much to be read."""
_LABEL_PX = 52
_AXIS_PX = 34
_TITLE_PX = 30
_WORDS_PX = 24
_ABOVE = 5
_TITLED_PX = 48
_WIDE = 0.66
_DOT = 13
_DIAMOND = 11


@dataclass(frozen=True, slots=True)
class Painted:
    """Where each thing that can be chosen lies, in the chart's own units."""

    rects: tuple[QRectF, ...]
    cells: bool = False
    """They touch each other: what is pointed at is the one that holds the point."""


@dataclass(frozen=True, slots=True)
class Canvas:
    plot: pg.PlotWidget
    ink: Ink
    wide: int
    """In pixels."""
    high: int

    def headroom(self, most: float) -> float:
        """The upper end of an axis on which words have room above the highest value, however low the chart is."""
        drawn = max(2.0 * _WORDS_PX, self.high - _TITLE_PX - _AXIS_PX)
        return most * drawn / (drawn - _WORDS_PX)

    def axes(self, left: int, bottom: int, *, grid_x: bool = False, grid_y: bool = False) -> None:
        for side, size in (("left", left), ("bottom", bottom)):
            axis = self.plot.getAxis(side)
            axis.setStyle(tickFont=theme.font(14), tickLength=0, hideOverlappingLabels=False)
            axis.setTextPen(self.ink.quiet)
            axis.setPen(self.ink.line)
            (axis.setWidth if side == "left" else axis.setHeight)(size)
        self.plot.showGrid(x=grid_x, y=grid_y, alpha=0.22)

    def ticks(self, side: str, ticks: Sequence[tuple[float, str]]) -> None:
        self.plot.getAxis(side).setTicks([list(ticks)])

    def unit_below(self, words: str) -> None:
        self.plot.setLabel("bottom", words, color=self.ink.quiet, **{"font-size": "14px"})

    def unit_above(self, words: str) -> None:
        """Of the axis on the left: turned on its side Chinese cannot be read."""
        self.plot.setTitle(words, justify="left", color=self.ink.quiet, size="14px")

    def names(self, names: Sequence[str]) -> None:
        """Down the left side, cut where they are too long."""
        metrics = QFontMetrics(theme.font(14))
        cut = [metrics.elidedText(name, Qt.TextElideMode.ElideRight, NAMES_PX - 14) for name in names]
        self.ticks("left", [(number + 0.5, name) for number, name in enumerate(cut)])

    def text(self, x: float, y: float, words: str, anchor: tuple[float, float], colour: str = "") -> None:
        item = pg.TextItem(words, color=colour or self.ink.text, anchor=anchor)
        item.setFont(theme.font(14))
        item.setPos(x, y)
        self.plot.addItem(item, ignoreBounds=True)

    def marks(
        self, x: Sequence[float], y: Sequence[float], symbol: str, size: int, colour: str, fill: str = ""
    ) -> None:
        marks = pg.ScatterPlotItem(
            x=list(x),
            y=list(y),
            symbol=symbol,
            size=size,
            pen=pg.mkPen(colour, width=2),
            brush=pg.mkBrush(fill) if fill else None,
        )
        # Above lines and their words: what stands near a target must not vanish behind its name.
        marks.setZValue(_ABOVE)
        self.plot.addItem(marks)

    def limits(self, limits: Sequence[Limit]) -> None:
        """Each with its words in another place along the line: those of near ones must not lie upon each other."""
        places = (0.01, 0.99, 0.5)
        for number, limit in enumerate(limits):
            at = places[number % len(places)]
            colour = self.ink.limit if limit.is_target else self.ink.text
            dashes = Qt.PenStyle.DashLine if limit.is_target else Qt.PenStyle.DotLine
            pen = pg.mkPen(colour, width=2, style=dashes)
            anchor = {0.01: (0.0, 1.0), 0.99: (1.0, 1.0), 0.5: (0.5, 1.0)}[at]
            line = pg.InfiniteLine(
                limit.value,
                angle=0,
                pen=pen,
                label=limit.name,
                labelOpts={"position": at, "color": colour, "anchors": [anchor, anchor]},
            )
            line.label.setFont(theme.font(14))
            self.plot.addItem(line, ignoreBounds=True)


def paint(canvas: Canvas, drawing: Drawing) -> Painted:
    """On an empty plot."""
    match drawing:
        case Bars():
            return _bars(canvas, drawing)
        case Columns():
            return _columns(canvas, drawing)
        case Heat():
            return _heat(canvas, drawing)
        case Dots():
            return _dots(canvas, drawing)
        case Shares():
            return _shares(canvas, drawing)


def steps(most: float, count: int) -> list[float]:
    """Round numbers from nothing to beyond the most; whole ones where the most is no fraction of one."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / max(1, count)
    ten = 10.0 ** floor(log10(rough))
    step = next(factor * ten for factor in (1, 2, 5, 10) if factor * ten >= rough)
    if most >= 1:
        step = max(1.0, step)
    return [number * step for number in range(ceil(most / step) + 1)]


def _bars(canvas: Canvas, drawing: Bars) -> Painted:
    count = min(len(drawing.names), max(3, (canvas.high - _TITLED_PX) // ROW_PX))
    names, now, before = drawing.names[:count], drawing.now[:count], drawing.before[:count]
    most = max([*now, *before, 1.0])
    canvas.axes(NAMES_PX, _TITLED_PX, grid_x=True)
    canvas.plot.invertY(True)
    middle = [number + 0.5 for number in range(count)]
    canvas.plot.addItem(
        pg.BarGraphItem(
            x0=0, y=middle, height=_WIDE, width=list(now), brush=canvas.ink.bar, pen=pg.mkPen(None)
        )
    )
    was = [number for number, value in enumerate(before) if value]
    canvas.marks([before[n] for n in was], [middle[n] for n in was], "d", _DIAMOND, canvas.ink.text)
    for place, value in zip(middle, now, strict=True):
        canvas.text(value, place, f"{value:g}", (-0.35, 0.5))
    canvas.names(names)
    canvas.ticks("bottom", [(value, f"{value:g}") for value in steps(most, 6)])
    canvas.unit_below(drawing.unit)
    right = most * 1.1
    canvas.plot.setRange(xRange=(0, right), yRange=(0, max(count, 3)), padding=0)
    return Painted(tuple(QRectF(0, number + 0.06, right, 0.88) for number in range(count)), cells=True)


def _columns(canvas: Canvas, drawing: Columns) -> Painted:
    count = len(drawing.now)
    most = max(
        [*drawing.now, *drawing.before, *drawing.tops, *(limit.value for limit in drawing.limits), 1.0]
    )
    canvas.axes(_LABEL_PX, _AXIS_PX, grid_y=True)
    canvas.plot.invertY(False)
    middle = [number + 0.5 for number in range(count)]
    canvas.plot.addItem(
        pg.BarGraphItem(
            x=middle, height=list(drawing.now), width=_WIDE, brush=canvas.ink.bar, pen=pg.mkPen(None)
        )
    )
    if drawing.before:
        # None is told by an empty place: a row of marks at the foot would be read as something.
        was = [number for number, value in enumerate(drawing.before[:count]) if value]
        canvas.marks(
            [middle[n] for n in was], [drawing.before[n] for n in was], "d", _DIAMOND, canvas.ink.text
        )
    if drawing.tops:
        high = [number for number, top in enumerate(drawing.tops) if top > 0]
        canvas.marks(
            [middle[n] for n in high], [drawing.tops[n] for n in high], "t1", _DIAMOND, canvas.ink.text
        )
    canvas.limits(drawing.limits)
    room = (canvas.wide - _LABEL_PX) / max(1, count)
    if room >= (20 if drawing.decimals == 0 else 32) and not drawing.tops:
        for place, value in zip(middle, drawing.now, strict=True):
            if value:
                canvas.text(place, value, f"{value:.{drawing.decimals}f}", (0.5, 1.0))
    canvas.ticks("bottom", thinned(list(zip(middle, drawing.names, strict=True)), canvas.wide - _LABEL_PX))
    canvas.ticks("left", [(value, f"{value:g}") for value in steps(most, max(2, canvas.high // 60))])
    canvas.unit_above(drawing.unit)
    top = canvas.headroom(most)
    canvas.plot.setRange(xRange=(0, count), yRange=(0, top), padding=0)
    return Painted(tuple(QRectF(number + 0.08, 0, 0.84, top) for number in range(count)), cells=True)


def _heat(canvas: Canvas, drawing: Heat) -> Painted:
    high, wide = len(drawing.rows), len(drawing.columns)
    counts = np.array(drawing.counts, np.float64).reshape(high, wide)
    most = max(1.0, float(counts.max()))
    canvas.axes(_LABEL_PX + 24, _AXIS_PX)
    canvas.plot.invertY(True)
    image = pg.ImageItem(axisOrder="row-major")
    image.setImage(counts, levels=(0, most))
    image.setLookupTable(_shades(canvas.ink))
    canvas.plot.addItem(image)
    lines = [(x, y) for y in range(high + 1) for x in (0, wide)] + [
        (x, y) for x in range(wide + 1) for y in (0, high)
    ]
    ends = np.array(lines, np.float64)
    canvas.plot.addItem(
        pg.PlotCurveItem(ends[:, 0], ends[:, 1], connect="pairs", pen=pg.mkPen(canvas.ink.ground, width=2))
    )
    for row in range(high):
        for column in range(wide):
            count = int(counts[row, column])
            if count:
                bright = count / most > 0.45
                colour = canvas.ink.ground if bright else canvas.ink.text
                canvas.text(column + 0.5, row + 0.5, str(count), (0.5, 0.5), colour)
    canvas.ticks("left", [(number + 0.5, name) for number, name in enumerate(drawing.rows)])
    middle = [(number + 0.5, name) for number, name in enumerate(drawing.columns)]
    canvas.ticks("bottom", thinned(middle, canvas.wide - _LABEL_PX - 24, 30))
    canvas.plot.setRange(xRange=(0, wide), yRange=(0, high), padding=0)
    cells = (QRectF(column, row, 1, 1) for row in range(high) for column in range(wide))
    return Painted(tuple(cells), cells=True)


def _dots(canvas: Canvas, drawing: Dots) -> Painted:
    """What took far longer than the rest stands at the upper edge: the others would else be one line at the foot."""
    done = [minutes for minutes in drawing.minutes if minutes != NEVER]
    limits = [limit.value for limit in drawing.limits]
    edge = max([1.0, *(2.0 * limit for limit in limits[:1]), *(1.25 * limit for limit in limits[1:])])
    if done and max(done) <= 1.5 * edge:
        edge = max(edge, max(done) * 1.05)
    canvas.axes(_LABEL_PX, _AXIS_PX, grid_y=True)
    canvas.plot.invertY(False)
    heights = [edge if minutes == NEVER else min(minutes, edge) for minutes in drawing.minutes]
    never = [number for number, minutes in enumerate(drawing.minutes) if minutes == NEVER]
    late = [number for number, is_late in enumerate(drawing.late) if is_late and number not in set(never)]
    good = [number for number, is_late in enumerate(drawing.late) if not is_late]
    ink = canvas.ink
    for numbers, symbol, colour, fill in (
        (good, "o", ink.text, ink.bar),
        (late, "t1", ink.late, ink.late),
        (never, "x", ink.late, ink.late),
    ):
        canvas.marks(
            [drawing.across[n] for n in numbers], [heights[n] for n in numbers], symbol, _DOT, colour, fill
        )
    canvas.limits(drawing.limits)
    canvas.ticks("bottom", thinned(list(drawing.ticks), canvas.wide - _LABEL_PX))
    canvas.ticks("left", [(value, f"{value:g}") for value in steps(edge, max(2, canvas.high // 60))])
    canvas.unit_above(drawing.unit)
    canvas.plot.setRange(xRange=(-0.015, 1.015), yRange=(-0.04 * edge, canvas.headroom(edge)), padding=0)
    return Painted(
        tuple(QRectF(x, y, 0, 0) for x, y in zip(drawing.across, heights, strict=True)),
    )


def _shares(canvas: Canvas, drawing: Shares) -> Painted:
    count = min(len(drawing.names), max(3, (canvas.high - _TITLED_PX) // ROW_PX))
    now, before = drawing.now[:count], drawing.before[:count]
    known = [value for value in (*now, *before) if value is not None]
    lowest = min([100.0, *known])
    least = next(value for value in (99.9, 99.5, 99.0, 98.0, 95.0, 90.0, 80.0, 50.0, 0.0) if lowest >= value)
    canvas.axes(NAMES_PX, _TITLED_PX, grid_x=True, grid_y=False)
    canvas.plot.invertY(True)
    middle = [number + 0.5 for number in range(count)]
    was = [(value, place) for value, place in zip(before, middle, strict=False) if value is not None]
    canvas.marks([value for value, _ in was], [place for _, place in was], "d", _DIAMOND, canvas.ink.text)
    canvas.marks(now, middle, "o", _DOT, canvas.ink.text, canvas.ink.bar)
    canvas.names(drawing.names[:count])
    step = (100.0 - least) / 5
    canvas.ticks("bottom", [(least + n * step, f"{least + n * step:.6g} %") for n in range(6)])
    canvas.unit_below(drawing.unit)
    room = 100.0 - least
    canvas.plot.setRange(
        xRange=(least - room * 0.03, 100 + room * 0.05), yRange=(0, max(count, 3)), padding=0
    )
    left = least - room * 0.03
    return Painted(tuple(QRectF(left, n + 0.06, room * 1.08, 0.88) for n in range(count)), cells=True)


def thinned(ticks: list[tuple[float, str]], room: float, least: float = 58.0) -> list[tuple[float, str]]:
    """As many labels as have room, evenly."""
    every = max(1, ceil(len(ticks) * least / max(room, 1.0)))
    return ticks[::every]


def _shades(ink: Ink) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    ends = [QColor(colour).getRgb() for colour in ink.heat]
    return np.array(
        [[round(a + (b - a) * part / 63) for a, b in zip(*ends, strict=True)] for part in range(64)], np.uint8
    )
