"""Text broken into lines on a device, drawn line by line so that it may go on on another page."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPainter, QTextLayout, QTextLine, QTextOption

from app.model.paper import Align, Face

_LINE_BREAK = "\u2028"
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_SONG = ["Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Serif"]
_SANS = ["Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei"]
FAMILIES: dict[Face, list[str]] = {
    "heading": ["方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", *_SONG, *_SANS],
    "body": ["仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", *_SONG, *_SANS],
    "plain": [*_SANS, *_SONG],
}
"""As official papers want them; where a machine has none of these, Noto, which the set-up brings along."""


def font_of(face: Face, points: float, *, bold: bool = False) -> QFont:
    """Without features that put glyphs of no letter in the place of figures and of `fi`: nobody could search for them."""
    made = QFont()
    made.clearFeatures()  # a new font begins with those of the window's
    for feature in ("locl", "liga"):
        made.setFeature(QFont.Tag(feature), 0)
    made.setFamilies(FAMILIES[face])
    made.setPointSizeF(points)
    made.setWeight(QFont.Weight.Bold if bold or face == "heading" else QFont.Weight.Normal)
    return made


class Lines:
    """A text in a width, in the device's own units; `first_indent` before its first line."""

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        device: QPagedPaintDevice,
        align: Align = "left",
        first_indent: float = 0.0,
    ) -> None:
        self._layout = QTextLayout(text.replace("\n", _LINE_BREAK), font, device)
        option = QTextOption(_ALIGN[align])
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self.all: list[QTextLine] = []
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            inset = first_indent if not self.all else 0.0
            line.setLineWidth(width - inset)
            line.setPosition(QPointF(inset, 0.0))
            self.all.append(line)
        self._layout.endLayout()

    @property
    def height(self) -> float:
        return self.height_of(0, len(self.all))

    def height_of(self, first: int, last: int) -> float:
        return sum(line.height() for line in self.all[first:last])

    def fitting(self, first: int, room: float) -> int:
        """The line after the last one that still fits."""
        end = first
        while end < len(self.all) and self.height_of(first, end + 1) <= room:
            end += 1
        return end

    def draw(self, painter: QPainter, x: float, y: float, first: int, last: int) -> None:
        for line in self.all[first:last]:
            line.draw(painter, QPointF(x, y))
            y += line.height()
