"""Where tiles lie. Pure arithmetic."""

from dataclasses import dataclass

LAYOUTS = (1, 4, 9, 16)
GAP = 3
_PICTURE = 16 / 9


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


def page_count(cameras: int, count: int) -> int:
    return max(1, -(-cameras // count))


def fitting_layout(cameras: int) -> int:
    """The smallest layout that shows all cameras, else the largest."""
    return next((count for count in LAYOUTS if count >= cameras), LAYOUTS[-1])


def neighbour(index: int, right: int, down: int, *, columns: int, tiles: int) -> int:
    """The tile reached by moving `right` and `down`; stays where there is none."""
    row, column = divmod(index, columns)
    row, column = row + down, column + right
    moved = row * columns + column
    inside = 0 <= column < columns and 0 <= moved < tiles
    return moved if inside else index


def _spans(length: int, parts: int) -> list[tuple[int, int]]:
    each = (length - GAP * (parts - 1)) // parts
    spans = [(index * (each + GAP), each) for index in range(parts)]
    start = spans[-1][0]
    spans[-1] = (start, length - start)
    return spans
