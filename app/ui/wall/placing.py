"""Where in its tile a picture is painted. Worked out once for each size, not for each of 400 pictures a second."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt

_TOUCHES = 4
"""Device pixels: hosts draw even sizes, so one that fills its tile may still be so much smaller."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Holds for one tile, one size of picture and one ratio of device pixels."""

    key: tuple[int, int, float]
    target: QRectF
    corner: QPointF
    inner: QRect
    """All pixels of the widget that the picture touches."""
    exact: bool
    """Pixel for pixel; else scaled, in the instant in which the host still draws another size."""
    margins: tuple[QRect, ...]
    """What of the tile the picture leaves free."""


def place(rect: QRect, width: int, height: int, ratio: float) -> Placing:
    """`width` and `height` in device pixels, `rect` in the widget's."""
    room = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
    fits = width <= room.width() and height <= room.height()
    exact = fits and (room.width() - width < _TOUCHES or room.height() - height < _TOUCHES)
    if exact:
        target = QRectF(0, 0, width / ratio, height / ratio)
    else:
        scaled = QSize(width, height).scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, scaled.width(), scaled.height())
    corner = QPointF(
        rect.x() + int((rect.width() - target.width()) / 2),
        rect.y() + int((rect.height() - target.height()) / 2),
    )
    target.moveTopLeft(corner)
    inner = target.toAlignedRect() & rect
    return Placing((width, height, ratio), target, corner, inner, exact, margins_of(rect, target))


def margins_of(rect: QRect, target: QRectF) -> tuple[QRect, ...]:
    """At the left and right, above and below; none where the picture reaches the edge."""
    inner = target.toAlignedRect()
    beside = inner.left() > rect.left() or inner.right() < rect.right()
    above = inner.top() > rect.top() or inner.bottom() < rect.bottom()
    found: list[QRect] = []
    if beside:
        # From top to bottom: a picture that is both narrower and lower leaves corners free as well.
        left, right = QPoint(inner.left(), rect.bottom()), QPoint(inner.right(), rect.top())
        found += [QRect(rect.topLeft(), left), QRect(right, rect.bottomRight())]
    if above:
        found += [QRect(rect.topLeft(), inner.topRight()), QRect(inner.bottomLeft(), rect.bottomRight())]
    return tuple(found)
