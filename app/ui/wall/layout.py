"""Where tiles lie. Pure arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.model.view import COUNTS

GAP = 3
_PICTURE = 16 / 9
_SMALL_SHARE = 0.19
_LEAST_SMALL = 150


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int


def columns_for(width: int, height: int, tiles: int) -> int:
    """How many columns give `tiles` pictures of 16:9 the most room; the squarer of two that give the same."""

    def picture_width(columns: int) -> float:
        rows = -(-tiles // columns)
        return min(width / columns, height / rows * _PICTURE)

    return max(range(1, tiles + 1), key=lambda columns: (picture_width(columns), -columns))


def boxes(width: int, height: int, tiles: int) -> list[Box]:
    """Places of the tiles, row by row; what does not divide goes to the last column and row."""
    across = columns_for(width, height, tiles)
    columns, rows = _spans(width, across), _spans(height, -(-tiles // across))
    return [Box(x, y, wide, high) for y, high in rows for x, wide in columns][:tiles]


def featured_boxes(width: int, height: int, large: int, others: int) -> list[Box]:
    """The large ones share the left, a column of small ones stands beside them, as many as have their full picture."""
    small_width = max(_LEAST_SMALL, round(width * _SMALL_SHARE))
    fitting = max(1, height // (round(small_width / _PICTURE) + GAP))
    small = min(others, fitting)
    if not small:
        return boxes(width, height, large)
    left = width - small_width - GAP
    column = [Box(left + GAP, y, small_width, high) for y, high in _spans(height, small)]
    return boxes(left, height, large) + column


def page_count(cameras: int, count: int) -> int:
    return max(1, -(-cameras // count))


def fitting_layout(cameras: int) -> int:
    """The smallest layout that shows all cameras, else the largest."""
    return next((count for count in COUNTS if count >= cameras), COUNTS[-1])


def nearest(placed: Sequence[Box], index: int, right: int, down: int) -> int:
    """The box reached by moving one to the `right` or `down` (-1: left, up); stays where there is none."""
    here = placed[index]

    def gap(box: Box) -> tuple[int, int] | None:
        """How far on, and how far aside; None for what does not lie that way."""
        if right:
            ahead = box.x - here.x - here.width if right > 0 else here.x - box.x - box.width
            beside = box.y < here.y + here.height and here.y < box.y + box.height
            aside = abs(2 * box.y + box.height - 2 * here.y - here.height)
        else:
            ahead = box.y - here.y - here.height if down > 0 else here.y - box.y - box.height
            beside = box.x < here.x + here.width and here.x < box.x + box.width
            aside = abs(2 * box.x + box.width - 2 * here.x - here.width)
        return (ahead, aside) if ahead >= 0 and beside else None

    found = [(distance, number) for number, box in enumerate(placed) if (distance := gap(box)) is not None]
    return min(found)[1] if found else index


def _spans(length: int, parts: int) -> list[tuple[int, int]]:
    each = (length - GAP * (parts - 1)) // parts
    spans = [(index * (each + GAP), each) for index in range(parts)]
    start = spans[-1][0]
    spans[-1] = (start, length - start)
    return spans
