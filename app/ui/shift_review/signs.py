"""The signs of marks: each kind has a shape of its own."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "note": ((0, -5), (3.5, 0), (0, 5), (-3.5, 0)),
    "called": ((-5, -4), (5, -4), (0, 5)),
    "again": ((-4, -3), (4, -3), (0, 4)),
    "alarm": ((0, -5), (5, 5), (-5, 5)),
    "missed": ((0, -6), (6, 5), (-6, 5)),
    "wrong": ((0, -5), (5, 0), (0, 5), (-5, 0)),
    "remark": ((-6, -6), (6, -6), (6, 2), (0, 2), (-4, 7), (-4, 2), (-6, 2)),
}
_LINES: dict[str, tuple[tuple[float, float], ...]] = {
    "acknowledged": ((-5, 0), (-1, 4), (6, -5)),
    "correction": ((-4, -4), (4, 4)),
    "entry": ((0, -4), (0, 4)),
    "held": ((-2, -5), (-2, 5)),
}
_SECOND: dict[str, tuple[tuple[float, float], ...]] = {
    "correction": ((-4, 4), (4, -4)),
    "held": ((3, -5), (3, 5)),
}


def paint_sign(painter: QPainter, code: str, x: float, y: float, colour: str, factor: float = 1.0) -> None:
    """With its middle at x, y."""
    if code in _CORNERS:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPolygon(_placed(_CORNERS[code], x, y, factor))
        return
    if code == "arrived":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(x - 4.5 * factor, y - 4.5 * factor, 9 * factor, 9 * factor))
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), (1 if code == "entry" else 2) * factor))
    painter.drawPolyline(_placed(_LINES.get(code, _LINES["entry"]), x, y, factor))
    if code in _SECOND:
        painter.drawPolyline(_placed(_SECOND[code], x, y, factor))


def _placed(corners: tuple[tuple[float, float], ...], x: float, y: float, factor: float) -> QPolygonF:
    return QPolygonF([QPointF(x + right * factor, y + down * factor) for right, down in corners])
