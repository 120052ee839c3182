"""Where tiles lie. Pure arithmetic."""

from dataclasses import dataclass

LAYOUTS = (1, 4, 9, 16)
GAP = 3
_SIDES = {1: 1, 4: 2, 9: 3, 16: 4}


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int


def boxes(width: int, height: int, count: int, cameras: int) -> list[Box]:
    """Places of up to `count` tiles, row by row; what does not divide goes to the last column and row.

    A site with fewer cameras gets no empty rows: the tiles are higher instead.
    """
    side = _SIDES[count]
    filled = min(side, max(1, -(-cameras // side)))
    columns, rows = _spans(width, side), _spans(height, filled)
    return [Box(x, y, wide, high) for y, high in rows for x, wide in columns]


def page_count(cameras: int, count: int) -> int:
    return max(1, -(-cameras // count))


def fitting_layout(cameras: int) -> int:
    """The smallest layout that shows all cameras, else the largest."""
    return next((count for count in LAYOUTS if count >= cameras), LAYOUTS[-1])


def neighbour(index: int, columns: int, rows: int, tiles: int) -> int:
    """The tile reached by moving `columns` to the right and `rows` down; stays where there is none."""
    side = next(side for side in _SIDES.values() if side * side >= max(1, tiles))
    row, column = divmod(index, side)
    row, column = row + rows, column + columns
    moved = row * side + column
    inside = 0 <= column < side and 0 <= moved < tiles
    return moved if inside else index


def _spans(length: int, parts: int) -> list[tuple[int, int]]:
    each = (length - GAP * (parts - 1)) // parts
    spans = [(index * (each + GAP), each) for index in range(parts)]
    start = spans[-1][0]
    spans[-1] = (start, length - start)
    return spans
