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
    # Only where pixels of the picture are pixels of the screen does none of them belong half to the margin.
    halves = not (exact and ratio.is_integer() and QRectF(inner) == target)
    margins = margins_of(rect, target, halves=halves)
    return Placing((width, height, ratio), target, corner, inner, exact, margins)


def margins_of(rect: QRect, target: QRectF, *, halves: bool = True) -> tuple[QRect, ...]:
    """At the left and right, above and below; none where the picture reaches the edge. `halves`: with the pixels at the
    picture's edges, which it may cover in part. Without them no margin is painted anew with each picture."""
    inner = target.toAlignedRect()
    free = inner.adjusted(1, 1, -1, -1) if halves else inner
    beside = inner.left() > rect.left() or inner.right() < rect.right()
    above = inner.top() > rect.top() or inner.bottom() < rect.bottom()
    found: list[QRect] = []
    if beside:
        # From top to bottom: a picture that is both narrower and lower leaves corners free as well.
        left, right = QPoint(free.left() - 1, rect.bottom()), QPoint(free.right() + 1, rect.top())
        found += [QRect(rect.topLeft(), left), QRect(right, rect.bottomRight())]
    if above:
        upper, lower = QPoint(inner.right(), free.top() - 1), QPoint(inner.left(), free.bottom() + 1)
        found += [QRect(rect.topLeft(), upper), QRect(lower, rect.bottomRight())]
    return tuple(margin for margin in found if not margin.isEmpty())
